"""A month's capitation as a file, in which no text runs as a formula."""

import csv
import io
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]
from django.http import HttpResponse

from jamsostek.contributions.imports.outputs import disarmed
from jamsostek.providers.models import CapitationRun
from jamsostek.providers.queries.capitation import listed

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPED: Final = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def capitation_file(run: CapitationRun, *, is_csv: bool) -> HttpResponse:
    """Give the list of a capitation: member, month, heads, amount."""
    content = _csv(run) if is_csv else _xlsx(run)
    kind = "text/csv; charset=utf-8" if is_csv else XLSX
    name = f"kapitasi-{run.provider.code}-{run.month:%Y-%m}.{'csv' if is_csv else 'xlsx'}"
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv(run: CapitationRun) -> bytes:
    rows = listed(run)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(rows.columns)
    for kpj, name, month, heads, amount in rows.iter_rows():
        writer.writerow([kpj, disarmed(name), f"{month:%Y-%m}", heads, amount])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(run: CapitationRun) -> bytes:
    rows = listed(run)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TYPED | {"in_memory": True})
    page = book.add_worksheet(f"{run.month:%Y-%m}")
    page.write_row(0, 0, rows.columns, book.add_format({"bold": True, "bottom": 1}))
    for at, (kpj, name, month, heads, amount) in enumerate(rows.iter_rows(), 1):
        page.write_string(at, 0, kpj)
        page.write_string(at, 1, disarmed(name))
        page.write_string(at, 2, f"{month:%Y-%m}")
        page.write_number(at, 3, heads)
        page.write_number(at, 4, amount)
    book.close()
    return out.getvalue()
