"""Wives, husbands and children of the members that the demonstration's pages show first."""

from datetime import date
from typing import Final

import numpy as np

from jamsostek.jobs.demonstration.dealings import MONTHS, dealers
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import Size
from jamsostek.jobs.demonstration.wage_files import payroll
from jamsostek.jobs.demonstration.words import (
    MEN,
    SECOND_NAMES_OF_MEN,
    SECOND_NAMES_OF_WOMEN,
    WOMEN,
)
from jamsostek.membership.models import Employer, InsuredPerson, Relation, Sex
from jamsostek.membership.queries import married_workers
from jamsostek.membership.services import add_dependant

MOST: Final = 40
"""Families added; the other members have none recorded."""
FROM: Final = date(2011, 5, 2)
YOUNG_ENOUGH: Final = 1991
"""Children born from this year on are insured for a while yet."""


def add_families(size: Size, seed: int) -> None:
    """Add the families of married members of the first company that declares."""
    random = np.random.default_rng([seed, 3])
    employer = Employer.objects.get(npp=dealers(size, seed)[0].company.npp)
    married = set(married_workers(employer, FROM))
    ids = [i for i in payroll(employer, MONTHS[0])["person_id"] if i in married][:MOST]
    for person in InsuredPerson.objects.filter(pk__in=ids).order_by("name", "pk"):
        _add_family(person, random)


def _add_family(person: InsuredPerson, random: np.random.Generator) -> None:
    birth_year = person.birth_date.year if person.birth_date else 1970
    act = act_on(FROM)
    add_dependant(
        person=person,
        relation=Relation.SPOUSE,
        name=_name(random, female=person.sex == Sex.MALE),
        birth_date=_day(birth_year + int(random.integers(-3, 6)), random),
        from_date=FROM,
        act=act,
    )
    for _ in range(int(random.integers(0, 4))):
        year = max(min(birth_year + int(random.integers(21, 35)), 2010), YOUNG_ENOUGH)
        add_dependant(
            person=person,
            relation=Relation.CHILD,
            name=_name(random, female=bool(random.random() < 0.5)),
            birth_date=_day(year, random),
            from_date=FROM,
            act=act,
        )


def _name(random: np.random.Generator, *, female: bool) -> str:
    first, second = (WOMEN, SECOND_NAMES_OF_WOMEN) if female else (MEN, SECOND_NAMES_OF_MEN)
    return f"{first[int(random.integers(len(first)))]} {second[int(random.integers(len(second)))]}"


def _day(year: int, random: np.random.Generator) -> date:
    return date(year, int(random.integers(1, 13)), int(random.integers(1, 29)))
