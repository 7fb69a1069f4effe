"""When JHT savings may be taken: every way out of PP 14/1993, Pasal 24 to 32."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jamsostek.benefits.awards import FactsContradict
from jamsostek.benefits.jht_facts_1993 import WorkAt55
from jamsostek.kernel.ages import birthday
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Said, long_date
from jamsostek.law.citations import implements
from jamsostek.law.reader import parameter_named, row_on


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the savings: from when they may be taken, and when the right arose.

    `from_date` is None where this way is closed; `why` then says the reason. `open_from` is set
    where the law leaves two readings: by the other one they may be taken from that day on.
    """

    from_date: date | None
    entitled_on: date | None
    citation: str
    why: str = ""
    open_from: date | None = None
    settled_by: str = ""


@implements(
    "UU 3/1992, Pasal 14 ayat (1) huruf a",
    "PP 14/1993, Pasal 24 ayat (2)",
    "PP 14/1993, Pasal 27",
    "PP 14/1993, Pasal 28",
)
def at_55(birth_date: date, at_age: WorkAt55, *, on: date) -> Way:
    """Give the way out at 55; who works on chooses to take the savings then or at the end of work.

    Raises:
        FactsContradict: who is said to have waited stopped working before 55.
    """
    age = row_on("jht", "age", on=on)
    reached = birthday(birth_date, age.value)
    if at_age is WorkAt55.WORKS_AND_WAITS:
        return Way(None, None, "PP 14/1993, Pasal 27 ayat (2); Pasal 49", _waits(reached))
    if at_age is not WorkAt55.WAITED:
        return Way(reached, reached, age.citation, _not_yet_55(birth_date, reached, on))
    if on < reached:
        raise FactsContradict(f"Nobody waits past {age.value} who stopped working on {on} already.")
    return Way(on, on, "PP 14/1993, Pasal 27 ayat (2)")


@implements("PP 14/1993, Pasal 30")
def announcement_day(birth_date: date, *, on: date) -> date:
    """Give the last day on which the institution tells a member the amount before 55."""
    age = row_on("jht", "age", on=on).value
    days: int = row_on("jht", "announcement_days", on=on).value
    return birthday(birth_date, age) - timedelta(days=days)


@implements("UU 3/1992, Pasal 14 ayat (1) huruf b", "PP 14/1993, Pasal 29")
def on_disability(is_certified: bool, *, on: date) -> Way:  # noqa: FBT001 - the one fact asked
    """Give the way out of who is totally and permanently disabled, once a doctor certified it."""
    citation = "UU 3/1992, Pasal 14 ayat (1) huruf b; PP 14/1993, Pasal 29"
    return Way(on, on, citation) if is_certified else Way(None, None, citation, _NOT_CERTIFIED)


@implements("UU 3/1992, Pasal 15", "PP 14/1993, Pasal 32")
def after_work(
    stopped_on: date,
    *,
    birth_date: date,
    member_since: date,
    works_again_on: date | None,
    asked_on: date,
) -> Way:
    """Give the way out of who stopped working before 55, `stopped_on` being the first day without.

    Five years of membership, paid for or not, and a wait of six months, of one since 12 January
    2009; both must be over. Who works again before then takes the savings along. At 55 the wait
    ends in any case.

    Raises:
        FactsContradict: membership began after the end of work, or 55 was reached before it.
    """
    row = row_on("jht", "early_wait_months", on=stopped_on)
    years = row_on("jht", "early_membership_years", on=stopped_on)
    reached = birthday(birth_date, row_on("jht", "age", on=stopped_on).value)
    if member_since > stopped_on:
        raise FactsContradict(f"Membership since {member_since} is later than {stopped_on}.")
    if reached <= stopped_on:
        raise FactsContradict(f"On {stopped_on} the age of 55 was reached; the exit is AGE_55.")
    entitled = birthday(member_since, years.value)
    from_date = min(max(months_later(stopped_on, row.value), entitled), reached)
    right = min(max(stopped_on, entitled), reached)
    citation = f"UU 3/1992, Pasal 15; {row.citation}"
    if works_again_on is not None and works_again_on < from_date:
        return Way(None, None, "PP 14/1993, Pasal 32 ayat (3)", _merges(works_again_on))
    why = _wait(stopped_on, row.value, member_since, years.value, from_date)
    shorter = _by_shorter_wait(stopped_on, entitled, from_date)
    is_open = shorter is not None and shorter <= asked_on < from_date
    return Way(
        from_date,
        right,
        citation,
        why,
        open_from=shorter if is_open else None,
        settled_by=_TRANSITION if is_open else "",
    )


def _by_shorter_wait(stopped_on: date, entitled: date, from_date: date) -> date | None:
    """Give the earlier day by a shorter wait that came into force while somebody waited."""
    later = next(
        (
            row
            for row in parameter_named("jht", "early_wait_months").rows
            if row.value and row.from_date > stopped_on
        ),
        None,
    )
    if later is None:
        return None
    day = max(months_later(stopped_on, later.value), later.from_date, entitled)
    return day if day < from_date else None


def months_later(day: date, months: int) -> date:
    """Give the first day after a number of whole months from a day."""
    month = Month.of(day) + months
    return month.day(min(day.day, calendar.monthrange(month.year, month.number)[1]))


def _not_yet_55(birth_date: date, reached: date, on: date) -> str:
    told = announcement_day(birth_date, on=on)
    return Said(
        f"Usia 55 tahun dicapai pada {long_date(reached)}; sejak hari itu dapat diajukan. Besarnya"
        f" diberitahukan paling lambat {long_date(told)} (PP 14/1993, Pasal 30).",
        f"The age of 55 is reached on {long_date(reached, 'en')}; it can be claimed from that day"
        f" on. The amount is told by {long_date(told, 'en')} (PP 14/1993, Pasal 30).",
    )


def _waits(reached: date) -> str:
    return Said(
        f"Usia 55 tahun ({long_date(reached)}) dan tetap bekerja: memilih menerima saldo pada saat"
        " berhenti bekerja; kepesertaan dan iuran berlanjut (Pasal 49).",
        f"Aged 55 ({long_date(reached, 'en')}) and works on: chose to take the savings at the end"
        " of work; membership and contributions go on (Pasal 49).",
    )


def _merges(works_again_on: date) -> str:
    return Said(
        f"Bekerja kembali sejak {long_date(works_again_on)}, sebelum saldo dapat diambil: saldo"
        " diperhitungkan dengan Jaminan Hari Tua berikutnya.",
        f"In work again since {long_date(works_again_on, 'en')}, before the savings could be taken:"
        " they are joined with those that follow.",
    )


def _wait(stopped_on: date, wait: int, since: date, years: int, from_date: date) -> str:
    return Said(
        f"Berhenti bekerja {long_date(stopped_on)}, peserta sejak {long_date(since)}: diperlukan"
        f" {years} tahun kepesertaan dan masa tunggu {wait} bulan; dapat diajukan sejak"
        f" {long_date(from_date)}.",
        f"Stopped working {long_date(stopped_on, 'en')}, member since {long_date(since, 'en')}:"
        f" {years} years of membership and a wait of {wait} months are needed; it can be claimed"
        f" from {long_date(from_date, 'en')} on.",
    )


_NOT_CERTIFIED: Final = Said(
    "Cacat total tetap belum ditetapkan oleh dokter; setelah ditetapkan dapat diajukan.",
    "No doctor has certified total permanent disability; once one has, it can be claimed.",
)
_TRANSITION: Final = Said(
    "PP 1/2009 tidak mengatur yang berhenti bekerja sebelum 12 Januari 2009; peraturan menteri"
    " menurut Pasal 32 ayat (4) akan memastikan apakah masa tunggu satu bulan berlaku.",
    "PP 1/2009 is silent on who stopped working before 12 January 2009; the minister's regulation"
    " under Pasal 32 ayat (4) would settle whether the wait of one month holds.",
)
