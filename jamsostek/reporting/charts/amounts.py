"""Amounts of rupiah beside each other, each with its cases."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jamsostek.kernel.words import Lang, number, rounded_rupiah
from jamsostek.reporting.charts.drawing import ACCENT, QUIET, TITLE_HEIGHT, stretching, text
from jamsostek.reporting.queries import Benefits

ROW: Final = 50
"""Height of a bar with its words above, in pixels."""
BAR: Final = 12


@dataclass(frozen=True, slots=True)
class AmountBar:
    """One bar: what it is about, and what was decided."""

    label: str
    benefits: Benefits

    def words(self, lang: Lang) -> str:
        """Say the rupiah and the cases."""
        cases = {"id": "kasus", "en": "cases"}[lang]
        amount = rounded_rupiah(self.benefits.amount, lang)
        return f"{amount}, {number(self.benefits.cases, lang)} {cases}"


@lru_cache(maxsize=256)
def amount_bars(bars: tuple[AmountBar, ...], *, title: str, lang: Lang = "id") -> str:
    """Draw amounts as parts of the greatest, each with its words above."""
    greatest = max([1, *(bar.benefits.amount for bar in bars)])
    drawn = [_bar(bar, at, greatest, lang) for at, bar in enumerate(bars)]
    spoken = "; ".join(f"{bar.label}: {bar.words(lang)}" for bar in bars)
    height = TITLE_HEIGHT + ROW * len(bars)
    return stretching("".join(drawn), height=height, title=title, spoken=spoken)


def _bar(bar: AmountBar, at: int, greatest: int, lang: Lang) -> str:
    top = TITLE_HEIGHT + ROW * at
    words = text("0", top + 10, f"{bar.label}: {bar.words(lang)}", fill=QUIET)
    wide = max(bar.benefits.amount, 0) * 100 / greatest
    return f'{words}<rect x="0" y="{top + 16}" width="{wide:.2f}%" height="{BAR}" fill="{ACCENT}"/>'
