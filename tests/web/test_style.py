"""House rules of templates and style sheet that no linter knows."""

import re
from pathlib import Path

import pytest

from jamsostek.web import catalogues

WEB = Path(catalogues.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLE = (WEB / "static" / "jamsostek.css").read_text("utf-8")


def test_the_style_sheet_stays_under_six_hundred_lines():
    assert STYLE.count("\n") < 600


def test_the_style_sheet_fetches_nothing():
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_has_no_inline_style_script_or_handler(path):
    text = path.read_text("utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_form_that_changes_something_carries_a_token(path):
    for form in re.findall(
        r"<form[^>]*method=\"post\".*?</form>", path.read_text("utf-8"), re.DOTALL
    ):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_marks_nothing_as_safe(path):
    text = path.read_text("utf-8")

    assert "|safe" not in text
    assert "autoescape off" not in text


def test_colours_are_tokens():
    outside = STYLE[STYLE.index("/* Page */") : STYLE.index("@media print")]

    # white below a QR code is what scanners need, not a choice of looks
    assert re.findall(r"#[0-9a-f]{3,8}\b", outside.replace("background: #fff", "")) == []


def test_there_are_five_sizes_of_type():
    assert len(re.findall(r"^  --size-\d: ", STYLE, re.MULTILINE)) == 5
