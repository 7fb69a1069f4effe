"""Arrears over HTTP: from the list by age to instalments, letters and claims given up."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from jamsostek.compliance.models import Agreement, Reminder, ReminderRun
from jamsostek.contributions.models import Bill, WriteOff
from jamsostek.institution.models import Role, User
from jamsostek.kernel.months import Month
from jamsostek.membership.models import EmployerUser
from tests.contributions.test_receipts import bank_line, billed, take
from tests.jobs.inline import run_waiting_jobs
from tests.people import batik_melati, hire
from tests.web.conftest import appoint, yogyakarta

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_november(settings):
    settings.BUSINESS_DAY = date(2011, 11, 1)
    settings.PUBLIC_URL = "https://jamsostek.example"


def signed(*roles: Role, name: str) -> Client:
    client = Client()
    client.force_login(appoint(*roles, branch=yogyakarta(), username=name).user)
    return client


def of_company(employer) -> Client:
    user = User.objects.create_user("hrd")
    EmployerUser.objects.create(user=user, employer=employer, name="Dewi Rekaan")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owing():
    melati = batik_melati()
    hire(melati, "SITI")
    return melati, [billed(melati, Month(2011, month)) for month in (8, 9)]


def text(answer) -> str:
    return answer.content.decode()


def test_an_officer_finds_the_debt_by_age_and_takes_the_list_along(owing):
    melati, _bills = owing
    client = signed(Role.MEMBERSHIP_OFFICER, name="rini")

    page = text(client.get("/tunggakan/"))
    assert melati.npp in page
    assert "137.800" in page
    assert "137.800" not in text(client.get("/tunggakan/?tanggal=15-09-2011"))

    book = openpyxl.load_workbook(BytesIO(client.get("/tunggakan/unduh/").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][0] == melati.npp
    assert (rows[1][5], rows[1][6], rows[1][-1]) == (68_900, 68_900, 137_800)
    csv = client.get("/tunggakan/unduh/?bentuk=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].endswith("68900;68900;0;0;0;0;0;137800")


def test_a_company_asks_for_instalments_and_an_officer_agrees(owing):
    melati, bills = owing
    company = of_company(melati)
    where = f"/pemberi-kerja/{melati.npp}/tunggakan/"
    assert company.get("/perusahaan/tunggakan/").headers["Location"] == where
    page = text(company.get(where))
    assert "Rp2.756" in page  # August: two months begun
    assert "Penghapusbukuan" not in page
    said = {
        "codes": [bill.code for bill in bills],
        "count": "2",
        "first_date": "10-11-2011",
        "reason": "Arus kas",
    }

    check = company.post(f"{where}angsuran/", said)
    assert "Ajukan pembayaran bertahap ini?" in text(check)
    assert not Agreement.objects.exists()
    company.post(f"{where}angsuran/", said | {"pasti": "1"})

    proposal = Agreement.objects.get()
    assert proposal.is_asked_by_employer
    shown = f"{where}angsuran/{proposal.pk}/"
    assert "Menunggu keputusan" in text(company.get(shown))
    assert company.get(f"{shown}putuskan/").status_code == 404
    finance = signed(Role.FINANCE_OFFICER, name="budi")
    decision = {"approve": "ya", "reason": "Mampu", "pasti": "1"}
    finance.post(f"{shown}putuskan/", decision)
    proposal.refresh_from_db()
    assert proposal.state == "AGREED"
    assert "Berjalan" in text(finance.get(shown))
    assert "Sudah diputuskan petugas lain" in text(finance.post(f"{shown}putuskan/", decision))


def test_a_plan_that_begins_too_late_is_asked_for_again_with_the_reason(owing):
    melati, bills = owing
    said = {"codes": [bills[0].code], "count": "2", "first_date": "01-01-2012", "reason": "x"}

    page = text(
        of_company(melati).post(
            f"/pemberi-kerja/{melati.npp}/tunggakan/angsuran/", said | {"pasti": "1"}
        )
    )

    assert "antara besok dan sebulan lagi" in page
    assert not Agreement.objects.exists()


def test_letters_of_a_branch_go_out_once_and_the_company_reads_its_own(owing):
    melati, _bills = owing
    client = signed(Role.MEMBERSHIP_OFFICER, name="rini")
    assert "1 pemberi kerja perlu disurati" in text(client.get("/tunggakan/surat/"))

    for _ in range(2):
        client.post("/tunggakan/surat/")
        run_waiting_jobs()

    run = ReminderRun.objects.order_by("pk")[0]
    assert "1 surat diterbitkan" in text(client.get(f"/tunggakan/surat/{run.pk}/"))
    sent = Reminder.objects.get()
    letter = of_company(melati).get(f"/pemberi-kerja/{melati.npp}/tunggakan/surat/{sent.pk}/")
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    other = batik_melati(name="PT Lain Rekaan")
    user = User.objects.create_user("lain")
    EmployerUser.objects.create(user=user, employer=other, name="Lain")
    stranger = Client()
    stranger.force_login(user)
    for npp in (melati.npp, other.npp):
        where = f"/pemberi-kerja/{npp}/tunggakan/surat/{sent.pk}/"
        assert stranger.get(where).status_code == 404


def test_a_claim_is_given_up_by_two_officers_and_claimed_again_when_money_comes(owing):
    melati, bills = owing
    where = f"/pemberi-kerja/{melati.npp}/tunggakan/"
    finance = signed(Role.FINANCE_OFFICER, name="ani")
    said = {
        "codes": [bills[0].code],
        "part": "WHOLE",
        "ground": "BANKRUPT",
        "reason": "Putusan 12/2011",
    }
    finance.post(f"{where}hapus-buku/", said | {"pasti": "1"})
    proposal = WriteOff.objects.get()
    decide = f"{where}hapus-buku/{proposal.pk}/putuskan/"
    decision = {"approve": "ya", "reason": "Setuju", "pasti": "1"}

    assert "Petugas lain yang memutuskan" in text(finance.post(decide, decision))
    signed(Role.FINANCE_OFFICER, name="budi").post(decide, decision)

    assert Bill.objects.get(pk=bills[0].pk).standing == "WRITTEN_OFF"
    bill_page = f"/pemberi-kerja/{melati.npp}/tagihan/{bills[0].code}/"
    assert "Dihapusbukukan" in text(finance.get(bill_page))
    take(bank_line(68_900, bills[0].code, day=date(2011, 11, 1)))
    assert "Lunas" in text(finance.get(bill_page))


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.AUDITOR, "hapus-buku/", 404),
        (Role.REGIONAL_HEAD, "hapus-buku/", 404),
        (Role.MEMBERSHIP_OFFICER, "hapus-buku/", 200),
        (Role.CASHIER, "angsuran/", 404),
        (Role.FINANCE_OFFICER, "angsuran/", 200),
        (Role.AUDITOR, "", 200),
    ],
)
def test_who_may_do_what_about_arrears(owing, role, page, status):
    melati, _bills = owing

    answer = signed(role, name="petugas").get(f"/pemberi-kerja/{melati.npp}/tunggakan/{page}")

    assert answer.status_code == status
