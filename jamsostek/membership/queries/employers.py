"""Employers: by number, by name, and what holds for them on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from jamsostek.law.programmes import Programme
from jamsostek.membership.matching import SIMILAR, likeness, name_key
from jamsostek.membership.models import Employer
from jamsostek.membership.queries.words import prefix_query

CANDIDATES = 200


def employer_by_npp(npp: str, *, branch_ids: Collection[int] | None = None) -> Employer:
    """Give the employer with this number; None for `branch_ids` is the whole country.

    Raises:
        Employer.DoesNotExist: nobody has the number within these branches.
    """
    employers = Employer.objects.select_related("branch__region")
    if branch_ids is not None:
        employers = employers.filter(branch_id__in=branch_ids)
    return employers.get(npp=npp.strip().upper())


def employers_matching(text: str, *, branch_ids: Collection[int]) -> QuerySet[Employer]:
    """Give the employers whose number begins with, or whose name has words beginning with, it."""
    employers = Employer.objects.select_related("branch").filter(branch_id__in=branch_ids)
    query = prefix_query(text)
    by_number = Q(npp__startswith=text.strip().upper())
    if query is None:
        return employers.filter(by_number).order_by("name")
    found = employers.annotate(words=SearchVector("name", config="simple"))
    return found.filter(by_number | Q(words=query)).order_by("name")


@dataclass(frozen=True, slots=True)
class SimilarEmployer:
    """An employer that may be the one about to be registered, and how alike the names are."""

    employer: Employer
    likeness: float


def similar_employers(name: str, *, npwp: str = "") -> list[SimilarEmployer]:
    """Give registered employers with a similar name or the same tax number, most alike first."""
    words = [w for w in name_key(name).split() if len(w) > 1]
    alike = Q(name_key=name_key(name))
    if npwp:
        alike |= Q(npwp=npwp)
    employers = Employer.objects.select_related("branch")
    if words:
        any_word = SearchQuery(" or ".join(words), search_type="websearch", config="simple")
        employers = employers.annotate(words=SearchVector("name", config="simple"))
        alike |= Q(words=any_word)
    found = [
        SimilarEmployer(e, 1.0 if npwp and e.npwp == npwp else likeness(name, e.name))
        for e in employers.filter(alike)[:CANDIDATES]
    ]
    return sorted(
        (s for s in found if s.likeness >= SIMILAR), key=lambda s: (-s.likeness, s.employer.npp)
    )


def programmes_on(employer: Employer, day: date) -> frozenset[Programme]:
    """Give the programmes an employer takes part in on a day."""
    spells = employer.programmes.filter(from_date__lte=day).filter(
        Q(until_date=None) | Q(until_date__gt=day)
    )
    return frozenset(Programme(p) for p in spells.values_list("programme", flat=True))


def risk_group_on(employer: Employer, day: date) -> int:
    """Give an employer's JKK risk group on a day, as last decided.

    Raises:
        NoRiskGroup: nothing was decided for that day.
    """
    decision = employer.risk_groups.filter(from_date__lte=day).order_by("-from_date").first()
    if decision is None:
        msg = f"No risk group is decided for {employer.npp} on {day}."
        raise NoRiskGroup(msg)
    return decision.risk_group


class NoRiskGroup(ValueError):
    """An employer whose risk group nobody has decided."""
