"""Members who may be one person: the same identity number, or born on one day with like names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from django.db import connection
from django.db.models import Q
from rapidfuzz import fuzz

from jamsostek.membership.matching import name_key
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries.merges import merges_of, same_person_ids

ALIKE: Final = 85
"""From this likeness of names on, of a hundred, two born on one day are shown."""


class Likeness(StrEnum):
    """Why two members may be one person."""

    SAME_NIK = "SAME_NIK"
    SAME_NAME = "SAME_NAME"
    """Born on one day, with one name."""
    LIKE_NAME = "LIKE_NAME"
    """Born on one day, with names that are nearly the same or of which one is a part."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members who may be one person, the longer registered first, and why."""

    one: InsuredPerson
    other: InsuredPerson
    reasons: tuple[Likeness, ...]


def likeness_of(one: InsuredPerson, other: InsuredPerson) -> tuple[Likeness, ...]:
    """Give the reasons why two members may be one person; none where nothing speaks for it."""
    reasons = []
    if one.nik and one.nik == other.nik:
        reasons.append(Likeness.SAME_NIK)
    if one.birth_date is not None and one.birth_date == other.birth_date:
        like = _names_alike(one.name, other.name)
        if like is not None:
            reasons.append(like)
    return tuple(reasons)


def likely_duplicates(person: InsuredPerson) -> list[Pair]:
    """Give who may be the same human as a member, on whom nobody has decided yet."""
    same = Q(nik=person.nik) & ~Q(nik="")
    if person.birth_date is not None:
        same |= Q(birth_date=person.birth_date)
    ids = same_person_ids(person)
    settled = {i for m in merges_of(ids) for i in (m.duplicate_id, m.kept_id)} | set(ids)
    others = InsuredPerson.objects.filter(same).exclude(pk__in=settled)
    return _strongest(_pair(person, other) for other in others)


def duplicates_within(branch_ids: Collection[int]) -> list[Pair]:
    """Give the pairs of which one at least works or worked at these branches, undecided ones only.

    Whoever they may be the same as is looked for in the whole country. Of names that begin
    with different letters only the identity number tells.
    """
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"branches": list(branch_ids)})
        found = [
            (one, other)
            for one, other, name, other_name, same_nik in cursor.fetchall()
            if same_nik or _names_alike(name, other_name) is not None
        ]
    persons = InsuredPerson.objects.in_bulk({i for pair in found for i in pair})
    return _strongest(_pair(persons[one], persons[other]) for one, other in found)


PAIRS: Final = """
    WITH here AS MATERIALIZED (
        SELECT p.* FROM membership_insuredperson p WHERE EXISTS (
            SELECT FROM membership_employment e JOIN membership_employer r ON r.id = e.employer_id
            WHERE e.person_id = p.id AND r.branch_id = ANY(%(branches)s)
        )
    ), pairs AS (
        SELECT least(p.id, o.id) AS one, greatest(p.id, o.id) AS other
        FROM here p JOIN membership_insuredperson o ON o.nik = p.nik AND o.id <> p.id
        WHERE p.nik <> '' AND o.nik <> ''
        UNION
        SELECT least(p.id, o.id), greatest(p.id, o.id)
        FROM here p JOIN membership_insuredperson o ON o.birth_date = p.birth_date
            AND upper(left(o.name, 1)) = upper(left(p.name, 1)) AND o.id <> p.id
    )
    SELECT one, other, p.name, o.name, p.nik <> '' AND p.nik = o.nik
    FROM pairs
    JOIN membership_insuredperson p ON p.id = one JOIN membership_insuredperson o ON o.id = other
    WHERE NOT EXISTS (
        SELECT FROM membership_personmerge g
        WHERE (g.duplicate_id, g.kept_id) IN ((one, other), (other, one))
    ) AND NOT EXISTS (
        SELECT FROM membership_samehuman a JOIN membership_samehuman b USING (human_id)
        WHERE a.person_id = one AND b.person_id = other
    )
    ORDER BY one, other
"""


def _pair(one: InsuredPerson, other: InsuredPerson) -> Pair:
    first, second = sorted((one, other), key=lambda person: (person.registered_on, person.pk))
    return Pair(first, second, likeness_of(one, other))


def _strongest(pairs: Iterable[Pair]) -> list[Pair]:
    """Sort pairs by how much speaks for them; leave out those for which nothing does."""
    order = list(Likeness)
    return sorted(
        (pair for pair in pairs if pair.reasons),
        key=lambda pair: (-len(pair.reasons), order.index(pair.reasons[0]), pair.one.name),
    )


def _names_alike(one: str, other: str) -> Likeness | None:
    first, second = _key(one), _key(other)
    if first == second:
        return Likeness.SAME_NAME
    first, second = _sounds(first), _sounds(second)
    like = max(fuzz.token_sort_ratio(first, second), fuzz.token_set_ratio(first, second))
    return Likeness.LIKE_NAME if like >= ALIKE else None


def _sounds(key: str) -> str:
    """Give a name as it sounds, whether spelt as before 1972 (Djoko Soetjipto) or since."""
    for old, new in (("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("J", "Y")):
        key = key.replace(old, new)
    return key


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    return name_key(name)
