"""Charts as SVG, drawn on the server with one theme: the same on pages, in print and in files.

Colours are the page's tokens with a fallback, so a chart inside a page follows light and dark
and one saved to a file stands alone. A chart never speaks by colour only: every bar and point
that matters has its number beside it, and whoever shows a chart shows its table too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any, Final

from jamsostek.kernel.words import MONTHS, Lang, long_date, number, percent
from jamsostek.reporting.measures import MonthFigure, Realisation

INK: Final = "var(--ink, #1d2230)"
QUIET: Final = "var(--ink-soft, #575d6d)"
TRACK: Final = "var(--rule-strong, #8d8a80)"
ACCENT: Final = "var(--accent, #2c3d93)"
FONT: Final = "system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
TEXT_SIZE: Final = 13
ROW: Final = 30
"""Height of one bar with its gap, in pixels."""

VEGA_LITE: Final = "6.4"


@dataclass(frozen=True, slots=True)
class TargetBar:
    """One bar: what it is about, and its realisation beside the target."""

    label: str
    figure: Realisation


@lru_cache(maxsize=256)
def target_bars(
    bars: tuple[TargetBar, ...], *, title: str, lang: Lang = "id", width: int = 640
) -> str:
    """Draw realisation as a part of each target, with both numbers beside each bar."""
    import altair as alt  # noqa: PLC0415 - takes longer to load than the whole command line

    rows = [_bar_row(bar, lang) for bar in bars]
    longest = max([100.0, *(row["reached"] for row in rows)])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelPadding=8),
        )
    )
    scale = alt.Scale(domain=[0, longest])
    tracks = base.mark_bar(fill="none", stroke=TRACK, strokeWidth=1).encode(
        x=alt.X("whole:Q", scale=scale, axis=None)
    )
    filled = base.mark_bar(fill=ACCENT).encode(x=alt.X("reached:Q", scale=scale, axis=None))
    goals = base.mark_tick(color=INK, thickness=2, size=20).encode(x=alt.X("whole:Q", scale=scale))
    numbers = base.mark_text(align="left", dx=8, color=INK).encode(
        x=alt.datum(longest, type="quantitative"), text="words:N"
    )
    chart = (tracks + filled + goals + numbers).properties(width=width // 2, height=ROW * len(rows))
    return _svg(chart, title, "; ".join(f"{row['label']}: {row['words']}" for row in rows))


@lru_cache(maxsize=256)
def month_series(
    figures: tuple[MonthFigure, ...],
    *,
    target: int | None,
    title: str,
    lang: Lang = "id",
    width: int = 640,
) -> str:
    """Draw the figure of each month of a year, and the target as a dashed line."""
    import altair as alt  # noqa: PLC0415 - takes longer to load than the whole command line

    rows = [
        {
            "month": MONTHS[lang][figure.month.number - 1][:3],
            "realised": figure.realised,
            "words": number(figure.realised, lang),
        }
        for figure in figures
    ]
    months = [name[:3] for name in MONTHS[lang]]
    x = alt.X(
        "month:N", sort=None, title=None, scale=alt.Scale(domain=months), axis=_axis(alt, months)
    )
    y = alt.Y("realised:Q", axis=None, scale=_height_scale(alt, figures, target))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    layers = [
        base.mark_line(color=ACCENT, strokeWidth=2),
        base.mark_point(color=ACCENT, filled=True, size=48, opacity=1),
        base.mark_text(dy=-12, color=INK).encode(text="words:N"),
    ]
    if target is not None:
        layers.extend(_target_line(alt, target, months[0], lang))
    chart = alt.layer(*layers).properties(width=width, height=200)
    spoken = "; ".join(f"{long_date(f.on, lang)}: {number(f.realised, lang)}" for f in figures)
    return _svg(chart, title, spoken)


def warm() -> None:
    """Load what draws and draw something: the first chart of a process takes seconds."""
    month_series((), target=None, title="")


def standalone(svg: str) -> str:
    """Give a chart for a file of its own, where no page says what colour a token is."""
    return re.sub(r"var\(--[a-z-]+, (#[0-9a-f]{6})\)", r"\1", svg)


def _bar_row(bar: TargetBar, lang: Lang) -> dict[str, Any]:
    figure = bar.figure
    achieved = figure.achievement
    realised = number(figure.realised, lang)
    if figure.target is None or achieved is None:
        words = {"id": f"{realised} (tanpa target)", "en": f"{realised} (no target)"}[lang]
        return {"label": bar.label, "reached": 0.0, "whole": None, "words": words}
    of = {"id": "dari", "en": "of"}[lang]
    sign = {"id": " persen", "en": "%"}[lang]
    words = f"{percent(achieved, lang)}{sign} ({realised} {of} {number(figure.target, lang)})"
    return {"label": bar.label, "reached": float(achieved), "whole": 100.0, "words": words}


def _axis(alt: Any, months: Sequence[str]) -> Any:  # noqa: ANN401 - altair is loaded late
    return alt.Axis(labelAngle=0, ticks=False, domainColor=TRACK, values=list(months))


def _height_scale(alt: Any, figures: Sequence[MonthFigure], target: int | None) -> Any:  # noqa: ANN401 - as above
    highest = max([1, target or 0, *(figure.realised for figure in figures)])
    return alt.Scale(domain=[0, highest * 1.1])


def _target_line(alt: Any, target: int, first_month: str, lang: Lang) -> list[Any]:  # noqa: ANN401 - as above
    row = {"month": first_month, "realised": target, "words": f"Target {number(target, lang)}"}
    base = alt.Chart(alt.InlineData(values=[row])).encode(y="realised:Q")
    return [
        base.mark_rule(color=QUIET, strokeDash=[5, 4]),
        base.mark_text(align="left", dx=-16, dy=-8, color=QUIET).encode(
            x="month:N", text="words:N"
        ),
    ]


THEME: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {"labelFontSize": TEXT_SIZE, "labelColor": INK, "labelLimit": 400, "grid": False},
    "text": {"fontSize": TEXT_SIZE},
    "title": {
        "fontSize": TEXT_SIZE,
        "color": INK,
        "anchor": "start",
        "frame": "bounds",
        "offset": 14,
    },
    "bar": {"height": 14},
}


def _svg(chart: Any, title: str, spoken: str) -> str:  # noqa: ANN401 - altair is loaded late
    """Draw a chart as one image with a title and a description that is read out."""
    import vl_convert  # noqa: PLC0415 - starts an engine of its own

    # The tests look at what is drawn; holding every chart against altair's schema takes longer.
    spec = chart.properties(title=title).configure(**THEME).to_dict(validate=False)
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    inner = re.sub(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"', "", drawn)
    name = sha256(f"{title}{spoken}".encode()).hexdigest()[:10]
    head = (
        f' role="img" class="chart" aria-labelledby="t{name} d{name}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(spoken)}</desc>'
    )
    return inner.replace(">", head, 1)
