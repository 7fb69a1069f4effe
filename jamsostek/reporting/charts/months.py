"""A figure over the months of a year."""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from jamsostek.kernel.words import MONTHS, Lang, long_date, number
from jamsostek.reporting.charts.drawing import (
    ACCENT,
    INK,
    QUIET,
    TITLE_HEIGHT,
    TRACK,
    stretching,
    text,
)
from jamsostek.reporting.measures import MonthFigure

TOP: Final = TITLE_HEIGHT + 24
FLOOR: Final = 220
HEIGHT: Final = 244
HALF: Final = 6
"""Words beside a point of the first half of the year begin there, later they end there."""


@lru_cache(maxsize=256)
def month_series(
    figures: tuple[MonthFigure, ...], *, target: int | None, title: str, lang: Lang = "id"
) -> str:
    """Draw the figure of each month of a year, and the target as a dashed line.

    The first and the last point have their numbers beside them; the others stand in the table.
    """
    highest = max([1, target or 0, *(figure.realised for figure in figures)])
    points = [(_x(f.month.number), _y(f.realised, highest)) for f in figures]
    lines = [
        f'<line x1="{x1:.2f}%" y1="{y1:g}" x2="{x2:.2f}%" y2="{y2:g}" stroke="{ACCENT}"'
        ' stroke-width="2"/>'
        for (x1, y1), (x2, y2) in pairwise(points)
    ]
    dots = [f'<circle cx="{x:.2f}%" cy="{y:g}" r="4" fill="{ACCENT}"/>' for x, y in points]
    ends = [_number(figure, highest, lang) for figure in dict.fromkeys(figures[:1] + figures[-1:])]
    names = [
        text(f"{_x(at):.2f}%", HEIGHT - 6, name[:3], fill=QUIET, anchor="middle")
        for at, name in enumerate(MONTHS[lang], 1)
    ]
    floor = f'<line x1="0" x2="100%" y1="{FLOOR}" y2="{FLOOR}" stroke="{TRACK}"/>'
    parts = [floor, _goal(target, highest, lang), *lines, *dots, *ends, *names]
    spoken = "; ".join(f"{long_date(f.on, lang)}: {number(f.realised, lang)}" for f in figures)
    return stretching("".join(parts), height=HEIGHT, title=title, spoken=spoken)


def _x(month: int) -> float:
    return (month - 0.5) / 12 * 100


def _y(realised: int, highest: int) -> float:
    return round(FLOOR - (FLOOR - TOP) * max(realised, 0) / highest, 1)


def _number(figure: MonthFigure, highest: int, lang: Lang) -> str:
    """Write a point's number below the line, where the target's words do not stand."""
    at = figure.month.number
    anchor = "start" if at <= HALF else "end"
    y = min(_y(figure.realised, highest) + 20, FLOOR - 6)
    words = number(figure.realised, lang)
    return text(f"{_x(at):.2f}%", y, words, anchor=anchor, bold=True)


def _goal(target: int | None, highest: int, lang: Lang) -> str:
    if target is None:
        return ""
    y = _y(target, highest)
    line = f'<line x1="0" x2="100%" y1="{y:g}" y2="{y:g}" stroke="{INK}" stroke-dasharray="5 4"/>'
    return line + text("0", y - 6, f"Target {number(target, lang)}", fill=QUIET)
