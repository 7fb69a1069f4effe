"""What the suspense account is made of, so that every rupiah in it explains itself."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from jamsostek.contributions.models import Refund
from jamsostek.contributions.queries.bills import bills_over_paid, bills_part_paid
from jamsostek.contributions.queries.receipts import of_branches, waiting_receipts
from jamsostek.contributions.queries.refunds import refunds_in, unexplained_lines
from jamsostek.treasury.models import Direction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the suspense account: how many receipts, bills or lines, and their money."""

    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The parts of the suspense account; those of all branches together are the whole of it."""

    unallocated: Share
    """What is left of receipts after the bills they name."""
    part_paid: Share
    """What bills received that still lack money."""
    over_paid: Share
    """What bills received beyond what is due."""
    unexplained: Share
    """Lines that are no payment and take none back; what went out counts below zero."""
    proposed: Share
    """What refunds give back once somebody approves them."""

    @property
    def total(self) -> int:
        """All parts together."""
        parts = (
            self.unallocated,
            self.part_paid,
            self.over_paid,
            self.unexplained,
            self.proposed,
        )
        return sum(part.amount for part in parts)


def waiting_money(branch_ids: Collection[int] | None = None) -> Waiting:
    """Give what of the suspense account belongs to some branches, by why it waits.

    None for `branch_ids` is the whole country. What no branch has yet belongs to all of them.
    """
    lines = unexplained_lines()
    came = _share(lines.filter(direction=Direction.CREDIT), "amount")
    went = _share(lines.filter(direction=Direction.DEBIT), "amount")
    return Waiting(
        unallocated=_share(of_branches(waiting_receipts(), branch_ids), "waiting"),
        part_paid=_share(bills_part_paid(branch_ids), "received"),
        over_paid=_share(bills_over_paid(branch_ids), "excess"),
        unexplained=Share(came.count + went.count, came.amount - went.amount),
        proposed=_share(refunds_in(Refund.State.PROPOSED, branch_ids), "amount"),
    )


def _share(rows: QuerySet[Any], amount: str) -> Share:
    found = rows.order_by().aggregate(count=Count("pk"), amount=Coalesce(Sum(amount), 0))
    return Share(found["count"], found["amount"])
