"""Where a table begins: the heading within the first rows of a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jamsostek.contributions.imports.headings import Layout, layout_of, role_of
from jamsostek.kernel.months import Month

FIRST_ROWS: Final = 20
HEADING_ROWS: Final = 3
_NO_WAGE: Final = {"former", "other_pay"}
ROWS_LOOKED_AT: Final = FIRST_ROWS + HEADING_ROWS - 1


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: its rows, counted from 0, their cells, and what they mean."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]
    layout: Layout


def find_heading(rows: Sequence[Sequence[str]], month: Month) -> Heading | None:
    """Find the heading among the first rows: the one that explains most columns.

    Of two that explain as many, the one of fewer rows is taken, then the upper one; but not where
    a row below says that another wage is meant than the one of this month.
    """
    best: Heading | None = None
    for height in range(1, HEADING_ROWS + 1):
        for first in range(min(FIRST_ROWS, len(rows) - height + 1)):
            block = _even(rows[first : first + height])
            for texts in _readings(block):
                layout = layout_of(texts, month)
                if layout and (best is None or _explains_more(layout, texts, first, best, month)):
                    best = Heading(first, first + height - 1, block, layout)
    return best


def _explains_more(
    layout: Layout, texts: list[str], first: int, best: Heading, month: Month
) -> bool:
    if layout.score != best.layout.score or first != best.first:
        return layout.score > best.layout.score
    return role_of(texts[best.layout.pay.decisive], month) in _NO_WAGE


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Make rows equally long."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _readings(block: tuple[tuple[str, ...], ...]) -> Iterator[list[str]]:
    """Read a heading from top to bottom, as it stands and with upper cells spread rightwards."""
    yield _downwards(block)
    if len(block) > 1:
        yield _downwards(_spread(block))


def _downwards(block: Sequence[Sequence[str]]) -> list[str]:
    texts = []
    for column in zip(*block, strict=True):
        parts: list[str] = []
        for cell in column:
            if cell.strip() and cell.strip() not in parts[-1:]:
                parts.append(cell.strip())
        texts.append(" ".join(parts))
    return texts


def _spread(block: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """Repeat an upper cell over the columns it was merged across: those with text only below."""
    rows = [list(row) for row in block]
    for depth, row in enumerate(rows[:-1]):
        above = ""
        for column, cell in enumerate(row):
            below = any(lower[column].strip() for lower in block[depth + 1 :])
            if cell.strip():
                above = cell if below else ""
            elif below:
                row[column] = above
            else:
                above = ""
    return rows
