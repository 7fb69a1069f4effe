"""What providers are owed: booked as expense of the JPK fund, and ordered to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.providers.models import CapitationRun, Provider, ProviderClaim, ProviderPayable
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.services.payments import Destination, NewOrder, order_payments

SOURCE: Final = "PROVIDER"


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount that a provider is owed, of a claim or of a month's capitation."""

    provider: Provider
    amount: int
    key: str
    text: str
    claim: ProviderClaim | None = None
    capitation: CapitationRun | None = None


def owe(*, owed: Sequence[Owed], act: Act) -> list[ProviderPayable]:
    """Book amounts and order their payments, in the transaction of the decision."""
    above = [each for each in owed if each.amount > 0]
    entries = ledger.post_many(postings=[_posting(each, act) for each in above], act=act)
    payables = ProviderPayable.objects.bulk_create(
        ProviderPayable(
            claim=each.claim, capitation=each.capitation, amount=each.amount, entry_id=entry
        )
        for each, entry in zip(above, entries, strict=True)
    )
    order_payments(
        orders=[_order(each, payable, act) for each, payable in zip(above, payables, strict=True)],
        act=act,
    )
    return payables


def _posting(owed: Owed, act: Act) -> ledger.Posting:
    jpk, amount = Programme.JPK, owed.amount
    return ledger.Posting(
        key=owed.key,
        kind="PROVIDER",
        day=act.day,
        text=owed.text[:200],
        lines=[
            (account(Role.BENEFIT_EXPENSE, jpk), amount),
            (account(Role.DUE_FROM_INSTITUTION, jpk), -amount),
            (account(Role.DUE_TO_FUND, jpk), amount),
            (account(Role.BENEFITS_PAYABLE, jpk), -amount),
        ],
    )


def _order(owed: Owed, payable: ProviderPayable, act: Act) -> NewOrder:
    to = owed.provider
    return NewOrder(
        source=SOURCE,
        items=((payable.pk, payable.amount),),
        payee=to.name,
        destination=Destination(
            PaymentOrder.Method.TRANSFER, to.bank, to.account_number, to.account_name
        ),
        branch_id=to.branch_id,
        text=owed.text,
        due_on=act.day,
        payable_account=account(Role.BENEFITS_PAYABLE, Programme.JPK),
    )
