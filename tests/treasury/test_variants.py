"""Statements written otherwise than the samples, each with the bills it must name."""

from datetime import date

from jamsostek.treasury.formats import Statement, read_statement
from jamsostek.treasury.rules import possible_codes

FIRST, SECOND = "60295590109", "35717037039"
OVER_NEW_YEAR = f"""Informasi Rekening - Mutasi Rekening
No. rekening : 9990-0112-23
Periode : 20/12/2011 - 10/01/2012
Kode Mata Uang : Rp

Tanggal Transaksi;Keterangan;Cabang;Jumlah;;Saldo
'30/12;'IURAN {FIRST};'0000;1000000.00;CR;1000000.00
'03/01;"IURAN
{SECOND}";'0000;250000.00;CR;1250000.00
Saldo Awal;:;0.00
Mutasi Debet;:;0.00
Mutasi Kredit;:;1,250,000.00
Saldo Akhir;:;1,250,000.00
"""
BATCH = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>9990055500022</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="IDR">1500000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2011-10-11</Dt></BookgDt><NtryDtls>{}</NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
INSTRUCTED = (
    '<TxDtls><AmtDtls><InstdAmt><Amt Ccy="IDR">{}</Amt></InstdAmt></AmtDtls>'
    "<RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>"
)


def named(statement: Statement) -> list[list[str]]:
    return [possible_codes(line.texts) for line in statement.lines]


def swift(*texts: str) -> Statement:
    """Read a message with one payment for each text."""
    lines = [f":61:111004C1000,00NTRFNONREF//FT{n}\n:86:{text}" for n, text in enumerate(texts)]
    opening, closing = "C111003IDR0,00", f"C111004IDR{len(texts) * 1000},00"
    fields = [":20:X", ":25:9990077700011", f":60F:{opening}", *lines, f":62F:{closing}"]
    return read_statement("\n".join(fields).encode())


def test_an_export_of_bca_crosses_new_year_and_breaks_a_text_in_quotes():
    statement = read_statement(OVER_NEW_YEAR.encode("utf-16"))

    assert [line.day for line in statement.lines] == [date(2011, 12, 30), date(2012, 1, 3)]
    assert named(statement) == [[FIRST], [SECOND]]
    assert statement.account == "9990011223"


def test_a_text_in_subfields_names_bills_within_each_and_across_the_payers():
    statement = swift(
        f"166?00TRANSFER?20IURAN {FIRST[:6]}?21{FIRST[6:]} SEPT?32PT REKAAN",
        f"166?00TRANSFER?109075?20{SECOND}?30CENAIDJA?3112345",
        f"166 {FIRST}",
    )

    assert named(statement) == [[FIRST], [SECOND], [FIRST]]


def test_payments_that_say_only_what_was_instructed_are_parted_all_the_same():
    parts = INSTRUCTED.format("1000000.00", FIRST) + INSTRUCTED.format("500000.00", SECOND)

    statement = read_statement(BATCH.format(parts).encode())

    assert [line.amount for line in statement.lines] == [1_000_000, 500_000]
    assert named(statement) == [[FIRST], [SECOND]]
    assert statement.warnings == ()
