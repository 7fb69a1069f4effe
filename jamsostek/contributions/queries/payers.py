"""Who is to pay a bill, of whatever kind it is: name and number as people know them."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from jamsostek.contributions.models import Bill
from jamsostek.membership.models import Employer, OwnAccountGroup, Project
from jamsostek.membership.queries import employers_matching, projects_of_branches

WITH_PAYER: Final = ("employer", "project__contractor", "group", "cover__person")
"""What to select with bills whose payers are shown."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: the kind of record it is, its name, and the number it is known by."""

    kind: str
    name: str
    number: str


def payer_of(bill: Bill) -> Payer:
    """Give who is to pay a bill: an employer, a contractor for a project, a group, a worker."""
    payer = bill.payer
    if isinstance(payer, Employer):
        return Payer("employer", payer.name, payer.npp)
    if isinstance(payer, Project):
        return Payer("project", f"{payer.contractor.name}, {payer.name}", payer.number)
    if isinstance(payer, OwnAccountGroup):
        return Payer("group", payer.name, payer.number)
    return Payer("cover", payer.person.name, payer.person.kpj)


def paid_by(text: str, branch_ids: frozenset[int]) -> Q:
    """Give the condition that a bill's payer is one that a text may mean.

    The text is a number of whichever kind, or words of a name: of an employer, a project, its
    contractor or owner, a group, or a worker who pays alone.
    """
    wanted = text.strip()
    employers = employers_matching(wanted, branch_ids=branch_ids).order_by()
    projects = projects_of_branches(branch_ids, wanted).order_by()
    return (
        Q(employer__in=employers.values("pk"))
        | Q(project__in=projects.values("pk"))
        | Q(group__number=wanted.upper())
        | Q(group__name__icontains=wanted)
        | Q(cover__person__kpj=wanted)
        | Q(cover__person__name__icontains=wanted)
    )
