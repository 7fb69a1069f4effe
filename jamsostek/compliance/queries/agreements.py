"""Agreements held against what their bills received."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from jamsostek.compliance.models import Agreement
from jamsostek.compliance.rules.agreements import (
    Covered,
    Outcome,
    Part,
    Standing,
    held_against,
)
from jamsostek.contributions.models import Allocation, Bill
from jamsostek.membership.models import Employer

State = Agreement.State


def agreements_of(employer: Employer) -> QuerySet[Agreement]:
    """Give an employer's agreements, newest first."""
    return Agreement.objects.filter(employer=employer).order_by("-pk")


def agreements_waiting(branch_ids: Collection[int]) -> QuerySet[Agreement]:
    """Give the proposals of branches that nobody has decided, oldest first."""
    waiting = Agreement.objects.filter(employer__branch_id__in=branch_ids, state=State.PROPOSED)
    return waiting.select_related("employer").order_by("pk")


def standing_of(agreement: Agreement, on: date) -> Standing:
    """Hold an agreement against what its bills received until a day."""
    return _standings([agreement], on)[agreement.pk]


def bills_agreed(employers: Collection[int], on: date) -> set[int]:
    """Give the bills of employers under an agreement that is neither broken nor paid on a day."""
    agreed = list(Agreement.objects.filter(employer_id__in=employers, state=State.AGREED))
    standings = _standings(agreed, on)
    going_on = [each for each in agreed if standings[each.pk].outcome is Outcome.AHEAD]
    bills = Agreement.objects.filter(pk__in=[each.pk for each in going_on])
    return set(bills.values_list("bills__bill_id", flat=True))


def _standings(agreements: Iterable[Agreement], on: date) -> dict[int, Standing]:
    ids = [agreement.pk for agreement in agreements]
    found = Agreement.objects.filter(pk__in=ids).prefetch_related("bills__bill", "instalments")
    listed = list(found)
    bills = {each.bill_id for agreement in listed for each in agreement.bills.all()}
    received: dict[int, list[tuple[date, int]]] = {}
    standing = Allocation.objects.filter(bill_id__in=bills, withdrawn_at=None)
    for bill_id, day, amount in standing.values_list(
        "bill_id", Coalesce("line__value_date", "line__day"), "amount"
    ):
        received.setdefault(bill_id, []).append((day, amount))
    return {
        agreement.pk: held_against(
            [
                Part(part.number, part.due_date, part.amount)
                for part in sorted(agreement.instalments.all(), key=lambda part: part.number)
            ],
            [_covered(each.bill, received) for each in agreement.bills.all()],
            on=on,
        )
        for agreement in listed
    }


def _covered(bill: Bill, received: dict[int, list[tuple[date, int]]]) -> Covered:
    """Give a bill as far as instalments go; one given up asks for nothing any more."""
    asked = 0 if bill.written_off_on else bill.asked
    return Covered(asked, tuple(received.get(bill.pk, ())))
