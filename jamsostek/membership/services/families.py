"""Families: who is insured with a member, and the status that decides the JPK tariff.

A member has a family while somebody insured is on record, or while the employer's report says so
(`queries.families`). Both are changed here alone, so that neither contradicts the other: nobody
is reported single while a wife or a child is insured, and a marriage that ends is no longer
reported.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import (
    Dependant,
    EndReason,
    FamilyStatus,
    InsuredPerson,
    Relation,
)
from jamsostek.membership.queries.families import dependants_of, relative_of, reported_statuses
from jamsostek.membership.queries.merges import same_person_ids
from jamsostek.membership.rules import (
    Relative,
    child_limit,
    end_reasons_of,
    is_one_child_too_many,
)


@transaction.atomic
def set_family_status(
    *, person: InsuredPerson, married: bool, from_date: date, act: Act
) -> FamilyStatus:
    """Let a member count as with a family, or as single, from a day on.

    Raises:
        StatusUnchanged: the member already has this status.
        StatusBefore: a status recorded later would be overwritten.
        FamilyRemains: single, though somebody is insured on that day or later.
    """
    _hold(person)
    spells = reported_statuses(person)
    current = spells.filter(until_date=None).first()
    same = (current.married if current else False) == married
    if same and (current is None or current.from_date <= from_date):
        msg = "The member already has this family status."
        raise StatusUnchanged(msg)
    if spells.filter(from_date__gte=from_date).exists():
        msg = f"A family status on or after {from_date} is already recorded."
        raise StatusBefore(msg)
    if not married:
        _refuse_remaining(person, from_date)
    if current:
        _end_status(current, from_date)
    status = FamilyStatus.objects.create(person=person, married=married, from_date=from_date)
    _record(act, "set_family_status", person, f"{'married' if married else 'single'} {from_date}")
    return status


class StatusUnchanged(ValueError):
    """A family status that already holds."""


class StatusBefore(ValueError):
    """A family status that would begin before one already recorded."""


def _refuse_remaining(person: InsuredPerson, day: date) -> None:
    for one in dependants_of(person).filter(Q(until_date=None) | Q(until_date__gt=day)):
        limit = _grown_on(relative_of(one))
        if limit is None or limit > day:
            msg = f"{one.name} is insured with the member on {day} or later; end that entry first."
            raise FamilyRemains(msg)


class FamilyRemains(ValueError):
    """A member to be single while somebody of the family is insured."""


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
    """Add the lawful spouse, or a child, to a member's family.

    Raises:
        BeginsAhead: the first day lies ahead.
        BeginsBeforeBirth: the first day lies before the birth.
        SecondSpouse: another spouse is recorded for that day or a later one.
        TooOld: the child has reached the age at which it is insured no more.
        FourthChild: the law's number of children would be exceeded on some day.
    """
    _hold(person)
    new = Dependant(
        person=person,
        relation=relation,
        name=name.strip(),
        nik=nik,
        birth_date=birth_date,
        from_date=from_date,
    )
    if from_date > act.day:
        msg = f"{from_date} lies ahead; families are recorded as they are."
        raise BeginsAhead(msg)
    if from_date < birth_date:
        msg = f"Nobody is insured on {from_date} who is born on {birth_date}."
        raise BeginsBeforeBirth(msg)
    if relation is Relation.SPOUSE:
        _refuse_second_spouse(person, from_date)
    else:
        _refuse_child(person, relative_of(new))
    new.save(force_insert=True)
    for status in reported_statuses(person).filter(married=False, until_date=None):
        if status.from_date < from_date:
            _end_status(status, from_date)
    _record(act, "add_dependant", person, f"{relation} {new.pk}")
    return new


class BeginsAhead(ValueError):
    """A family member from a day that has not come."""


class BeginsBeforeBirth(ValueError):
    """A family member from a day before the birth."""


def _refuse_second_spouse(person: InsuredPerson, from_date: date) -> None:
    still = Q(until_date=None) | Q(until_date__gt=from_date)
    if dependants_of(person).filter(still, relation=Relation.SPOUSE).exists():
        msg = "A spouse is already recorded; end that entry first."
        raise SecondSpouse(msg)


class SecondSpouse(ValueError):
    """A second spouse at one time; JPK covers one (PP 14/1993, Pasal 33)."""


def _refuse_child(person: InsuredPerson, new: Relative) -> None:
    limit = child_limit(new.birth_date, new.from_date)
    if limit is not None and limit <= new.from_date:
        msg = f"A child born on {new.birth_date} is insured to the day before {limit}."
        raise TooOld(msg)
    children = [relative_of(one) for one in dependants_of(person).filter(relation=Relation.CHILD)]
    if is_one_child_too_many(children, new):
        msg = "As many children as the law insures are recorded at that time already."
        raise FourthChild(msg)


class TooOld(ValueError):
    """A child that has reached the age at which it is insured no more."""


class FourthChild(ValueError):
    """More children at one time than JPK insures (PP 14/1993, Pasal 33)."""


@transaction.atomic
def end_dependant(
    *, dependant: Dependant, until_date: date, reason: EndReason, act: Act
) -> Dependant:
    """End a dependant's place in the family; what was recorded stays as history.

    With a marriage its report ends too. Who still has an insured child keeps a family by that.

    Raises:
        AlreadyEnded: it has an end already.
        ReasonDoesNotFit: no such reason for this relation: children do not divorce.
        EndsTooEarly: the end does not follow the beginning.
        EndsAhead: the end lies ahead.
    """
    person = dependant.person
    _hold(person)
    held = Dependant.objects.get(pk=dependant.pk)
    if held.until_date is not None:
        msg = f"{held.name} is not insured since {held.until_date} already."
        raise AlreadyEnded(msg)
    if reason.value not in end_reasons_of(held.relation):
        msg = f"{reason} is no reason for a {held.relation} to leave the family."
        raise ReasonDoesNotFit(msg)
    if until_date <= held.from_date:
        msg = f"The end on {until_date} does not follow the first day, {held.from_date}."
        raise EndsTooEarly(msg)
    if until_date > act.day:
        msg = f"{until_date} lies ahead; families are recorded as they are."
        raise EndsAhead(msg)
    held.until_date, held.end_reason = until_date, reason.value
    held.save(update_fields=["until_date", "end_reason"])
    if held.relation == Relation.SPOUSE:
        for status in reported_statuses(person).filter(married=True, until_date=None):
            if status.from_date < until_date:
                _end_status(status, until_date)
    _record(act, "end_dependant", person, f"{held.pk} {until_date} {reason}")
    return held


class AlreadyEnded(ValueError):
    """A second end of one dependant."""


class ReasonDoesNotFit(ValueError):
    """A reason that the relation does not have."""


class EndsTooEarly(ValueError):
    """An end before the beginning."""


class EndsAhead(ValueError):
    """An end that has not come."""


def _end_status(status: FamilyStatus, day: date) -> None:
    status.until_date = day
    status.save(update_fields=["until_date"])


def _grown_on(one: Relative) -> date | None:
    return None if one.relation == Relation.SPOUSE else child_limit(one.birth_date, one.from_date)


def _hold(person: InsuredPerson) -> None:
    """Hold all numbers of a member, so that changes of one family are one after the other."""
    held = InsuredPerson.objects.filter(pk__in=same_person_ids(person)).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))


def _record(act: Act, action: str, person: InsuredPerson, what: str) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="person",
        subject_id=person.pk,
        detail={"what": what},
    )
