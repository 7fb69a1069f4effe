"""Statements on paper: the yearly one of every member, and one up to any day."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Final

from jamsostek.documents import services as documents
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind, Line, MonthRow, Statement
from jamsostek.documents.services import NewDocument, Outcome
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month, months_between
from jamsostek.kernel.words import long_date, month_name, percent, rupiah
from jamsostek.law.reader import row_on
from jamsostek.membership.models import InsuredPerson
from jamsostek.savings.queries import MonthLine
from jamsostek.savings.queries.yearly import (
    Savings,
    count_savers,
    is_credited,
    savers_of,
    savings_of,
)
from jamsostek.savings.rules import YearRate, year_rate

AT_A_TIME: Final = 500
"""Members whose accounts are read in one go."""

MISSING: Final = "belum diterima"
BLANK: Final = "\N{EN DASH}"
GAPS: Final = (
    "Pada bulan yang bertanda 'belum diterima' Saudara tercatat bekerja, tetapi iurannya belum kami"
    " terima. Tanyakan kepada pemberi kerja, atau kepada kantor cabang kami."
)
BY_DAY: Final = (
    "Saldo menghitung iuran pada tahun diterimanya, daftar bulan menurut bulan upahnya. Iuran bulan"
    " Desember biasanya diterima pada Januari, karena itu kedua jumlah dapat berbeda."
)
NOT_YET_EARNED: Final = (
    "Hasil pengembangan dihitung dari saldo harian dan dikreditkan setelah tahunnya berakhir."
)

Progress = Callable[[int, int], None]


def issue_annual_statement(
    *, person: InsuredPerson, year: int, act: Act, replace: bool = False
) -> Document:
    """Issue the statement of a member's savings in a year whose return is credited.

    Somebody with several numbers has one statement of all accounts, under the kept number.

    Raises:
        ReturnNotCredited: the return of the year is not credited yet.
        AlreadyIssued: the member has one of that year, and it is not to be replaced.
    """
    rate = _rate_credited(year)
    (savings,) = savings_of([person.pk], date(year, 1, 1), date(year, 12, 31))
    return documents.issue(new=_annual(savings, rate, act.day), act=act, replace=replace)


def issue_annual_statements(
    *, year: int, branch_ids: Collection[int] | None, act: Act, progress: Progress | None = None
) -> Outcome:
    """Issue the statement of a year for every member with savings who has none yet.

    A member belongs to the branch of the last employer; None is the whole country. Broken off,
    it goes on where it stopped when it is asked for again.

    Raises:
        ReturnNotCredited: the return of the year is not credited yet.
    """
    rate = _rate_credited(year)
    total = count_savers(year, branch_ids)
    return documents.issue_many(
        new=_annual_of_all(rate, branch_ids, act.day),
        act=act,
        progress=None if progress is None else lambda done: progress(done, total),
    )


def issue_savings_statement(*, person: InsuredPerson, until: date, act: Act) -> Document:
    """Issue a statement of a member's savings from the start of a day's year up to that day.

    Raises:
        DayAhead: the day has not come.
    """
    if until > act.day:
        raise DayAhead(f"{long_date(until, 'en')} has not come.")
    (savings,) = savings_of([person.pk], date(until.year, 1, 1), until)
    return documents.issue(new=_up_to(savings, until, act.day), act=act)


class ReturnNotCredited(ValueError):
    """A year whose statement would lack what the member has earned."""


class DayAhead(ValueError):
    """A day on which nobody knows yet what there will be."""


def _rate_credited(year: int) -> YearRate:
    if not is_credited(year):
        raise ReturnNotCredited(
            f"The return of {year} is not credited; the statement of the year comes after it."
        )
    return year_rate(year)


def _annual_of_all(
    rate: YearRate, branch_ids: Collection[int] | None, today: date
) -> Iterator[NewDocument]:
    first, last = date(rate.year, 1, 1), date(rate.year, 12, 31)
    after = 0
    while persons := savers_of(rate.year, branch_ids, after=after, count=AT_A_TIME):
        for savings in savings_of(persons, first, last):
            yield _annual(savings, rate, today)
        after = persons[-1]


def _annual(savings: Savings, rate: YearRate, today: date) -> NewDocument:
    year = rate.year
    earned = Line(
        f"Hasil pengembangan {year}, {_short(rate)} % setahun", savings.earned, rate.citation
    )
    notes = [BY_DAY] if _received_for_months(savings) != savings.received else []
    body = _statement(savings, date(year, 12, 31), today, (earned,), notes)
    return _new(savings, Kind.ANNUAL_STATEMENT, f"Rincian Saldo JHT {year}", body, str(year))


def _up_to(savings: Savings, until: date, today: date) -> NewDocument:
    earned = (Line("Hasil pengembangan", savings.earned),) if savings.earned else ()
    notes = [] if savings.earned else [NOT_YET_EARNED]
    body = _statement(savings, until, today, earned, notes)
    title = f"Rincian Saldo JHT per {long_date(until)}"
    return _new(savings, Kind.SAVINGS_STATEMENT, title, body)


def _new(savings: Savings, kind: Kind, title: str, body: Statement, about: str = "") -> NewDocument:
    return NewDocument(
        kind=kind,
        subject_type="insured_person",
        subject_id=savings.person_id,
        holder=savings.name,
        office_code=savings.office_code,
        title=title,
        body=body,
        about=about,
    )


def _statement(
    savings: Savings, until: date, today: date, earned: tuple[Line, ...], notes: Sequence[str]
) -> Statement:
    year = until.year
    basis = row_on("contributions", "jht_member", on=until).citation
    received = Line("Iuran yang diterima", savings.received, basis)
    taken = Line("Pembayaran dan koreksi", savings.taken)
    return Statement(
        facts=(
            ("Nama", savings.name),
            ("Nomor KPJ", savings.kpj),
            *_other_numbers(savings),
            ("Tanggal lahir", long_date(savings.birth_date) if savings.birth_date else BLANK),
            ("Pemberi kerja terakhir", savings.employer or BLANK),
        ),
        opening=Line(f"Saldo awal 1 Januari {year}", savings.opening),
        lines=(received, *((taken,) if savings.taken else ()), *earned),
        closing_label=f"Saldo {long_date(until)}",
        months_label=f"Iuran menurut bulan upah, {year}",
        months=tuple(_month_rows(savings, until, today)),
        months_total=_received_for_months(savings),
        notes=(*((GAPS,) if any(_is_late(line, today) for line in savings.months) else ()), *notes),
    )


def _other_numbers(savings: Savings) -> Iterator[tuple[str, str]]:
    if savings.other_numbers:
        yield "Digabung dengan nomor", ", ".join(savings.other_numbers)


def _month_rows(savings: Savings, until: date, today: date) -> Iterator[MonthRow]:
    """Give a row for each month and employer, and for each month without any."""
    for month in months_between(Month(until.year, 1), Month.of(until)):
        lines = [line for line in savings.months if line.month == month]
        for line in lines:
            said = rupiah(line.received) if line.received else MISSING
            yield MonthRow(month_name(month), line.employer, said, _is_late(line, today))
        if not lines:
            yield MonthRow(month_name(month), BLANK, BLANK)


def _is_late(line: MonthLine, today: date) -> bool:
    """Tell whether a month is missing and not just on its way, paid in the month after."""
    return line.missing and Month.of(today) - line.month >= 2


def _received_for_months(savings: Savings) -> int:
    return sum(line.received for line in savings.months)


def _short(rate: YearRate) -> str:
    written = percent(rate.percent)
    return written.rstrip("0").rstrip(",")
