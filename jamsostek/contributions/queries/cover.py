"""For what a member is insured on a day, through whom, since when and why."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Min

from jamsostek.contributions.models import BillLine, Declaration, Settlement
from jamsostek.contributions.queries.projects import first_paid
from jamsostek.contributions.queries.workers import standings_in
from jamsostek.contributions.rules.cover import (
    Ground,
    Insured,
    Lack,
    NotInsured,
    Registered,
    insured_by,
)
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    Employment,
    EmploymentKind,
    InsuredPerson,
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountProtection,
    ProgrammeEnrolment,
    ProjectWorker,
)
from jamsostek.membership.queries import same_person_ids
from jamsostek.membership.rules import WorkerProgrammes

ON_PROJECTS = (Programme.JKK, Programme.JKM)
"""The programmes of construction services (KEP-196/MEN/1999)."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a member is insured against on a day, and what registration did not insure and why."""

    day: date
    insured: tuple[Insured, ...]
    lacking: tuple[NotInsured, ...]

    @property
    def programmes(self) -> frozenset[Programme]:
        """The programmes the member is insured for, through whomever."""
        return frozenset(one.programme for one in self.insured)


def cover_on(person: InsuredPerson, day: date) -> Cover:
    """Tell for what somebody is insured on a day, under any of their numbers.

    Whether contributions are in arrears later plays no part: cover, once begun, lasts until the
    membership ends (PP 14/1993, Pasal 7 and 10); who pays a benefit then is a claim's question.
    """
    ids = same_person_ids(person)
    insured: list[Insured] = []
    lacking: list[NotInsured] = []
    for spell in [*_employments(ids, day), *_projects(ids), *_own_account(ids, day)]:
        covers, lacks = insured_by(spell, day)
        insured += covers
        lacking += lacks
    insured.sort(key=lambda one: (list(Programme).index(one.programme), one.since))
    if not insured:
        return Cover(day, (), tuple(lacking))
    untelling = (Lack.BEFORE, Lack.ENDED, Lack.LAPSED)
    covered = {one.programme for one in insured}
    return Cover(
        day,
        tuple(insured),
        tuple(one for one in lacking if one.lack not in untelling and one.programme not in covered),
    )


def _employments(ids: Collection[int], day: date) -> Iterator[Registered]:
    spells = list(
        Employment.objects.filter(person_id__in=ids)
        .select_related("employer")
        .order_by("from_date", "pk")
    )
    employers = {spell.employer_id for spell in spells}
    paid = _first_settled(employers)
    records_begin = _records_begin()
    enrolments: dict[int, list[tuple[Programme, date, date | None]]] = {}
    for taken in ProgrammeEnrolment.objects.filter(employer__in=employers).order_by("from_date"):
        enrolments.setdefault(taken.employer_id, []).append(
            (Programme(taken.programme), taken.from_date, taken.until_date)
        )
    for spell in spells:
        employer = spell.employer
        is_older = records_begin is not None and employer.from_date < records_begin
        yield Registered(
            ground=Ground.EMPLOYMENT,
            payer=employer.name,
            payer_number=employer.npp,
            from_date=spell.from_date,
            until_date=spell.until_date,
            first_paid_on=paid.get(employer.pk),
            paid_before_records=is_older,
            programmes=tuple(enrolments.get(employer.pk, ())),
            standing=_standing(spell, day),
        )


def _standing(spell: Employment, day: date) -> WorkerProgrammes | None:
    """Give what the kind of work leaves out of an employment's programmes, if it does."""
    holds = spell.from_date <= day and (spell.until_date is None or day < spell.until_date)
    if spell.kind == EmploymentKind.PERMANENT or not holds:
        return None
    standings = standings_in(spell.employer, Month.of(day))
    [standing] = standings.workers.filter(employment_id=spell.pk)["standing"]
    answer = standings.reasons[standing]
    return None if answer.full_cover else answer


def _projects(ids: Collection[int]) -> Iterator[Registered]:
    spells = list(
        ProjectWorker.objects.filter(person_id__in=ids)
        .select_related("project")
        .order_by("from_date", "pk")
    )
    paid = first_paid({spell.project_id for spell in spells})
    for spell in spells:
        first_day = max(spell.from_date, spell.project.registered_on)
        yield Registered(
            ground=Ground.PROJECT,
            payer=spell.project.name,
            payer_number=spell.project.number,
            from_date=first_day,
            until_date=spell.until_date,
            first_paid_on=paid.get(spell.project_id),
            programmes=tuple((programme, first_day, None) for programme in ON_PROJECTS),
        )


def _own_account(ids: Collection[int], day: date) -> Iterator[Registered]:
    """Give each cover as it stands on a day: the unbroken days paid for, before or about it.

    Terms and groups may have changed since a bill was made, so what is paid and by whom is read
    from the bill.
    """
    covers = OwnAccountCover.objects.filter(person_id__in=ids).select_related("person", "group")
    for cover in covers.order_by("from_date", "pk"):
        paid = _paid_days(cover)
        runs = _runs([days.spell for days in paid])
        begun = [run for run in runs if run[0] <= day] or runs[:1]
        first, last = begun[-1] if begun else (None, cover.until_date)
        newest = [days for days in paid if days.spell[0] <= day] or paid[:1]
        payer, number = newest[-1].payer if newest else _payer(cover, cover.group)
        yield Registered(
            ground=Ground.OWN_ACCOUNT,
            payer=payer,
            payer_number=number,
            from_date=cover.from_date,
            until_date=last,
            first_paid_on=first,
            programmes=tuple(_paid_programmes(paid)),
        )


class _PaidDays(NamedTuple):
    """Days of one line of a bill that are insured: their first, and the first day after them."""

    spell: tuple[date, date]
    programmes: frozenset[Programme]
    payer: tuple[str, str]


def _paid_days(cover: OwnAccountCover) -> list[_PaidDays]:
    protections = OwnAccountProtection.objects.filter(cover=cover, withdrawn_at=None)
    spells = {one.bill_id: (one.from_date, one.until_date) for one in protections}
    lines = BillLine.objects.filter(cover_id=cover.pk, bill__in=spells)
    found = []
    for line in lines.select_related("bill__group").order_by("month"):
        first, last = spells[line.bill_id]
        after = (Month.of(line.month) + line.months).first_day
        days = (max(first, line.month), min(last, after))
        if days[0] < days[1]:
            found.append(_PaidDays(days, _programmes_of(line), _payer(cover, line.bill.group)))
    return found


def _programmes_of(line: BillLine) -> frozenset[Programme]:
    amounts = {
        Programme.JHT: line.jht_member,
        Programme.JKK: line.jkk,
        Programme.JKM: line.jkm,
        Programme.JPK: line.jpk,
    }
    return frozenset(programme for programme, amount in amounts.items() if amount)


def _payer(cover: OwnAccountCover, group: OwnAccountGroup | None) -> tuple[str, str]:
    return (group.name, group.number) if group else (cover.person.name, cover.person.kpj)


def _paid_programmes(paid: Collection[_PaidDays]) -> Iterator[tuple[Programme, date, date]]:
    for programme in Programme:
        for first, last in _runs([days.spell for days in paid if programme in days.programmes]):
            yield programme, first, last


def _runs(spells: Collection[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join spells that follow each other without a gap."""
    joined: list[tuple[date, date]] = []
    for first, last in spells:
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _first_settled(employers: Collection[int]) -> dict[int, date]:
    """Give by employer the first day on which a bill of theirs was covered."""
    standing = Settlement.objects.filter(bill__employer__in=employers, undone_entry_id=None)
    rows = standing.values_list("bill__employer").annotate(first=Min("settled_on")).order_by()
    return dict(rows)


def _records_begin() -> date | None:
    """Give the first month whose wages are kept here; earlier payments were made elsewhere."""
    return Declaration.objects.order_by("pk").values_list("month", flat=True).first()
