"""Realisation as a part of each target."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jamsostek.kernel.words import Lang, number, percent
from jamsostek.reporting.charts.drawing import (
    ACCENT,
    INK,
    QUIET,
    TITLE_HEIGHT,
    TRACK,
    stretching,
    text,
)
from jamsostek.reporting.measures import Realisation

ROW: Final = 58
"""Height of a bar with its label above and its numbers below, in pixels."""
BAR: Final = 12


@dataclass(frozen=True, slots=True)
class TargetBar:
    """One bar: what it is about, and its realisation beside the target."""

    label: str
    figure: Realisation

    def words(self, lang: Lang) -> str:
        """Say the percentage and both numbers."""
        figure = self.figure
        realised = number(figure.realised, lang)
        if figure.target is None or figure.achievement is None:
            return {"id": f"{realised} (tanpa target)", "en": f"{realised} (no target)"}[lang]
        of = {"id": "dari", "en": "of"}[lang]
        sign = {"id": " persen", "en": "%"}[lang]
        target = number(figure.target, lang)
        return f"{percent(figure.achievement, lang)}{sign} ({realised} {of} {target})"


@lru_cache(maxsize=256)
def target_bars(bars: tuple[TargetBar, ...], *, title: str, lang: Lang = "id") -> str:
    """Draw realisation as a part of each target, with both numbers beside each bar."""
    longest = max([100.0, *(float(bar.figure.achievement or 0) for bar in bars)])
    drawn = [_bar(bar, at, longest, lang) for at, bar in enumerate(bars)]
    spoken = "; ".join(f"{bar.label}: {bar.words(lang)}" for bar in bars)
    height = TITLE_HEIGHT + ROW * len(bars)
    return stretching("".join(drawn), height=height, title=title, spoken=spoken)


def _bar(bar: TargetBar, at: int, longest: float, lang: Lang) -> str:
    top = TITLE_HEIGHT + ROW * at
    words = text("0", top + 10, bar.label) + text("0", top + 43, bar.words(lang), fill=QUIET)
    if bar.figure.achievement is None:
        return words
    goal, reached = 100 / longest * 100, float(bar.figure.achievement) / longest * 100
    y = top + 16
    return (
        f'{words}<rect x="0" y="{y}" width="{goal:.2f}%" height="{BAR}" fill="none"'
        f' stroke="{TRACK}"/><rect x="0" y="{y}" width="{reached:.2f}%" height="{BAR}"'
        f' fill="{ACCENT}"/><line x1="{goal:.2f}%" x2="{goal:.2f}%" y1="{y - 3}"'
        f' y2="{y + BAR + 3}" stroke="{INK}" stroke-width="2"/>'
    )
