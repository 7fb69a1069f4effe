"""Charts stand alone, can be read out, and carry nothing a strict page refuses."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from jamsostek.institution.queries import read_reference
from jamsostek.kernel.months import Month
from jamsostek.reporting.charts import (
    Mark,
    TargetBar,
    month_series,
    office_map,
    standalone,
    target_bars,
)
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


def widths(svg: str) -> list[str]:
    return [e.get("width") for e in ET.fromstring(svg).iter(f"{SVG}rect")]  # noqa: S314 - our own


def test_a_bar_is_as_long_as_its_share_of_the_target_and_the_longest_fills_the_width():
    half = Realisation(Segment.FORMAL, Measure.WORKERS, 1, 2, SEPTEMBER)
    double = Realisation(Segment.FORMAL, Measure.WORKERS, 4, 2, SEPTEMBER)

    svg = target_bars((TargetBar("Separuh", half), TargetBar("Dua kali", double)), title="")

    # Against the longest, 200 percent: the target is a half of the width, half of it a quarter.
    assert widths(svg) == ["50.00%", "25.00%", "50.00%", "100.00%"]


JAVA = (
    Mark("Surakarta", "Surakarta", 40_000, "/realisasi/KC-SKA/?a=1&b=2"),
    Mark("Semarang I", "Semarang", 90_000, "/realisasi/KC-SMG1/"),
    Mark("Semarang II", "Semarang", 10_000, "/realisasi/KC-SMG2/"),
    Mark("Tegal", "Tegal", 0, "/realisasi/KC-TGL/"),
)


def circles(svg: str) -> dict[str, tuple[float, float, float]]:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    found = {}
    for link in root.iter(f"{SVG}a"):
        circle = next(link.iter(f"{SVG}circle"))
        name = next(link.iter(f"{SVG}text")).text
        found[name] = tuple(float(circle.get(key)) for key in ("cx", "cy", "r"))
    return found


def test_a_mark_stands_at_its_place_with_an_area_in_proportion_to_its_figure():
    found = circles(office_map(JAVA, title="Peta"))

    assert found["Tegal"][0] < found["Semarang I"][0] < found["Surakarta"][0]
    assert found["Semarang I"][1] < found["Surakarta"][1]
    assert found["Surakarta"][2] / found["Semarang I"][2] == pytest.approx((4 / 9) ** 0.5, 0.01)


def test_offices_of_one_city_stand_side_by_side():
    found = circles(office_map(JAVA, title="Peta"))

    assert found["Semarang II"][0] > found["Semarang I"][0]


def test_a_map_has_the_number_beside_each_mark_a_link_on_it_and_is_read_out():
    svg = office_map(JAVA, title="Peta")
    root = ET.fromstring(svg)  # noqa: S314 - our own

    assert {"Surakarta", "40.000", "Tegal", "0"} <= set(texts(svg))
    assert [a.get("href") for a in root.iter(f"{SVG}a")].count("/realisasi/KC-SKA/?a=1&b=2") == 1
    assert root.find(f"{SVG}desc").text.startswith("Surakarta: 40.000; Semarang I: 90.000;")
    assert root.get("role") == "group"


def test_there_is_no_map_of_one_city_or_of_cities_without_known_coordinates():
    nowhere = tuple(Mark(name, name, 5, "/") for name in ("Kota Rekaan", "Desa Rekaan"))

    assert office_map(JAVA[1:3], title="Peta") == ""
    assert office_map(nowhere, title="Peta") == ""


def test_the_words_of_the_map_hide_no_other_words_for_the_branches_of_region_five():
    rows = [r for r in read_reference("offices") if r["parent"] == "KW05"]
    marks = tuple(
        Mark(r["name"][14:], r["city"], 10_000 + 9_999 * at, "/") for at, r in enumerate(rows)
    )

    root = ET.fromstring(office_map(marks, title="Peta"))  # noqa: S314 - our own

    boxes = [
        tuple(float(e.get(key)) for key in ("x", "y", "width", "height"))
        for link in root.iter(f"{SVG}a")
        for e in link.iter(f"{SVG}rect")
    ]
    assert len(boxes) == 12
    for x, y, wide, high in boxes:
        assert 0 <= x <= 360 - wide
        assert (
            sum(
                x < ox + ow and ox < x + wide and y < oy + oh and oy < y + high
                for ox, oy, ow, oh in boxes
            )
            == 1
        )


def test_the_city_of_every_office_has_its_place_on_the_map():
    known = {row["name"] for row in read_reference("cities")}

    assert {row["city"] for row in read_reference("offices")} <= known
