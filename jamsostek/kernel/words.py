"""Numbers, money and dates as people read them: Indonesian first, English second.

Our own few lines instead of a library, because a command line that answers at once cannot
afford the import; a test holds them equal to CLDR's patterns.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.months import Month

Lang = Literal["id", "en"]

MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def rupiah(amount: Rupiah, lang: Lang = "id") -> str:
    """Write an amount in full: Rp1.234.567."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{number(abs(amount), lang)}"


def number(count: int, lang: Lang = "id") -> str:
    """Write a whole number with its thousands parted: 665.591."""
    return _localised(f"{count:,}", lang)


def percent(value: Decimal, lang: Lang = "id", *, places: int = 2) -> str:
    """Write a percentage without its sign, rounded half up: 89,38."""
    exact = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return _localised(f"{exact:,f}", lang)


def long_date(day: date, lang: Lang = "id") -> str:
    """Write a date in full: 30 September 2011."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def month_name(month: Month, lang: Lang = "id") -> str:
    """Write a month in full: September 2011."""
    return f"{MONTHS[lang][month.number - 1]} {month.year}"


def _localised(written: str, lang: Lang) -> str:
    return written if lang == "en" else written.translate(_SWAP)


_SWAP: Final = str.maketrans(",.", ".,")
