"""Who may take part as an own-account worker, and on what base (PER-24/MEN/VI/2006)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from jamsostek.kernel.ages import birthday
from jamsostek.kernel.money import PERCENT_SCALE, Rupiah
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang, long_date, rupiah
from jamsostek.law.citations import implements
from jamsostek.law.minimum_wages import MinimumWage, NotAPlace, minimum_wage_on
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotFound, NotInForce, Row, row_on

FIRST_YEAR: Final = 2006
BASE_MAX: Final = 1_000_000_000
"""Above this declared earnings are a slip of the pen."""


@implements("PER-24/MEN/VI/2006")
def base_minimum(place: str, month: Month) -> MinimumWage:
    """Give the least that may be declared: the minimum wage of the place in the month.

    Raises:
        NotAPlace: the place is written otherwise than 33, 33.74 or 33.01/Kota.
        NotFound: the minimum wage is not known.
        NotInForce: the month lies outside the regulation.
    """
    _row("base_is_minimum_wage", month)
    return minimum_wage_on(place, month.first_day)


def check_base(base: Rupiah, *, place: str, month: Month) -> MinimumWage:
    """Refuse declared earnings below the minimum wage of the place; give that wage.

    Raises:
        BaseTooLow: naming the wage and where it is written.
        NotAPlace: the place is written otherwise than 33, 33.74 or 33.01/Kota.
        NotFound: the minimum wage is not known.
        NotInForce: the month lies outside the regulation.
    """
    least = base_minimum(place, month)
    if base < least.amount:
        raise BaseTooLow(base, least)
    return least


class BaseTooLow(ValueError):
    """Declared earnings below the minimum wage, which is at hand as `least`."""

    def __init__(self, base: Rupiah, least: MinimumWage) -> None:
        self.least = least
        super().__init__(
            f"Earnings of {base:,} are below the minimum wage of {least.name} in {least.year},"
            f" {least.amount:,} ({least.citation}); declare at least that."
        )


@implements("PER-24/MEN/VI/2006")
def last_day_of_age(birth_date: date, *, on: date) -> date:
    """Give the last day on which the age limit in force on a day allows cover.

    The regulation admits nobody older than 55. By our reading a person is that old through the
    fifty-fifth birthday and older from the next day. Born on 29 February, the birthday of a
    common year is 1 March.

    Raises:
        NotInForce: the day lies outside the regulation.
    """
    years = row_on("own_account", "max_age", on=on).value
    return birthday(birth_date, years)


def is_within_age(birth_date: date, *, on: date) -> bool:
    """Tell whether a person is not above the age limit on a day.

    Raises:
        NotInForce: the day lies outside the regulation.
    """
    return on <= last_day_of_age(birth_date, on=on)


class Refusal(StrEnum):
    """Why somebody cannot be registered, or a choice cannot be made."""

    BRANCH_UNKNOWN = "BRANCH_UNKNOWN"
    GROUP_UNKNOWN = "GROUP_UNKNOWN"
    NAME_MISSING = "NAME_MISSING"
    NAME_TOO_LONG = "NAME_TOO_LONG"
    KPJ_UNKNOWN = "KPJ_UNKNOWN"
    BIRTH_DATE_MISSING = "BIRTH_DATE_MISSING"
    FROM_DATE_MISSING = "FROM_DATE_MISSING"
    OCCUPATION_MISSING = "OCCUPATION_MISSING"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    TOO_OLD = "TOO_OLD"
    PLACE_UNKNOWN = "PLACE_UNKNOWN"
    BASE_MISSING = "BASE_MISSING"
    BASE_TOO_LOW = "BASE_TOO_LOW"
    BASE_TOO_HIGH = "BASE_TOO_HIGH"
    NO_PROGRAMME = "NO_PROGRAMME"
    PROGRAMME_UNKNOWN = "PROGRAMME_UNKNOWN"
    JPK_ENDED = "JPK_ENDED"
    JHT_RATE = "JHT_RATE"
    ALREADY_COVERED = "ALREADY_COVERED"
    TWICE_IN_LIST = "TWICE_IN_LIST"


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal with what its sentence names: an amount, a place, a last day."""

    refusal: Refusal
    amount: Rupiah = 0
    place: str = ""
    day: date | None = None

    def __str__(self) -> str:
        return self.sentence_in("en")

    def sentence_in(self, lang: Lang) -> str:
        """Say what is wrong and what to do, in one sentence."""
        return _SENTENCES[lang][self.refusal].format(
            amount=rupiah(self.amount, lang),
            place=self.place,
            day=long_date(self.day, lang) if self.day else "",
        )


def age_fault(birth_date: date | None, *, on: date) -> Fault | None:
    """Give what is wrong with an age on the day of registration."""
    if birth_date is None:
        return Fault(Refusal.BIRTH_DATE_MISSING)
    try:
        last_day = last_day_of_age(birth_date, on=on)
    except NotInForce:
        return Fault(Refusal.NOT_IN_FORCE)
    return Fault(Refusal.TOO_OLD, day=last_day) if on > last_day else None


def base_fault(base: Rupiah | None, *, place: str, month: Month) -> Fault | None:
    """Give what is wrong with declared earnings at a place in a month."""
    try:
        least = least_known(place, month)
    except NotInForce:
        return Fault(Refusal.NOT_IN_FORCE)
    if least is None:
        return Fault(Refusal.PLACE_UNKNOWN, place=place)
    if base is None:
        return Fault(Refusal.BASE_MISSING, least.amount, least.name)
    if base < least.amount:
        return Fault(Refusal.BASE_TOO_LOW, least.amount, least.name)
    return Fault(Refusal.BASE_TOO_HIGH, BASE_MAX) if base > BASE_MAX else None


def least_known(place: str, month: Month) -> MinimumWage | None:
    """Give the minimum wage of a place in a month, or the last known before; None without any.

    Where the decree of a year is not at hand nobody is turned away for it: the wage of the
    latest earlier year that is known stands in, below which minimum wages do not fall.

    Raises:
        NotInForce: the month lies outside the regulation.
    """
    _row("base_is_minimum_wage", month)
    for year in range(month.year, FIRST_YEAR - 1, -1):
        try:
            return minimum_wage_on(place, date(year, 12, 31))
        except NotAPlace:
            return None
        except NotFound:
            continue
    return None


def programmes_fault(programmes: Collection[str], jht_rate: int, month: Month) -> Fault | None:
    """Give what is wrong with a choice of programmes, and with a JHT rate in millionths.

    A rate of 0 is the least one.
    """
    if not programmes:
        return Fault(Refusal.NO_PROGRAMME)
    if not set(programmes) <= set(Programme):
        return Fault(Refusal.PROGRAMME_UNKNOWN)
    try:
        least = _row("jht_least", month).rate.millionths
        if Programme.JPK in programmes:
            _row("jpk_single", month)
    except NotInForce:
        ended = Programme.JPK in programmes and month.first_day >= date(2014, 1, 1)
        return Fault(Refusal.JPK_ENDED if ended else Refusal.NOT_IN_FORCE)
    if jht_rate and (Programme.JHT not in programmes or not least <= jht_rate <= PERCENT_SCALE):
        return Fault(Refusal.JHT_RATE)
    return None


def jht_percent(jht_rate: int) -> Decimal | None:
    """Give a chosen JHT rate in percent from its millionths; None is the least rate."""
    return Decimal(jht_rate) / 10_000 if jht_rate else None


def _row(name: str, month: Month) -> Row:
    return row_on("own_account", name, on=month.first_day)


_SENTENCES: Final[dict[Lang, dict[Refusal, str]]] = {
    "id": {
        Refusal.BRANCH_UNKNOWN: "Kantor cabang tidak dikenal.",
        Refusal.GROUP_UNKNOWN: "Wadah tidak dikenal di kantor cabang ini, atau sudah berakhir.",
        Refusal.NAME_MISSING: "Isikan nama.",
        Refusal.NAME_TOO_LONG: "Nama lebih dari 120 huruf; singkatkan.",
        Refusal.KPJ_UNKNOWN: "Nomor KPJ ini tidak ada; periksa nomornya atau kosongkan.",
        Refusal.BIRTH_DATE_MISSING: "Isikan tanggal lahir; batas usia bergantung padanya.",
        Refusal.FROM_DATE_MISSING: "Isikan tanggal pendaftaran.",
        Refusal.OCCUPATION_MISSING: "Isikan pekerjaan, misalnya pedagang atau tukang ojek.",
        Refusal.NOT_IN_FORCE: (
            "Kepesertaan ini berlaku sejak Juni 2006 sampai Juni 2015; tanggal ini di luarnya."
        ),
        Refusal.TOO_OLD: "Usia sudah lebih dari 55 tahun; kesempatan terakhir {day}.",
        Refusal.PLACE_UNKNOWN: "Upah minimum {place} tidak diketahui; pilih tempat dari daftar.",
        Refusal.BASE_MISSING: "Isikan penghasilan sebulan, paling sedikit {amount} di {place}.",
        Refusal.BASE_TOO_LOW: (
            "Penghasilan di bawah upah minimum {place}; isikan paling sedikit {amount}."
        ),
        Refusal.BASE_TOO_HIGH: "Penghasilan di atas {amount} sebulan; periksa angkanya.",
        Refusal.NO_PROGRAMME: "Pilih paling sedikit satu program.",
        Refusal.PROGRAMME_UNKNOWN: "Program hanya JHT, JKK, JKM, dan JPK.",
        Refusal.JPK_ENDED: "JPK berakhir 31 Desember 2013; pilih program lain.",
        Refusal.JHT_RATE: "Iuran JHT paling sedikit 2 % dan hanya bila JHT dipilih.",
        Refusal.ALREADY_COVERED: "Sudah terdaftar sebagai pekerja mandiri.",
        Refusal.TWICE_IN_LIST: "Orang ini tercantum dua kali dalam daftar.",
    },
    "en": {
        Refusal.BRANCH_UNKNOWN: "There is no such branch.",
        Refusal.GROUP_UNKNOWN: "There is no such group at this branch, or it has ended.",
        Refusal.NAME_MISSING: "Give a name.",
        Refusal.NAME_TOO_LONG: "The name has more than 120 letters; shorten it.",
        Refusal.KPJ_UNKNOWN: "Nobody has this member number; check it or leave it empty.",
        Refusal.BIRTH_DATE_MISSING: "Give the birth date; the age limit goes by it.",
        Refusal.FROM_DATE_MISSING: "Give the day of registration.",
        Refusal.OCCUPATION_MISSING: "Give the occupation, such as vendor or mechanic.",
        Refusal.NOT_IN_FORCE: (
            "This membership is for June 2006 to June 2015; the date lies outside."
        ),
        Refusal.TOO_OLD: "Older than 55 years; the last day was {day}.",
        Refusal.PLACE_UNKNOWN: "The minimum wage of {place} is unknown; choose a listed place.",
        Refusal.BASE_MISSING: "Give the monthly earnings, at least {amount} in {place}.",
        Refusal.BASE_TOO_LOW: "Below the minimum wage of {place}; declare at least {amount}.",
        Refusal.BASE_TOO_HIGH: "Earnings above {amount} a month; check the figure.",
        Refusal.NO_PROGRAMME: "Choose at least one programme.",
        Refusal.PROGRAMME_UNKNOWN: "The programmes are JHT, JKK, JKM and JPK.",
        Refusal.JPK_ENDED: "JPK ended on 31 December 2013; choose other programmes.",
        Refusal.JHT_RATE: "The JHT rate is 2 % or more, and only where JHT is chosen.",
        Refusal.ALREADY_COVERED: "Registered as an own-account worker already.",
        Refusal.TWICE_IN_LIST: "The list names this person twice.",
    },
}
