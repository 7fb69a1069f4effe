"""Employers: by number, by name, and what holds for them on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jamsostek.law.programmes import Programme
from jamsostek.membership.matching import SIMILAR, likeness, name_key
from jamsostek.membership.models import NAME_WORDS, Employer
from jamsostek.membership.queries.finding import Found, find_by_name, find_by_number
from jamsostek.membership.queries.near import SAME_SOUND, Nearness, near_words
from jamsostek.membership.queries.words import LEGAL_FORMS, all_of, digits_of, npp_of, prefix_query

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
    found = employers.annotate(words=NAME_WORDS)
    return found.filter(by_number | Q(words=query)).order_by("name")


def find_employers(text: str, *, branch_ids: Collection[int] | None) -> Found[Employer]:
    """Find employers by the beginning of their number, or by name as it may be spelt.

    None for `branch_ids` is the whole country.
    """
    employers = Employer.objects.select_related("branch")
    if branch_ids is not None:
        employers = employers.filter(branch_id__in=branch_ids)
    if digits_of(text):
        return Found(employers)
    number = npp_of(text)
    if number:
        return find_by_number(employers, "npp", number)
    return find_by_name(employers, text, ignored=LEGAL_FORMS)


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
    near = near_words([w.lower() for w in words])
    if words:
        any_word = all_of([{one for word in near for one in (word, *near[word])}])
        employers = employers.annotate(words=NAME_WORDS)
        alike |= Q(words=any_word)
    found = [
        SimilarEmployer(e, 1.0 if npwp and e.npwp == npwp else _likeness(name, e.name, near))
        for e in employers.filter(alike)[:CANDIDATES]
    ]
    return sorted(
        (s for s in found if s.likeness >= SIMILAR), key=lambda s: (-s.likeness, s.employer.npp)
    )


def _likeness(name: str, other: str, near: Mapping[str, Nearness]) -> float:
    """Compare two names, words that sound the same being taken for the same."""
    own = name_key(other).lower().split()
    respelt = [
        next((o for o in own if near.get(word, {}).get(o, 0.0) >= SAME_SOUND), word)
        for word in name_key(name).lower().split()
    ]
    return likeness(" ".join(respelt), other)


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
