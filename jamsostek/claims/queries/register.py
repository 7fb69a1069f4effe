"""What the register knows for a claim: cover, wage, birth, family, with where each was found."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from jamsostek.benefits.payers import Cover, Liability
from jamsostek.claims.models import Assessment, Cause, Claim, Survivor
from jamsostek.claims.queries.savings import (
    EXITS,
    earlier_payments,
    member_since,
    savings_found,
    works_again_on,
)
from jamsostek.claims.rules.benefits import facts_wanted
from jamsostek.claims.rules.payer import FUND, PAYERS, Found, cover_of, payer_of
from jamsostek.contributions.queries.bills import overdue_bills
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.contributions.rules.cover import Ground, Lack
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import long_date, month_name
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employment, EmploymentKind, OwnAccountTerms, WageRecord
from jamsostek.membership.queries import same_person_ids


@dataclass(frozen=True, slots=True)
class Known:
    """Facts by name as the register has them, and in words from where each was taken."""

    day: date
    facts: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoverFound:
    """How somebody stood on the day of a claim, who therefore owes, and why."""

    cover: Cover
    liability: Liability
    stopped_on: date | None
    why: str

    @property
    def payer(self) -> str:
        """Who owes, as an assessment has it."""
        return PAYERS[self.liability.payer]


@dataclass(frozen=True, slots=True)
class WageFound:
    """A month's wage as declared in its last version."""

    wage: int
    month: Month
    version: int
    employment_id: int


def persons_of(claim: Claim) -> list[int]:
    """Give all numbers of the person of a claim; none where nobody is registered."""
    return same_person_ids(claim.person) if claim.person else []


def known_facts(claim: Claim, on: date) -> Known:
    """Give what the register says of a claim on a day, of the facts its programme asks for."""
    known = Known(on)
    wanted = {fact.name for fact in facts_wanted(Programme(claim.programme))}
    for names, gather in _GATHERERS:
        if wanted.intersection(names):
            gather(claim, known)
    for name in set(known.facts) - wanted:
        del known.facts[name]
        known.sources.pop(name, None)
    return known


def facts_moved(assessment: Assessment) -> list[str]:
    """Give the facts of an assessment that the register knows otherwise by now.

    Of wage and cover: what the savings hold is looked at when they are paid out.
    """
    claim = assessment.claim
    known = Known(assessment.law_date)
    names = frozenset().union(*(asked for asked, _ in _MOVING)) & assessment.sources.keys()
    for asked, gather in _MOVING:
        if asked & names:
            gather(claim, known)
    then = assessment.facts
    return sorted(name for name in names if str(known.facts.get(name)) != str(then.get(name)))


def cover_found(claim: Claim) -> CoverFound:
    """Give how somebody stood on the day of the event, and who owes the benefit for it.

    An occupational disease found after work counts as of the last day of work (PP 14/1993,
    Pasal 50).
    """
    programme = Programme(claim.programme)
    found, why = _found(claim, programme, claim.event_date)
    if claim.cause == Cause.DISEASE and found.stopped_on is not None:
        found, why = _found(claim, programme, found.stopped_on - timedelta(days=1))
    cover = cover_of(found)
    liability = payer_of(programme, cover, on=claim.event_date, stopped_on=found.stopped_on)
    return CoverFound(cover, liability, found.stopped_on, why)


def _found(claim: Claim, programme: Programme, day: date) -> tuple[Found, str]:
    if claim.person is None:
        return _found_without_number(claim, programme)
    cover = cover_on(claim.person, day)
    insured = [one for one in cover.insured if one.programme is programme]
    if insured:
        through_work = insured[0].ground is Ground.EMPLOYMENT
        late = through_work and _in_arrears(claim)
        return Found(is_insured=True, in_arrears=late), insured[0].why()
    lacking = [
        one
        for one in cover.lacking
        if one.programme in {None, programme} and one.lack is not Lack.BEFORE
    ]
    has_employer = claim.employer_id is not None
    is_own_account = claim.segment == "OWN_ACCOUNT"
    if not lacking:
        lack = Found(is_insured=False, has_employer=has_employer, is_own_account=is_own_account)
        return lack, "Tidak terdaftar pada hari itu."
    ended = [one for one in lacking if one.lack is Lack.ENDED and one.day is not None]
    unpaid = [one for one in lacking if one.lack in {Lack.NOT_PAID, Lack.PAID_LATER}]
    of = (unpaid or ended or lacking)[-1]
    return (
        Found(
            is_insured=False,
            lack=of.lack.value,
            stopped_on=of.day if of.lack is Lack.ENDED else None,
            has_employer=has_employer,
            is_own_account=is_own_account,
        ),
        of.why(),
    )


def _found_without_number(claim: Claim, programme: Programme) -> tuple[Found, str]:
    worker = claim.project_worker
    if worker is not None and programme in {Programme.JKK, Programme.JKM}:
        day = claim.event_date
        if worker.from_date <= day < worker.until_date:
            return Found(is_insured=True), f"Pekerja proyek {worker.project.name}."
        return Found(is_insured=False, lack="LAPSED"), "Di luar masa kerja proyek."
    has_employer = claim.employer_id is not None
    return Found(is_insured=False, has_employer=has_employer), "Tidak terdaftar sebagai peserta."


def _in_arrears(claim: Claim) -> bool:
    if claim.employer_id is None:
        return False
    return overdue_bills(claim.event_date).filter(employer_id=claim.employer_id).exists()


def wage_found(
    persons: Collection[int], employer_id: int | None, event_date: date
) -> WageFound | None:
    """Give the wage of the last month declared before the month of an event, else of that month.

    Of the employer of the claim where it has one; as the last correction has it.
    """
    this = Month.of(event_date)
    with connection.cursor() as cursor:
        cursor.execute(
            WAGE,
            {"persons": list(persons), "employer": employer_id, "month": this.first_day},
        )
        row = cursor.fetchone()
    return WageFound(row[0], Month.of(row[1]), row[2], row[3]) if row else None


WAGE: Final = """
    WITH lines AS (
        SELECT d.id AS declaration_id, d.month, 0 AS version, l.person_id, l.wage, l.employment_id
        FROM contributions_declarationline l
        JOIN contributions_declaration d ON d.id = l.declaration_id
        WHERE l.person_id = ANY(%(persons)s)
        UNION ALL
        SELECT d.id, d.month, c.number, l.person_id, l.wage, l.employment_id
        FROM contributions_correctionline l
        JOIN contributions_correction c ON c.id = l.correction_id
        JOIN contributions_declaration d ON d.id = c.declaration_id
        WHERE l.person_id = ANY(%(persons)s)
    ), last AS (
        SELECT DISTINCT ON (l.declaration_id, l.person_id) l.*, d.employer_id
        FROM lines l JOIN contributions_declaration d ON d.id = l.declaration_id
        WHERE l.month <= %(month)s
            AND (%(employer)s::bigint IS NULL OR d.employer_id = %(employer)s)
        ORDER BY l.declaration_id, l.person_id, l.version DESC
    )
    SELECT wage, month, version, employment_id FROM last WHERE wage > 0
    ORDER BY month = %(month)s, month DESC, version DESC LIMIT 1
"""


def _say(known: Known, name: str, value: Any, source: str) -> None:  # noqa: ANN401 - any fact
    known.facts[name] = value
    known.sources[name] = source


def _event(claim: Claim, known: Known) -> None:
    _say(known, "event_date", claim.event_date, "Klaim")
    _say(known, "cause", claim.cause, "Klaim")
    _say(known, "work_accident", claim.programme == "JKK", "Klaim: sebab kejadian")
    if claim.programme == "JKM" and claim.person_id is not None:
        _say(known, "group", "WORKER", "Register peserta")


def _cover(claim: Claim, known: Known) -> None:
    found = cover_found(claim)
    source = f"Register: {found.why}"
    _say(known, "cover", found.cover.value, source)
    _say(known, "worker_insured", found.payer == FUND, source)
    if found.payer in {"FUND", "EMPLOYER"}:
        _say(known, "payer", found.payer, source)
    if found.stopped_on is not None:
        _say(known, "stopped_on", found.stopped_on, source)


def _wage(claim: Claim, known: Known) -> None:
    persons = persons_of(claim)
    if not persons:
        return
    if claim.segment == "OWN_ACCOUNT":
        _own_account_base(claim, persons, known)
        return
    found = wage_found(persons, claim.employer_id, claim.event_date)
    if found is None:
        return
    kind = Employment.objects.filter(pk=found.employment_id).values_list("kind", flat=True).first()
    if kind == EmploymentKind.CASUAL and (daily := _daily_wage(found.employment_id, claim)):
        _say(known, "daily_wage", daily.wage, f"Upah harian sejak {long_date(daily.from_date)}")
        return
    version = f", perbaikan ke-{found.version}" if found.version else ""
    _say(known, "monthly_wage", found.wage, f"Laporan upah {month_name(found.month)}{version}")


def _daily_wage(employment_id: int, claim: Claim) -> WageRecord | None:
    agreed = WageRecord.objects.filter(
        employment_id=employment_id, from_date__lte=claim.event_date, basis=WageRecord.Basis.DAILY
    )
    return agreed.order_by("-from_date", "-pk").first()


def _own_account_base(claim: Claim, persons: Collection[int], known: Known) -> None:
    terms = OwnAccountTerms.objects.filter(
        cover__person_id__in=persons, from_month__lte=claim.event_date
    )
    last = terms.order_by("-from_month", "-pk").first()
    if last is not None:
        _say(known, "monthly_wage", last.base, "Penghasilan yang didaftarkan")


def _birth(claim: Claim, known: Known) -> None:
    who = claim.person or claim.project_worker
    if who is not None and who.birth_date is not None:
        _say(known, "birth_date", who.birth_date, "Register peserta")


def _work(claim: Claim, known: Known) -> None:
    spells = list(
        Employment.objects.filter(person_id__in=persons_of(claim), from_date__lte=claim.event_date)
    )
    if not spells or claim.cause != "DISEASE":
        return
    day = claim.event_date
    works = any(one.until_date is None or one.until_date > day for one in spells)
    _say(known, "is_employed", works, "Register hubungan kerja")
    if not works:
        last = max(one.until_date for one in spells if one.until_date is not None)
        _say(known, "employment_ended", date.fromordinal(last.toordinal() - 1), "Register")


def _family(claim: Claim, known: Known) -> None:
    rows = Survivor.objects.filter(claim=claim).order_by("pk")
    told = [
        {
            name: value
            for name in ("relation", "name", "birth_date", "died_on", "share")
            if (value := getattr(row, name)) is not None
        }
        for row in rows
    ]
    if told or claim.facts.get("survivors") == []:
        _say(known, "survivors", told, "Daftar keluarga di klaim ini")


def _savings(claim: Claim, known: Known) -> None:
    persons = persons_of(claim)
    _say(known, "exit", EXITS[claim.cause], "Klaim")
    _say(known, "payment_date", known.day, "Hari perhitungan")
    _say(known, "earlier_payments", earlier_payments(persons, claim.event_date), "Klaim terdahulu")
    found = savings_found(persons, known.day)
    if found is not None:
        _say(known, "balance", found.balance, found.source)
        _say(known, "balance_date", found.balance_date, found.source)
        _say(known, "movements", list(found.movements), "Rekening JHT")
    since = member_since(persons)
    if since is not None:
        _say(known, "member_since", since, "Register peserta")
    again = works_again_on(persons, claim.event_date)
    if claim.cause == Cause.LEFT_WORK:
        _say(known, "works_again", again is not None, "Register hubungan kerja")
        if again is not None:
            _say(known, "works_again_on", again, "Register hubungan kerja")
    elif claim.cause == Cause.AGE and again is None:
        _say(known, "at_55", "NOT_WORKING", "Register hubungan kerja")


_GATHERERS: Final[tuple[tuple[frozenset[str], Callable[[Claim, Known], None]], ...]] = (
    (frozenset({"event_date"}), _event),
    (frozenset({"cover", "payer", "worker_insured", "stopped_on"}), _cover),
    (frozenset({"monthly_wage", "daily_wage"}), _wage),
    (frozenset({"birth_date"}), _birth),
    (frozenset({"is_employed"}), _work),
    (frozenset({"survivors"}), _family),
    (frozenset({"balance"}), _savings),
)
_MOVING: Final = _GATHERERS[1:3]
"""What the register may come to know otherwise between an assessment and its decision."""
