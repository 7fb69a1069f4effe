"""Payment runs: prepared by one person, released by another, who alone has the file made."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import BUSINESS_ZONE, Act
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.treasury.formats.payments_out import Batch, Transfer, pain_001, payments_csv
from jamsostek.treasury.models import BankAccount, PaymentFile, PaymentOrder, PaymentRun
from jamsostek.treasury.queries.payments import payable_by_transfer
from jamsostek.treasury.services.payment_steps import move, write_steps
from jamsostek.treasury.services.payments import NotAPerson

State = PaymentOrder.State
RunState = PaymentRun.State


@dataclass(frozen=True, slots=True)
class Choice:
    """Which waiting transfers go into a run: due by when, of which branches, how large."""

    due_until: date
    branch: Branch | None = None
    region_id: int | None = None
    least: int | None = None
    most: int | None = None


@again_after_deadlock
@transaction.atomic
def prepare_run(*, account: BankAccount, choice: Choice, act: Act) -> PaymentRun:
    """Put the transfers that are chosen into a run, where no other run can take them.

    Raises:
        NotAPerson: the system prepares none, as nobody else could be told from it.
        NothingDue: no waiting transfer is among them.
    """
    if act.user_id is None:
        raise NotAPerson("A run is prepared by a person.")
    found = payable_by_transfer(choice.due_until, choice.branch, choice.region_id)
    if choice.least is not None:
        found = found.filter(amount__gte=choice.least)
    if choice.most is not None:
        found = found.filter(amount__lte=choice.most)
    orders = list(found.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    if not orders:
        raise NothingDue("No waiting transfer is among them.")
    run = PaymentRun.objects.create(
        code=_next_code(),
        account=account,
        branch=choice.branch,
        due_until=choice.due_until,
        count=len(orders),
        amount=sum(order.amount for order in orders),
        prepared_by_id=act.user_id,
        prepared_at=act.at,
    )
    PaymentOrder.objects.filter(pk__in=[order.pk for order in orders]).update(run=run)
    _record(run, "prepare_payment_run", act)
    return run


class NothingDue(ValueError):
    """A run without a payment."""


@again_after_deadlock
@transaction.atomic
def cancel_run(*, run: PaymentRun, act: Act) -> PaymentRun:
    """Give up a run that was not released; its payments wait again.

    Raises:
        RunNotNow: it was released, or given up before.
    """
    held = _hold(run)
    if held.state != RunState.PREPARED:
        raise RunNotNow(held)
    PaymentOrder.objects.filter(run=held).update(run=None)
    held.state, held.count, held.amount = RunState.CANCELLED, 0, 0
    held.save(update_fields=["state", "count", "amount"])
    _record(held, "cancel_payment_run", act)
    return held


class RunNotNow(ValueError):
    """A step that a run in its state does not take."""

    def __init__(self, run: PaymentRun) -> None:
        super().__init__(f"Run {run.code} is {run.state}.")


@again_after_deadlock
@transaction.atomic
def release_run(*, run: PaymentRun, amount: int, act: Act) -> PaymentRun:
    """Send a run: its payments leave what is owed, and the files for the bank are made, once.

    `amount` is what the releasing officer saw it come to. All of it is one transaction, and a
    run that is released already stays as it is.

    Raises:
        NotAPerson: the system releases none.
        SamePerson: who prepared it does not release it.
        RunNotNow: it was given up.
        RunChanged: it comes to something else now, or to nothing.
    """
    if act.user_id is None:
        raise NotAPerson("A run is released by a person.")
    held = _hold(run)
    if held.state == RunState.RELEASED:
        return held
    if held.state != RunState.PREPARED:
        raise RunNotNow(held)
    if held.prepared_by_id == act.user_id:
        raise SamePerson("Who prepared a run does not release it.")
    orders = list(
        PaymentOrder.objects.select_for_update(no_key=True).filter(run=held).order_by("pk")
    )
    total = sum(order.amount for order in orders)
    if not orders or (total, len(orders), total) != (held.amount, held.count, amount):
        raise RunChanged(held.code, total)
    held.state, held.released_by_id, held.released_at = RunState.RELEASED, act.user_id, act.at
    held.save(update_fields=["state", "released_by", "released_at"])
    PaymentOrder.objects.filter(run=held).update(state=State.SENT)
    entries = move(
        orders=orders, key="PAY-SENT", day=act.day, debit=None, credit=IN_TRANSIT, act=act
    )
    write_steps(orders=orders, state=State.SENT, act=act, entries=entries)
    _make_files(held, orders, act)
    _record(held, "release_payment_run", act)
    return held


IN_TRANSIT: Final = account(Role.PAYMENTS_IN_TRANSIT)


class SamePerson(ValueError):
    """A run released by who prepared it."""


class RunChanged(ValueError):
    """A run that is not what was seen when it was to be released; `amount` is what it is now."""

    def __init__(self, code: str, amount: int) -> None:
        self.amount = amount
        super().__init__(f"Run {code} comes to {amount} now.")


def _hold(run: PaymentRun) -> PaymentRun:
    return PaymentRun.objects.select_for_update(no_key=True).get(pk=run.pk)


def _make_files(run: PaymentRun, orders: list[PaymentOrder], act: Act) -> None:
    batch = Batch(
        code=run.code,
        made_at=act.at.astimezone(BUSINESS_ZONE),
        on=act.day,
        debtor=run.account.name,
        debtor_bank=run.account.bank,
        debtor_account=run.account.number,
        transfers=[_transfer(order) for order in orders],
    )
    made = {
        PaymentFile.Format.PAIN_001: (f"{run.code}.xml", pain_001(batch)),
        PaymentFile.Format.CSV: (f"{run.code}.csv", payments_csv(batch)),
    }
    PaymentFile.objects.bulk_create(
        PaymentFile(
            run=run,
            format=form,
            name=name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            made_at=act.at,
        )
        for form, (name, content) in made.items()
    )


def _transfer(order: PaymentOrder) -> Transfer:
    return Transfer(
        code=order.code,
        payee=order.payee,
        bank=order.bank,
        account_number=order.account_number,
        account_name=order.account_name,
        amount=order.amount,
        text=order.text,
    )


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('treasury_run_code_seq')")
        (number,) = cursor.fetchone()
    return f"PR{number:08d}"


def _record(run: PaymentRun, action: str, act: Act) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="payment_run",
        subject_id=run.pk,
        detail={"run": run.code, "count": run.count, "amount": run.amount},
    )
