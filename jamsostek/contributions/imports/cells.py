"""The cells of a file as columns, ready to be understood."""

from dataclasses import dataclass, field

import polars as pl

from jamsostek.contributions.imports import wire
from jamsostek.contributions.imports.fetching import Fetched, FetchedSheet


@dataclass(slots=True)
class RawColumn:
    """One column of cells; each cell is a text, a number, a day, or nothing."""

    text: pl.Series
    number: pl.Series
    day: pl.Series

    def is_empty(self) -> bool:
        """Tell whether no cell holds anything."""
        cells = (self.text, self.number, self.day)
        return all(series.null_count() == len(series) for series in cells)


@dataclass(slots=True)
class RawSheet:
    """A sheet, or a whole text file (name None), as columns."""

    name: str | None
    hidden_rows: list[int]
    first_column: int = 0
    columns: list[RawColumn] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows there are, blank ones included."""
        return len(self.columns[0].text) if self.columns else 0


@dataclass(slots=True)
class RawFile:
    """All cells of a file that are read, before anything is made of them."""

    sheets: list[RawSheet]
    left_out: list[tuple[str, str]]
    order: list[str] = field(default_factory=list)
    from_1904: bool = False
    encoding: str | None = None
    delimiter: str | None = None


def unpacked(fetched: Fetched) -> RawFile:
    """Give fetched cells as columns."""
    facts = fetched.facts
    return RawFile(
        [_sheet(sheet) for sheet in fetched.sheets],
        [(left, why) for left, why in facts.get("left_out", [])],
        facts.get("order", []),
        facts.get("from_1904", False),
        facts.get("encoding"),
        facts.get("delimiter"),
    )


def _sheet(sheet: FetchedSheet) -> RawSheet:
    """Join batches into columns; where a batch is narrower, cells are empty."""
    width = max((len(columns) for _, columns in sheet.batches), default=0)
    joined = []
    for place in range(width):
        parts = [
            (columns[place] if place < len(columns) else wire.NOTHING, rows)
            for rows, columns in sheet.batches
        ]
        if all(packed == wire.NOTHING for packed, _ in parts):
            parts = [(wire.NOTHING, sum(rows for _, rows in parts))]
        cells = [_raw(packed, rows) for packed, rows in parts]
        joined.append(RawColumn(*(pl.concat(list(series)) for series in zip(*cells, strict=True))))
    return RawSheet(sheet.name, sheet.hidden_rows, sheet.first_column, joined)


def _raw(packed: wire.Packed, rows: int) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Give the cells of one column in one batch as text, number and day."""
    column = wire.unpack(packed)
    texts = pl.Series("text", column.texts, pl.String)
    numbers = pl.Series("number", column.numbers, pl.Float64)
    if column.kinds == bytes([wire.TEXT]) and len(texts) == rows:
        return texts.replace("", None), _nulls(rows, pl.Float64), _nulls(rows, pl.Date)
    if column.kinds == bytes([wire.NUMBER]) and len(numbers) == rows:
        return _nulls(rows, pl.String), numbers, _nulls(rows, pl.Date)
    if len(column.kinds) != rows:
        return _nulls(rows, pl.String), _nulls(rows, pl.Float64), _nulls(rows, pl.Date)
    return _mixed(pl.Series("kind", list(column.kinds), pl.UInt8), texts, numbers)


def _nulls(rows: int, kind: type[pl.DataType]) -> pl.Series:
    return pl.Series([None], dtype=kind).new_from_index(0, rows)


def _mixed(
    kind: pl.Series, texts: pl.Series, numbers: pl.Series
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Put texts, numbers and days back where they stood."""
    counted = kind.is_in([wire.NUMBER, wire.DAY])
    text = _spread(texts, kind == wire.TEXT)
    number = _spread(numbers, counted)
    days = number.cast(pl.Int64, strict=False) - wire.FIRST_DAY
    is_day = kind == wire.DAY
    frame = pl.DataFrame({"number": number, "days": days, "is_day": is_day})
    return (
        text.alias("text"),
        frame.select(pl.when(~pl.col("is_day")).then("number").alias("number"))["number"],
        frame.select(
            pl.when("is_day")
            .then(pl.col("days").cast(pl.Int32, strict=False).cast(pl.Date))
            .alias("day")
        )["day"],
    )


def _spread(values: pl.Series, places: pl.Series) -> pl.Series:
    """Give a column with the values, in order, where `places` is true, and null elsewhere."""
    position = (places.cast(pl.UInt32).cum_sum() - 1).to_frame("at")
    index = position.select(pl.when(places).then(pl.col("at")))["at"]
    return values.gather(index) if len(values) else values.extend_constant(None, len(places))
