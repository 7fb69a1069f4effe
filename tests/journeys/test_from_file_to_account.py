"""The main job over HTTP, without JavaScript: from an employer's file to the member's account."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jamsostek.contributions.models import Bill
from jamsostek.institution.models import Role, User
from jamsostek.jobs.verification import verify
from jamsostek.ledger.queries import trial_balance
from jamsostek.membership.models import EmployerUser
from jamsostek.savings.queries import account_of, balance_on
from tests.jobs.inline import run_waiting_jobs
from tests.people import batik_melati, hire, person
from tests.treasury.accounts import collecting
from tests.web.conftest import appoint
from tests.web.employer.files import workbook
from tests.web.finance.bank import ACCOUNT, statement

pytestmark = pytest.mark.django_db
PAID = date(2011, 10, 12)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _on_the_third_of_october(settings):
    settings.BUSINESS_DAY = date(2011, 10, 3)


@pytest.fixture
def melati():
    return batik_melati()


@pytest.fixture
def employer(melati):
    user = User.objects.create_user("hrd-melati")
    EmployerUser.objects.create(user=user, employer=melati, name="Dewi Rekaan")
    return browser(user)


@pytest.fixture
def finance(melati):
    collecting(ACCOUNT)
    return browser(appoint(Role.FINANCE_OFFICER, branch=melati.branch).user)


@pytest.fixture
def membership_officer(melati):
    return browser(appoint(Role.MEMBERSHIP_OFFICER, branch=melati.branch).user)


def messy_file() -> bytes:
    """SITI as she should be, BUDI twice, a wage in words, JOKO unknown, a total below."""
    siti, budi, citra = (person(name).kpj for name in ("SITI", "BUDI", "CITRA"))
    return workbook(
        (siti, None, "SITI", None, None, "Rp 2.500.000,-"),
        (budi, None, "BUDI", None, None, 1_200_000),
        (budi, None, "BUDI", None, None, 1_200_000),
        (citra, None, "CITRA", None, None, "satu juta"),
        (None, "9934567801900001", "JOKO", date(2011, 9, 12), None, 1_000_000),
        total=5_900_000,
    )


def send(client: Client, at: str, **form: SimpleUploadedFile) -> str:
    """Send a form, let the background work be done, and give where the browser is led."""
    sent = client.post(at, form)
    run_waiting_jobs()
    return sent["Location"]


def send_file(client: Client, npp: str, content: bytes) -> str:
    at = f"/pemberi-kerja/{npp}/laporan-upah/2011-09/berkas/"
    return send(client, at, file=SimpleUploadedFile("upah sept.xlsx", content))


def declare(client: Client, file: str) -> Bill:
    """File what was read, and give the one bill there is."""
    send(client, file + "periksa/")
    return Bill.objects.get()


def send_statement(client: Client, content: bytes) -> None:
    send(client, "/rekening-koran/kirim/", statements=SimpleUploadedFile("b.csv", content))


def in_suspense() -> int:
    """Give what was received and belongs to no bill yet."""
    return -next(row.balance for row in trial_balance(on=None) if row.code == "2101")


def saved(*names: str) -> list[int]:
    """Give the balances of the members' JHT accounts on the day of payment."""
    accounts = [account_of(person(name).pk) for name in names]
    return [balance_on(account, PAID) for account in accounts if account is not None]


def test_an_employer_declares_a_messy_file_and_the_money_reaches_the_members(
    melati, employer, finance, membership_officer
):
    hire(melati, "SITI", "BUDI", "CITRA")

    # The file is read; two rows are taken, three are not, each with its reason.
    home = employer.get("/perusahaan/ringkasan/").content.decode()
    assert "Laporkan upah September 2011" in home
    content = messy_file()
    file = send_file(employer, melati.npp, content)
    read = employer.get(file)
    assert (read.context["accepted"], read.context["rejected"]) == (2, 3)
    assert [row.name for row in read.context["page"].object_list] == ["BUDI", "CITRA", "JOKO"]

    # The stranger is registered in one step, and the file is read again by itself.
    assert "JOKO" in employer.get(file + "tenaga-kerja-baru/").content.decode()
    send(employer, file + "tenaga-kerja-baru/")
    assert employer.get(file).context["accepted"] == 3

    # What will be due is shown before anything is filed: 6.89 % of 4,700,000.
    review = employer.get(file + "periksa/")
    assert review.context["table"].total == 323_830
    bill = declare(employer, file)
    assert bill.amount == 323_830
    page = employer.get(employer.get(file)["Location"]).content.decode()
    assert bill.code in page
    assert "Belum dibayar" in page

    # The same file again leads to the same bill.
    assert send_file(employer, melati.npp, content) == file
    assert Bill.objects.count() == 1

    # The bank's statement pays it, exactly once however often it is sent.
    booked = statement((PAID, 323_830, f"SETORAN IURAN {bill.code}"), (PAID, 1_000, "SALAH KIRIM"))
    send_statement(finance, booked)
    send_statement(finance, booked)
    page = employer.get(f"/pemberi-kerja/{melati.npp}/tagihan/{bill.code}/").content.decode()
    assert "Lunas" in page
    assert "Dibukukan" in page
    assert "SALAH KIRIM" in finance.get("/penerimaan/").content.decode()

    # 5.70 % of each wage is on the member's account, and the books are whole.
    assert saved("SITI", "BUDI", "JOKO") == [142_500, 68_400, 57_000]
    assert account_of(person("CITRA").pk) is None
    assert verify().holds
    assert in_suspense() == 1_000

    # The officer of the branch sees it on the member's page.
    siti = membership_officer.get(f"/peserta/{person('SITI').kpj}/jht/").content.decode()
    assert "142.500" in siti


def test_an_officer_declares_for_an_employer_and_is_named(melati, membership_officer):
    hire(melati, "SITI")
    file = workbook((person("SITI").kpj, None, "SITI", None, None, 1_000_000))

    bill = declare(membership_officer, send_file(membership_officer, melati.npp, file))

    assert bill.amount == 68_900
    assert bill.declaration is not None
    assert bill.declaration.filed_by == "Sri Lestari Rekaan"


def test_what_belongs_to_another_employer_cannot_be_told_from_nothing(melati, employer):
    hire(melati, "SITI")
    other = batik_melati(name="PT Rotan Rekaan")
    hire(other, "JOKO")
    stranger = User.objects.create_user("hrd-rotan")
    EmployerUser.objects.create(user=stranger, employer=other, name="Rudi Rekaan")
    theirs = browser(stranger)
    file = workbook((person("JOKO").kpj, None, "JOKO", None, None, 1_000_000))
    address = send_file(theirs, other.npp, file)
    bill = f"/pemberi-kerja/{other.npp}/tagihan/{declare(theirs, address).code}/"

    answers = [
        employer.get(at).status_code
        for at in (
            address,
            address + "hasil/",
            address + "periksa/",
            address.replace(other.npp, melati.npp),
            bill,
            bill.replace(other.npp, melati.npp),
            f"/pemberi-kerja/{other.npp}/laporan-upah/",
            f"/pemberi-kerja/{other.npp}/laporan-upah/contoh.xlsx",
        )
    ]

    assert answers == [404] * 8
    assert theirs.get(bill).status_code == 200
