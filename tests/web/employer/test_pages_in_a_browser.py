"""The employer's and the finance officer's pages in a real browser: accessible, and they fit."""

from datetime import date

import polars as pl
import pytest

from jamsostek.contributions.models import Bill, Declaration, WageFile
from jamsostek.contributions.services.declarations import declare
from jamsostek.contributions.services.wage_files import read_received, receive_wage_file
from jamsostek.institution.models import Role, User
from jamsostek.jobs.uploads import take_upload
from jamsostek.kernel.months import Month
from jamsostek.membership.models import EmployerUser, Employment
from jamsostek.treasury.models import StatementLine, StatementUpload
from jamsostek.treasury.services import receive_upload
from jamsostek.web import background
from tests.people import FOUR, act, batik_melati, hire, person
from tests.treasury.accounts import collecting
from tests.web import test_in_a_browser as browsing
from tests.web.conftest import appoint
from tests.web.employer.files import workbook
from tests.web.finance.bank import ACCOUNT, statement

browser, visit = browsing.browser, browsing.visit
pytestmark = browsing.pytestmark

OF = "/pemberi-kerja/{npp}"
EMPLOYER_PAGES = {
    "portal": "/perusahaan/ringkasan/",
    "months": "/perusahaan/laporan-upah/",
    "portal-workers": "/perusahaan/tenaga-kerja/",
    "joiner": "/perusahaan/tenaga-kerja/daftar/",
    "month": OF + "/laporan-upah/2011-09/",
    "copy": OF + "/laporan-upah/2011-09/salin/",
    "list": OF + "/laporan-upah/2011-09/daftar/",
    "family": "/perusahaan/tenaga-kerja/{job}/keluarga/",
    "family-joins": "/perusahaan/tenaga-kerja/{job}/keluarga/tambah/",
    "family-ends": "/perusahaan/tenaga-kerja/{job}/keluarga/{child}/",
    "nil": OF + "/laporan-upah/2011-09/nihil/",
    "declaration": OF + "/laporan-upah/2011-08/",
    "file-progress": OF + "/berkas-upah/{waiting}/",
    "file-refused": OF + "/berkas-upah/{refused}/",
    "file-result": OF + "/berkas-upah/{read}/",
    "strangers": OF + "/berkas-upah/{read}/tenaga-kerja-baru/",
    "review": OF + "/berkas-upah/{read}/periksa/",
    "bills": OF + "/tagihan/",
    "bill": OF + "/tagihan/{bill}/",
}
FINANCE_PAGES = {
    "receipts": "/penerimaan/",
    "receipt": "/penerimaan/{lost}/",
    "assignment": "/penerimaan/{lost}/tagihan/{bill}/",
    "statements": "/rekening-koran/",
    "statement": "/rekening-koran/{upload}/",
    "statement-lines": "/rekening-koran/baris/",
}


@pytest.fixture
def places() -> dict[str, object]:
    """An employer in the middle of everything, and the numbers its addresses need."""
    melati = batik_melati(programmes=FOUR)
    hire(melati, "SRI RAHAYU REKAAN", "BUDI SANTOSO REKAAN", "CITRA DEWI REKAAN", married=True)
    hire(melati, "JOKO SUSILO REKAAN", kind="CASUAL", basis="DAILY", wage=60_000)
    employments = Employment.objects.filter(employer=melati)
    rows = [(e.person_id, e.pk, 2_000_000) for e in employments]
    columns = ["person_id", "employment_id", "wage"]
    declare(
        employer=melati,
        month=Month(2011, 8),
        wages=pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row"),
        kind=Declaration.Kind.FILE,
        act=act(date(2011, 9, 3)),
    )
    bill = Bill.objects.get()
    collecting(ACCOUNT)
    upload = receive_upload(
        name="brimo-oktober.csv",
        content=statement(
            (date(2011, 9, 12), 100_000, f"SETORAN {bill.code}"),
            (date(2011, 9, 13), bill.amount - 100_000, "TRF DARI PT BATIK MELATI TANPA KODE"),
        ),
        act=act(),
    )
    take_upload(upload=upload, act=act())
    files = {name: wage_file(melati, content) for name, content in wage_files().items()}
    background.read_in_background(files["waiting"])
    for name in ("read", "refused"):
        read_received(wage_file=files[name])
    user = User.objects.create_user("hrd-melati")
    EmployerUser.objects.create(user=user, employer=melati, name="Dewi Rekaan")
    job = employments.get(person__name="SRI RAHAYU REKAAN")
    grown = {"birth_date": date(1990, 1, 1), "from_date": date(2009, 1, 1)}
    job.person.dependants.create(relation="CHILD", name="Grown Rekaan", **grown)
    young = {"birth_date": date(2004, 1, 1), "from_date": date(2009, 1, 1)}
    child = job.person.dependants.create(relation="CHILD", name="Young Rekaan", **young)
    return {
        "npp": melati.npp,
        "job": job.pk,
        "child": child.pk,
        "bill": bill.code,
        "lost": StatementLine.objects.get(text__contains="TANPA KODE").pk,
        "upload": StatementUpload.objects.get().pk,
        **{name: file.pk for name, file in files.items()},
    }


def wage_files() -> dict[str, bytes]:
    sri, budi = (person(name).kpj for name in ("SRI RAHAYU REKAAN", "BUDI SANTOSO REKAAN"))
    rows = [
        (sri, None, "SRI RAHAYU REKAAN", None, None, "Rp 2.500.000,50"),
        (budi, None, "BUDI SANTOSO REKAAN", None, date(2011, 9, 20), 1_200_000),
        (budi, None, "BUDI SANTOSO REKAAN", None, date(2011, 9, 20), 1_200_000),
        ("9941234", None, "NOMOR PENDEK", None, None, 1_000_000),
        ("99412345678", None, "JOKO BARU REKAAN", date(2011, 9, 5), None, 1_200_000),
        (None, "9934567801900001", "TANPA KARTU", None, None, 900_000),
    ]
    rows += [(f"994{n:08d}", None, f"ORANG {n}", None, None, "nol besar") for n in range(60)]
    return {
        "read": workbook(*rows, total=9_000_000),
        "waiting": workbook(*rows[:2]),
        "refused": b"PK\x03\x04 no workbook at all",
    }


def wage_file(employer, content: bytes) -> WageFile:
    return receive_wage_file(
        employer=employer,
        month=Month(2011, 9),
        name="daftar upah september 2011 final.xlsx",
        content=content,
        act=act(),
    )


@pytest.mark.parametrize("name", EMPLOYER_PAGES)
def test_a_page_of_the_employer_is_accessible_and_fits(visit, places, name):
    visit.client.force_login(User.objects.get(username="hrd-melati"))

    browsing.look_at(visit, name, EMPLOYER_PAGES[name].format(**places))


def test_the_reasons_of_a_wage_file_stand_in_sight_on_a_telephone(visit, places):
    visit.client.force_login(User.objects.get(username="hrd-melati"))

    page = visit.open(EMPLOYER_PAGES["file-result"].format(**places), browsing.WIDTHS[0])

    rows = page.locator(".rows tbody tr > :last-child").all()
    boxes = [row.bounding_box() for row in rows]
    assert len(boxes) > 2
    assert all(box["x"] + box["width"] <= browsing.WIDTHS[0] for box in boxes)


def test_the_virtual_account_number_stands_on_one_line(visit, places):
    visit.client.force_login(User.objects.get(username="hrd-melati"))

    page = visit.open(EMPLOYER_PAGES["bill"].format(**places), browsing.WIDTHS[0])

    code, account = (cell.bounding_box() for cell in page.locator(".pay .code").all())
    assert account["height"] == code["height"]


@pytest.mark.parametrize("name", FINANCE_PAGES)
def test_a_page_of_finance_is_accessible_and_fits(visit, places, name):
    visit.client.force_login(appoint(Role.FINANCE_OFFICER, branch=batik_melati().branch).user)

    browsing.look_at(visit, name, FINANCE_PAGES[name].format(**places))


def test_the_check_of_a_list_is_accessible_and_fits(visit, places):
    visit.client.force_login(User.objects.get(username="hrd-melati"))

    page = visit.open(EMPLOYER_PAGES["list"].format(**places), browsing.WIDTHS[0])
    page.get_by_label("Hari kerja JOKO SUSILO REKAAN").fill("18")
    page.get_by_role("button", name="Hitung iuran").click()

    assert "18 x Rp60.000" in page.locator("main").inner_text()
    browsing.inspect(page, "list-check")
