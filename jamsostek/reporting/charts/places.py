"""A map of offices: a mark for each at its latitude and longitude, as large as its figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from math import cos, hypot, pi, sin, sqrt
from typing import Final, NamedTuple

from jamsostek.institution.queries import read_reference
from jamsostek.kernel.words import Lang, number
from jamsostek.reporting.charts.drawing import ACCENT, INK, PAPER, QUIET, TRACK, scaling

WIDTH: Final = 360
MARGIN: Final = 46
HEIGHTS: Final = (230, 330)
"""The least and the greatest height; between them a degree is as long both ways."""
RADII: Final = (4.0, 26.0)
SMALL: Final = 11
LETTER: Final = 5.9
"""How wide a letter of that size is at most on average, in pixels."""
LINE: Final = 13
DISTANCES: Final = (3, 14, 26, 40, 56)
DIRECTIONS: Final = (0, 4, 2, 6, 1, 7, 3, 5)
"""Eighths of a turn in which a mark's words are tried: right, left, below, above, between."""
LEADER: Final = 10
"""Words farther from their mark than this are tied to it by a line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An office on the map: its name and city, its figure, where a click leads."""

    name: str
    city: str
    figure: int
    url: str


class Box(NamedTuple):
    """Where something stands: its middle and half its size."""

    x: float
    y: float
    wide: float
    high: float

    def covers(self, other: "Box") -> float:
        """Give the area that both have in common."""
        wide = self.wide + other.wide - abs(self.x - other.x)
        high = self.high + other.high - abs(self.y - other.y)
        return max(wide, 0) * max(high, 0)


class Placed(NamedTuple):
    """A mark with its circle and its words in their places."""

    mark: Mark
    circle: Box
    words: Box


@lru_cache(maxsize=128)
def office_map(marks: tuple[Mark, ...], *, title: str, lang: Lang = "id") -> str:
    """Draw the offices whose city has known coordinates; empty where there are not two of them.

    The number stands beside each mark and the area of a circle is proportional to it.
    """
    known = [mark for mark in marks if mark.city in _cities()]
    if len({mark.city for mark in known}) < 2:
        return ""
    height, circles = _circles(known)
    placed = _placed(known, circles, height)
    frame = f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" fill="none"'
    inner = [f'{frame} stroke="{TRACK}"/>', *(_drawn(one, lang) for one in placed)]
    spoken = "; ".join(f"{mark.name}: {number(mark.figure, lang)}" for mark in known)
    return scaling("".join(inner), width=WIDTH, height=height, title=title, spoken=spoken)


def without_place(marks: Sequence[Mark]) -> list[Mark]:
    """Give the offices of which the coordinates are not known."""
    return [mark for mark in marks if mark.city not in _cities()]


@cache
def _cities() -> dict[str, tuple[float, float]]:
    rows = read_reference("cities")
    return {row["name"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def _circles(marks: Sequence[Mark]) -> tuple[int, list[Box]]:
    """Give the height of the map and each mark's circle; those of one city stand side by side."""
    places = [_cities()[mark.city] for mark in marks]
    south, north = min(lat for lat, _ in places), max(lat for lat, _ in places)
    west, east = min(lon for _, lon in places), max(lon for _, lon in places)
    across = (WIDTH - 2 * MARGIN) / ((east - west) or 1)
    height = round(min(max((north - south) * across + 2 * MARGIN, HEIGHTS[0]), HEIGHTS[1]))
    down = (height - 2 * MARGIN) / ((north - south) or 1)
    largest = max([1, *(mark.figure for mark in marks)])
    circles: list[Box] = []
    for mark, (latitude, longitude) in zip(marks, places, strict=True):
        radius = max(RADII[1] * sqrt(max(mark.figure, 0) / largest), RADII[0])
        x, y = MARGIN + (longitude - west) * across, MARGIN + (north - latitude) * down
        circles.append(_beside(Box(x, y, radius, radius), circles))
    return height, circles


def _beside(circle: Box, others: Sequence[Box]) -> Box:
    """Move a circle to the right until none of the others lies under its middle."""
    while any(hypot(circle.x - o.x, circle.y - o.y) < (circle.wide + o.wide) * 0.8 for o in others):
        circle = circle._replace(x=circle.x + 2)
        if circle.x > WIDTH - circle.wide:
            break
    return circle


def _placed(marks: Sequence[Mark], circles: Sequence[Box], height: int) -> list[Placed]:
    """Find a place for each mark's words, those of the largest first."""
    taken = list(circles)
    placed = []
    order = sorted(range(len(marks)), key=lambda at: -circles[at].wide)
    for at in order:
        letters = max(len(marks[at].name), len(number(marks[at].figure)))
        half = Box(0, 0, letters * LETTER / 2, LINE)
        words = _free(circles[at], half, taken, height)
        taken.append(words)
        placed.append(Placed(marks[at], circles[at], words))
    return placed


def _free(circle: Box, half: Box, taken: Sequence[Box], height: int) -> Box:
    """Give the nearest place around a circle where words hide nothing, else the least."""
    best, least = half, float("inf")
    for place in _around(circle, half):
        inside = min(max(place.x, half.wide + 2), WIDTH - half.wide - 2)
        within = place._replace(x=inside, y=min(max(place.y, LINE + 2), height - LINE - 2))
        hidden = sum(within.covers(other) for other in taken)
        if hidden < least:
            best, least = within, hidden
        if not hidden:
            break
    return best


def _around(circle: Box, half: Box) -> Iterator[Box]:
    for distance in DISTANCES:
        for direction in DIRECTIONS:
            angle = direction * pi / 4
            x = circle.x + cos(angle) * (circle.wide + distance + half.wide)
            y = circle.y + sin(angle) * (circle.high + distance + half.high)
            yield half._replace(x=x, y=y)


def _drawn(one: Placed, lang: Lang) -> str:
    mark, circle, words = one
    x, middle = f"{words.x:.1f}", words.y
    lines = "".join(
        f'<text x="{x}" y="{y:.1f}" text-anchor="middle" font-size="{SMALL}"{look}'
        f' stroke="{PAPER}" stroke-width="3" paint-order="stroke">{escape(said)}</text>'
        for y, look, said in (
            (middle - 2, f' fill="{QUIET}"', mark.name),
            (middle + 10, f' fill="{INK}" font-weight="600"', number(mark.figure, lang)),
        )
    )
    return (
        f'<a href="{escape(mark.url)}">{_leader(circle, words)}'
        f'<circle cx="{circle.x:.1f}" cy="{circle.y:.1f}" r="{circle.wide:.1f}" fill="{ACCENT}"'
        f' fill-opacity=".3" stroke="{ACCENT}"/>'
        f'<rect x="{words.x - words.wide:.1f}" y="{middle - LINE:.1f}"'
        f' width="{2 * words.wide:.1f}" height="{2 * LINE}" fill="none" pointer-events="all"/>'
        f"{lines}</a>"
    )


def _leader(circle: Box, words: Box) -> str:
    far = max(
        abs(circle.x - words.x) - circle.wide - words.wide,
        abs(circle.y - words.y) - circle.high - words.high,
    )
    if far < LEADER:
        return ""
    return (
        f'<line x1="{circle.x:.1f}" y1="{circle.y:.1f}" x2="{words.x:.1f}" y2="{words.y:.1f}"'
        f' stroke="{TRACK}"/>'
    )
