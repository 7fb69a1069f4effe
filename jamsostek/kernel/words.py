"""Numbers, money and dates as people read them: Indonesian first, English second.

Our own few lines instead of a library, because a command line that answers at once cannot
afford the import; a test holds them equal to CLDR's patterns.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, Self

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


class Said(str):
    """A sentence in Indonesian that carries its English."""

    en: str
    __slots__ = ("en",)

    def __new__(cls, indonesian: str, en: str = "") -> Self:
        """Put the two together."""
        said = super().__new__(cls, indonesian)
        said.en = en
        return said


def said_in(text: str, lang: Lang) -> str:
    """Give a note or caution in a language, as far as it carries one."""
    return text.en if lang == "en" and isinstance(text, Said) else str(text)


def joined(*texts: str) -> str:
    """Join notes or cautions into one, each only once, in both languages; empty ones fall away."""
    given = [text for text in dict.fromkeys(texts) if text]
    return Said(" ".join(given), " ".join(said_in(text, "en") for text in given)) if given else ""


def rupiah(amount: Rupiah, lang: Lang = "id") -> str:
    """Write an amount in full: Rp1.234.567."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{number(abs(amount), lang)}"


def rounded_rupiah(amount: Rupiah, lang: Lang = "id") -> str:
    """Write an amount as the press does, to one place and half up: Rp340,6 miliar.

    An amount below a million is written in full.
    """
    for size, in_indonesian, in_english in _LARGE:
        below = size // 1_000
        if (abs(amount) * 10 + below // 2) // below >= 10_000:
            tenths = Decimal((abs(amount) * 10 + size // 2) // size)
            word = in_english if lang == "en" else in_indonesian
            sign = "-" if amount < 0 else ""
            return f"{sign}Rp{percent(tenths.scaleb(-1), lang, places=1)} {word}"
    return rupiah(amount, lang)


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


def spelled(count: int) -> str:
    """Write a whole number in Indonesian words: seratus dua puluh lima ribu.

    Raises:
        TooLargeToSpell: it has a thousand trillions or more.
    """
    if abs(count) >= 10**15:
        raise TooLargeToSpell(f"{count} is beyond the words of this version.")
    if count < 0:
        return f"minus {spelled(-count)}"
    return " ".join(_spelled_parts(count)) or "nol"


class TooLargeToSpell(ValueError):
    """A number with more digits than there are words for."""


def _spelled_parts(count: int) -> list[str]:
    for size, word in _SIZES:
        if count >= size:
            many, rest = divmod(count, size)
            is_a = many == 1 and size in _WITH_SE  # seribu, seratus, but satu juta
            before = [f"se{word}"] if is_a else [*_spelled_parts(many), word]
            return before + _spelled_parts(rest)
    if count >= 20:
        return [*_spelled_parts(count // 10), "puluh", *_spelled_parts(count % 10)]
    if count >= 12:
        return [_UNITS[count - 10], "belas"]
    return [_UNITS[count]] if count else []


def _localised(written: str, lang: Lang) -> str:
    return written if lang == "en" else written.translate(_SWAP)


_UNITS: Final = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
_SIZES: Final = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1_000, "ribu"),
    (100, "ratus"),
)
_LARGE: Final = (
    (10**12, "triliun", "trillion"),
    (10**9, "miliar", "billion"),
    (10**6, "juta", "million"),
)
_WITH_SE: Final = (100, 1_000)
_SWAP: Final = str.maketrans(",.", ".,")
