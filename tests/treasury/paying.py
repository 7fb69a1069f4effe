"""Payments of the tests: who gets them, from which account, decided by whom. All are invented."""

from datetime import UTC, date, datetime

from jamsostek.institution.models import User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.services.payments import Destination, NewOrder, order_payments
from tests.people import act, yogyakarta

DUE = date(2011, 10, 3)
PAYABLE = account(Role.BENEFITS_PAYABLE, Programme.JKM)
TRANSIT = account(Role.PAYMENTS_IN_TRANSIT)
SUSPENSE = account(Role.SUSPENSE)
BANK = Destination("TRANSFER", "BRI", "9901010000123", "Ibu Contoh Rekaan")
CASH = Destination("CASH")


def person(name: str, day: date = DUE) -> Act:
    """A deed of an officer of this name."""
    user, _ = User.objects.get_or_create(username=name)
    return Act(
        actor=name,
        kind=ActorKind.HUMAN,
        at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
        user_id=user.pk,
    )


def new(*items: tuple[int, int], **changes: object) -> NewOrder:
    """An order of the widow of a member, by transfer unless told otherwise."""
    facts: dict[str, object] = {
        "source": "CLAIM",
        "items": items,
        "payee": "Ibu Contoh Rekaan",
        "destination": BANK,
        "branch_id": yogyakarta().pk,
        "text": "Santunan JKM",
        "due_on": DUE,
        "payable_account": PAYABLE,
    }
    return NewOrder(**{**facts, **changes})  # type: ignore[arg-type]


def ordered(*items: tuple[int, int], **changes: object) -> PaymentOrder:
    """Such an order, stored."""
    (number,) = order_payments(orders=[new(*items, **changes)], act=act())
    return PaymentOrder.objects.get(pk=number)
