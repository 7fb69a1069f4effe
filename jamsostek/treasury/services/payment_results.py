"""Taking in what the bank answers to payments that were sent."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.formats.payment_results import Answer, Outcome, Result, read_result
from jamsostek.treasury.models import PaymentOrder, PaymentResultFile
from jamsostek.treasury.rules.payments import LEFT, may_follow
from jamsostek.treasury.services.payment_steps import move, write_steps
from jamsostek.treasury.services.runs import IN_TRANSIT

State = PaymentOrder.State


class Fault:
    """Why an answer was not taken."""

    UNKNOWN_CODE: Final = "UNKNOWN_CODE"
    """No payment has the code."""
    NOT_SENT: Final = "NOT_SENT"
    """The payment was not sent to the bank."""
    OTHER_AMOUNT: Final = "OTHER_AMOUNT"
    """The bank names another amount."""
    CONTRADICTS: Final = "CONTRADICTS"
    """The bank said something else before, or says two things in one file."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file comes to: orders by what becomes of them with the bank's reasons, and faults."""

    becoming: dict[Outcome, list[PaymentOrder]]
    reasons: dict[int, str]
    pending: int
    faults: list[dict[str, str]]


@again_after_deadlock
@transaction.atomic
def take_result(
    *, content: bytes, name: str, act: Act, branch_ids: Collection[int] | None = None
) -> PaymentResultFile:
    """Take in a bank's answer: what it paid is paid, what it returned is owed again.

    The same file a second time changes nothing. What cannot be taken is listed with the reason,
    and stops nothing else.

    `branch_ids` are the branches whose payments the sender answers for; None is all.

    Raises:
        ResultUnreadable: the file cannot be read to its end; nothing is stored.
        OfOtherOffice: it speaks of a payment of another branch; nothing is stored.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = PaymentResultFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    answer = read_result(content)
    read = _sort(answer, branch_ids)
    for outcome, orders in read.becoming.items():
        _become(orders, outcome, read.reasons, act)
    counts = {outcome: len(orders) for outcome, orders in read.becoming.items()}
    file, is_new = PaymentResultFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "name": name[-200:],
            "format": answer.format,
            "content": content,
            "paid": counts.get(Outcome.PAID, 0),
            "returned": counts.get(Outcome.RETURNED, 0),
            "unknown": counts.get(Outcome.UNKNOWN, 0),
            "pending": read.pending,
            "faults": read.faults,
            "taken_at": act.at,
            "taken_by": act.actor,
        },
    )
    if is_new:
        audit.record(
            act=act,
            action="take_payment_result",
            subject_type="payment_result",
            subject_id=file.pk,
            detail={"sha256": digest, "paid": file.paid, "returned": file.returned},
        )
    return file


class OfOtherOffice(ValueError):
    """A bank's answer about payments that somebody else answers for."""


def _sort(answer: Answer, branch_ids: Collection[int] | None) -> _Read:
    """Lock the payments that are spoken of, and tell what becomes of each."""
    said = _one_answer_each(answer)
    wanted = PaymentOrder.objects.filter(code__in=said) | PaymentOrder.objects.filter(
        run__code__in=[result.code for result in answer.runs]
    )
    held = PaymentOrder.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk__in=wanted.values("pk")
    )
    orders = {order.code: order for order in held.select_related("run").order_by("pk")}
    if branch_ids is not None and any(o.branch_id not in branch_ids for o in orders.values()):
        raise OfOtherOffice("The file speaks of a payment of another branch.")
    _let_runs_speak(answer.runs, orders.values(), said)
    read = _Read({}, {}, 0, [])
    pending = 0
    for code, results in said.items():
        order = orders.get(code)
        fault = _fault(order, results)
        if fault is not None or order is None:
            read.faults.append({"code": code, "fault": fault or Fault.UNKNOWN_CODE})
        elif results[0].outcome is Outcome.PENDING:
            pending += 1
        elif order.state != results[0].outcome:
            read.becoming.setdefault(results[0].outcome, []).append(order)
            read.reasons[order.pk] = results[0].reason
    runs = {order.run.code for order in orders.values() if order.run}
    strangers = [result.code for result in answer.runs if result.code not in runs]
    faults = [{"code": code, "fault": Fault.UNKNOWN_CODE} for code in strangers]
    return _Read(read.becoming, read.reasons, pending, read.faults + faults)


def _one_answer_each(answer: Answer) -> dict[str, list[Result]]:
    """Give the different answers by payment; one is what should be."""
    said: dict[str, list[Result]] = {}
    for result in answer.payments:
        known = said.setdefault(result.code, [])
        if all(result.outcome != other.outcome for other in known):
            known.append(result)
    return said


def _let_runs_speak(
    runs: Sequence[Result], orders: Iterable[PaymentOrder], said: dict[str, list[Result]]
) -> None:
    """Apply what is said of a whole run to its payments that nothing else is said of.

    A run that is only under way says nothing of them.
    """
    telling = {run.code: run for run in runs if run.outcome is not Outcome.PENDING}
    for order in orders:
        result = telling.get(order.run.code) if order.run else None
        if result is not None and order.code not in said:
            said[order.code] = [Result(order.code, result.outcome, result.reason)]


def _fault(order: PaymentOrder | None, results: Sequence[Result]) -> str | None:
    if order is None:
        return Fault.UNKNOWN_CODE
    result = results[0]
    if len(results) > 1:
        return Fault.CONTRADICTS
    if result.amount is not None and result.amount != order.amount:
        return Fault.OTHER_AMOUNT
    if order.run is None or order.state in (State.QUEUED, State.CANCELLED):
        return Fault.NOT_SENT
    if result.outcome is Outcome.PENDING or order.state == result.outcome:
        return None
    is_next = order.state in LEFT and may_follow(order.state, result.outcome)
    return None if is_next else Fault.CONTRADICTS


def _become(
    orders: Sequence[PaymentOrder], outcome: Outcome, reasons: dict[int, str], act: Act
) -> None:
    """Note what became of payments, those with one reason together."""
    state = State(outcome.value)
    found = PaymentOrder.objects.filter(pk__in=[order.pk for order in orders])
    if state is State.PAID:
        found.update(state=state, paid_on=act.day)
    else:
        found.update(state=state)
    entries: dict[int, int] = {}
    if state is State.RETURNED:
        entries = owe_again(orders=orders, act=act)
    for reason in Counter(reasons.get(order.pk, "") for order in orders):
        alike = [order for order in orders if reasons.get(order.pk, "") == reason]
        write_steps(orders=alike, state=state, act=act, reason=reason, entries=entries)


def owe_again(*, orders: Sequence[PaymentOrder], act: Act) -> dict[int, int]:
    """Post that payments came back to what is owed; give the entries by order."""
    return move(
        orders=orders, key="PAY-RETURNED", day=act.day, debit=IN_TRANSIT, credit=None, act=act
    )
