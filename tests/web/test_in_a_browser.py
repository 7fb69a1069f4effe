"""Pages in a real browser: axe finds nothing, nothing overflows, the keyboard is enough.

The browser's requests are answered by Django's test client in the test's own transaction, so
these pages are those of the other tests, headers and all. With JAMSOSTEK_PICTURES set to a
folder, every page is also photographed there.
"""

import os
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from jamsostek.audit.services import record
from jamsostek.contributions.models import Declaration
from jamsostek.contributions.services.declarations import declare
from jamsostek.institution.models import Branch, Region, Role
from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, Employment
from jamsostek.membership.services.papers import issue_member_card
from jamsostek.reporting.models import Measure, Segment, Target
from jamsostek.reporting.services import set_target
from tests.people import act, batik_melati, hire, person, yogyakarta
from tests.web.conftest import appoint

CHROMIUM = which("chromium")
PICTURES = os.environ.get("JAMSOSTEK_PICTURES", "")
SITE = "http://localhost"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Debian's chromium is not installed"
    ),
]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
IN_THE_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (360, 768, 1440)
SPACED = "document.documentElement.style = 'letter-spacing: .12em; word-spacing: .16em'"
"""Text as WCAG 1.4.12 lets readers space it, and as wide as fonts of other machines."""
UNSPACED = "document.documentElement.removeAttribute('style')"

CONTRIBUTION = "/hitung/iuran/?wage=2500000&risk_group=3&family=married&programmes=JPK&month="
VENDOR = "/hitung/tk-lhk/?month=2011-09&base=1300000&place=33.74&family=married&months=3"
BENEFIT = "/hitung/manfaat/"
PUBLIC_PAGES = {
    "front": "/",
    "sign-in": "/masuk/",
    "calculator": "/hitung/iuran/",
    "contribution": CONTRIBUTION + "2011-09",
    "mistake": CONTRIBUTION + "nanti",
    "project": "/hitung/jasa-konstruksi/?on=01-09-2011&contract_value=18000000000",
    "vendor": VENDOR + "&programmes=JHT&programmes=JKK&programmes=JKM&programmes=JPK",
    "vendor-mistake": VENDOR,
    "must-register": "/hitung/wajib-daftar/?workers=9&payroll=1200000&on=01-09-2011",
    "penalty": "/hitung/denda/?month=2011-09&due=1000000&paid=20-12-2011",
    "benefits": "/hitung/manfaat/",
    "benefit-death": BENEFIT + "kematian/?event_date=23-04-2012&cover=INSURED&family=CHILD"
    "&children=2&up_front=yes",
    "benefit-accident": BENEFIT + "kecelakaan-kerja/?event_date=09-05-2011&monthly_wage=1500000"
    "&outcome=PARTIAL&days_unable=0&impairment=THUMB_RIGHT&loss=LOST&treatment=25000000",
    "benefit-mistake": BENEFIT + "hari-tua/?exit=AGE_55",
    "law": "/peraturan/",
    "law-value": "/peraturan/savings/return_rate/",
    "verify": "/verifikasi/",
    "verify-mistake": "/verifikasi/?kode=ABC",
    "verify-unknown": "/verifikasi/7K2QD-9FX0M-3TB8H-W1ZRC/",
    "not-found": "/tidak-ada/",
}
STAFF_PAGES = {
    "desk": "/pekerjaan/",
    "search": "/cari/?q=rekaan",
    "search-alike": "/cari/?q=boedhi+santosa",
    "employers": "/pemberi-kerja/",
    "arrears": "/pemberi-kerja/?tampil=tunggakan",
    "employer": "/pemberi-kerja/{npp}/",
    "workers": "/pemberi-kerja/{npp}/tenaga-kerja/",
    "member": "/peserta/{kpj}/",
    "savings": "/peserta/{kpj}/jht/",
    "statement": "/peserta/{kpj}/rincian/",
    "card": "/peserta/{kpj}/kartu/",
    "certificate": "/pemberi-kerja/{npp}/sertifikat/",
    "verified": "/verifikasi/{code}/",
    "withdraw-document": "/dokumen/{document}/cabut/",
    "dependant": "/peserta/{kpj}/keluarga/",
    "numbers": "/peserta/{kpj}/nomor/",
    "merges": "/nomor-ganda/",
    "yearly-statements": "/rincian-tahunan/",
    "risk-group": "/pemberi-kerja/{npp}/risiko/",
    "jpk": "/pemberi-kerja/{npp}/jpk/",
    "end-membership": "/pemberi-kerja/{npp}/akhiri/",
    "wage": "/pemberi-kerja/{npp}/tenaga-kerja/{employment}/upah/",
    "question": "/pemberi-kerja/daftar/usaha/",
    "branch": "/realisasi/V-YOG/?tanggal=30-09-2011",
    "trial-balance": "/buku-besar/?tanggal=30-09-2011",
    "account": "/buku-besar/1201/?tanggal=30-09-2011",
    "audit": "/audit/",
    "own-account": "/akun/",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one browser for all tests here."""
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser) -> Iterator["Visit"]:
    """Give a browser window whose requests Django answers; what it complains of is kept."""
    opened = Visit(browser)
    yield opened
    opened.window.close()
    assert opened.complaints == []


class Visit:
    """One window, signed in as whoever its client is."""

    def __init__(self, browser: Browser) -> None:
        self.client = Client()
        # Playwright answers in a context of its own, where Django would open another connection.
        self.context = copy_context()
        self.complaints: list[str] = []
        self.window: Page = browser.new_page()
        self.window.route("**/*", self._answer)
        self.window.on("console", self._listen)

    def open(self, path: str, width: int = 1440) -> Page:
        self.window.set_viewport_size({"width": width, "height": 900})
        self.window.goto(SITE + path)
        return self.window

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file, content_type=TYPES.get(Path(file).suffix, ""))
            return
        address = route.request.url.removeprefix(SITE)
        ask = partial(self.client.get, address)
        if route.request.method == "POST":
            form = "application/x-www-form-urlencoded"
            sent = route.request.post_data_buffer or b""
            ask = partial(self.client.post, address, sent, content_type=form)
        answer = self.context.run(ask, follow=True)
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

    def _listen(self, message) -> None:
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def melati() -> Employer:
    """An employer with two workers, one month declared and not paid, and a target."""
    employer = batik_melati()
    hire(
        employer,
        "Sri Rahayu Rekaan",
        "Budi Santoso Rekaan",
        from_date=date(2011, 6, 1),
        wage=2_000_000,
    )
    employments = Employment.objects.filter(employer=employer)
    rows = [(e.person_id, e.pk, 2_000_000) for e in employments]
    columns = ["person_id", "employment_id", "wage"]
    declare(
        employer=employer,
        month=Month(2011, 8),
        wages=pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row"),
        kind=Declaration.Kind.FILE,
        act=act(date(2011, 9, 3)),
    )
    target = {"segment": Segment.FORMAL, "year": 2011, "measure": Measure.WORKERS}
    Target.objects.create(branch=employer.branch, amount=3, **target)
    return employer


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_public_page_is_accessible_and_fits(visit, name):
    look_at(visit, name, PUBLIC_PAGES[name])


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_staff_page_is_accessible_and_fits(visit, melati, name):
    roles = [Role.MEMBERSHIP_OFFICER, Role.FINANCE_OFFICER, Role.AUDITOR]
    visit.client.force_login(appoint(*roles, branch=yogyakarta()).user)
    sri = person("Sri Rahayu Rekaan")
    lost = issue_member_card(person=sri, act=act())
    card = issue_member_card(person=sri, act=act(), replace=True)
    known = {
        "npp": melati.npp,
        "kpj": sri.kpj,
        "employment": sri.employments.get().pk,
        "code": lost.code,
        "document": card.pk,
    }

    look_at(visit, name, STAFF_PAGES[name].format(**known))


def test_a_change_is_asked_confirmed_and_made_on_accessible_pages(visit, melati):
    visit.client.force_login(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()).user)
    page = visit.open(f"/pemberi-kerja/{melati.npp}/risiko/")

    page.click("main button")
    page.wait_for_selector(".error-summary")
    inspect(page, "risk-group-mistake")
    page.check("[name=risk_group][value='4']")
    page.fill("[name=from_date]", "01-10-2011")
    page.fill("[name=reason]", "Kini mewarnai kain sendiri")
    page.click("main button")
    page.wait_for_selector("[name=pasti]")
    inspect(page, "risk-group-confirm")
    page.click("[name=pasti]")
    page.wait_for_selector("h1:has-text('PT Batik Melati')")

    assert page.locator("text=Kini mewarnai kain sendiri").count() == 1
    assert melati.risk_groups.count() == 2


REPORT_PAGES = {
    "region": "/realisasi/KW05/?tanggal=30-09-2011",
    "figure": "/realisasi/KW05/tenaga-kerja/?tanggal=30-09-2011",
    "names": "/realisasi/KW05/tenaga-kerja/daftar/?tanggal=30-09-2011",
    "targets": "/target/KW05/?tahun=2011",
    "target": "/target/KW05/tenaga-kerja/?tahun=2011",
}


@pytest.fixture
def region_with_branches():
    """Regional Office V with all of its branches, three of them at work, and targets."""
    load_offices(on=date(2011, 9, 30))
    for code in ("KC-SKA", "KC-SMG1", "KC-SMG2", "KC-UNG"):
        branch = Branch.objects.get(code=code)
        names = [f"Wati Rekaan {at}" for at in range(1 + len(code) ** 2)]
        hire(batik_melati(branch=branch, name=f"PT {branch.city} Rekaan"), *names)
    region = office("KW05")
    for measure, amount in ((Measure.EMPLOYERS, 8), (Measure.WORKERS, 300)):
        facts = {"segment": Segment.FORMAL, "measure": measure, "year": 2011, "amount": amount}
        set_target(office=region, **facts, act=act())


@pytest.mark.usefixtures("melati", "region_with_branches")
@pytest.mark.parametrize("name", REPORT_PAGES)
def test_the_region_report_is_accessible_and_fits(visit, name):
    region = Region.objects.get(code="KW05")
    visit.client.force_login(appoint(Role.REGIONAL_HEAD, region=region).user)

    look_at(visit, name, REPORT_PAGES[name])


def look_at(visit: Visit, name: str, path: str) -> None:
    """Open a page on a telephone, widen the window, turn the lights off; check on the way."""
    inspect(visit.open(path, WIDTHS[0]), name)


def inspect(page: Page, name: str) -> None:
    """Look at the page that is open at every width, in the light and in the dark."""
    page.emulate_media(color_scheme="light")
    assert violations(page, WCAG) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), width
        photograph(page, f"{name}-{width}-light")
        if width < WIDTHS[-1]:
            page.evaluate(SPACED)
            assert fits(page), f"{width}, spaced"
            page.evaluate(UNSPACED)
    page.emulate_media(color_scheme="dark")
    assert violations(page, IN_THE_DARK) == []
    photograph(page, f"{name}-{WIDTHS[-1]}-dark")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def violations(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def photograph(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_slash_puts_the_cursor_into_the_search(visit, melati):
    visit.client.force_login(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()).user)
    page = visit.open("/pekerjaan/")

    page.keyboard.press("/")
    page.keyboard.type(melati.npp)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:has-text('{melati.name}')")

    assert page.locator(".crumbs .code").inner_text() == melati.npp


def test_the_first_tab_skips_to_the_content(visit):
    page = visit.open("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi"


def test_contributions_are_computed_with_the_keyboard_alone(visit):
    page = visit.open("/hitung/iuran/")

    page.focus("#id_wage")
    page.keyboard.type("2.500.000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#hasil .money")

    assert "Rp92.500" in page.locator("#hasil").inner_text()


def test_a_result_stands_in_sight_after_the_button(visit):
    page = visit.open("/hitung/iuran/")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.fill("#id_wage", "2.500.000")

    page.click("main form button")
    page.wait_for_selector("#hasil .money")
    page.wait_for_timeout(100)

    row = page.locator("#hasil tbody tr").first.bounding_box()
    head = page.locator("#hasil thead th").first.bounding_box()
    assert row["y"] >= head["y"] + head["height"] - 1


def test_a_mistake_stands_in_sight_after_the_button(visit):
    page = visit.open("/hitung/iuran/", WIDTHS[0])

    page.click("main form button")
    page.wait_for_selector(".error-summary")
    page.wait_for_timeout(100)

    assert 0 <= page.locator(".error-summary").bounding_box()["y"] < 900


def test_the_audit_trail_fits_beside_long_details(visit):
    visit.client.force_login(appoint(Role.AUDITOR).user)
    record(
        act=replace(act(), reason="gudang memakai alat berat"),
        action="treasury.import_statement",
        subject_type="statement_upload",
        subject_id=1_000_001,
        detail={"file": "mutasi-september.csv", "sha256": "97c276e8" * 8},
    )

    page = visit.open("/audit/", 1280)

    assert page.locator("text=97c276e8").count() == 1
    assert fits(page)


def test_a_page_weighs_under_a_hundred_kilobytes_without_its_script(visit):
    page = visit.window.goto(SITE + CONTRIBUTION + "2011-09").body()
    style = Path(finders.find("jamsostek.css")).read_bytes()

    assert b"Rp60.000" in page
    assert len(page) + len(style) < 100_000
