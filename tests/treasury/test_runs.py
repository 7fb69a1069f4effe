"""Runs, the bank's answers and its statement: what is paid, what came back, what the books say."""

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.jobs.verification import verify
from jamsostek.treasury.models import (
    BankAccount,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    PaymentStep,
)
from jamsostek.treasury.services.payments import (
    Destination,
    NotAPerson,
    NotNow,
    cancel_order,
)
from jamsostek.treasury.services.runs import (
    Choice,
    NothingDue,
    RunChanged,
    RunNotNow,
    SamePerson,
    cancel_run,
    prepare_run,
    release_run,
)
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.treasury.paying import (
    CASH,
    DUE,
    books,
    ordered,
    person,
    sent,
)

pytestmark = pytest.mark.django_db

PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"}


@pytest.fixture
def bank() -> BankAccount:
    return collecting("0099000011")


@pytest.fixture
def run(bank: BankAccount) -> PaymentRun:
    """A run of three payments, Rp6.000.000, that is sent."""
    for number in (1, 2, 3):
        ordered((number, number * 1_000_000))
    return sent(bank)


def test_a_run_takes_what_is_due_of_its_choice_and_no_other_run_takes_it_too(bank):
    small, large = ordered((1, 900_000)), ordered((2, 5_000_000))
    later = ordered((3, 1_000_000), due_on=DUE + timedelta(days=1))
    ordered((4, 1_000_000), destination=CASH)

    run = prepare_run(account=bank, choice=Choice(DUE, most=1_000_000), act=person("kasir"))
    other = prepare_run(account=bank, choice=Choice(DUE, branch=yogyakarta()), act=person("kasir"))

    assert list(run.orders.all()) == [small]
    assert list(other.orders.all()) == [large]
    assert (run.count, run.amount) == (1, 900_000)
    assert PaymentOrder.objects.get(pk=later.pk).run is None
    with pytest.raises(NothingDue):
        prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))


def test_releasing_moves_every_payment_from_what_is_owed_into_what_is_under_way(run):
    assert books() == (6_000_000, -6_000_000, 0)
    assert set(run.orders.values_list("state", flat=True)) == {"SENT"}
    steps = PaymentStep.objects.filter(state="SENT")
    assert steps.count() == 3
    assert all(steps.values_list("entry_id", flat=True))
    assert verify().differences == []


def test_releasing_again_changes_nothing_and_the_files_stay(run):
    before = list(PaymentFile.objects.order_by("pk").values_list("sha256", "made_at"))

    again = release_run(run=run, amount=run.amount, act=person("keuangan", date(2011, 10, 4)))

    assert again.released_at == run.released_at
    assert list(PaymentFile.objects.order_by("pk").values_list("sha256", "made_at")) == before
    assert books() == (6_000_000, -6_000_000, 0)


def test_who_prepared_a_run_does_not_release_it_nor_does_the_system(bank):
    ordered((1, 1_000_000))
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))

    with pytest.raises(SamePerson):
        release_run(run=run, amount=run.amount, act=person("kasir"))
    with pytest.raises(NotAPerson):
        release_run(run=run, amount=run.amount, act=act())
    with pytest.raises(NotAPerson):
        prepare_run(account=bank, choice=Choice(DUE), act=act())


def test_the_database_too_wants_two_persons_for_a_run(bank):
    ordered((1, 1_000_000))
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))

    with pytest.raises(IntegrityError, match="run_released_by_another"):
        change_run(run, "released_by_id = prepared_by_id")
    with pytest.raises(IntegrityError, match="run_state_told"):
        change_run(run, "released_by_id = NULL")


def change_run(run: PaymentRun, how: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE treasury_paymentrun SET state = 'RELEASED', released_at = now(), {how}"  # noqa: S608
            " WHERE id = %s",
            [run.pk],
        )


def test_a_run_that_changed_since_it_was_seen_is_not_released(bank):
    first = ordered((1, 1_000_000))
    ordered((2, 2_000_000))
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))
    cancel_order(order=first, reason="Ahli waris lain melapor", act=act())

    with pytest.raises(RunChanged) as told:
        release_run(run=run, amount=3_000_000, act=person("keuangan"))

    assert told.value.amount == 2_000_000
    released = release_run(run=run, amount=2_000_000, act=person("keuangan"))
    assert (released.count, released.amount) == (1, 2_000_000)
    assert verify().differences == []


def test_a_run_given_up_lets_its_payments_wait_again(bank):
    order = ordered((1, 1_000_000))
    run = prepare_run(account=bank, choice=Choice(DUE), act=person("kasir"))

    cancel_run(run=run, act=person("keuangan"))

    order.refresh_from_db()
    assert (order.state, order.run) == ("QUEUED", None)
    with pytest.raises(RunNotNow):
        release_run(run=run, amount=1_000_000, act=person("keuangan"))
    with pytest.raises(RunNotNow):
        cancel_run(run=run, act=person("keuangan"))


def test_a_payment_that_was_sent_is_not_cancelled(run):
    with pytest.raises(NotNow):
        cancel_order(order=run.orders.first(), reason="salah", act=act())


def test_pain_001_names_every_payment_and_its_sums_agree(run):
    file = PaymentFile.objects.get(run=run, format="PAIN001")

    root = ET.fromstring(bytes(file.content))  # noqa: S314 - our own file

    said = {e.findtext("p:PmtId/p:EndToEndId", "", PAIN): e for e in root.iter(tag("CdtTrfTxInf"))}
    assert set(said) == set(run.orders.values_list("code", flat=True))
    amounts = [e.find("p:Amt/p:InstdAmt", PAIN) for e in said.values()]
    assert sorted(int(amount.text) for amount in amounts) == [1_000_000, 2_000_000, 3_000_000]
    assert {amount.get("Ccy") for amount in amounts} == {"IDR"}
    for block in ("GrpHdr", "PmtInf"):
        part = next(root.iter(tag(block)))
        assert part.findtext("p:NbOfTxs", "", PAIN) == "3"
        assert part.findtext("p:CtrlSum", "", PAIN) == "6000000"
    assert [each.tag.split("}")[1] for each in next(root.iter(tag("GrpHdr")))] == [
        "MsgId",
        "CreDtTm",
        "NbOfTxs",
        "CtrlSum",
        "InitgPty",
    ]
    assert [each.tag.split("}")[1] for each in next(root.iter(tag("PmtInf")))][:9] == [
        "PmtInfId",
        "PmtMtd",
        "BtchBookg",
        "NbOfTxs",
        "CtrlSum",
        "ReqdExctnDt",
        "Dbtr",
        "DbtrAcct",
        "DbtrAgt",
    ]
    assert [each.tag.split("}")[1] for each in next(root.iter(tag("CdtTrfTxInf")))] == [
        "PmtId",
        "Amt",
        "CdtrAgt",
        "Cdtr",
        "CdtrAcct",
        "RmtInf",
    ]


def tag(name: str) -> str:
    return f"{{{PAIN['p']}}}{name}"


def test_no_text_in_the_csv_runs_as_a_formula_and_none_breaks_the_xml(bank):
    evil = Destination("TRANSFER", "+BANK", "0099", '=HYPERLINK("x")')
    ordered((1, 1_000), payee="@Ibu\x01 <Contoh> & Rekaan", destination=evil)
    run = sent(bank)

    rows = list(csv.reader(io.StringIO(content_of(run, "CSV").decode())))
    root = ET.fromstring(content_of(run, "PAIN001"))  # noqa: S314 - our own file

    assert rows[1][1:5] == ["'@Ibu <Contoh> & Rekaan", "'+BANK", "0099", '\'=HYPERLINK("x")']
    assert next(root.iter(tag("Cdtr"))).findtext("p:Nm", "", PAIN) == '=HYPERLINK("x")'


def content_of(run: PaymentRun, form: str) -> bytes:
    return bytes(PaymentFile.objects.get(run=run, format=form).content)
