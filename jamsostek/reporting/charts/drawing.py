"""What the charts share: colours, words and the frame with what is read out.

Colours are the page's tokens with a fallback, so a chart inside a page follows light and dark
and one saved to a file stands alone.
"""

import re
from hashlib import sha256
from html import escape
from typing import Final

INK: Final = "var(--ink, #1d2230)"
QUIET: Final = "var(--ink-soft, #575d6d)"
TRACK: Final = "var(--rule-strong, #8d8a80)"
ACCENT: Final = "var(--accent, #2c3d93)"
PAPER: Final = "var(--paper, #fcfbf7)"
FONT: Final = "system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
TEXT_SIZE: Final = 13
TITLE_HEIGHT: Final = 32
"""What the title takes above a chart, in pixels."""
FILE_WIDTH: Final = 720
"""As wide is a chart in a file; a page gives it a width of its own."""


def text(
    x: str, y: float, words: str, *, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """Write words at a place; the anchor is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    where = f'x="{x}" y="{y:g}" text-anchor="{anchor}"{weight}'
    return f'<text {where} fill="{fill}">{escape(words)}</text>'


def stretching(inner: str, *, height: int, title: str, spoken: str) -> str:
    """Give a chart that is as wide as its page allows, under its title and with what is said."""
    head = text("0", TEXT_SIZE, title, bold=True)
    return _svg(f"{head}{inner}", f'width="{FILE_WIDTH}" height="{height}"', title, spoken)


def scaling(inner: str, *, width: int, height: int, title: str, spoken: str) -> str:
    """Give a picture with links in it that is shown larger or smaller as a whole."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return _svg(inner, size, title, spoken, role="group", look="chart map")


def standalone(svg: str) -> str:
    """Give a chart for a file of its own, where no page says what colour a token is."""
    return re.sub(r"var\(--[a-z-]+, (#[0-9a-f]{6})\)", r"\1", svg)


def _svg(
    inner: str, size: str, title: str, spoken: str, *, role: str = "img", look: str = "chart"
) -> str:
    name = sha256(f"{title}{spoken}".encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} class="{look}" role="{role}"'
        f' aria-labelledby="t{name} d{name}" font-family="{FONT}" font-size="{TEXT_SIZE}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(spoken)}</desc>'
        f"{inner}</svg>"
    )
