"""Which bills a text names, what takes a credit back, and what a line is to us."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.treasury.formats import Side, StatementLine
from jamsostek.treasury.rules import Kind, Movement, codes_named, kind, possible_codes, reversals

CODE = "65331604954"
OTHER = "52400655678"
KNOWN = {CODE, OTHER}


@pytest.mark.parametrize(
    "text",
    [
        "65331604954",
        "IURAN SEPT 2011 65331604954 PT CONTOH",
        "KODE65331604954JAMSOSTEK",
        "653 3160 4954",
        "6533-1604-954",
        "65.331.604.954",
        "653 3160-4954",
        "0410 65331604954",
        "27653338.00 65331604954",
        "9899965331604954",
        "VA/9899965331604954/PT CONTOH",
        "UBP9899965331604954FFFFFF",
        "98999 65331604954",
        "98999-653-3160-4954",
        "9899 9653 3160 4954",
        "6 5 3 3 1 6 0 4 9 5 4",
    ],
)
def test_text_names_the_bill(text: str) -> None:
    assert codes_named([text], KNOWN) == [CODE]


@pytest.mark.parametrize(
    "text",
    [
        "165331604954",
        "653316049541",
        "65331604955",
        "6533160495",
        "65331604945",
        "653  3160 4954",
        "653/3160/4954",
        "653 - 3160 - 4954",
        "653_31604954",
        "6533 160495 41",
        "9899865331604954",
        "99899965331604954",
        "98999653316049541",
        "65331604954\u0661"[:10] + "\u0664",
        "",
    ],
)
def test_text_names_no_bill(text: str) -> None:
    assert codes_named([text], KNOWN) == []


def test_line_may_name_several_bills_each_once_in_order() -> None:
    texts = ("52400655678 DAN 65331604954", "52400655678")

    assert codes_named(texts, KNOWN) == [OTHER, CODE]


def test_digits_of_two_fields_never_join() -> None:
    assert codes_named(("65331", "604954"), KNOWN) == []


def test_codes_may_share_a_group_where_both_readings_fit() -> None:
    # 6533 + 1604954 and 1604954 + 5240 are both whole neighbouring groups of eleven digits
    assert possible_codes(["6533 1604954 5240"]) == ["65331604954", "16049545240"]


@given(
    groups=st.lists(st.text("0123456789", min_size=1, max_size=12), min_size=1, max_size=6),
    seam=st.sampled_from(" .-"),
)
def test_every_run_of_whole_groups_is_found_and_nothing_else(groups: list[str], seam: str) -> None:
    runs = {
        "".join(groups[start:end])
        for start in range(len(groups))
        for end in range(start + 1, len(groups) + 1)
    }
    wanted = {run for run in runs if len(run) == 11}
    wanted |= {run[5:] for run in runs if len(run) == 16 and run.startswith("98999")}

    assert set(possible_codes([f"A{seam.join(groups)}B"])) == wanted


def test_long_chain_of_digits_takes_no_long_time() -> None:
    assert len(possible_codes(["1 " * 200_000])) == 1


def movement(key: str, day: int, side: Side, amount: int, *codes: str) -> Movement:
    on = date(2011, 10, day)
    return Movement(key, "9990011223", on, on, side, Decimal(amount), codes)


def test_debit_takes_back_an_earlier_credit_of_its_bill_and_amount() -> None:
    lines = [
        movement("credit", 7, Side.CREDIT, 500, CODE),
        movement("debit", 8, Side.DEBIT, 500, CODE),
    ]

    assert reversals(lines) == {"debit": "credit"}


@pytest.mark.parametrize(
    "debit",
    [
        movement("other amount", 8, Side.DEBIT, 499, CODE),
        movement("other bill", 8, Side.DEBIT, 500, OTHER),
        movement("no bill", 8, Side.DEBIT, 500),
        movement("before", 6, Side.DEBIT, 500, CODE),
    ],
)
def test_debit_that_differs_takes_nothing_back(debit: Movement) -> None:
    assert reversals([movement("credit", 7, Side.CREDIT, 500, CODE), debit]) == {}


def test_credit_is_taken_back_once() -> None:
    lines = [
        movement("credit", 7, Side.CREDIT, 500, CODE),
        movement("debit", 8, Side.DEBIT, 500, CODE),
        movement("again", 9, Side.DEBIT, 500, CODE),
    ]

    assert reversals(lines) == {"debit": "credit"}


def test_latest_of_several_credits_goes_but_none_after_the_debit() -> None:
    lines = [
        movement("after", 9, Side.CREDIT, 500, CODE),
        movement("debit", 8, Side.DEBIT, 500, CODE),
        movement("first", 3, Side.CREDIT, 500, CODE),
        movement("latest", 7, Side.CREDIT, 500, CODE),
    ]

    assert reversals(lines) == {"debit": "latest"}


def test_debit_of_another_account_takes_nothing_back() -> None:
    on = date(2011, 10, 8)
    debit = Movement("debit", "9990055500022", on, on, Side.DEBIT, Decimal(500), (CODE,))

    assert reversals([movement("credit", 7, Side.CREDIT, 500, CODE), debit]) == {}


def line(text: str, side: Side = Side.CREDIT, **facts: object) -> StatementLine:
    on = date(2011, 10, 8)
    return StatementLine(
        n=1, day=on, value_date=on, direction=side, amount=Decimal(1), texts=(text,), **facts
    )


@pytest.mark.parametrize(
    "text", ["BUNGA", "JASA GIRO", "Bunga Rekening Okt 2011", "CREDIT INTEREST", "BUNGA 31/10"]
)
def test_credit_of_interest_is_no_payment(text: str) -> None:
    assert kind(line(text)) is Kind.INTEREST


@pytest.mark.parametrize(
    "text", ["PT BUNGA MELATI", "SETORAN TUNAI", "", "IURAN BUNGA SARI", "TRANSFER JASA GIRO MAS"]
)
def test_credit_that_may_be_an_employers_stays_a_payment(text: str) -> None:
    assert kind(line(text)) is Kind.PAYMENT


def test_banks_own_code_tells_interest_and_charges() -> None:
    assert kind(line("KREDIT 0410", bank_kind="NINT")) is Kind.INTEREST
    assert kind(line("", bank_kind="ACMT/MCOP/INTR")) is Kind.INTEREST
    assert kind(line("", Side.DEBIT, bank_kind="PMNT/MDOP/CHRG")) is Kind.CHARGE


@pytest.mark.parametrize("text", ["BIAYA ADM", "PAJAK BUNGA", "Biaya transaksi Transfer Fee"])
def test_debit_of_fee_or_tax_is_a_charge(text: str) -> None:
    assert kind(line(text, Side.DEBIT)) is Kind.CHARGE


def test_fee_given_back_is_a_charge_too() -> None:
    assert kind(line("KOREKSI BIAYA ADM")) is Kind.CHARGE


def test_other_debit_is_money_that_went_and_its_marked_reversal_the_same() -> None:
    assert kind(line("PEMINDAHAN KE DEPOSITO", Side.DEBIT)) is Kind.OUTGOING
    assert kind(line("PEMINDAHAN KE DEPOSITO", takes_back=True)) is Kind.OUTGOING
