"""JKK: what a work accident or occupational disease gives (PP 14/1993, Lampiran II).

Each benefit is a function of its own, in the order of the annex. An amount depends on the day of
the accident, or of the diagnosis, and on no other day.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from jamsostek.benefits.awards import (
    Award,
    AwardLine,
    FactsContradict,
    Label,
    Recipient,
    Undetermined,
    line,
)
from jamsostek.benefits.facts import check_day
from jamsostek.benefits.jkk_costs_1993 import (
    dentures,
    devices,
    rehabilitation,
    transport,
    treatment,
)
from jamsostek.benefits.jkk_death_1993 import death
from jamsostek.benefits.jkk_disability_1993 import partial_disability, total_disability
from jamsostek.benefits.jkk_diseases import DiseaseRight, Standing, right_of_disease
from jamsostek.benefits.jkk_facts import (
    Cause,
    JkkFacts,
    Outcome,
    Payer,
    WorkerKind,
    check_facts,
)
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row
from jamsostek.kernel.words import Said, joined, number, rupiah
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import row_on
from jamsostek.law.wages import (
    CountedWage,
    NoWageRecord,
    WageOutOfRange,
    check_wages,
    wage_of_daily,
    wage_of_pieces,
)


@implements("UU 3/1992, Pasal 8", "UU 3/1992, Pasal 9", "PP 14/1993, Pasal 12")
def assess_jkk(facts: JkkFacts) -> Award:
    """Give what a work accident, an accident on the way or an occupational disease owes.

    An award without lines says in its notes why nothing is due.

    Raises:
        FactsMissing: facts are not given without which an amount would be a guess; all are named.
        FactsContradict: facts cannot be true together, or lie outside what the law knows.
        NotInForce: the day lies outside the law of this version.
    """
    check_day(Programme.JKK, facts.event_date)
    check_facts(facts)
    right = _right(facts)
    if right and right.standing is not Standing.DUE:
        return _without_amounts(facts, right)
    wage = monthly_wage(facts)
    case = JkkCase(facts, wage.amount)
    found = [_of_the_dead(part, facts) for benefit in BENEFITS for part in benefit(case)]
    notes = [
        right.why if right else "",
        _wage_note(wage),
        _short_record(facts),
        *_notes_of(found),
        who_owes(facts),
        "" if found else _NOTHING,
    ]
    return Award(
        Programme.JKK,
        facts.event_date,
        tuple(part for part in found if isinstance(part, AwardLine)),
        tuple(part for part in found if isinstance(part, Undetermined)),
        tuple(note for note in notes if note),
    )


@implements("PP 14/1993, Pasal 1 angka 3", "PP 14/1993, Pasal 13", "UU 3/1992, Pasal 8 ayat (2)")
def monthly_wage(facts: JkkFacts) -> CountedWage:
    """Give the monthly wage that an event is counted by.

    That of the last month, thirty daily wages, or the average by the piece. Apprentices, pupils
    and prisoners count as paid like workers doing the same work, a jobber like the highest paid.

    Raises:
        FactsContradict: the wage is not above zero, or beyond belief.
        NotInForce: the day lies outside the law.
    """
    try:
        return _counted(facts)
    except (NoWageRecord, WageOutOfRange) as error:
        raise FactsContradict(str(error)) from error


def _counted(facts: JkkFacts) -> CountedWage:
    on = facts.event_date
    if facts.worker_kind not in {None, WorkerKind.EMPLOYEE} and facts.comparable_wage is not None:
        check_wages(facts.comparable_wage)
        letter = "b" if facts.worker_kind is WorkerKind.JOBBER else "a"
        citation = f"PP 14/1993, Pasal 13 huruf {letter}"
        return CountedWage(facts.comparable_wage, "", citation)
    if facts.daily_wage is not None:
        return wage_of_daily(facts.daily_wage, on=on)
    if facts.piece_earnings:
        weather = bool(facts.depends_on_weather)
        return wage_of_pieces(facts.piece_earnings, on=on, depends_on_weather=weather)
    monthly = facts.monthly_wage or 0
    check_wages(monthly)
    return CountedWage(monthly, "", "")


@implements("PP 14/1993, Lampiran II Romawi I huruf A angka 1", "PP 14/1993, Pasal 20")
def temporary_incapacity(case: JkkCase) -> Iterator[Found]:
    """Give STMB: the wage for four months, then three quarters for four, then half of it.

    The employer that went on paying wages is paid back as far as STMB reaches; what STMB is more
    goes to the worker, what it is less stays with the employer. A month is thirty days.
    """
    facts, paid = case.facts, case.facts.wage_paid or 0
    if facts.days_unable == 0:
        return
    spans, rates = row("stmb_months", case.on), row("stmb_rates", case.on)
    owed = _stmb_working(case)
    caution = cautions(case.on, spans, rates)
    if paid:
        yield line(
            "JKK_STMB",
            _STMB_EMPLOYER,
            f"min({owed}, {paid})",
            citation=f"{rates.citation}; PP 14/1993, Pasal 20 ayat (2)",
            recipient=Recipient.EMPLOYER,
            caution=caution,
        )
    rest = line(
        "JKK_STMB_EXCESS" if paid else "JKK_STMB",
        _STMB_EXCESS if paid else _STMB,
        f"{owed} - {paid}" if paid else owed,
        citation=f"{rates.citation}; PP 14/1993, Pasal 20 ayat (3)" if paid else rates.citation,
        recipient=Recipient.MEMBER,
        caution=caution,
    )
    if rest.amount > 0:
        yield rest


def _stmb_working(case: JkkCase) -> str:
    month = row("month_days", case.on).value
    spans = [months * month for months in row("stmb_months", case.on).value]
    left, parts = case.facts.days_unable, []
    for rate, span in zip(row("stmb_rates", case.on).value, [*spans, left], strict=True):
        days = min(left, span)
        left -= days
        if days:
            parts.append(f"{rate}% x {days}/{month} x {case.wage}")
    return " + ".join(parts)


BENEFITS: Final[tuple[Callable[[JkkCase], Iterator[Found]], ...]] = (
    temporary_incapacity,
    partial_disability,
    total_disability,
    death,
    treatment,
    dentures,
    devices,
    rehabilitation,
    transport,
)
"""In the order of the annex."""


@implements(
    "UU 3/1992, Pasal 18 ayat (3)",
    "UU 3/1992, Pasal 19 ayat (2)",
    "PP 14/1993, Pasal 4",
    "PP 14/1993, Pasal 7",
)
def who_owes(facts: JkkFacts) -> str:
    """Say that the employer owes the award itself where no membership was in force for it."""
    return _EMPLOYER_OWES if facts.payer is Payer.EMPLOYER else ""


def _of_the_dead(found: Found, facts: JkkFacts) -> Found:
    """Give what was owed to a worker who died to the heirs; the regulation is silent on it."""
    if facts.outcome is not Outcome.DEATH or not isinstance(found, AwardLine):
        return found
    if found.recipient is not Recipient.MEMBER:
        return found
    return replace(found, recipient=Recipient.HEIRS, caution=joined(found.caution, _ESTATE))


def _right(facts: JkkFacts) -> DiseaseRight | None:
    if facts.cause is not Cause.DISEASE or facts.disease is None:
        return None
    return right_of_disease(
        facts.disease,
        facts.event_date,
        employment_ended=facts.employment_ended,
        arose_on=facts.arose_on,
    )


def _without_amounts(facts: JkkFacts, right: DiseaseRight) -> Award:
    """Give the award of a disease without a right, or with one yet to be settled."""
    is_open = right.standing is Standing.TO_BE_SETTLED
    left_open = Undetermined("JKK_DISEASE", _DISEASE, right.citation, right.why)
    return Award(
        Programme.JKK,
        facts.event_date,
        (),
        (left_open,) if is_open else (),
        () if is_open else (right.why,),
    )


def _wage_note(wage: CountedWage) -> str:
    if not wage.citation:
        return ""
    if not wage.working:
        return Said(
            f"Upah sebulan yang dianggap diterima: {rupiah(wage.amount)} ({wage.citation}).",
            f"Monthly wage taken as earned: {rupiah(wage.amount, 'en')} ({wage.citation}).",
        )
    amount, written = number(wage.amount, "id"), wage.working.replace(",", ".")
    return Said(
        f"Upah sebulan: {written} = {amount} ({wage.citation}).",
        f"Monthly wage: {wage.working} = {number(wage.amount, 'en')} ({wage.citation}).",
    )


def _short_record(facts: JkkFacts) -> str:
    """Say that a piece-rate wage rests on fewer months than the law counts."""
    if not facts.piece_earnings:
        return ""
    name = "weather_piece_months" if facts.depends_on_weather else "piece_months"
    known, wanted = len(facts.piece_earnings), row_on("wages", name, on=facts.event_date).value
    if known >= wanted:
        return ""
    return Said(
        f"Upah borongan baru diketahui {known} bulan dari {wanted} bulan yang dihitung; peraturan "
        "tidak mengatur masa yang lebih pendek, sehingga semua bulan itu dirata-ratakan.",
        f"Piece-rate earnings are known for {known} of the {wanted} months that count; the "
        "regulation is silent on a shorter time, so all of them are averaged.",
    )


def _notes_of(found: list[Found]) -> list[str]:
    return [part for part in found if isinstance(part, str)]


_STMB: Final = Label(
    "Santunan sementara tidak mampu bekerja (STMB)", "Temporary incapacity benefit (STMB)"
)
_STMB_EMPLOYER: Final = Label(
    "STMB, penggantian upah yang dibayar pengusaha", "STMB, paying back the wages the employer paid"
)
_STMB_EXCESS: Final = Label(
    "STMB, selisih di atas upah yang dibayar pengusaha", "STMB, above the wages the employer paid"
)
_NOTHING: Final = Said(
    "Tidak ada yang dibayarkan: sembuh, tanpa hari tidak mampu bekerja, cacat atau biaya.",
    "Nothing is due: recovered, without days unable to work, disability or costs.",
)
_ESTATE: Final = Said(
    "Hak tenaga kerja sendiri; karena meninggal dibayarkan kepada ahli warisnya. Peraturan tidak "
    "mengatur hal ini.",
    "The worker's own; after the death it is paid to the heirs. The regulation is silent on it.",
)
_DISEASE: Final = Label("Penyakit akibat kerja", "Occupational disease")
_EMPLOYER_OWES: Final = Said(
    "Kepesertaan belum berlaku: pengusaha sendiri yang wajib membayar seluruhnya, bukan badan "
    "penyelenggara (UU 3/1992, Pasal 18 ayat (3) dan Pasal 19 ayat (2); PP 14/1993, Pasal 4 dan "
    "Pasal 7). Yang tertulis untuk pengusaha tetap menjadi bebannya.",
    "No membership was in force: the employer itself owes all of it, not the institution (UU "
    "3/1992, Pasal 18 ayat (3) and Pasal 19 ayat (2); PP 14/1993, Pasal 4 and Pasal 7). What "
    "stands here for the employer stays with it.",
)
