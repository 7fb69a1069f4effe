"""Workbooks in the child process: which sheets are read, and their cells in batches of rows."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from defusedxml import DefusedXmlException, ElementTree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from jamsostek.contributions.imports.codes import Refusal, Refused, Unread
from jamsostek.contributions.imports.containers import Container, open_container
from jamsostek.contributions.imports.limits import Limits
from jamsostek.contributions.imports.month_names import names_a_month, names_this_month
from jamsostek.contributions.imports.wire import BATCH, Batch
from jamsostek.kernel.months import Month

_BATCH_CELLS: Final = 200_000
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: the sheets to read, those left out, and its way of counting days."""

    book: CalamineWorkbook
    to_read: list[str]
    left_out: list[tuple[str, Unread]]
    from_1904: bool
    hidden_rows: dict[str, list[int]]

    def batches(self, name: str) -> Iterator[Batch]:
        """Give the cells of a sheet, a few thousand rows at a time."""
        try:
            sheet = self.book.get_sheet_by_name(name)
        except CalamineError as error:
            raise Refused(Refusal.FILE_CORRUPT) from error
        yield from _batches(name, sheet)


def open_workbook(content: bytes, limits: Limits, month: Month) -> Workbook:
    """Open a workbook and choose the sheets to read for a month.

    Raises:
        Refused: the file is too large, unsafe, locked, broken or no workbook.
    """
    container = open_container(content, limits)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
    except PasswordError as error:
        raise Refused(Refusal.FILE_ENCRYPTED) from error
    except CalamineError as error:
        raise Refused(Refusal.FILE_CORRUPT) from error
    to_read, left_out = _choose(book.sheets_metadata, month)
    from_1904, parts = _facts(container)
    hidden = {name: sorted(container.hidden_rows.get(parts.get(name, ""), ())) for name in to_read}
    return Workbook(book, to_read, left_out, from_1904, hidden)


def _choose(
    sheets: list[SheetMetadata], month: Month
) -> tuple[list[str], list[tuple[str, Unread]]]:
    """Part the sheets into those to read and those left out, each with the reason."""
    visible = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
    of_months = [name for name in visible if names_a_month(name)]
    to_read, left_out = [], []
    for sheet in sheets:
        if sheet.name not in visible:
            left_out.append((sheet.name, Unread.HIDDEN_SHEET))
        elif sheet.typ is not SheetTypeEnum.WorkSheet:
            left_out.append((sheet.name, Unread.NO_HEADING))
        elif (
            len(of_months) > 1
            and sheet.name in of_months
            and not names_this_month(sheet.name, month)
        ):
            left_out.append((sheet.name, Unread.OTHER_MONTH))
        else:
            to_read.append(sheet.name)
    return to_read, left_out


def _facts(container: Container) -> tuple[bool, dict[str, str]]:
    """Tell whether days are counted from 1904, and which part holds which sheet."""
    try:
        book = ElementTree.fromstring(container.part("xl/workbook.xml"))
        relations = ElementTree.fromstring(container.part("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, DefusedXmlException) as error:
        raise Refused(Refusal.FILE_CORRUPT) from error
    targets = {
        relation.get("Id"): "xl/" + relation.get("Target", "").removeprefix("/xl/")
        for relation in relations
    }
    from_1904, parts = False, {}
    for element in book.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            from_1904 = element.get("date1904", "0").lower() in {"1", "true"}
        elif tag == "sheet":
            parts[element.get("name", "")] = targets.get(element.get(_RELATION), "")
    return from_1904, parts


def _batches(name: str, sheet: CalamineSheet) -> Iterator[Batch]:
    """Give the rows from the first of the sheet, but only the columns that hold anything."""
    if sheet.start is None or sheet.end is None:
        return
    row, first_column, total = 1, sheet.start[1], sheet.end[0] + 1
    size = max(1, min(BATCH, _BATCH_CELLS // max(1, sheet.width)))
    rows = iter(sheet.iter_rows())
    while block := list(islice(rows, size)):
        columns = list(zip(*block, strict=True))
        yield Batch(name, row, first_column, len(block), total, columns)
        row += len(block)
