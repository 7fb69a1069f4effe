"""Charts stand alone, can be read out, and carry nothing a strict page refuses."""

from datetime import date
from xml.etree import ElementTree as ET

from jamsostek.kernel.months import Month
from jamsostek.reporting.charts import TargetBar, month_series, standalone, target_bars
from jamsostek.reporting.measures import MonthFigure, Realisation
from jamsostek.reporting.models import Measure, Segment

SVG = "{http://www.w3.org/2000/svg}"
SEPTEMBER = date(2011, 9, 30)
COMPANIES = Realisation(Segment.FORMAL, Measure.EMPLOYERS, 1_653, 2_259, SEPTEMBER)
WITHOUT_TARGET = Realisation(Segment.FORMAL, Measure.WORKERS, 250, None, SEPTEMBER)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_a_target_bar_has_its_percentage_and_both_numbers_beside_it():
    svg = target_bars((TargetBar("Perusahaan", COMPANIES),), title="Realisasi")

    assert "73,17 persen (1.653 dari 2.259)" in texts(svg)


def test_a_target_bar_speaks_english_too():
    svg = target_bars((TargetBar("Companies", COMPANIES),), title="Realisation", lang="en")

    assert "73.17% (1,653 of 2,259)" in texts(svg)


def test_a_figure_without_target_says_so():
    svg = target_bars((TargetBar("Tenaga kerja", WITHOUT_TARGET),), title="Realisasi")

    assert "250 (tanpa target)" in texts(svg)


def test_a_chart_is_one_image_with_a_title_and_a_description():
    root = ET.fromstring(  # noqa: S314 - our own
        target_bars((TargetBar("Perusahaan", COMPANIES),), title="Realisasi <2011>")
    )

    names = root.get("aria-labelledby").split()
    described = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert described[names[0]] == "Realisasi <2011>"
    assert described[names[1]] == "Perusahaan: 73,17 persen (1.653 dari 2.259)"


def test_a_chart_has_no_inline_style_or_script_and_no_role_inside():
    svg = target_bars((TargetBar("Perusahaan", COMPANIES),), title="Realisasi")

    assert "style=" not in svg
    assert "<script" not in svg
    assert svg.count("role=") == 1


def test_a_month_series_shows_every_month_and_the_target():
    figures = tuple(
        MonthFigure(Month(2011, number), Month(2011, number).last_day, 150_000 + number)
        for number in range(1, 10)
    )

    svg = month_series(figures, target=217_373, title="Tenaga kerja 2011")

    assert "Target 217.373" in texts(svg)
    assert {"150.001", "150.009"} <= set(texts(svg))
    assert "30 September 2011: 150.009" in svg


def test_a_month_series_can_be_drawn_without_target():
    figures = (MonthFigure(Month(2011, 1), date(2011, 1, 31), 5),)

    assert "Target" not in "".join(texts(month_series(figures, target=None, title="Januari")))


def test_a_chart_for_a_file_names_its_colours_itself():
    svg = standalone(target_bars((TargetBar("Perusahaan", COMPANIES),), title="Realisasi"))

    assert "var(" not in svg
    assert 'fill="#2c3d93"' in svg
