"""Bills, arrears and declarations of employers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jamsostek.contributions.models import Allocation, Bill, Declaration, Settlement, WageFile
from jamsostek.contributions.queries.payers import WITH_PAYER, paid_by
from jamsostek.contributions.queries.versions import with_other_versions
from jamsostek.contributions.rules.penalties import Penalty, late_penalty
from jamsostek.contributions.rules.settlement import covered_on
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer


def bills_of(employer: Employer) -> QuerySet[Bill]:
    """Give an employer's bills, newest month first."""
    return Bill.objects.filter(employer=employer).order_by("-month", "-pk")


def bills_matching(
    text: str, *, branch_ids: Collection[int], amount: int | None = None
) -> QuerySet[Bill]:
    """Give the bills that lack money and that a text may mean, oldest first.

    The text is a payment code, or the number or words of the name of whoever is to pay; empty
    with an amount gives the bills that lack exactly that amount.
    """
    bills = (
        Bill.objects.filter(branch_id__in=branch_ids, received__lt=F("asked"), withdrawn_on=None)
        .select_related(*WITH_PAYER)
        .annotate(missing=F("asked") - F("received"))
        .order_by("due_date", "pk")
    )
    wanted = text.strip()
    if not wanted:
        return bills.filter(missing=amount) if amount is not None else bills.none()
    if wanted.isdecimal():
        return bills.filter(Q(code=wanted) | Q(cover__person__kpj=wanted))
    return bills.filter(paid_by(wanted, frozenset(branch_ids)))


def versions_of(bill: Bill) -> list[Bill]:
    """Give the other versions of a bill's month, in the order they were made; often none."""
    others = Bill.objects.filter(pk__in=with_other_versions([bill.pk])).exclude(pk=bill.pk)
    return list(others.select_related("correction").order_by("pk"))


def bills_part_paid(branch_ids: Collection[int] | None = None) -> QuerySet[Bill]:
    """Give the bills of branches that received something, but too little, oldest first.

    Each carries `missing`. None for `branch_ids` is the whole country.
    """
    bills = Bill.objects.filter(received__gt=0, received__lt=F("asked"), written_off_on=None)
    return _of_branches(bills.annotate(missing=F("asked") - F("received")), branch_ids)


def bills_over_paid(branch_ids: Collection[int] | None = None) -> QuerySet[Bill]:
    """Give the bills of branches that received too much, oldest first; each carries `excess`."""
    bills = Bill.objects.filter(received__gt=F("asked"))
    return _of_branches(bills.annotate(excess=F("received") - F("asked")), branch_ids)


def _of_branches(bills: QuerySet[Bill], branch_ids: Collection[int] | None) -> QuerySet[Bill]:
    if branch_ids is not None:
        bills = bills.filter(branch_id__in=branch_ids)
    return bills.select_related(*WITH_PAYER).order_by("due_date", "pk")


def billed_codes(codes: Collection[str]) -> set[str]:
    """Give those of some codes that are payment codes of bills."""
    return set(Bill.objects.filter(code__in=codes).values_list("code", flat=True))


def declarations_of(employer: Employer) -> QuerySet[Declaration]:
    """Give an employer's declarations with their bills, newest month first."""
    found = Declaration.objects.filter(employer=employer).select_related("bill")
    return found.order_by("-month", "-pk")


def first_undeclared(employer: Employer, on: date) -> Month:
    """Give the first month of an employer that is not declared, which may be the coming one.

    Counted from the month of joining; but months before those kept in this system, which begin
    with the first declaration anybody filed, were declared elsewhere and are not asked for.
    """
    declared = {Month.of(day) for day in declarations_of(employer).values_list("month", flat=True)}
    oldest = Declaration.objects.order_by("pk").values_list("month", flat=True).first()
    kept_from = Month.of(oldest) if oldest else Month.of(on) + -1
    month = max(Month.of(employer.from_date), min({kept_from, *declared}))
    while month in declared:
        month += 1
    return month


def payments_to(employer: Employer) -> QuerySet[Allocation]:
    """Give what receipts pay of an employer's bills now, newest first."""
    standing = Allocation.objects.filter(bill__employer=employer, withdrawn_at=None)
    return standing.select_related("bill", "line").order_by("-line__day", "-line_id", "-pk")


def settlements_of(employer: Employer) -> QuerySet[Settlement]:
    """Give the settlements of an employer's bills that stand, newest first."""
    standing = Settlement.objects.filter(bill__employer=employer, undone_entry_id=None)
    return standing.select_related("bill").order_by("-settled_on", "-pk")


def wage_files_of(employer: Employer) -> QuerySet[WageFile]:
    """Give an employer's wage files without their contents, newest first."""
    return WageFile.objects.filter(employer=employer).defer("content", "checked").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Arrear:
    """A bill not yet covered after its due date, with the penalty if it were paid today.

    Contributions that are covered are late no longer; what lacks then is an old penalty.
    """

    bill: Bill
    missing: int
    penalty: Penalty


def overdue_bills(on: date) -> QuerySet[Bill]:
    """Give the bills beyond their due date on a day that are neither covered nor given up."""
    owed = Bill.objects.filter(settled_on=None, written_off_on=None, withdrawn_on=None)
    return owed.filter(due_date__lt=on).exclude(asked=0)


def arrears_of(employer: Employer, on: date) -> list[Arrear]:
    """Give what an employer owes beyond the due date on a day, oldest month first."""
    overdue = list(overdue_bills(on).filter(employer=employer).order_by("month", "pk"))
    covered = contributions_covered(overdue)
    return [_arrear(bill, covered[bill.pk] or on) for bill in overdue]


def _arrear(bill: Bill, paid_on: date) -> Arrear:
    penalty = late_penalty(bill.late, month=Month.of(bill.month), paid_on=paid_on)
    return Arrear(bill, bill.asked - bill.received, penalty)


def contributions_covered(bills: Collection[Bill]) -> dict[int, date | None]:
    """Give by bill the day on which what it received made up its contributions.

    A bill that gives a penalty back asks for less than its contributions: they are covered once
    it is, and one over nothing on the day it was issued. The versions of a month are covered one
    after the other, by what was received for any of them.
    """
    related = Bill.objects.filter(pk__in=with_other_versions([bill.pk for bill in bills]))
    months: dict[int, list[Bill]] = {}
    for bill in related.select_related("correction").order_by("place", "pk"):
        months.setdefault(bill.corrected_id or -bill.pk, []).append(bill)
    received: dict[int, list[tuple[date, int]]] = {}
    standing = Allocation.objects.filter(bill__in=related, withdrawn_at=None)
    for bill_id, day, amount in standing.values_list(
        "bill_id", Coalesce("line__value_date", "line__day"), "amount"
    ):
        received.setdefault(bill_id, []).append((day, amount))
    covered: dict[int, date | None] = {}
    for versions in months.values():
        paid = [each for bill in versions for each in received.get(bill.pk, ())]
        asked = -max(0, sum(bill.penalty for bill in versions))
        for bill in versions:
            asked += bill.asked
            covered[bill.pk] = covered_on(asked, paid) if asked > 0 else bill.settled_on
    return covered


def employers_in_arrears(branch_ids: Collection[int], on: date) -> QuerySet[Employer]:
    """Give the employers with overdue bills on a day, the largest debt first.

    Each carries `overdue_bills` and `overdue_amount`.
    """
    overdue = (
        overdue_bills(on)
        .filter(employer=OuterRef("pk"))
        .order_by()
        .values("employer")
        .annotate(bills=Count("pk"), missing=Sum(F("asked") - F("received")))
    )
    return (
        Employer.objects.filter(branch_id__in=branch_ids)
        .annotate(
            overdue_bills=Subquery(overdue.values("bills")),
            overdue_amount=Subquery(overdue.values("missing")),
        )
        .filter(overdue_bills__gt=0)
        .select_related("branch")
        .order_by("-overdue_amount", "npp")
    )


def employers_without_declaration(branch_ids: Collection[int], month: Month) -> QuerySet[Employer]:
    """Give the members that have not declared a month, by name."""
    declared = Declaration.objects.filter(month=month.first_day).values("employer_id")
    return (
        Employer.objects.filter(branch_id__in=branch_ids, from_date__lte=month.last_day)
        .filter(Q(until_date=None) | Q(until_date__gt=month.first_day))
        .exclude(pk__in=declared)
        .select_related("branch")
        .order_by("name")
    )
