"""Money received: what it pays, and what of it still waits in suspense."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jamsostek.contributions.models import Allocation, Bill, Naming
from jamsostek.contributions.rules.settlement import Due, Receipt, settle
from jamsostek.treasury.models import Direction, LineKind, StatementLine


def receipts() -> QuerySet[StatementLine]:
    """Give all payments received that the bank did not take back, newest first.

    Each carries `allocated`, what it pays of bills, and `waiting`, the rest of it.
    """
    standing = (
        Allocation.objects.filter(line=OuterRef("pk"), withdrawn_at=None)
        .order_by()
        .values("line")
        .annotate(total=Sum("amount"))
    )
    return (
        StatementLine.objects.filter(kind=LineKind.PAYMENT, reversed_by=None)
        .annotate(allocated=Coalesce(Subquery(standing.values("total")), 0))
        .annotate(waiting=F("amount") - F("allocated"))
        .select_related("account")
        .order_by("-day", "-pk")
    )


def waiting_receipts() -> QuerySet[StatementLine]:
    """Give the receipts that no bill takes in full: unmatched, or more than is due."""
    return receipts().filter(amount__gt=F("allocated"))


def of_branches(
    lines: QuerySet[StatementLine], branch_ids: Collection[int] | None
) -> QuerySet[StatementLine]:
    """Keep the lines meant for bills of these branches, and those meant for no bill yet.

    Meant for a bill is what is named for it, and what says its payment code, a debit too. A
    reversal goes with the line it takes back. None for `branch_ids` is the whole country.
    """
    if branch_ids is None:
        return lines
    meant = Naming.objects.filter(
        Q(line=OuterRef("pk")) | Q(line=OuterRef("reverses_id"))
    ).order_by()
    said = Bill.objects.filter(_SAID_BY_LINE).order_by()
    is_here = Exists(meant.filter(bill__branch_id__in=branch_ids)) | Exists(
        said.filter(branch_id__in=branch_ids)
    )
    return lines.filter(is_here | ~(Exists(meant) | Exists(said)))


_SAID_BY_LINE: Final = Func(
    F("code"),
    OuterRef("codes"),
    template="%(expressions)s)))",
    arg_joiner=" = ANY(ARRAY(SELECT jsonb_array_elements_text(",
    output_field=BooleanField(),
)
"""That a bill's payment code stands in the text of a line, found by the index on the codes."""


@dataclass(frozen=True, slots=True)
class Suspense:
    """What the suspense account should hold, from receipts and settled bills."""

    received: int
    settled: int

    @property
    def waiting(self) -> int:
        """Received and not yet moved on: unmatched, partial, over."""
        return self.received - self.settled


def suspense() -> Suspense:
    """Give the money received and settled, to be held against the books.

    Received is all that came less all that went again, without the bank's interest and charges.
    """
    moved = StatementLine.objects.exclude(kind__in=(LineKind.INTEREST, LineKind.CHARGE))
    came, went = Q(direction=Direction.CREDIT), Q(direction=Direction.DEBIT)
    sums = moved.aggregate(
        came=Coalesce(Sum("amount", filter=came), 0), went=Coalesce(Sum("amount", filter=went), 0)
    )
    settled = Bill.objects.exclude(settled_on=None)
    return Suspense(
        sums["came"] - sums["went"],
        settled.aggregate(total=Coalesce(Sum("amount"), 0))["total"],
    )


def payments_of(bill: Bill) -> QuerySet[Allocation]:
    """Give what receipts pay of a bill now, oldest first."""
    standing = Allocation.objects.filter(bill=bill, withdrawn_at=None)
    return standing.select_related("line__account").order_by("line__day", "line_id")


def receipts_naming(bills: Iterable[Bill]) -> dict[int, Receipt]:
    """Give the standing receipts meant for the bills, by line; keyed by what the bank says."""
    codes: dict[int, list[str]] = {}
    namings = Naming.objects.filter(bill__in=list(bills)).values_list("line_id", "bill__code")
    for line_id, code in namings:
        codes.setdefault(line_id, []).append(code)
    lines = StatementLine.objects.filter(pk__in=codes, reversed_by=None)
    return {line.pk: _as_receipt(line, codes[line.pk]) for line in lines}


def _as_receipt(line: StatementLine, codes: Iterable[str]) -> Receipt:
    return Receipt(
        key=f"{line.identity}:{line.account_id}",
        day=line.value_date or line.day,
        amount=Decimal(line.amount),
        codes=tuple(codes),
    )


def due_of(bill: Bill) -> Due:
    """Give a bill as far as payment goes."""
    is_offer = bill.kind == Bill.Kind.OWN_ACCOUNT
    last_day = bill.due_date if is_offer else None
    return Due(bill.code, bill.amount, bill.due_date, bill.issued_on, last_day)


def with_tied(bill_ids: Collection[int]) -> set[int]:
    """Give bills with those that share a receipt with one of them."""
    lines = Naming.objects.filter(bill_id__in=bill_ids).values("line_id")
    tied = Naming.objects.filter(line_id__in=lines).values_list("bill_id", flat=True)
    return {*bill_ids, *tied}


def left_short(line: StatementLine, bill: Bill) -> list[tuple[Bill, int]]:
    """Give the bills that would lack money, and how much, if a receipt were also for this one."""
    named = set(Naming.objects.filter(line=line).values_list("bill_id", flat=True))
    found, ids = {bill.pk, *named}, set[int]()
    while found - ids:
        ids, found = found, with_tied(found)
    bills = list(Bill.objects.filter(pk__in=ids).order_by("due_date", "code"))
    codes = [each.code for each in bills if each.pk in named]
    receipts = receipts_naming(bills) | {line.pk: _as_receipt(line, [*codes, bill.code])}
    outcome = settle(receipts.values(), [due_of(each) for each in bills if not each.withdrawn_on])
    after = {each.code: int(each.amount) for each in outcome.bills}
    return [
        (each, each.amount - after[each.code])
        for each in bills
        if each.code in after
        if each.pk != bill.pk and each.received >= each.amount > after[each.code]
    ]


def excess_of(allocation: Allocation) -> int:
    """Give what of an allocation its bill can do without."""
    over = allocation.bill.received - allocation.bill.amount
    return min(allocation.amount, max(over, 0))
