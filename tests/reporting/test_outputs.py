"""The report as a file, read back: numbers as numbers, texts that no spreadsheet runs."""

import io
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.reporting.measures import FIGURES
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.outputs import report_csv, report_of, report_xlsx
from jamsostek.reporting.services import set_target
from tests.reporting.filling import ACT, employer_at, hire, vendor_at

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2011, 9, 30)


@pytest.fixture(autouse=True)
def region_five():
    """Three workers of a target of eight since 2010, one more since March, and a vendor."""
    load_offices(on=SEPTEMBER)
    old, new = (date(2010, 1, 1), None), (date(2011, 3, 1), None)
    hire(employer_at("KC-SKA", date(2010, 1, 1)), old, old, old, new)
    vendor_at("KC-YOG", (date(2011, 9, 1), date(2011, 10, 1)))
    facts = {"segment": Segment.FORMAL, "measure": Measure.WORKERS, "year": 2011, "act": ACT}
    set_target(office=office("KW05"), amount=8, **facts)


def sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_holds_the_office_the_offices_below_the_months_and_the_notes():
    found = sheets(report_xlsx(report_of(office("KW05"), SEPTEMBER)))

    assert list(found) == ["Realisasi", "Kantor", "Bulan", "Keterangan"]
    workers = next(row for row in found["Realisasi"] if row[3] == "Tenaga kerja perusahaan")
    # 4 of 8; 1 came in 273 of the year's 365 days, so 92 / 273 = 0,337 are still to come.
    assert workers[4:] == [SEPTEMBER, 4, 8, 50.0, 4, 0, 1, 4]
    assert {row[0] for row in found["Kantor"][1:]} == {"KC-SKA", "KC-YOG"}
    assert [date(2011, 9, 30), "Tenaga kerja perusahaan", 4] in found["Bulan"]
    assert len(found["Keterangan"]) == 1 + len(FIGURES) + 1
    assert found["Keterangan"][0] == ["Kantor Wilayah V (Jawa Tengah dan DIY)", "30 September 2011"]


def test_every_figure_of_the_workbook_is_a_number():
    found = sheets(report_xlsx(report_of(office("KW05"), SEPTEMBER)))

    for row in found["Realisasi"][1:] + found["Kantor"][1:]:
        assert all(isinstance(cell, int | float) or cell == "" for cell in row[5:])
        assert isinstance(row[5], int | float)


def test_the_workbook_speaks_english():
    found = sheets(report_xlsx(report_of(office("KW05"), SEPTEMBER), "en"))

    assert list(found) == ["Realisation", "Offices", "Months", "Notes"]
    assert found["Realisation"][1][2:4] == ["Formal sector", "Companies"]


def test_a_name_that_would_run_as_a_formula_is_disarmed():
    report = report_of(replace(office("KC-SKA"), name="=HYPERLINK(1) Rekaan"), SEPTEMBER)

    assert sheets(report_xlsx(report))["Realisasi"][1][1] == "'=HYPERLINK(1) Rekaan"
    assert ";'=HYPERLINK(1) Rekaan;" in report_csv(report)


def test_the_lines_of_the_csv_have_plain_numbers():
    lines = report_csv(report_of(office("KW05"), SEPTEMBER)).splitlines()

    assert (
        "KW05;Kantor Wilayah V (Jawa Tengah dan DIY);Sektor formal;Tenaga kerja perusahaan;"
        "2011-09-30;4;8;50,00;4;0;1;4"
    ) in lines
    # Company, its workers, vendor, members altogether and a new member, and in two branches too.
    assert len(lines) == 1 + 5 + 3 + 3
