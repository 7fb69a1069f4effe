"""Months as employers write them: in headings, sheet names and dates."""

import re
from typing import Final

from jamsostek.kernel.months import Month

_FULL: Final = (
    ("JANUARI",),
    ("FEBRUARI", "PEBRUARI"),
    ("MARET",),
    ("APRIL",),
    ("MEI",),
    ("JUNI",),
    ("JULI",),
    ("AGUSTUS",),
    ("SEPTEMBER",),
    ("OKTOBER",),
    ("NOVEMBER", "NOPEMBER"),
    ("DESEMBER",),
)
_SHORT: Final = {"AGT": 8, "AGS": 8, "AGUST": 8, "SEPT": 9}
_ENGLISH: Final = {
    "JANUARY": 1, "FEBRUARY": 2, "MARCH": 3, "MAY": 5, "JUNE": 6, "JULY": 7, "AUGUST": 8,
    "AUG": 8, "OCTOBER": 10, "OCT": 10, "DECEMBER": 12, "DEC": 12,
}  # fmt: skip

INDONESIAN: Final[dict[str, int]] = {
    word: number
    for number, names in enumerate(_FULL, 1)
    for name in names
    for word in (name, name[:3])
} | _SHORT
"""Every Indonesian name of a month and its short forms, in capitals, with its number."""

ANY_LANGUAGE: Final[dict[str, int]] = INDONESIAN | _ENGLISH


def names_a_month(text: str) -> bool:
    """Tell whether a sheet's name names a calendar month."""
    return bool(_months_in(text))


def names_this_month(text: str, month: Month) -> bool:
    """Tell whether a sheet's name names this month, and no other year if it names one."""
    years = _years_in(text)
    return month.number in _months_in(text) and (not years or month.year in years)


def _months_in(text: str) -> set[int]:
    found = {ANY_LANGUAGE[word] for word in _words(text) if word in ANY_LANGUAGE}
    for first, second in re.findall(r"(?<!\d)(\d{4}|\d{1,2})[-./_ ](\d{4}|\d{1,2})(?!\d)", text):
        year, number = (first, second) if len(first) == 4 else (second, first)
        if len(year) == 4 and len(number) <= 2 and 1 <= int(number) <= 12:
            found.add(int(number))
    return found


def _years_in(text: str) -> set[int]:
    long = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)}
    if long:
        return long
    after_name = re.findall(r"[A-Za-z]{3,}[-.'\u2019_ ]*(\d\d)(?!\d)", text)
    return {2000 + int(year) for year in after_name}


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Z]+", text.upper())
