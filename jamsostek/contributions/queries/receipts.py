"""Money received: what it pays, and what of it still waits in suspense."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jamsostek.contributions.models import Allocation, Bill, Naming
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
    is_here = Exists(meant.filter(bill__employer__branch_id__in=branch_ids)) | Exists(
        said.filter(employer__branch_id__in=branch_ids)
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
