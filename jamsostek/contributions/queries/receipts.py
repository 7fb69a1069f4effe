"""Money received: what it pays, and what of it still waits in suspense."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jamsostek.contributions.models import Allocation, Bill, Naming, Refund, RefundPart
from jamsostek.contributions.queries.versions import families_of, with_other_versions
from jamsostek.contributions.rules.settlement import Receipt
from jamsostek.contributions.rules.versions import work_out
from jamsostek.treasury.models import Direction, LineKind, StatementLine
from jamsostek.treasury.queries.payment_lines import explained_by_payments, suspense_moved

_HOLDING: Final = RefundPart.objects.filter(refund__state__in=Refund.HOLDING)
"""What refunds keep from being given to bills."""

_STANDS: Final = (
    Q(reversed_by=None)
    & ~Exists(Refund.objects.filter(returned_line=OuterRef("pk")))
    & ~explained_by_payments()
)
"""That the bank did not take a line back, and that it returns no refund and no payment."""


def receipts() -> QuerySet[StatementLine]:
    """Give all payments received that the bank did not take back, newest first.

    Each carries `allocated`, what it pays of bills, `held`, what of it is given back or is to be,
    and `waiting`, the rest of it. Refunds that the bank returned are none: what they gave back
    counts with the receipt it came from.
    """
    standing = (
        Allocation.objects.filter(line=OuterRef("pk"), withdrawn_at=None)
        .order_by()
        .values("line")
        .annotate(total=Sum("amount"))
    )
    held = (
        _HOLDING.filter(line=OuterRef("pk")).order_by().values("line").annotate(total=Sum("amount"))
    )
    return (
        StatementLine.objects.filter(_STANDS, kind=LineKind.PAYMENT)
        .annotate(
            allocated=Coalesce(Subquery(standing.values("total")), 0),
            held=Coalesce(Subquery(held.values("total")), 0),
        )
        .annotate(waiting=F("amount") - F("allocated") - F("held"))
        .select_related("account")
        .order_by("-day", "-pk")
    )


def waiting_receipts() -> QuerySet[StatementLine]:
    """Give the receipts that no bill takes in full: unmatched, or more than is due."""
    return receipts().filter(amount__gt=F("allocated") + F("held"))


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

    Received is all that came less all that went again, without the bank's interest and charges,
    less the refunds that are approved and not paid yet, and without what payments explain.
    """
    moved = StatementLine.objects.exclude(kind__in=(LineKind.INTEREST, LineKind.CHARGE))
    came, went = Q(direction=Direction.CREDIT), Q(direction=Direction.DEBIT)
    sums = moved.aggregate(
        came=Coalesce(Sum("amount", filter=came), 0), went=Coalesce(Sum("amount", filter=went), 0)
    )
    settled = Bill.objects.exclude(settled_on=None)
    approved = Refund.objects.filter(state=Refund.State.APPROVED)
    return Suspense(
        sums["came"]
        - sums["went"]
        - approved.aggregate(total=Coalesce(Sum("amount"), 0))["total"]
        + suspense_moved(),
        settled.aggregate(total=Coalesce(Sum("amount"), 0))["total"],
    )


def payments_of(bill: Bill) -> QuerySet[Allocation]:
    """Give what receipts pay of a bill now, oldest first."""
    standing = Allocation.objects.filter(bill=bill, withdrawn_at=None)
    return standing.select_related("line__account").order_by("line__day", "line_id")


def namings_withdrawn(bill: Bill) -> QuerySet[Naming]:
    """Give what an officer found not to be meant for a bill, oldest first."""
    found = Naming.objects.filter(bill=bill, withdrawn_at__isnull=False)
    return found.select_related("line").order_by("withdrawn_at", "pk")


def receipts_naming(bills: Iterable[Bill]) -> dict[int, Receipt]:
    """Give the standing receipts meant for the bills, by line; keyed by what the bank says."""
    codes: dict[int, list[str]] = {}
    namings = namings_standing().filter(bill__in=list(bills)).values_list("line_id", "bill__code")
    for line_id, code in namings:
        codes.setdefault(line_id, []).append(code)
    lines = StatementLine.objects.filter(_STANDS, pk__in=codes)
    held = held_of(codes)
    return {
        line.pk: _as_receipt(line, codes[line.pk], held.get(line.pk, 0))
        for line in lines
        if line.amount > held.get(line.pk, 0)
    }


def namings_standing() -> QuerySet[Naming]:
    """Give what receipts are meant for, without what an officer found to be wrong."""
    return Naming.objects.filter(withdrawn_at=None)


def held_of(line_ids: Collection[int]) -> dict[int, int]:
    """Give by line what refunds keep of it; lines without are left out."""
    parts = _HOLDING.filter(line_id__in=list(line_ids)).order_by().values("line_id")
    return dict(parts.annotate(total=Sum("amount")).values_list("line_id", "total"))


def _as_receipt(line: StatementLine, codes: Iterable[str], held: int) -> Receipt:
    return Receipt(
        key=f"{line.identity}:{line.account_id}",
        day=line.value_date or line.day,
        amount=Decimal(line.amount - held),
        codes=tuple(codes),
    )


def with_tied(bill_ids: Collection[int]) -> set[int]:
    """Give bills with those that share a receipt or a month with one of them."""
    lines = namings_standing().filter(bill_id__in=bill_ids).values("line_id")
    tied = namings_standing().filter(line_id__in=lines).values_list("bill_id", flat=True)
    return with_other_versions({*bill_ids, *tied})


def lines_left_over_by_corrections(bill: Bill) -> list[int]:
    """Give the receipts that corrected months of a bill's employer no longer need in full.

    Only those meant for nobody else's bills, and not for this one.
    """
    is_corrected = Q(correction__isnull=False) | Q(declaration__corrections__isnull=False)
    versions = Bill.objects.filter(is_corrected, employer=bill.employer_id).exclude(pk=bill.pk)
    month_of = {each.pk: each for each in versions.select_related("correction").distinct()}
    over = {each.corrected_id for each in month_of.values() if each.received > each.asked}
    namings = namings_standing().filter(bill__in=list(month_of))
    pairs = list(namings.values_list("line_id", "bill_id"))
    meant = {line_id for line_id, _ in pairs}
    foreign = namings_standing().filter(line_id__in=meant)
    foreign = foreign.exclude(bill__employer=bill.employer_id)
    taken = {
        *foreign.values_list("line_id", flat=True),
        *namings_standing().filter(bill=bill).values_list("line_id", flat=True),
    }
    idle = set(waiting_receipts().filter(pk__in=meant).values_list("pk", flat=True))
    left = {line for line, each in pairs if line in idle or month_of[each].corrected_id in over}
    return sorted(left - taken)


def left_short(line: StatementLine, bill: Bill) -> list[tuple[Bill, int]]:
    """Give the bills that would lack money, and how much, if a receipt were also for this one."""
    named = set(namings_standing().filter(line=line).values_list("bill_id", flat=True))
    found, ids = {bill.pk, *named}, set[int]()
    while found - ids:
        ids, found = found, with_tied(found)
    bills = list(
        Bill.objects.filter(pk__in=ids).select_related("correction").order_by("due_date", "code")
    )
    codes = [each.code for each in bills if each.pk in named]
    held = held_of([line.pk]).get(line.pk, 0)
    receipts = receipts_naming(bills) | {line.pk: _as_receipt(line, [*codes, bill.code], held)}
    standings, _ = work_out(receipts.values(), families_of(bills))
    after = {each.code: each.received for each in standings}
    return [
        (each, each.asked - after[each.code])
        for each in bills
        if each.code in after
        if each.pk != bill.pk and each.received >= each.asked > after[each.code]
    ]


def excess_of(allocation: Allocation) -> int:
    """Give what of an allocation its bill can do without."""
    over = int(allocation.bill.received - allocation.bill.asked)
    return min(allocation.amount, max(over, 0))
