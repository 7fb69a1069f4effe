"""Papers print what they are given, all of it, and nothing that a text would have them do."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jamsostek.documents.rules import (
    KINDS,
    Card,
    Certificate,
    Kind,
    Letter,
    Line,
    MonthRow,
    Signatory,
    Statement,
    code_from_bytes,
    initials,
    normal_code,
    number_of,
    printable,
    render,
    render_picture,
    written_code,
)
from jamsostek.documents.rules.rendering import inputs, qr_svg
from jamsostek.documents.rules.texts import PRINTABLE
from tests.documents.papers import text_of
from tests.documents.qr import text_in

AT = datetime(2011, 10, 3, 3, tzinfo=UTC)
HOSTILE = '#read("/etc/passwd") *tebal* $x^2$ <b>&amp; @rujuk // c \\ _m_ `k` #sys.inputs [x] {y}'


def paper(body, **changes):
    return {
        "template": body.template,
        "title": "Judul",
        "number": "000001/B/V-YOG/2011",
        "code": "7K2QD-9FX0M-3TB8H-W1ZRC",
        "url": "https://jamsostek.example.id/verifikasi/7K2QD-9FX0M-3TB8H-W1ZRC/",
        "institution": "PT Jamsostek (Persero)",
        "office": "Cabang Yogyakarta",
        "city": "Yogyakarta",
        "date": "3 Oktober 2011",
        "notice": "",
        "body": body.as_data(),
        **changes,
    }


def bodies(words: str):
    """Give a body of each sort with the same words wherever words may stand."""
    signatory = Signatory(words, words)
    facts, line = ((words, words),), Line(words, 1_000, words)
    return [
        Letter(
            recipient=(words,),
            paragraphs=(words,),
            lines=(line,),
            total_label=words,
            closing=(words,),
            signatory=signatory,
        ),
        Certificate(
            attests=words,
            holder=words,
            sentence=words,
            facts=facts,
            lines=(line,),
            total_label=words,
            remarks=(words,),
            signatory=signatory,
        ),
        Card(holder=words, number_label="Nomor KPJ", number="99000000001", facts=facts),
        Statement(
            facts=facts,
            opening=line,
            lines=(line,),
            closing_label=words,
            months_label=words,
            months=(MonthRow(words, words, words, is_missing=True),),
            months_total=0,
            notes=(words,),
        ),
    ]


SORTS = ["letter", "certificate", "card", "statement"]


@pytest.mark.parametrize("sort", range(4), ids=SORTS)
def test_texts_are_printed_as_they_are_and_never_obeyed(sort):
    words = text_of(render([paper(bodies(HOSTILE)[sort])], at=AT))

    assert HOSTILE.replace(" ", "") in words.replace(" ", "")
    assert "root:" not in words


@pytest.mark.parametrize("sort", range(4), ids=SORTS)
@pytest.mark.parametrize("length", [1, 60, 120, 200])
def test_the_longest_name_is_printed_to_its_end(sort, length):
    name = ("NAMA" * 50)[: length - 1] + "Z"

    words = text_of(render([paper(bodies(name)[sort])], at=AT))

    assert name in words.replace(" ", "")


def test_a_card_keeps_to_its_two_sides_whatever_the_name():
    for name in ("SITI", "NAMA YANG PANJANG " * 7, "W" * 120):
        card = Card(
            holder=name,
            number_label="Nomor KPJ",
            number="99000000001",
            facts=(("Lahir", f"{'Kota ' * 12}, 17 Agustus 1985"), ("Peserta sejak", "2005")),
            remark="Kartu ini tetap berlaku bila pemegangnya pindah kerja.",
        )
        pages = PdfReader(BytesIO(render([paper(card)], at=AT))).pages
        assert len(pages) == 2
        assert [round(float(side)) for side in pages[0].mediabox[2:]] == [243, 153]


def test_what_no_font_can_print_leaves_a_mark():
    mark = "\N{REPLACEMENT CHARACTER}"
    assert printable("Siti \U0001f600 \u4e2d") == f"Siti {mark} {mark}"
    words = text_of(render([paper(bodies("Siti \U0001f600 Aminah")[0])], at=AT))
    assert "Siti \N{REPLACEMENT CHARACTER} Aminah" in words


def test_signs_that_turn_text_round_are_left_out():
    assert printable("a\u202eb\u200bc\x07d\te\nf") == "abcd e f"


def test_every_character_taken_for_printable_has_a_shape():
    everything = "".join(chr(c) for first, last in PRINTABLE for c in range(first, last + 1))

    words = text_of(render([paper(bodies(everything)[0])], at=AT))

    assert "ĀāĂăĄą" in words.replace(" ", "")


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_can_be_printed(text):
    try:
        render([paper(bodies(text)[0])], at=AT)
    except typst.TypstError as error:  # pragma: no cover - what the test is for
        pytest.fail(f"{text!r}: {error}")


def test_the_same_words_at_the_same_instant_are_the_same_file():
    first = render([paper(bodies("x")[3])], at=AT)
    other = render([paper(bodies("y")[3])], at=AT)
    again = render([paper(bodies("x")[3])], at=AT)

    assert first == again
    assert first != other


def test_many_papers_in_one_file_keep_their_own_numbers_and_pages():
    long = Letter(recipient=("A",), paragraphs=("Kata demi kata. " * 60,) * 9)
    many = [
        paper(long, number="000001/B/X/2011"),
        paper(bodies("b")[3], number="000002/RST/X/2011"),
    ]

    pages = [page.extract_text() for page in PdfReader(BytesIO(render(many, at=AT))).pages]

    assert len(pages) == 3
    assert "Halaman 1 dari 2" in pages[0]
    assert "000001/B/X/2011" in pages[1]
    assert "Halaman 2 dari 2" in pages[1]
    assert "Halaman 1 dari 1" in pages[-1]
    assert "000002/RST/X/2011" in pages[-1]


def test_a_picture_of_a_paper_is_one():
    assert render_picture(paper(bodies("x")[0])).startswith(b"\x89PNG")


@given(st.binary(min_size=13, max_size=16))
def test_a_code_is_read_back_as_it_was_written(random):
    code = code_from_bytes(random)

    assert len(code) == 20
    assert normal_code(written_code(code)) == code


def test_a_code_has_all_the_bits_of_its_bytes():
    assert code_from_bytes(bytes(13)) == "0" * 20
    assert code_from_bytes(b"\xff" * 13) == "Z" * 20
    with pytest.raises(ValueError, match="too few"):
        code_from_bytes(bytes(12))


@pytest.mark.parametrize("typed", ["", "7K2QD", "7K2QD-9FX0M-3TB8H-W1ZRU", "x" * 21])
def test_what_is_no_code_is_none(typed):
    assert normal_code(typed) is None


def test_a_name_is_shown_by_its_initials():
    assert initials("Siti Aminah binti Rekaan") == "S. A. b. R."
    assert initials(" - ") == ""


def test_every_kind_has_letters_of_its_own():
    assert set(KINDS) == set(Kind)
    assert len({kind.letters for kind in KINDS.values()}) == len(KINDS)
    assert number_of(Kind.LETTER, 2011, 1_234_567, "KP") == "1234567/B/KP/2011"


@pytest.mark.parametrize("host", ["j.id", "localhost:8000", "jamsostek.example.id", "x" * 40])
def test_the_qr_code_leads_to_the_address(host):
    url = f"https://{host}/verifikasi/7K2QD-9FX0M-3TB8H-W1ZRC/"

    assert text_in(qr_svg(url)) == url


def test_the_drawing_on_the_paper_is_that_code():
    sent = inputs([paper(bodies("x")[2])])

    (said,) = json.loads(sent["papers"])
    assert text_in(said["qr"]) == paper(bodies("x")[2])["url"]
