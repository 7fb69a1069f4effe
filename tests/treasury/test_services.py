"""Statements in the database: every line stored once and booked once, whatever comes when."""

from collections.abc import Collection
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from jamsostek.audit.models import Record
from jamsostek.ledger import queries as ledger
from jamsostek.treasury.formats import StatementUnreadable
from jamsostek.treasury.models import BankAccount, LineKind, StatementFile, StatementLine
from jamsostek.treasury.queries import NoSuchBankAccount, bank_account, unexplained
from jamsostek.treasury.services import (
    AccountNotNamed,
    AccountOpenAlready,
    Imported,
    OtherAccount,
    UnknownAccount,
    import_statement,
    open_bank_account,
)
from tests.people import act
from tests.treasury.accounts import balance, collecting, open_all
from tests.treasury.statements import FOLDER, all_files

pytestmark = pytest.mark.django_db
OCTOBER = FOLDER / "october"
FORMATS = FOLDER / "formats"


def all_billed(codes: Collection[str]) -> Collection[str]:
    """Every code is a bill's."""
    return codes


def take(folder: str, file: str, account: BankAccount | None = None) -> Imported:
    content = (FOLDER / folder / file).read_bytes()
    return import_statement(
        content=content, name=file, billed=all_billed, act=act(), account=account
    )


def bank(account: BankAccount) -> int:
    return balance(account.ledger_account_id)


def test_lines_are_stored_and_booked_against_what_they_are():
    account = collecting("9990011223")

    taken = take("october", "01a_klikbca.csv")

    assert (taken.is_new, taken.lines_new, taken.pending) == (True, 13, 1)
    assert StatementLine.objects.count() == 13
    # 391,100,186.67 in, 9,586,371.13 out; 812,345.67 is booked as 812,346, 162,469.13 as 162,469
    assert bank(account) == 391_100_187 - 9_586_371
    assert balance(4201) == -812_346
    assert balance(5101) == 17_500 + 162_469
    # all other credits, less the correction of 9,406,402
    assert balance(2101) == -(391_100_187 - 812_346 - 9_406_402)


def test_sen_are_kept_as_the_bank_says_them():
    collecting("9990011223")

    file = take("october", "01a_klikbca.csv").file

    interest = StatementLine.objects.get(kind=LineKind.INTEREST)
    assert (interest.amount_sen, interest.amount) == (81_234_567, 812_346)
    assert (file.opening_sen, file.closing_sen) == (12_500_000_000, 50_651_381_554)


def test_reversal_names_the_payment_it_takes_back():
    collecting("9990077700011")

    take("october", "03_mt940.sta")

    debit = StatementLine.objects.get(kind=LineKind.REVERSAL)
    assert (debit.number, debit.reverses.number) == (4, 3)
    assert debit.reverses.kind == LineKind.PAYMENT


def test_same_file_again_is_recognised_and_changes_nothing():
    account = collecting("9990011223")
    first = take("october", "01a_klikbca.csv")
    before = bank(account)

    again = take("october", "01a_klikbca.csv")

    assert (again.is_new, again.lines_new, again.file) == (False, 0, first.file)
    assert again.line_ids == first.line_ids
    assert bank(account) == before
    assert StatementFile.objects.count() == 1


@pytest.mark.parametrize("order", [("01a", "01b"), ("01b", "01a")])
def test_overlapping_files_store_each_line_once_in_either_order(order):
    account = collecting("9990011223")

    new = [take("october", f"{name}_klikbca.csv").lines_new for name in order]

    assert sum(new) == 13 + 9 - 5
    # 01b: 323,517,967.67 in, of which 115,390,053.67 were in 01a too (34,396,968 + 80,180,740 +
    # 812,345.67); debits of 01b were all in 01a
    assert bank(account) == 391_100_187 - 9_586_371 + 323_517_968 - 115_390_054
    assert StatementLine.objects.filter(reverses__isnull=False).count() == 1


def test_debit_that_comes_before_its_credit_finds_it_once_it_comes():
    collecting("9990011223")

    take("october", "01b_klikbca.csv")  # the correction of 8 October
    lone = StatementLine.objects.get(kind=LineKind.REVERSAL)
    assert list(unexplained()) == [lone]
    taken = take("october", "01a_klikbca.csv")  # the payment of 7 October

    lone.refresh_from_db()
    assert lone.reverses.day == date(2011, 10, 7)
    assert {lone.pk, lone.reverses_id} <= set(taken.line_ids)
    assert not unexplained().exists()


def test_of_two_payments_alike_the_later_is_taken_back_even_if_it_comes_last():
    def export(*rows: str) -> bytes:
        head = "Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,"
        return "\n".join([head + "Debit,Credit", *rows]).encode()

    collecting("9990033000044")
    early = "9990033000044,05/12/11,05/12/11,1,IURAN 27182818284,,R1,.00,100.00"
    late = "9990033000044,06/12/11,06/12/11,1,IURAN 27182818284,,R2,.00,100.00"
    back = "9990033000044,07/12/11,07/12/11,1,KOREKSI 27182818284,,R3,100.00,.00"
    import_statement(content=export(early, back), name="a.csv", billed=all_billed, act=act())
    assert StatementLine.objects.get(reference="R3").reverses.reference == "R1"

    taken = import_statement(content=export(late), name="b.csv", billed=all_billed, act=act())

    debit = StatementLine.objects.get(reference="R3")
    assert debit.reverses.reference == "R2"
    assert set(taken.line_ids) == set(StatementLine.objects.values_list("pk", flat=True))


def test_every_sample_is_booked_whatever_the_order():
    open_all()
    bni = open_bank_account(bank="BNI", number="999-0001-777", name="Iuran", act=act())
    files = [("october", file) for file in all_files("october")]
    files += [("formats", file) for file in all_files("formats")]

    for folder, file in reversed(files):
        take(folder, file, bni if "bni" in file else None)

    verified = ledger.verify()
    assert verified.count == 0
    lines = StatementLine.objects.values_list("direction", "amount")
    assert sum(amount if way == "C" else -amount for way, amount in lines) == sum(
        bank(account) for account in BankAccount.objects.all()
    )


def test_format_without_account_number_needs_one():
    account = collecting("9990001777")

    with pytest.raises(AccountNotNamed):
        take("formats", "07_bni.csv")
    taken = take("formats", "07_bni.csv", account)

    assert taken.file.account == account
    assert taken.lines_new == 4


def test_statement_of_another_or_an_unknown_account_stores_nothing():
    account = collecting("9990001777")

    with pytest.raises(OtherAccount):
        take("october", "01a_klikbca.csv", account)
    with pytest.raises(UnknownAccount, match="9990011223"):
        take("october", "01a_klikbca.csv")

    assert not StatementFile.objects.exists()


def test_file_that_cannot_be_read_stores_nothing():
    collecting("9990011223")
    content = (OCTOBER / "01a_klikbca.csv").read_bytes()

    with pytest.raises(StatementUnreadable):
        import_statement(content=content[:-100], name="x.csv", billed=all_billed, act=act())

    assert not StatementFile.objects.exists()


def test_line_without_money_is_read_and_not_booked():
    collecting("9990077700011")
    content = (OCTOBER / "03_mt940.sta").read_bytes()
    informing = content.replace(b":62F:", b":61:111007C0,00NTRFNONREF\r\n:86:INFO\r\n:62F:")

    taken = import_statement(content=informing, name="x.sta", billed=all_billed, act=act())

    assert (taken.file.lines_read, taken.lines_new) == (7, 6)


def test_line_of_less_than_half_a_rupiah_is_stored_though_the_books_cannot_hold_it():
    account = collecting("9990077700011")
    content = (OCTOBER / "03_mt940.sta").read_bytes()
    tiny = content.replace(b"D5000,00", b"D0,49").replace(b"184493417,00", b"184498416,51")

    taken = import_statement(content=tiny, name="x.sta", billed=all_billed, act=act())

    assert taken.lines_new == 6
    assert bank(account) == 199_570_714 - 55_072_297


def test_import_leaves_one_deed_in_the_trail():
    collecting("9990011223")

    file = take("october", "01a_klikbca.csv").file
    take("october", "01a_klikbca.csv")

    deed = Record.objects.get(action="import_statement")
    assert (deed.detail["file"], deed.detail["read"], deed.detail["new"]) == (file.pk, 13, 13)


def test_what_the_bank_said_cannot_be_changed_by_the_doors():
    collecting("9990011223")
    take("october", "01a_klikbca.csv")

    for statement in (
        "UPDATE treasury_statementline SET amount = 1",
        "DELETE FROM treasury_statementline",
        "UPDATE treasury_statementfile SET name = ''",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_account_is_found_however_its_number_is_grouped():
    account = open_bank_account(bank="BCA", number="999-001-1223", name="Iuran", act=act())

    assert bank_account("999 0011 223") == account
    with pytest.raises(NoSuchBankAccount):
        bank_account("999")
    with pytest.raises(AccountOpenAlready):
        open_bank_account(bank="BCA", number="9990011223", name="Iuran", act=act())


def test_number_of_statements_does_not_grow_with_the_lines(django_assert_max_num_queries):
    collecting("9990044556")
    rows = "".join(
        f"01/10,SETORAN {31415926535 + n},0000,100.00,CR,{100 * (n + 1)}.00\n" for n in range(500)
    )
    head = "No. rekening : 9990044556\nPeriode : 01/10/2011 - 31/10/2011\n"
    head += "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n"
    content = f"{head}{rows}Saldo Akhir,:,50000.00\n".encode()

    with django_assert_max_num_queries(16):
        taken = import_statement(content=content, name="x.csv", billed=all_billed, act=act())

    assert taken.lines_new == 500
