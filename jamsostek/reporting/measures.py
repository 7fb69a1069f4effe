"""What each figure of the reports counts, in the words that stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang, month_name
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.rules import achievement, forecast

Key = tuple[Segment, Measure]

FIGURES: Final[tuple[Key, ...]] = (
    (Segment.FORMAL, Measure.EMPLOYERS),
    (Segment.FORMAL, Measure.WORKERS),
    (Segment.CONSTRUCTION, Measure.EMPLOYERS),
    (Segment.CONSTRUCTION, Measure.WORKERS),
    (Segment.OWN_ACCOUNT, Measure.EMPLOYERS),
    (Segment.OWN_ACCOUNT, Measure.WORKERS),
    (Segment.ALL, Measure.WORKERS),
    (Segment.ALL, Measure.NEW_MEMBERS),
)
"""Every figure, in the order of the reports."""

SEGMENT_NAMES: Final[dict[Lang, dict[Segment, str]]] = {
    "id": {
        Segment.FORMAL: "Sektor formal",
        Segment.CONSTRUCTION: "Jasa konstruksi",
        Segment.OWN_ACCOUNT: "Di luar hubungan kerja (TK-LHK)",
        Segment.ALL: "Semua program",
    },
    "en": {
        Segment.FORMAL: "Formal sector",
        Segment.CONSTRUCTION: "Construction services",
        Segment.OWN_ACCOUNT: "Own-account workers (TK-LHK)",
        Segment.ALL: "All programmes",
    },
}
MEASURE_NAMES: Final[dict[Lang, dict[Key, str]]] = {
    "id": {
        (Segment.FORMAL, Measure.EMPLOYERS): "Perusahaan",
        (Segment.FORMAL, Measure.WORKERS): "Tenaga kerja perusahaan",
        (Segment.CONSTRUCTION, Measure.EMPLOYERS): "Proyek konstruksi",
        (Segment.CONSTRUCTION, Measure.WORKERS): "Tenaga kerja konstruksi",
        (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "Wadah TK-LHK",
        (Segment.OWN_ACCOUNT, Measure.WORKERS): "Pekerja mandiri (TK-LHK)",
        (Segment.ALL, Measure.WORKERS): "Peserta seluruhnya",
        (Segment.ALL, Measure.NEW_MEMBERS): "Peserta baru",
    },
    "en": {
        (Segment.FORMAL, Measure.EMPLOYERS): "Companies",
        (Segment.FORMAL, Measure.WORKERS): "Workers of companies",
        (Segment.CONSTRUCTION, Measure.EMPLOYERS): "Construction projects",
        (Segment.CONSTRUCTION, Measure.WORKERS): "Construction workers",
        (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "Groups of own-account workers",
        (Segment.OWN_ACCOUNT, Measure.WORKERS): "Own-account workers (TK-LHK)",
        (Segment.ALL, Measure.WORKERS): "Members altogether",
        (Segment.ALL, Measure.NEW_MEMBERS): "New members",
    },
}
COUNTS: Final[dict[Lang, dict[Key, str]]] = {
    "id": {
        (Segment.FORMAL, Measure.EMPLOYERS): (
            "Pendaftaran perusahaan (NPP) yang kepesertaannya berlaku pada hari itu."
        ),
        (Segment.FORMAL, Measure.WORKERS): (
            "Hubungan kerja yang berlaku pada hari itu;"
            " orang yang bekerja pada dua perusahaan dihitung di keduanya."
        ),
        (Segment.CONSTRUCTION, Measure.EMPLOYERS): (
            "Pendaftaran proyek yang masa kerjanya meliputi hari itu."
        ),
        (Segment.CONSTRUCTION, Measure.WORKERS): (
            "Baris daftar tenaga kerja proyek yang berlaku pada hari itu, juga yang harian tanpa"
            " nomor peserta; orang yang terdaftar pada dua proyek dihitung di keduanya."
        ),
        (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "Wadah yang terdaftar pada hari itu.",
        (Segment.OWN_ACCOUNT, Measure.WORKERS): (
            "Masa perlindungan yang meliputi hari itu karena iurannya sudah dibayar, sendiri atau"
            " melalui wadah."
        ),
        (Segment.ALL, Measure.WORKERS): (
            "Jumlah tenaga kerja perusahaan, konstruksi dan mandiri pada hari itu; orang yang"
            " dilindungi dengan dua cara dihitung pada keduanya."
        ),
        (Segment.ALL, Measure.NEW_MEMBERS): (
            "Nomor peserta yang diterbitkan kantor sejak 1 Januari sampai dengan hari itu."
        ),
    },
    "en": {
        (Segment.FORMAL, Measure.EMPLOYERS): (
            "Registrations of companies (NPP) whose membership holds on that day."
        ),
        (Segment.FORMAL, Measure.WORKERS): (
            "Employments that hold on that day;"
            " somebody who works for two companies is counted at both."
        ),
        (Segment.CONSTRUCTION, Measure.EMPLOYERS): (
            "Registrations of projects under way on that day."
        ),
        (Segment.CONSTRUCTION, Measure.WORKERS): (
            "Lines of the lists of project workers that hold on that day, daily workers without a"
            " member number too; somebody on two projects is counted at both."
        ),
        (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "Groups registered on that day.",
        (Segment.OWN_ACCOUNT, Measure.WORKERS): (
            "Spells of protection that hold on that day because they are paid for, by the workers"
            " themselves or through a group."
        ),
        (Segment.ALL, Measure.WORKERS): (
            "Workers of companies, on projects and on own account on that day together; somebody"
            " protected in two ways is counted in both."
        ),
        (Segment.ALL, Measure.NEW_MEMBERS): (
            "Member numbers the office issued from 1 January up to and including that day."
        ),
    },
}
BENEFIT_NAMES: Final[dict[Lang, dict[str, str]]] = {
    "id": {
        "PACKAGE_AND_SPECIAL": "Program paket dan program khusus (jasa konstruksi)",
        "OWN_ACCOUNT": "Program informal (TK-LHK)",
        "JHT": "Jaminan Hari Tua (JHT)",
        "JKK": "Jaminan Kecelakaan Kerja (JKK)",
        "JKM": "Jaminan Kematian (JKM)",
        "JPK": "Jaminan Pemeliharaan Kesehatan (JPK)",
    },
    "en": {
        "PACKAGE_AND_SPECIAL": "Package programme and special (construction) programme",
        "OWN_ACCOUNT": "Informal programme (TK-LHK)",
        "JHT": "Old age (JHT)",
        "JKK": "Work accident (JKK)",
        "JKM": "Death (JKM)",
        "JPK": "Health care (JPK)",
    },
}
BENEFIT_COUNTS: Final[dict[Lang, str]] = {
    "id": (
        "Kasus jaminan: klaim yang disetujui dan ditanggung dana program, sekali saja, pada hari"
        " putusan pertamanya (WIB). Jumlahnya: yang ditetapkan putusan dalam masa itu, termasuk"
        " tambahan atau pengurangan pada klaim lama, dan santunan berkala sekaligus untuk semua"
        " bulannya, sama dengan yang dibukukan pada hari putusan."
    ),
    "en": (
        "A case of benefits: a claim that is approved and owed by the programme's fund, once, on"
        " the day of its first decision (WIB). The amount: what decisions of the period award,"
        " with what they add to or take from earlier claims, and a periodic benefit at once for"
        " all its months, as it is booked on the day of the decision."
    ),
}


def part_name(
    by: str, code: str, lang: Lang = "id", offices: Mapping[str, str] | None = None
) -> str:
    """Name a part of a report of benefits by its code: a programme, segment, month or office."""
    if by == "segment":
        return SEGMENT_NAMES[lang][Segment(code)]
    if by == "month":
        return month_name(Month.parse(code), lang)
    known = BENEFIT_NAMES[lang] if by == "programme" else offices or {}
    return known.get(code, code)


YEAR_END_RULE: Final[dict[Lang, str]] = {
    "id": (
        "Perkiraan akhir tahun: jumlah hari itu ditambah perubahan tahun ini per hari yang sudah"
        " lewat, kali hari yang tersisa. Dalam bulan Januari belum ada perkiraan."
    ),
    "en": (
        "Forecast for the year's end: that day's figure and this year's change for each day gone,"
        " times the days left. There is no forecast in January."
    ),
}


@dataclass(frozen=True, slots=True)
class Realisation:
    """How many there are of something on a day, and how many there were to be that year.

    `in_month` and `in_year` are the changes since the end of the month and of the year before.
    New members are counted from the beginning of the year; they have no stand before it.
    """

    segment: Segment
    measure: Measure
    realised: int
    target: int | None
    on: date
    in_month: int = 0
    in_year: int = 0

    @property
    def key(self) -> Key:
        """Which figure this is."""
        return self.segment, self.measure

    @property
    def achievement(self) -> Decimal | None:
        """Percent of the target, to two places, half up; None where no target is set."""
        return None if self.target is None else achievement(self.realised, self.target)

    @property
    def missing(self) -> int | None:
        """How many are missing to the target; None where none is set."""
        return None if self.target is None else max(self.target - self.realised, 0)

    @property
    def year_end(self) -> int | None:
        """How many there will be at the year's end if it goes on as it did; None in January."""
        return forecast(self.realised, self.in_year, self.on)

    def name(self, lang: Lang = "id") -> str:
        """Name the figure."""
        return MEASURE_NAMES[lang][self.key]

    def counted_from(self, lang: Lang = "id") -> str:
        """Say what the figure counts."""
        return COUNTS[lang][self.key]


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """How many there were at the end of a month, or on the day of the report in its month."""

    month: Month
    on: date
    realised: int
