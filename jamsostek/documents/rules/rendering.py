"""Papers set by typst: the same words give the same bytes, on whatever machine.

Only the fonts that come with typst are used, and nothing outside the templates' folder can be
read. All words come in as JSON and are printed as they are: no text is ever taken as markup.
"""

import io
import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from jamsostek.documents.rules.texts import printable_in

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
MAIN: Final = TEMPLATES / "main.typ"
STANDARD: Final = "a-2u"
"""PDF/A-2u: keeps for archives, with all its text to be searched and copied."""

MASK: Final = 3
"""Any of the eight masks can be read; trying all for the prettiest takes three times as long."""

_of_thread = threading.local()


def render(papers: Sequence[Mapping[str, Any]], *, at: datetime) -> bytes:
    """Give one PDF of one or many papers, each on pages of its own.

    A paper is what `Document` keeps: its number, code and address, the office's words and its
    body under the name of a template. `at` is written into the file as its time. One paper
    says its structure to screen readers; many are for printing, at a quarter of the size.
    """
    made = _compiler().compile(
        input=str(MAIN),
        format="pdf",
        sys_inputs=inputs(papers),
        pdf_standards=STANDARD,
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        pdf_tags=len(papers) == 1,
    )
    assert isinstance(made, bytes)  # noqa: S101 - one file, for a PDF
    return made


def render_picture(paper: Mapping[str, Any], *, ppi: int = 110) -> bytes:
    """Give the first page of a paper as a picture (PNG)."""
    made = _compiler().compile(input=str(MAIN), format="png", ppi=ppi, sys_inputs=inputs([paper]))
    pages = [made] if isinstance(made, bytes) else made or []
    return pages[0]


def qr_svg(url: str) -> str:
    """Give a QR code that leads to an address, as a drawing."""
    drawing = io.BytesIO()
    code = segno.make_qr(url, error="m", mask=MASK, boost_error=False)
    code.save(drawing, kind="svg", xmldecl=False, border=0)
    return drawing.getvalue().decode()


def inputs(papers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Give what the templates read: all words made printable, and each paper's QR code."""
    said = [{**printable_in(paper), "qr": qr_svg(paper["url"])} for paper in papers]
    return {"papers": json.dumps(said, ensure_ascii=False)}


def _compiler() -> typst.Compiler:
    """Give the compiler of this thread: one cannot be shared, and making one takes long."""
    if not hasattr(_of_thread, "compiler"):
        _of_thread.compiler = typst.Compiler(
            root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True
        )
    compiler: typst.Compiler = _of_thread.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
