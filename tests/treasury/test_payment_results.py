"""The bank's answers and its statement: what is paid, what came back, what the books say."""

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.jobs.verification import verify
from jamsostek.treasury.formats.payment_results import ResultUnreadable
from jamsostek.treasury.models import (
    BankAccount,
    PaymentItem,
    PaymentOrder,
    PaymentResultFile,
    PaymentRun,
    PaymentStep,
)
from jamsostek.treasury.queries.payment_lines import lines_naming_payments
from jamsostek.treasury.services.payment_results import take_result
from jamsostek.treasury.services.payments import (
    Destination,
    NotBackYet,
    NotReturned,
    mark_unknown,
    reissue,
)
from jamsostek.treasury.services.runs import (
    NothingDue,
)
from tests.people import act
from tests.treasury.accounts import collecting
from tests.treasury.paying import (
    CASH,
    DUE,
    answered,
    bank_line,
    books,
    matched,
    ordered,
    person,
    sent,
    state,
)

pytestmark = pytest.mark.django_db

OTHER = Destination("TRANSFER", "BNI", "9902020000456", "Ibu Contoh Rekaan")


@pytest.fixture
def bank() -> BankAccount:
    return collecting("0099000011")


@pytest.fixture
def run(bank: BankAccount) -> PaymentRun:
    """A run of three payments, Rp6.000.000, that is sent."""
    for number in (1, 2, 3):
        ordered((number, number * 1_000_000))
    return sent(bank)


def test_the_banks_answer_pays_and_returns_and_lists_what_nobody_knows(run):
    first, second, third = run.orders.order_by("pk")

    file = answered(
        f"{first.code},BERHASIL,,1000000",
        f"{second.code},DITOLAK,Rekening tutup,2.000.000",
        f"{third.code},DIPROSES,,",
        "PB99999999,BERHASIL,,",
    )

    assert (file.paid, file.returned, file.pending) == (1, 1, 1)
    assert file.faults == [{"code": "PB99999999", "fault": "UNKNOWN_CODE"}]
    assert [state(order) for order in (first, second, third)] == ["PAID", "RETURNED", "SENT"]
    assert (first.paid_on, second.paid_on) == (DUE, None)
    assert PaymentStep.objects.get(order=second, state="RETURNED").reason == "Rekening tutup"
    assert books() == (4_000_000, -4_000_000, 0)
    assert verify().differences == []


def test_the_same_answer_again_changes_nothing(run):
    row = f"{run.orders.first().code},DITOLAK,Rekening tutup,"
    first = answered(row)

    assert answered(row) == first
    assert answered(row, "") != first
    assert PaymentStep.objects.filter(state="RETURNED").count() == 1
    assert books() == (5_000_000, -5_000_000, 0)


def test_answers_that_contradict_are_listed_and_change_nothing(run):
    first, second, third = run.orders.order_by("pk")
    answered(f"{first.code},DITOLAK,,")
    waiting = ordered((9, 500))

    file = answered(
        f"{first.code},BERHASIL,,",
        f"{second.code},BERHASIL,,",
        f"{second.code},DITOLAK,,",
        f"{third.code},BERHASIL,,999",
        f"{waiting.code},BERHASIL,,",
    )

    assert [fault["fault"] for fault in file.faults] == [
        "CONTRADICTS",
        "CONTRADICTS",
        "OTHER_AMOUNT",
        "NOT_SENT",
    ]
    assert [state(each) for each in (first, second, third)] == ["RETURNED", "SENT", "SENT"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kode,status\r\n",
        b"kode,keadaan\r\nPB00000001,BERHASIL\r\n",
        b"kode,status\r\nPB00000001,MUNGKIN\r\n",
        b"kode,status\r\n,BERHASIL\r\n",
        b"kode,status,jumlah\r\nPB00000001,BERHASIL,banyak\r\n",
        b"\x00\x01",
        b"<Document/>",
        b"<Document",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_whole(content):
    with pytest.raises(ResultUnreadable):
        take_result(content=content, name="hasil", act=person("kasir"))

    assert PaymentResultFile.objects.count() == 0


PAIN_002 = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>{run}</OrgnlMsgId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>{run}</OrgnlPmtInfId>{payments}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>"""
PAYMENT = """<TxInfAndSts><OrgnlEndToEndId>{code}</OrgnlEndToEndId><TxSts>{status}</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Closed account</AddtlInf></StsRsnInf></TxInfAndSts>"""


def iso(run: PaymentRun, group: str, **statuses: str) -> PaymentResultFile:
    payments = "".join(PAYMENT.format(code=c, status=s) for c, s in statuses.items())
    content = PAIN_002.format(run=run.code, group=group, payments=payments).encode()
    return take_result(content=content, name="pain002.xml", act=person("kasir"))


def test_pain_002_may_speak_of_a_whole_run_and_name_what_failed(run):
    first = run.orders.order_by("pk").first()

    file = iso(run, "ACSC", **{first.code: "RJCT"})

    assert (file.paid, file.returned, file.faults) == (2, 1, [])
    assert PaymentStep.objects.get(state="RETURNED").reason == "AC04 Closed account"
    assert verify().differences == []


def test_pain_002_of_a_run_under_way_says_only_what_it_names(run):
    first = run.orders.order_by("pk").first()

    file = iso(run, "PART", **{first.code: "ACSC"})

    assert (file.paid, file.returned, file.pending) == (1, 0, 0)


def test_a_run_that_the_bank_refuses_is_owed_again(run):
    iso(run, "RJCT")

    assert set(run.orders.values_list("state", flat=True)) == {"RETURNED"}
    assert books() == (0, 0, 0)


def test_a_debit_that_names_a_payment_settles_it_and_says_when_it_was_paid(run, bank):
    order = run.orders.order_by("pk").first()
    line = bank_line(bank, -1_000_000, f"TRSF E-BANKING DB {order.code[:6]} {order.code[6:]} IBU")
    assert lines_naming_payments() == [line.pk]

    assert matched(line) == [order.code]

    assert (state(order), order.paid_on, order.settled_line) == ("PAID", DUE, line)
    assert books() == (6_000_000, -5_000_000, 0)
    assert lines_naming_payments() == []
    assert matched(line) == []
    assert verify().differences == []


def test_a_debit_of_another_amount_or_of_nothing_we_sent_stays_unexplained(run, bank):
    order = run.orders.order_by("pk").first()
    waiting = ordered((9, 500))

    assert matched(bank_line(bank, -1_000_001, order.code)) == []
    assert matched(bank_line(bank, -500, waiting.code)) == []
    assert matched(bank_line(bank, -500, "PB12")) == []
    assert verify().differences == []


def test_one_debit_may_take_the_whole_run_or_what_the_bank_did_not_refuse(run, bank):
    first = run.orders.order_by("pk").first()
    answered(f"{first.code},DITOLAK,,")
    line = bank_line(bank, -5_000_000, f"PAYROLL {run.code}")

    assert len(matched(line)) == 2

    run.refresh_from_db()
    assert run.settled_line == line
    assert books() == (5_000_000, 0, 0)
    assert verify().differences == []


def test_a_whole_run_taken_with_what_was_refused_leaves_the_bank_owing_it(run, bank):
    first = run.orders.order_by("pk").first()
    answered(f"{first.code},DITOLAK,,")
    assert len(matched(bank_line(bank, -6_000_000, run.code))) == 3
    assert books() == (5_000_000, 1_000_000, 0)
    assert state(first) == "RETURNED"
    assert verify().differences == []

    matched(bank_line(bank, 1_000_000, f"RETUR {first.code}"))

    assert books() == (5_000_000, 0, 0)
    assert verify().differences == []


def test_a_credit_that_names_a_payment_brings_it_back_and_it_goes_out_anew_once(run, bank):
    order = run.orders.order_by("pk").first()
    matched(bank_line(bank, -1_000_000, order.code))

    assert matched(bank_line(bank, 1_000_000, f"RETUR {order.code} NO REK SALAH")) == [order.code]

    assert state(order) == "RETURNED"
    assert books() == (5_000_000, -5_000_000, 0)
    again = reissue(order=order, destination=OTHER, act=act())
    assert reissue(order=order, destination=OTHER, act=act()) == again
    with pytest.raises(NotReturned):
        reissue(order=order, destination=CASH, act=act())
    assert (again.amount, again.bank, again.reissue_of) == (1_000_000, "BNI", order)
    assert not PaymentItem.objects.get(order=order).standing
    assert PaymentItem.objects.get(order=again).standing
    assert sent(bank).count == 1
    assert books() == (6_000_000, -6_000_000, 0)
    assert verify().differences == []


def test_a_payment_of_unknown_fate_waits_for_the_banks_word(run, bank):
    order = run.orders.order_by("pk").first()
    mark_unknown(order=order, reason="Portal bank putus saat mengirim", act=person("keuangan"))

    with pytest.raises(NotReturned):
        reissue(order=order, destination=OTHER, act=act())
    with pytest.raises(NothingDue):
        sent(bank)
    assert verify().differences == []
    matched(bank_line(bank, -1_000_000, order.code))

    assert state(order) == "PAID"
    assert verify().differences == []


def test_the_database_keeps_a_sent_payment_in_its_run_and_paid_ones_paid(run):
    order = run.orders.order_by("pk").first()

    with pytest.raises(IntegrityError, match="stays in the run"):
        change_order(order, "run_id = NULL")
    with pytest.raises(IntegrityError, match="cannot become"):
        change_order(order, "state = 'QUEUED'")


def test_a_payment_called_returned_that_the_bank_took_waits_for_the_money(run, bank):
    order = run.orders.order_by("pk").first()
    answered(f"{order.code},DITOLAK,,")
    matched(bank_line(bank, -1_000_000, order.code))
    assert state(order) == "RETURNED"

    with pytest.raises(NotBackYet):
        reissue(order=order, destination=CASH, act=act())
    matched(bank_line(bank, 1_000_000, f"RETUR {order.code}"))

    assert reissue(order=order, destination=CASH, act=act()).reissue_of == order
    assert verify().differences == []


def change_order(order: PaymentOrder, how: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE treasury_paymentorder SET {how} WHERE id = %s", [order.pk])  # noqa: S608


def test_verification_sees_a_payment_that_the_books_do_not_know(run):
    change_order(run.orders.order_by("pk").first(), "state = 'RETURNED'")

    assert {each.check for each in verify().differences} == {
        "payments owed",
        "payments under way",
        "payment",
    }
