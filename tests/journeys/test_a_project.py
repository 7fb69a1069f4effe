"""A contractor registers a project, the bank reports its money, an officer certifies and amends."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.documents.models import Document
from jamsostek.institution.models import Role, User
from jamsostek.membership.models import Contractor, Project, ProjectWorker
from jamsostek.membership.services import let_contractor_sign_in
from tests.building import contractor
from tests.building import project as made
from tests.contributions.test_receipts import bank_line
from tests.jobs.inline import run_waiting_jobs
from tests.people import act, yogyakarta
from tests.treasury.accounts import collecting
from tests.web.conftest import TODAY, signed_in  # noqa: F401 - a fixture
from tests.web.finance.bank import ACCOUNT, statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_of_2011(settings):
    settings.BUSINESS_DAY = TODAY
    settings.PUBLIC_URL = "https://jamsostek.example"


@pytest.fixture
def builder() -> Client:
    """A browser of somebody of CV Bangun Rekaan."""
    user = User.objects.create_user("kontraktor", password="sandi-panjang-2011")  # noqa: S106
    let_contractor_sign_in(user=user, name="Joko Rekaan", contractor=contractor(), act=act())
    client = Client()
    client.force_login(user)
    return client


ABOUT = {
    "name": "Gedung SD Rekaan 2",
    "owner": "Dinas Pendidikan Rekaan",
    "contract_number": "SPK-9/2011",
    "place": "Jalan Contoh 1",
    "subcontractors": "UD Batu Rekaan; pondasi",
}
VALUE = {
    "contract_value": "180.000.000",
    "wage_sum": "",
    "from_date": "01-11-2011",
    "last_day": "29-01-2012",
    "payment": "TERMS",
}


def register(client: Client, firm: int) -> Project:
    before = f"/kontraktor/{firm}/proyek/daftar/"
    assert client.get(before).status_code == 302
    answer = client.post(f"{before}proyek/", {**ABOUT, "branch": yogyakarta().pk})
    assert answer.status_code == 302, answer.content.decode()
    assert client.post(f"{before}nilai/", VALUE)["Location"] == f"{before}periksa/"
    shown = client.get(f"{before}periksa/").content.decode()
    assert "Rp392.000" in shown
    assert "Rp196.000" in shown
    answer = client.post(f"{before}periksa/")
    project = Project.objects.get()
    assert answer["Location"] == f"/proyek/{project.number}/"
    return project


def pay(signed_in, bill: Bill) -> None:  # noqa: F811 - the fixture, handed on
    client = signed_in(Role.FINANCE_OFFICER, branch=yogyakarta())
    content = statement((TODAY, bill.amount, f"SETORAN {bill.code}"))
    client.post("/rekening-koran/kirim/", {"statements": [SimpleUploadedFile("b.csv", content)]})
    run_waiting_jobs()


def test_a_project_from_registration_to_the_bill_of_its_addendum(builder, signed_in):  # noqa: F811
    collecting(ACCOUNT)
    project = register(builder, Contractor.objects.get().pk)
    page = f"/proyek/{project.number}/"
    first = Bill.objects.get(project=project, project_term__term=1)

    shown = builder.get(page).content.decode()
    assert first.code in shown
    assert "belum terlindungi" in shown
    officer = signed_in(Role.MEMBERSHIP_OFFICER)
    sign = {"position": "Kepala Kantor Cabang", "pasti": "1"}
    assert "belum lunas" in officer.post(f"{page}sertifikat/", sign).content.decode()

    rows = b"Nama;NIK;Mulai\nSUYONO;9971010101800001;01-11-2011\nPARDI;;\nJumlah;;\n"
    answer = builder.post(
        f"{page}pekerja/kirim/", {"file": SimpleUploadedFile("pekerja.csv", rows)}
    )
    assert "2 pekerja masuk daftar" in answer.content.decode()
    assert ProjectWorker.objects.filter(project=project).count() == 2

    pay(signed_in, first)
    assert "belum terlindungi" not in builder.get(page).content.decode()
    assert officer.post(f"{page}sertifikat/", sign).status_code == 302
    paper = Document.objects.get(subject_type="project", subject_id=project.pk)
    pdf = builder.get(f"{page}dokumen/{paper.pk}/")
    assert pdf.content.startswith(b"%PDF")

    says = {
        "contract_value": "600.000.000",
        "wage_sum": "",
        "last_day": "29-01-2012",
        "signed_on": "20-10-2011",
        "reason": "Adendum I",
        "after_version": "0",
    }
    confirm = officer.post(f"{page}adendum/", says).content.decode()
    assert "Rp758.000" in confirm
    assert officer.post(f"{page}adendum/", {**says, "pasti": "1"}).status_code == 302
    more = Bill.objects.get(project=project, project_term__version__version=1)
    assert more.amount == 758_000
    assert more.code in builder.get(page).content.decode()
    assert "Rp758.000" in builder.get(f"{page}tagihan/{more.code}/").content.decode()
    again = officer.post(f"{page}adendum/", {**says, "contract_value": "1", "pasti": "1"})
    assert "Muat ulang" in again.content.decode()
    assert Bill.objects.filter(project=project).count() == 4


def test_a_list_with_a_bad_row_is_handed_back_and_nothing_is_taken(builder):
    project = register(builder, Contractor.objects.get().pk)
    rows = b"Nama,NIK,KPJ\nSUYONO,,\n,9971010101800001,\nPARDI,,12\n"

    answer = builder.post(
        f"/proyek/{project.number}/pekerja/kirim/", {"file": SimpleUploadedFile("p.csv", rows)}
    )

    shown = answer.content.decode()
    assert "KPJ tidak terbaca" in shown
    assert not ProjectWorker.objects.exists()


def test_a_contractor_sees_its_own_projects_alone(builder):
    far = made(by=contractor("PT Lain Rekaan"))

    assert far.number not in builder.get("/kontraktor/proyek/").content.decode()
    for address in ("", "pekerja/", "adendum/", "sertifikat/", f"tagihan/{'0' * 11}/"):
        assert builder.get(f"/proyek/{far.number}/{address}").status_code == 404
    assert builder.get(f"/kontraktor/{far.contractor_id}/").status_code == 404
    assert builder.get("/proyek/").status_code == 404
    assert builder.get("/pekerjaan/")["Location"] == "/kontraktor/proyek/"


def test_an_officer_finds_a_project_and_registers_one_for_a_new_contractor(signed_in):  # noqa: F811
    officer = signed_in(Role.MEMBERSHIP_OFFICER)
    facts = {"name": "PT Baru Rekaan", "branch": yogyakarta().pk}

    answer = officer.post("/kontraktor/daftar/", facts)
    firm = Contractor.objects.get()
    assert answer["Location"] == f"/kontraktor/{firm.pk}/proyek/daftar/"
    project = register(officer, firm.pk)

    assert project.number in officer.get("/proyek/?cari=gedung").content.decode()
    assert "PT Baru Rekaan" in officer.get("/kontraktor/?cari=baru").content.decode()
    assert officer.get(f"/kontraktor/{firm.pk}/").status_code == 200


def test_finance_finds_the_bill_of_a_project_by_its_contractor(signed_in):  # noqa: F811
    (bill,) = bill_project(project=made(), payment=Payment.ONCE, act=act())
    line = bank_line(bill.amount, day=TODAY)
    finance = signed_in(Role.FINANCE_OFFICER)

    shown = finance.get(f"/penerimaan/{line.pk}/?tagihan=bangun").content.decode()

    assert bill.code in shown
    assert f"/proyek/{bill.project.number}/tagihan/{bill.code}/" in shown
    assert finance.get(reverse("assignment", args=[line.pk, bill.code])).status_code == 200
    part = bank_line(bill.amount - 1, bill.code, day=TODAY)
    allocate_receipts(line_ids=[part.pk], act=act())
    assert bill.code in finance.get("/penerimaan/?tampil=kurang").content.decode()
    assert "CV Bangun Rekaan" in finance.get(f"/penerimaan/{part.pk}/").content.decode()
