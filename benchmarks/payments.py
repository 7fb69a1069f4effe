"""Payments: ten thousand ordered and released at once, and 32 workers racing for 400 of them.

Needs Django set up on an empty, migrated database. The race fails if anything is paid twice.
"""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measuring import peak_mb

if TYPE_CHECKING:
    from jamsostek.kernel.acts import Act
    from jamsostek.treasury.models import BankAccount
    from jamsostek.treasury.services.payments import NewOrder

MANY: Final = 10_000
WORKERS: Final = 32
RACED: Final = 400
DAY: Final = date(2011, 10, 3)


def run() -> list[dict[str, Any]]:
    """Give orders a second for the bulk, and seconds for the race."""
    bank = _our_account()
    ordered = _seconds(partial(_order, range(MANY)))
    released = _seconds(partial(_send, bank))
    raced = _seconds(partial(_race, bank))
    _must_be_paid_once()
    common = {"peak_mb": peak_mb(), "statements": None, "references": {}}
    return [
        {
            "workload": f"ordering {MANY:,} payments",
            "ours": round(MANY / ordered),
            "unit": "orders/s",
            **common,
        },
        {
            "workload": f"releasing them: posted, files made, {MANY:,} in a run",
            "ours": round(MANY / released),
            "unit": "orders/s",
            **common,
        },
        {
            "workload": f"{WORKERS} workers order, send and answer the same {RACED} things",
            "ours": round(raced, 1),
            "unit": "s, each paid once",
            **common,
        },
    ]


def _act(username: str) -> "Act":
    from jamsostek.institution.models import User
    from jamsostek.kernel.acts import Act, ActorKind

    user, _ = User.objects.get_or_create(username=username)
    at = datetime(DAY.year, DAY.month, DAY.day, 4, tzinfo=UTC)
    return Act(actor=username, kind=ActorKind.HUMAN, at=at, user_id=user.pk)


def _our_account() -> "BankAccount":
    from jamsostek.treasury.services import open_bank_account

    return open_bank_account(bank="CONTOH", number="0099000011", name="BAYAR", act=_act("kasir"))


def _branch() -> int:
    from jamsostek.institution.models import Branch, Region

    region, _ = Region.objects.get_or_create(code="KW05", defaults={"name": "Kanwil V"})
    facts = {"name": "Cabang Contoh", "region": region}
    return int(Branch.objects.get_or_create(code="V-CTH", defaults=facts)[0].pk)


def _new(number: int, branch: int) -> "NewOrder":
    from jamsostek.law.programmes import Programme
    from jamsostek.ledger.chart import Role, account
    from jamsostek.treasury.services.payments import Destination, NewOrder

    return NewOrder(
        source="TEST",
        items=((number, 1_000 + number),),
        payee=f"Ibu Contoh {number}",
        destination=Destination("TRANSFER", "BRI", f"99{number:011d}", f"Ibu Contoh {number}"),
        branch_id=branch,
        text="Santunan JKM",
        due_on=DAY,
        payable_account=account(Role.BENEFITS_PAYABLE, Programme.JKM),
    )


def _order(numbers: range) -> None:
    from jamsostek.treasury.services.payments import order_payments

    branch = _branch()
    order_payments(orders=[_new(number, branch) for number in numbers], act=_act("kasir"))


def _send(bank: "BankAccount") -> None:
    from jamsostek.treasury.services.runs import Choice, prepare_run, release_run

    prepared = prepare_run(account=bank, choice=Choice(DAY), act=_act("kasir"))
    release_run(run=prepared, amount=prepared.amount, act=_act("keuangan"))


def _race(bank: "BankAccount") -> None:
    """Have all workers order, prepare, release and answer the same things."""
    from jamsostek.treasury.models import PaymentOrder
    from jamsostek.treasury.services.payment_results import take_result

    branch, preparer, releaser = _branch(), _act("kasir"), _act("keuangan")
    _together(lambda seed: _order_each(seed, branch, preparer))
    _together(lambda _: _send_whatever(bank, preparer, releaser))
    raced = PaymentOrder.objects.filter(state="SENT").values_list("code", flat=True)
    rows = "\n".join(f"{code},BERHASIL" for code in raced)
    content = f"kode,status\n{rows}".encode()
    _together(lambda _: take_result(content=content, name="hasil.csv", act=releaser))


def _order_each(seed: int, branch: int, act: "Act") -> None:
    from contextlib import suppress

    from jamsostek.treasury.services.payments import AlreadyOrdered, order_payments

    things = range(MANY, MANY + RACED)
    for number in random.Random(seed).sample(things, RACED):  # noqa: S311 - a shuffle
        with suppress(AlreadyOrdered):
            order_payments(orders=[_new(number, branch)], act=act)


def _send_whatever(bank: "BankAccount", preparer: "Act", releaser: "Act") -> None:
    from contextlib import suppress

    from jamsostek.treasury.models import PaymentRun
    from jamsostek.treasury.services.runs import Choice, NothingDue, prepare_run, release_run

    with suppress(NothingDue):
        prepare_run(account=bank, choice=Choice(DAY), act=preparer)
    for each in PaymentRun.objects.exclude(state="CANCELLED"):
        release_run(run=each, amount=each.amount, act=releaser)


def _together(work: Callable[[int], object]) -> None:
    from django.db import connections

    def alone(seed: int) -> None:
        try:
            work(seed)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(alone, range(WORKERS)))


def _must_be_paid_once() -> None:
    from jamsostek.jobs.verification import verify
    from jamsostek.treasury.models import PaymentItem, PaymentStep

    things = MANY + RACED
    found = (
        PaymentItem.objects.filter(standing=True).count(),
        PaymentStep.objects.filter(state="SENT").count(),
        PaymentStep.objects.filter(state="PAID").count(),
        verify().count,
    )
    if found != (things, things, things, 0):
        message = f"Not everything is paid once: {found}."
        raise RuntimeError(message)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
