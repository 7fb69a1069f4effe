"""Who of a worker's family is insured in JPK, and whether the worker has one (PP 14/1993).

JPK insures the worker, the lawful husband or wife and up to three children (Pasal 33 ayat (1)).
A child is insured below an age, while unmarried and not working. Children are the worker's own
and those lawfully adopted; the law of orphans' benefits said so (PP 33/1977, Pasal 1 angka 8).

The contribution is higher for a worker *yang sudah berkeluarga* (Pasal 9 ayat (1) huruf d). The
regulation does not define the word; its explanation says that the difference keeps what the
employer owes in balance with the service given. So whoever has somebody insured with them has a
family: a married worker without children, and a widowed or divorced one with a child. A widower
whose children are grown pays the single rate again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.kernel.ages import age_on, birthday, last_born
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotInForce, read, row_on

SPOUSE: Final = "SPOUSE"
CHILD: Final = "CHILD"


class FamilyGround(StrEnum):
    """Why one of the family is insured on a day, or is not."""

    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    NOT_YET = "NOT_YET"
    TOO_OLD = "TOO_OLD"
    FOURTH_CHILD = "FOURTH_CHILD"
    NO_JPK = "NO_JPK"
    DIED = "DIED"
    DIVORCED = "DIVORCED"
    MARRIED = "MARRIED"
    WORKS = "WORKS"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Relative:
    """One of a worker's family as the register has it; `until_date` is the first day out."""

    id: int
    relation: str
    birth_date: date
    from_date: date
    until_date: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class FamilyTerms:
    """How many children are insured, and until what age."""

    family_children_max: int
    family_child_age: int


@dataclass(frozen=True, slots=True)
class FamilyCover:
    """Whether one of the family is insured in JPK on a day, why, and where that is written."""

    relative: Relative
    covered: bool
    ground: FamilyGround
    citation: str
    age: int


@implements("PP 14/1993, Pasal 33 ayat (1)", "PER-12/MEN/VI/2007")
def family_cover(relatives: Sequence[Relative], day: date) -> list[FamilyCover]:
    """Tell of each of a family whether JPK insures them on a day, in the order given.

    Where the register holds more children than the law insures, those recorded first keep their
    place, then the elder ones. Whether the worker has JPK at all is another question.
    """
    try:
        terms = read(FamilyTerms, "membership", on=day)
    except NotInForce as gap:
        return [_cover(one, FamilyGround.NO_JPK, str(gap), day) for one in relatives]
    grounds = {one.id: _ground_alone(one, terms, day) for one in relatives}
    children = [one for one in relatives if grounds[one.id] is FamilyGround.CHILD]
    children.sort(key=lambda child: (child.from_date, child.birth_date, child.id))
    for child in children[terms.family_children_max :]:
        grounds[child.id] = FamilyGround.FOURTH_CHILD
    number = row_on("membership", "family_children_max", on=day).citation
    age = row_on("membership", "family_child_age", on=day).citation
    by_age = {FamilyGround.TOO_OLD, FamilyGround.MARRIED, FamilyGround.WORKS}
    return [
        _cover(one, grounds[one.id], age if grounds[one.id] in by_age else number, day)
        for one in relatives
    ]


def _ground_alone(one: Relative, terms: FamilyTerms, day: date) -> FamilyGround:
    if day < one.from_date:
        return FamilyGround.NOT_YET
    if one.until_date is not None and one.until_date <= day:
        return FamilyGround(one.end_reason or FamilyGround.OTHER)
    if one.relation == SPOUSE:
        return FamilyGround.SPOUSE
    if age_on(one.birth_date, day) >= terms.family_child_age:
        return FamilyGround.TOO_OLD
    return FamilyGround.CHILD


def _cover(one: Relative, ground: FamilyGround, citation: str, day: date) -> FamilyCover:
    covered = ground in (FamilyGround.SPOUSE, FamilyGround.CHILD)
    return FamilyCover(one, covered, ground, citation, age_on(one.birth_date, day))


@implements("PP 14/1993, Pasal 9 ayat (1) huruf d")
def has_family(relatives: Sequence[Relative], day: date) -> bool:
    """Tell whether a worker with these relatives pays the family rate of JPK on a day."""
    return any(cover.covered for cover in family_cover(relatives, day))


@implements("PP 14/1993, Pasal 33 ayat (1)")
def is_one_child_too_many(children: Sequence[Relative], new: Relative) -> bool:
    """Tell whether, with a new child, more would be insured on some day than the law insures.

    The new child counts from its first day. Children who are older, ended or not yet there then
    do not count.
    """
    days = [new.from_date, *(one.from_date for one in children if one.from_date > new.from_date)]
    return any(
        cover.ground is FamilyGround.FOURTH_CHILD
        for day in days
        for cover in family_cover([*children, new], day)
    )


def child_limit(birth_date: date, day: date) -> date | None:
    """Give the birthday from which a child is insured no more, by the law of a day.

    None where that day has no JPK.
    """
    try:
        terms = read(FamilyTerms, "membership", on=day)
    except NotInForce:
        return None
    return birthday(birth_date, terms.family_child_age)


def youngest_too_old(day: date) -> date:
    """Give the day of birth of the youngest who is too old on a day to be insured as a child.

    Where the day has no JPK, nobody is too old for a limit that is not there.
    """
    try:
        terms = read(FamilyTerms, "membership", on=day)
    except NotInForce:
        return date.min
    return last_born(terms.family_child_age, day)


def end_reasons_of(relation: str) -> tuple[FamilyGround, ...]:
    """Give the reasons for which a relative of a kind may leave the insured family."""
    if relation == SPOUSE:
        return (FamilyGround.DIVORCED, FamilyGround.DIED, FamilyGround.OTHER)
    return (FamilyGround.MARRIED, FamilyGround.WORKS, FamilyGround.DIED, FamilyGround.OTHER)
