"""Amounts and dates as Indonesian banks write them."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final

SEN: Final = Decimal("0.01")
WHOLE_DIGITS_MAX: Final = 15

_POINT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d{0,2})?", re.ASCII)
_COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{0,2}", re.ASCII)
_NUMBERED = re.compile(
    r"'?(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s+(\d\d)[.:](\d\d)[.:](\d\d))?", re.ASCII
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_WORDED = re.compile(
    r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4}|\d{2})(?:\s+(\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII
)

_CENTURY_TURN: Final = 80
"""Two digits of a year below this are of this century: no export is older than 1980."""

_MONTHS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "january januari jan",
            "february februari pebruari feb peb",
            "march maret mar",
            "april apr",
            "may mei",
            "june juni jun",
            "july juli jul",
            "august agustus aug agu agt ags",
            "september sept sep",
            "october oktober oct okt",
            "november nopember nov nop",
            "december desember dec des",
        ),
        start=1,
    )
    for word in words.split()
}


def amount(text: str) -> Decimal:
    """Read an amount with a decimal point, or a decimal comma where no doubt is possible.

    Raises:
        NotAFigure: the text is no amount, or is larger than any bank's.
    """
    bare = text.strip().lstrip("'").strip()
    if not re.search(r"\d", bare):
        raise NotAFigure(text, "jumlah uang")
    if _POINT.fullmatch(bare):
        plain = bare.replace(",", "")
    elif _COMMA.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
    else:
        raise NotAFigure(text, "jumlah uang")
    if len(plain.lstrip("-0").partition(".")[0]) > WHOLE_DIGITS_MAX:
        raise NotAFigure(text, "jumlah uang")
    return Decimal(plain).quantize(SEN)


def numbered_day(text: str) -> tuple[date, time | None]:
    """Read a day written `31/12/11` or `31/12/2011`, with or without the time of day.

    Raises:
        NotAFigure: the text is no such day.
    """
    match = _NUMBERED.fullmatch(text.strip())
    if match is None:
        raise NotAFigure(text, "tanggal")
    return (
        _day(text, full_year(int(match[3])), int(match[2]), int(match[1])),
        _time(text, match[4], match[5], match[6]),
    )


def iso_day(text: str) -> tuple[date, time | None]:
    """Read a day written `2011-12-31`, with or without the time of day.

    Raises:
        NotAFigure: the text is no such day.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise NotAFigure(text, "tanggal")
    return (
        _day(text, int(match[1]), int(match[2]), int(match[3])),
        _time(text, match[4], match[5], match[6]),
    )


def worded_day(text: str) -> tuple[date, time | None]:
    """Read a day with the month in words, English or Indonesian: `11 Oktober 2011 08:05:24`.

    Raises:
        NotAFigure: the text is no such day.
    """
    match = _WORDED.fullmatch(text.strip().lstrip("'"))
    month = _MONTHS.get(match[2].lower()) if match else None
    if match is None or month is None:
        raise NotAFigure(text, "tanggal")
    return (
        _day(text, full_year(int(match[3])), month, int(match[1])),
        _time(text, match[4], match[5], match[6] or "00"),
    )


def clock(text: str) -> time:
    """Read a time of day that has lost its leading zeros: `3153` is 00:31:53.

    Raises:
        NotAFigure: the text is no such time.
    """
    digits = text.strip().zfill(6)
    found = _time(text, digits[:2], digits[2:4], digits[4:])
    if found is None:
        raise NotAFigure(text, "jam")
    return found


def full_year(year: int) -> int:
    """Give a year of two digits its century; one of four stays."""
    if year > 99:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def day_nearest(month: int, day: int, to: date) -> date:
    """Give the day of this day and month that lies nearest to another day.

    Raises:
        NotAFigure: no year has such a day near.
    """
    found = []
    for year in (to.year - 1, to.year, to.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise NotAFigure(f"{day:02d}/{month:02d}", "tanggal")
    return min(found, key=lambda candidate: abs(candidate - to))


class NotAFigure(ValueError):
    """A text that is no amount, day or time; the sentence names it."""

    def __init__(self, text: str, wanted: str) -> None:
        super().__init__(f"{text.strip()[:40]!r} bukan {wanted} yang dapat dibaca.")


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotAFigure(text, "tanggal") from error


def _time(text: str, hour: str | None, minute: str | None, second: str | None) -> time | None:
    if hour is None or minute is None or second is None:
        return None
    try:
        return time(int(hour), int(minute), int(second))
    except ValueError as error:
        raise NotAFigure(text, "jam") from error
