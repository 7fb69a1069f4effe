"""Statements as banks vary them, and files that must be refused whole."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamsostek.treasury.formats import Side, StatementUnreadable, read_statement
from jamsostek.treasury.formats.figures import (
    NotAFigure,
    amount,
    clock,
    day_nearest,
    numbered_day,
    worded_day,
)
from tests.treasury.statements import FOLDER


def sample_text(folder: str, file: str) -> str:
    return (FOLDER / folder / file).read_bytes().decode()


KLIKBCA = sample_text("october", "01a_klikbca.csv")
MCM = sample_text("october", "02_mandiri_mcm.csv")
SWIFT = sample_text("october", "03_mt940.sta")
CAMT = sample_text("october", "04_camt053_02.xml")
BRI = sample_text("formats", "06a_bri.csv")
BNI = sample_text("formats", "07_bni.csv")


@pytest.mark.parametrize("sample", [KLIKBCA, MCM, SWIFT, CAMT, BRI, BNI])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encoding_changes_nothing(sample: str, encoding: str) -> None:
    written = sample.replace("UTF-8", "UTF-16") if encoding == "utf-16" else sample

    assert read_statement(written.encode(encoding)) == read_statement(sample.encode())


@pytest.mark.parametrize("sample", [KLIKBCA, MCM, SWIFT, BRI, BNI])
def test_line_ends_change_nothing(sample: str) -> None:
    unix = sample.replace("\r\n", "\n")

    assert read_statement(unix.encode()) == read_statement(sample.encode())


def test_separator_is_taken_from_the_heading() -> None:
    with_commas = MCM.replace(";", ",")

    assert read_statement(with_commas.encode()) == read_statement(MCM.encode())


def test_heading_may_stand_below_other_lines() -> None:
    below = "Riwayat rekening\r\n\r\n" + MCM

    assert read_statement(below.encode()) == read_statement(MCM.encode())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("80180740.00", "80180740.00"),
        ("80,180,740.00", "80180740.00"),
        (".00", "0.00"),
        ("0", "0.00"),
        ("'1,500.5", "1500.50"),
        ("1.250.000,00", "1250000.00"),
        ("1250000,50", "1250000.50"),
        ("40000000,", "40000000.00"),
        ("-125.00", "-125.00"),
        ("999999999999999.99", "999999999999999.99"),
    ],
)
def test_amount_is_read_to_the_sen(written: str, read: str) -> None:
    assert str(amount(written)) == read


@pytest.mark.parametrize(
    "written",
    ["", ".", "-", "1.250", "1,25,000.00", "1.250.00", "1O0.00", "1e6", "12,3456", "1.005",
     "1000000000000000.00", "NaN", "١٢٣"],
)  # fmt: skip
def test_text_that_is_no_amount_is_never_guessed(written: str) -> None:
    with pytest.raises(NotAFigure):
        amount(written)


@given(sen=st.integers(-(10**17) + 1, 10**17 - 1))
def test_amount_survives_writing_with_either_mark(sen: int) -> None:
    figure = Decimal(sen).scaleb(-2)
    english = f"{figure:,.2f}"
    indonesian = english.translate(str.maketrans(",.", ".,"))

    assert amount(f"{figure:.2f}") == amount(english) == amount(indonesian) == figure


@pytest.mark.parametrize(
    "written",
    ["11 October 2011 08:05:24", "11 Oktober 2011 08:05:24", "11 Oct 2011 08:05:24",
     "11 Okt 2011 08:05:24", "11-OKT-11 08:05:24"],
)  # fmt: skip
def test_month_may_be_english_or_indonesian(written: str) -> None:
    assert worded_day(written) == (date(2011, 10, 11), time(8, 5, 24))


def test_every_indonesian_month_is_known() -> None:
    words = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"

    read = [worded_day(f"1 {word} 2011")[0].month for word in words.split()]

    assert read == list(range(1, 13))


def test_year_of_two_digits_gets_its_century() -> None:
    assert numbered_day("31/12/11")[0] == date(2011, 12, 31)
    assert numbered_day("31/12/99 23.59.59") == (date(1999, 12, 31), time(23, 59, 59))


@pytest.mark.parametrize("written", ["32/10/11", "29/02/11", "10/13/2011", "2011/10/01", ""])
def test_day_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(NotAFigure):
        numbered_day(written)


def test_time_has_lost_its_leading_zeros() -> None:
    assert [clock(text) for text in ("3153", "93012", "0", "235959")] == [
        time(0, 31, 53),
        time(9, 30, 12),
        time(0, 0, 0),
        time(23, 59, 59),
    ]


def test_day_without_year_falls_to_the_nearest() -> None:
    assert day_nearest(12, 31, date(2012, 1, 2)) == date(2011, 12, 31)
    assert day_nearest(1, 1, date(2011, 12, 30)) == date(2012, 1, 1)
    assert day_nearest(2, 29, date(2013, 1, 10)) == date(2012, 2, 29)


@pytest.mark.parametrize(
    ("sample", "old", "new", "line"),
    [
        (KLIKBCA, "'04/10,'KR", "'32/10,'KR", 10),
        (KLIKBCA, "17500.00,DB", "17500.00,XX", 9),
        (KLIKBCA, "17500.00,DB", "1.7500,DB", 9),
        (MCM, "12 October 2011", "12 Smarch 2011", 3),
        (MCM, "6500.00;182997133.50", "6500.00", 5),
        (MCM, "0.00;6500.00", "1.00;6500.00", 5),
        (MCM, "0.00;6500.00", ";", 5),
        (SWIFT, ":61:111006D5000,00", ":61:111006X5000,00", 15),
        (SWIFT, ":61:111004C", ":61:111304C", 6),
        (BRI, "3000000.00", "3000001.00", 4),
        (BRI, '"3153"', '"993153"', 2),
        (BNI, "870,000.00", "870,00.00", 5),
    ],
)
def test_line_that_cannot_be_read_refuses_the_file_and_is_named(
    sample: str, old: str, new: str, line: int
) -> None:
    assert old in sample

    with pytest.raises(StatementUnreadable) as refusal:
        read_statement(sample.replace(old, new, 1).encode())

    assert refusal.value.line == line
    assert str(refusal.value).startswith(f"Baris {line}: ")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \r\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x00\x00",
        b"Tanggal,Uraian,Jumlah\r\n1,2,3\r\n",
        b"<html><body>Sesi Anda telah berakhir</body></html>",
        b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.02'/>",
        b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>",
        b"x" * (20 * 1024 * 1024 + 1),
    ],
    ids=["empty", "blank", "image", "zip", "other table", "page", "camt.054", "no Stmt", "large"],
)
def test_file_that_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(StatementUnreadable):
        read_statement(content)


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE Document SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE Document>",
    ],
)
def test_xml_that_declares_entities_or_a_document_type_is_refused(prologue: str) -> None:
    bomb = CAMT.replace("<Document", prologue + "<Document", 1)

    with pytest.raises(StatementUnreadable, match="entitas"):
        read_statement(bomb.encode())


@settings(max_examples=60)
@given(data=st.data())
@pytest.mark.parametrize(
    "sample", [KLIKBCA.strip(), SWIFT.strip().removesuffix("-}"), CAMT.strip()]
)
def test_file_cut_short_is_refused_wherever_it_is_cut(sample: str, data: st.DataObject) -> None:
    whole = sample.strip().encode()
    closing = whole.rfind(b"Saldo Akhir") if sample.startswith("Info") else len(whole) - 20
    cut = data.draw(st.integers(0, closing))

    with pytest.raises(StatementUnreadable):
        read_statement(whole[:cut])


@given(content=st.binary(max_size=300))
@pytest.mark.parametrize("sample", [KLIKBCA, MCM, SWIFT, CAMT, BRI, BNI])
@settings(max_examples=30)
def test_rubbish_is_read_or_refused_but_never_breaks_the_reader(
    sample: str, content: bytes
) -> None:
    middle = len(sample) // 2
    mixed = sample[:middle].encode() + content + sample[middle:].encode()

    try:
        read_statement(mixed)
    except StatementUnreadable:
        return


def test_balance_that_does_not_follow_is_reported_and_the_lines_are_read() -> None:
    statement = read_statement(KLIKBCA.replace("506,513,815.54", "506,513,815.55").encode())

    assert [warning.code for warning in statement.warnings] == ["BALANCE_DIFFERS"]
    assert len(statement.lines) == 13


def test_line_left_out_of_an_export_is_noticed_by_the_balances() -> None:
    gap = "".join(row for row in MCM.splitlines(keepends=True) if "12 October" not in row)

    statement = read_statement(gap.encode())

    assert [warning.code for warning in statement.warnings] == ["BALANCE_DIFFERS"] * 2


def test_other_currency_is_refused() -> None:
    with pytest.raises(StatementUnreadable, match="USD"):
        read_statement(SWIFT.replace("IDR", "USD").encode())


def test_several_accounts_in_one_file_keep_their_lines_apart() -> None:
    other = SWIFT.replace(":25:9990077700011", ":25:9990077700099")

    statement = read_statement((SWIFT + other).encode())

    assert statement.account == ""
    assert statement.opening is None
    assert [line.n for line in statement.lines] == list(range(1, 13))
    assert len({line.identity() for line in statement.lines}) == 12


def test_message_repeated_in_a_file_repeats_its_lines() -> None:
    statement = read_statement((SWIFT + SWIFT).encode())

    assert len(statement.lines) == 12
    assert len({line.identity() for line in statement.lines}) == 6


def test_pages_of_one_statement_make_one() -> None:
    first, second = SWIFT.split(":61:111006C", 1)
    # 40,000,000 + 33,899,818 + 68,808,392 = 142,708,210
    page = f"{first}:62M:C111006IDR142708210,00\r\n-}}\r\n"
    page += ":20:STMT2\r\n:25:9990077700011\r\n:28C:00277/002\r\n:60M:C111006IDR142708210,00\r\n"

    statement = read_statement(f"{page}:61:111006C{second}".encode())

    assert statement.opening == Decimal("40000000.00")
    assert statement.closing == Decimal("184493417.00")
    assert not statement.warnings
    assert [line.identity() for line in statement.lines] == [
        line.identity() for line in read_statement(SWIFT.encode()).lines
    ]


def test_entry_whose_payments_do_not_add_up_stays_one_line_with_a_warning() -> None:
    sample = sample_text("formats", "10_camt053_08.xml")
    differing = sample.replace(">650000.00<", ">650001.00<")

    statement = read_statement(differing.encode())

    assert [warning.code for warning in statement.warnings] == ["DETAILS_DIFFER"]
    assert statement.lines[0].amount == Decimal("1150000.00")
    assert "58231560012" in statement.lines[0].texts


def test_reversed_entry_of_camt_goes_the_way_it_is_marked() -> None:
    taken_back = CAMT.replace(
        "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK",
        "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK",
        1,
    )

    line = read_statement(taken_back.encode()).lines[0]

    assert (line.direction, line.takes_back) == (Side.DEBIT, True)


def test_bri_without_remark_custom_is_read() -> None:
    rows = BRI.splitlines()
    shorter = "\r\n".join(row[: row.rindex(",")] for row in rows)

    assert len(read_statement(shorter.encode()).lines) == 4


def test_account_written_in_groups_is_the_same_account() -> None:
    grouped = KLIKBCA.replace("No. rekening : 9990011223", "No. rekening : '999-001-1223")

    assert read_statement(grouped.encode()).account == "9990011223"
