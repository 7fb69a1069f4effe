"""Families: dependants, and the status that decides the JPK tariff."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Dependant, FamilyStatus, InsuredPerson, Relation


@transaction.atomic
def set_family_status(
    *, person: InsuredPerson, married: bool, from_date: date, act: Act
) -> FamilyStatus:
    """Let a member count as married or single from a day on.

    Raises:
        StatusUnchanged: the member already has this status.
        StatusBefore: a status recorded later would be overwritten.
    """
    _hold(person)
    spells = FamilyStatus.objects.filter(person=person)
    current = spells.filter(until_date=None).first()
    same = (current.married if current else False) == married
    if same and (current is None or current.from_date <= from_date):
        msg = "The member already has this family status."
        raise StatusUnchanged(msg)
    if spells.filter(from_date__gte=from_date).exists():
        msg = f"A family status on or after {from_date} is already recorded."
        raise StatusBefore(msg)
    if current:
        current.until_date = from_date
        current.save(update_fields=["until_date"])
    status = FamilyStatus.objects.create(person=person, married=married, from_date=from_date)
    _record(act, "set_family_status", person, f"{'married' if married else 'single'} {from_date}")
    return status


class StatusUnchanged(ValueError):
    """A family status that already holds."""


class StatusBefore(ValueError):
    """A family status that would begin before one already recorded."""


@transaction.atomic
def add_dependant(
    *,
    person: InsuredPerson,
    relation: Relation,
    name: str,
    birth_date: date,
    from_date: date,
    act: Act,
    nik: str = "",
) -> Dependant:
    """Add a spouse or child to a member's family.

    Raises:
        SecondSpouse: another spouse is recorded for that day or a later one.
    """
    _hold(person)
    still = Q(until_date=None) | Q(until_date__gt=from_date)
    if relation is Relation.SPOUSE and person.dependants.filter(still, relation=relation).exists():
        msg = "A spouse is already recorded; end that entry first."
        raise SecondSpouse(msg)
    dependant = Dependant.objects.create(
        person=person,
        relation=relation,
        name=name.strip(),
        nik=nik,
        birth_date=birth_date,
        from_date=from_date,
    )
    _record(act, "add_dependant", person, f"{relation} {dependant.pk}")
    return dependant


class SecondSpouse(ValueError):
    """A second spouse at one time; JPK covers one (PP 14/1993, Pasal 33)."""


@transaction.atomic
def end_dependant(*, dependant: Dependant, until_date: date, act: Act) -> Dependant:
    """End a dependant's place in the family."""
    dependant.until_date = until_date
    dependant.save(update_fields=["until_date"])
    _record(act, "end_dependant", dependant.person, f"{dependant.pk} {until_date}")
    return dependant


def _hold(person: InsuredPerson) -> None:
    """Hold a member, so that two changes of one family are one after the other."""
    InsuredPerson.objects.select_for_update(no_key=True).get(pk=person.pk)


def _record(act: Act, action: str, person: InsuredPerson, what: str) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="person",
        subject_id=person.pk,
        detail={"what": what},
    )
