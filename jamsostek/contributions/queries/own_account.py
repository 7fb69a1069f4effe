"""Who can be billed ahead for which months, and the lines that make the bill."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import polars as pl
from django.db import connection
from django.db.models import F, QuerySet

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.own_account_lines import (
    COUNTED,
    Billable,
    lines_of_periods,
    offered_in,
)
from jamsostek.contributions.rules.own_account import PERIODS, terms_of
from jamsostek.kernel.months import Month, months_between
from jamsostek.kernel.words import Lang, long_date, month_name, rupiah
from jamsostek.law.reader import NotInForce
from jamsostek.membership.models import InsuredPerson, OwnAccountCover, OwnAccountGroup
from jamsostek.membership.rules.own_account import (
    Refusal,
    base_fault,
    last_day_of_age,
)


class Hindrance(StrEnum):
    """Why somebody cannot be billed."""

    ENDED = "ENDED"
    OPEN_BILL = "OPEN_BILL"
    WRONG_MONTH = "WRONG_MONTH"
    TOO_OLD = "TOO_OLD"
    BASE_TOO_LOW = "BASE_TOO_LOW"
    NOTHING_OFFERED = "NOTHING_OFFERED"


@dataclass(frozen=True, slots=True)
class Unbillable:
    """Somebody who cannot be billed, and what the reason names."""

    cover_id: int
    name: str
    hindrance: Hindrance
    code: str = ""
    day: date | None = None
    amount: int = 0
    place: str = ""

    def __str__(self) -> str:
        return self.sentence_in("en")

    def sentence_in(self, lang: Lang) -> str:
        """Say why, and what to do."""
        return _SENTENCES[lang][self.hindrance].format(
            code=self.code,
            day=long_date(self.day, lang) if self.day else "",
            month=month_name(Month.of(self.day), lang) if self.day else "",
            amount=rupiah(self.amount, lang),
            place=self.place,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Those who can be billed and those who cannot, in the order of covers."""

    billable: Sequence[Billable]
    unbillable: Sequence[Unbillable]


def billable_covers(
    cover_ids: Collection[int], months: int, day: date, *, from_month: Month | None = None
) -> Asked:
    """Give who can be billed on a day for months ahead, each from its own first month.

    It is the month after those billed before, or else the present one, or the month in which
    the cover begins. `from_month` may say the next month for who has nothing before it.
    """
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"covers": list(cover_ids), "day": day})
        candidates = [_Candidate(*row) for row in cursor.fetchall()]
    billable, unbillable = [], []
    for candidate in candidates:
        first = candidate.first_month(day, from_month)
        if hindrance := next(_hindrances(candidate, first, months, day, from_month), None):
            unbillable.append(hindrance)
        else:
            billable.append(Billable(candidate.cover_id, candidate.person_id, first, months))
    return Asked(billable, unbillable)


def periods_of(cover: OwnAccountCover, day: date) -> list[tuple[int, int]]:
    """Give the numbers of months that a worker can be billed for now, each with its sum."""
    sums = []
    for months in PERIODS:
        asked = billable_covers([cover.pk], months, day)
        if asked.billable:
            lines = lines_of_periods(asked.billable)
            sums.append((months, int(lines.select(pl.sum_horizontal(*COUNTED)).sum().item())))
    return sums


def next_month(cover: OwnAccountCover, day: date) -> Month:
    """Give the first month that a worker is to pay next."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"covers": [cover.pk], "day": day})
        return _Candidate(*cursor.fetchone()).first_month(day, None)


def open_bills_of(payer: OwnAccountCover | OwnAccountGroup) -> QuerySet[Bill]:
    """Give the bills of an own-account worker or group that can still be paid, oldest first."""
    return bills_of_payer(payer).filter(settled_on=None, withdrawn_on=None).order_by("pk")


def bills_of_payer(payer: OwnAccountCover | OwnAccountGroup) -> QuerySet[Bill]:
    """Give all bills of an own-account worker or group, newest first."""
    bills = Bill.objects.filter(kind=Bill.Kind.OWN_ACCOUNT).order_by("-pk")
    if isinstance(payer, OwnAccountGroup):
        return bills.filter(group=payer)
    return bills.filter(cover=payer)


def bills_with(person: InsuredPerson) -> QuerySet[Bill]:
    """Give the own-account bills that have a line for a person, alone or with a group."""
    bills = Bill.objects.filter(kind=Bill.Kind.OWN_ACCOUNT, lines__person_id=person.pk)
    return bills.select_related("group").distinct().order_by("-pk")


def lapsed_bills(day: date) -> QuerySet[Bill]:
    """Give the own-account bills whose first month ended before a day and that nobody settled."""
    return Bill.objects.filter(
        kind=Bill.Kind.OWN_ACCOUNT,
        settled_on=None,
        withdrawn_on=None,
        due_date__lt=day,
        received__lt=F("amount"),
    ).order_by("pk")


LATE_RECEIPTS: Final = """
    WITH given_up AS MATERIALIZED (
        SELECT id, group_id, cover_id FROM contributions_bill
        WHERE kind = 'OWN_ACCOUNT' AND withdrawn_on IS NOT NULL
    ), received AS MATERIALIZED (
        SELECT b.id, b.group_id, b.cover_id, l.id AS line_id,
            coalesce(l.value_date, l.day) AS day
        FROM given_up b
        JOIN contributions_naming n ON n.bill_id = b.id AND n.withdrawn_at IS NULL
        JOIN treasury_statementline l ON l.id = n.line_id
    ), wanted AS MATERIALIZED (
        SELECT m.line_id FROM contributions_naming m JOIN contributions_bill o ON o.id = m.bill_id
        WHERE o.withdrawn_on IS NULL AND m.withdrawn_at IS NULL
            AND m.line_id IN (SELECT line_id FROM received)
    ), taken_back AS MATERIALIZED (
        SELECT reverses_id AS line_id FROM treasury_statementline WHERE reverses_id IS NOT NULL
    )
    SELECT max(c.id), array_agg(DISTINCT c.line_id), max(c.day)
    FROM received c
    WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.line_id = c.line_id)
        AND NOT EXISTS (SELECT FROM taken_back t WHERE t.line_id = c.line_id)
    GROUP BY c.group_id, c.cover_id ORDER BY 1
"""
"""By payer: receipts that stand and name no bill but such as were given up."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    cover_id: int
    person_id: int
    name: str
    birth_date: date | None
    from_date: date
    until_date: date | None
    place: str
    base: int | None
    programmes: list[str] | None
    billed_until: date | None
    """The first day after the months that were paid."""
    open_code: str | None

    def first_month(self, day: date, asked: Month | None) -> Month:
        """Give the month with which a bill begins."""
        begins = max(Month.of(day), Month.of(self.from_date))
        if self.billed_until and Month.of(self.billed_until) > begins:
            return Month.of(self.billed_until)
        return asked if asked == begins + 1 else begins


def _hindrances(
    one: _Candidate, first: Month, months: int, day: date, asked: Month | None
) -> Iterator[Unbillable]:
    def no(hindrance: Hindrance, **named: Any) -> Unbillable:  # noqa: ANN401 - as the reason has
        return Unbillable(one.cover_id, one.name, hindrance, **named)

    if one.until_date is not None:
        yield no(Hindrance.ENDED, day=one.until_date)
    if one.open_code:
        yield no(Hindrance.OPEN_BILL, code=one.open_code)
    if asked is not None and asked != first:
        yield no(Hindrance.WRONG_MONTH, day=first.first_day)
    if not _offered(first, first + (months - 1), frozenset(one.programmes or ())):
        yield no(Hindrance.NOTHING_OFFERED)
        return
    last_day = last_day_of_age(one.birth_date, on=day) if one.birth_date else date.min
    if (first + (months - 1)).first_day > last_day:
        yield no(Hindrance.TOO_OLD, day=last_day)
    fault = base_fault(one.base, place=one.place, month=first)
    if fault and fault.refusal is Refusal.BASE_TOO_LOW:
        yield no(Hindrance.BASE_TOO_LOW, amount=fault.amount, place=fault.place)


@lru_cache(maxsize=1024)
def _offered(first: Month, last: Month, programmes: frozenset[str]) -> bool:
    """Tell whether every month lies in the law and the first offers some of the programmes."""
    try:
        for month in months_between(first, last):
            terms_of(month)
    except NotInForce:
        return False
    return bool(offered_in(programmes, first))


CANDIDATES: Final = """
    SELECT c.id, c.person_id, p.name, p.birth_date, c.from_date, c.until_date, c.regency_code,
        t.base, t.programmes, paid.until, waiting.code
    FROM membership_ownaccountcover c
    JOIN membership_insuredperson p ON p.id = c.person_id
    CROSS JOIN LATERAL (
        SELECT array_agg(o.person_id) || c.person_id AS ids
        FROM membership_samehuman h JOIN membership_samehuman o ON o.human_id = h.human_id
        WHERE h.person_id = c.person_id
    ) same
    LEFT JOIN LATERAL (
        SELECT base, programmes FROM membership_ownaccountterms t
        WHERE t.cover_id = c.id
        ORDER BY t.from_month <= %(day)s DESC, t.from_month DESC, t.id DESC LIMIT 1
    ) t ON true
    LEFT JOIN LATERAL (
        SELECT max(l.month + make_interval(months => l.months))::date AS until
        FROM contributions_billline l JOIN contributions_bill b ON b.id = l.bill_id
        WHERE l.person_id = ANY(same.ids) AND b.kind = 'OWN_ACCOUNT' AND b.settled_on IS NOT NULL
    ) paid ON true
    LEFT JOIN LATERAL (
        SELECT b.code FROM contributions_billline l JOIN contributions_bill b ON b.id = l.bill_id
        WHERE l.person_id = ANY(same.ids) AND b.kind = 'OWN_ACCOUNT' AND b.settled_on IS NULL
            AND b.withdrawn_on IS NULL
        ORDER BY b.id LIMIT 1
    ) waiting ON true
    WHERE c.id = ANY(%(covers)s) ORDER BY c.id
"""


_SENTENCES: Final[dict[Lang, dict[Hindrance, str]]] = {
    "id": {
        Hindrance.ENDED: "Kepesertaan berakhir {day}; daftar lagi untuk melanjutkan.",
        Hindrance.OPEN_BILL: (
            "Tagihan {code} masih terbuka; bayar tagihan itu, atau batalkan dahulu."
        ),
        Hindrance.WRONG_MONTH: "Bulan berikutnya yang dapat dibayar adalah {month}.",
        Hindrance.TOO_OLD: (
            "Batas usia 55 tahun tercapai {day}; pilih masa yang lebih pendek bila masih bisa."
        ),
        Hindrance.BASE_TOO_LOW: (
            "Penghasilan yang dilaporkan di bawah upah minimum {place}; naikkan sampai {amount}."
        ),
        Hindrance.NOTHING_OFFERED: (
            "Program yang dipilih tidak berlaku pada bulan-bulan itu; ubah program."
        ),
    },
    "en": {
        Hindrance.ENDED: "The membership ended on {day}; register again to go on.",
        Hindrance.OPEN_BILL: "Bill {code} is still open; pay it, or cancel it first.",
        Hindrance.WRONG_MONTH: "The next month that can be paid is {month}.",
        Hindrance.TOO_OLD: "The age limit of 55 is reached on {day}; choose a shorter period.",
        Hindrance.BASE_TOO_LOW: (
            "The declared earnings are below the minimum wage of {place}; raise them to {amount}."
        ),
        Hindrance.NOTHING_OFFERED: "The programmes chosen are not offered then; change them.",
    },
}
