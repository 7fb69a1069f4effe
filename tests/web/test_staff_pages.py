"""What officers see: their work, employers, members, books; and nothing of other offices."""

from datetime import date

import polars as pl
import pytest
from django.core.management import get_commands
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill, Declaration
from jamsostek.contributions.services.declarations import declare
from jamsostek.contributions.services.wage_files import receive_wage_file
from jamsostek.institution.models import Region, Role
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employment
from jamsostek.reporting.models import Measure, Segment, Target
from tests.contributions.test_receipts import bank_line, billed, take
from tests.people import act, batik_melati, hire, person
from tests.web.conftest import appoint, elsewhere

pytestmark = pytest.mark.django_db

OFFICER = Role.MEMBERSHIP_OFFICER


@pytest.fixture
def melati():
    employer = batik_melati()
    hire(employer, "Sri Rahayu Rekaan", "Budi Santoso Rekaan", nik="", wage=2_000_000)
    return employer


def declared(employer, month: Month) -> Bill:
    """Two workers at two million each: 3,7 + 2 + 0,89 + 0,30 percent of four million."""
    rows = [(e.person_id, e.pk, 2_000_000) for e in Employment.objects.filter(employer=employer)]
    columns = ["person_id", "employment_id", "wage"]
    wages = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")
    facts = {"month": month, "wages": wages, "kind": Declaration.Kind.FILE}
    return declare(employer=employer, act=act((month + 1).day(3)), **facts).bill


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_says_what_waits_and_leads_there(signed_in, melati):
    declared(melati, Month(2011, 8))

    text = text_of(signed_in(OFFICER).get("/pekerjaan/"))

    assert "Belum melaporkan upah September 2011" in text
    assert "/pemberi-kerja/?tampil=belum-lapor&amp;bulan=2011-09" in text
    assert "Pemberi kerja yang menunggak" in text


def test_an_empty_desk_says_so(signed_in):
    assert "Tidak ada yang menunggu" in text_of(signed_in(OFFICER).get("/pekerjaan/"))


@pytest.mark.parametrize("role", [Role.CLAIMS_OFFICER, Role.CLAIMS_SUPERVISOR])
def test_the_desk_of_who_works_on_claims_is_empty_while_none_waits(signed_in, role):
    text = text_of(signed_in(role).get("/pekerjaan/"))

    assert "Tidak ada yang menunggu" in text
    assert 'role="search"' in text


def test_the_desk_of_an_administrator_says_where_accounts_are_made(signed_in):
    administrator = signed_in(Role.ADMINISTRATOR)

    text = text_of(administrator.get("/pekerjaan/"))

    assert "jamsostek staff appoint" in text
    assert "changepassword" in get_commands()
    assert 'role="search"' not in text
    assert administrator.get("/cari/?q=sri").status_code == 404


def test_the_navigation_follows_the_role(signed_in):
    auditor = text_of(signed_in(Role.AUDITOR).get("/pekerjaan/"))
    officer = text_of(signed_in(OFFICER).get("/pekerjaan/"))

    assert 'href="/audit/"' in auditor
    assert 'href="/pemberi-kerja/daftar/"' not in auditor
    assert 'href="/audit/"' not in officer
    assert 'href="/pemberi-kerja/daftar/"' in officer


def test_the_navigation_marks_one_place(signed_in):
    text = text_of(signed_in(OFFICER).get("/pemberi-kerja/daftar/nama/"))

    assert text.count('aria-current="page"') == 1
    assert '<a href="/pemberi-kerja/daftar/" aria-current="page">' in text


def test_an_exact_employer_number_opens_the_employer(signed_in, melati):
    answer = signed_in(OFFICER).get("/cari/", {"q": melati.npp.lower()})

    assert answer["Location"] == f"/pemberi-kerja/{melati.npp}/"


@pytest.mark.usefixtures("melati")
def test_an_exact_member_number_opens_the_member(signed_in):
    kpj = person("Sri Rahayu Rekaan").kpj

    answer = signed_in(OFFICER).get("/cari/", {"q": f"{kpj[:5]} {kpj[5:]}"})

    assert answer["Location"] == f"/peserta/{kpj}/"


def test_beginnings_of_names_find_employers_and_members(signed_in, melati):
    client = signed_in(OFFICER)

    employers = text_of(client.get("/cari/", {"q": "mela bat"}))
    members = text_of(client.get("/cari/", {"q": "raha"}))

    assert melati.npp in employers
    assert person("Sri Rahayu Rekaan").kpj in members
    assert person("Budi Santoso Rekaan").kpj not in members


@pytest.mark.parametrize("typed", ["", "'; DROP TABLE", "<script>", "&|!():*", "%", "\x00", "🙂"])
def test_whatever_is_typed_into_the_search_is_only_searched_for(signed_in, typed):
    text = text_of(signed_in(OFFICER).get("/cari/", {"q": typed}))

    assert "<script>" not in text.replace('<script src="/static', "")


def test_another_offices_employer_and_member_are_not_there(signed_in, melati):
    client = signed_in(OFFICER, branch=elsewhere())
    kpj = person("Sri Rahayu Rekaan").kpj

    found = [client.get(f"/pemberi-kerja/{melati.npp}/"), client.get(f"/peserta/{kpj}/")]
    searched = text_of(client.get("/cari/", {"q": "rekaan"}))

    assert [answer.status_code for answer in found] == [404, 404]
    assert melati.npp not in searched
    assert kpj not in searched


def test_a_region_sees_the_employers_of_its_branches(signed_in, melati):
    region = Region.objects.get(code="KW05")

    answer = signed_in(Role.REGIONAL_HEAD, region=region).get(f"/pemberi-kerja/{melati.npp}/")

    assert melati.name in text_of(answer)


def test_the_employer_page_shows_bill_arrears_and_penalty(signed_in, melati):
    bill = declared(melati, Month(2011, 8))

    text = text_of(signed_in(OFFICER).get(f"/pemberi-kerja/{melati.npp}/"))

    # 148.000 + 80.000 + 35.600 + 12.000; due 15 September, two months begun by 20 October
    assert bill.amount == 275_600
    assert "Rp275.600" in text
    assert "Rp11.024" in text
    assert bill.code in text
    assert "Belum dibayar" in text
    assert "Upah dilaporkan dan tagihan diterbitkan: Agustus 2011 · test" in text


def test_the_list_of_employers_can_be_narrowed(signed_in, melati):
    declared(melati, Month(2011, 8))
    client = signed_in(OFFICER)

    everybody = text_of(client.get("/pemberi-kerja/"))
    owing = text_of(client.get("/pemberi-kerja/?tampil=tunggakan"))
    silent = text_of(client.get("/pemberi-kerja/?tampil=belum-lapor&bulan=2011-08"))

    assert melati.npp in everybody
    assert "Rp275.600" in owing
    assert melati.npp not in silent


def test_the_employers_workers_are_those_of_the_day(signed_in, melati):
    hire(melati, "Joko Baru Rekaan", from_date=date(2011, 10, 1))
    address = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/"
    client = signed_in(OFFICER)

    before = text_of(client.get(address, {"tanggal": "30-09-2011"}))
    after = text_of(client.get(address, {"tanggal": "2011-10-01"}))

    assert "Joko Baru Rekaan" not in before
    assert "Joko Baru Rekaan" in after


def test_long_lists_are_paged(signed_in, melati):
    hire(melati, *[f"Pekerja {n:03d} Rekaan" for n in range(60)])
    address = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/"

    first = text_of(signed_in(OFFICER).get(address))
    second = text_of(signed_in(OFFICER).get(address, {"hal": "2"}))

    assert "1\N{EN DASH}50 dari 62" in first
    assert "51\N{EN DASH}62 dari 62" in second


@pytest.mark.usefixtures("melati")
def test_the_member_page_tells_months_missing_from_months_not_due(signed_in):
    kpj = person("Sri Rahayu Rekaan").kpj

    text = text_of(signed_in(OFFICER).get(f"/peserta/{kpj}/"))

    # from January 2010: 21 months were due by 20 October 2011, October itself is not
    assert "<dd>21</dd>" in text
    assert text.count("Belum jatuh tempo") == 1


@pytest.mark.usefixtures("melati")
def test_the_member_page_asks_few_questions_of_the_database(
    signed_in, django_assert_max_num_queries
):
    client = signed_in(OFFICER)
    address = f"/peserta/{person('Sri Rahayu Rekaan').kpj}/"
    client.get(address)

    with django_assert_max_num_queries(5):
        client.get(address)


@pytest.mark.usefixtures("melati")
def test_the_savings_page_stands_as_of_a_day(signed_in):
    kpj = person("Sri Rahayu Rekaan").kpj

    text = text_of(signed_in(OFFICER).get(f"/peserta/{kpj}/jht/", {"tanggal": "31-12-2010"}))

    assert "Keadaan per 31 Desember 2010" in text
    assert "Desember 2010" in text
    assert "Januari 2011" not in text


@pytest.mark.usefixtures("melati")
def test_the_dashboard_shows_realisation_against_target_with_a_table(signed_in):
    region = Region.objects.get(code="KW05")
    facts = {"region": region, "segment": Segment.FORMAL, "year": 2011}
    Target.objects.create(measure=Measure.WORKERS, amount=8, **facts)

    client = signed_in(Role.REGIONAL_HEAD, region=region)
    text = text_of(client.get("/realisasi/KW05/?tanggal=30-09-2011"))

    assert "25,00 persen" in text
    assert "<svg" in text
    assert "/realisasi/V-YOG/?tanggal=2011-09-30" in text


@pytest.mark.usefixtures("melati")
def test_an_officer_is_led_to_the_own_office_and_sees_no_office_above(signed_in):
    client = signed_in(OFFICER)

    own = client.get("/realisasi/")
    above = [
        client.get(f"/realisasi/{code}/").status_code for code in ("KW05", "KP", "II-PLG", "X")
    ]

    assert own["Location"] == "/realisasi/V-YOG/"
    assert above == [404, 404, 404, 404]


def test_the_trial_balance_balances_fund_by_fund(signed_in, melati):
    declared(melati, Month(2011, 8))

    text = text_of(signed_in(Role.FINANCE_OFFICER).get("/buku-besar/?tanggal=30-09-2011"))

    # JHT receivable: 5,7 % of four million
    assert "228.000" in text
    assert "Seimbang" in text
    assert "Jumlah Dana JHT" in text


def test_an_account_shows_opening_lines_and_closing(signed_in, melati):
    declared(melati, Month(2011, 8))
    client = signed_in(Role.FINANCE_OFFICER)

    text = text_of(client.get("/buku-besar/1201/?dari=01-09-2011&tanggal=30-09-2011"))

    assert "Saldo awal" in text
    assert "228.000 D" in text


def test_an_account_of_all_offices_names_nobody_to_an_office_below_them(signed_in, client, melati):
    declared(melati, Month(2011, 8))
    address = "/buku-besar/1201/?dari=01-09-2011&tanggal=30-09-2011"

    below = text_of(signed_in(Role.FINANCE_OFFICER, branch=melati.branch).get(address))
    client.force_login(appoint(Role.AUDITOR).user)
    head = text_of(client.get(address))

    assert "<td>Tagihan <span" in below
    assert melati.npp not in below
    assert f"Tagihan iuran {melati.npp}" in head


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31-02-2011", "kemarin", ""])
@pytest.mark.usefixtures("melati")
def test_whatever_day_is_asked_for_there_is_a_page(signed_in, day):
    region = Region.objects.get(code="KW05")
    client = signed_in(Role.REGIONAL_HEAD, region=region)
    kpj = person("Sri Rahayu Rekaan").kpj
    addresses = [
        "/realisasi/KW05/",
        "/buku-besar/",
        "/buku-besar/1201/",
        f"/peserta/{kpj}/jht/",
        f"/pemberi-kerja/{person_employer()}/tenaga-kerja/",
    ]

    answers = [client.get(path, {"tanggal": day, "dari": day}).status_code for path in addresses]

    assert answers == [200] * len(addresses)


def person_employer() -> str:
    return Employment.objects.select_related("employer").first().employer.npp


def test_an_account_that_does_not_exist_is_not_found(signed_in):
    assert signed_in(Role.AUDITOR).get("/buku-besar/9999/").status_code == 404


@pytest.mark.usefixtures("melati")
def test_the_auditor_reads_who_did_what(signed_in):
    client = signed_in(Role.AUDITOR)

    everybody = text_of(client.get("/audit/"))
    nobody = text_of(client.get("/audit/?oleh=tiada"))

    assert "Pemberi kerja didaftarkan" in everybody
    assert Record.objects.count() > 0
    assert "Belum ada yang tercatat" in nobody


def test_who_works_nowhere_yet_is_led_to_the_front(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("baru"))

    assert client.get("/pekerjaan/")["Location"] == "/"


def test_the_story_of_an_employer_runs_from_the_file_to_payment_and_settlement(signed_in):
    melati = batik_melati()
    bill = billed(melati, Month(2011, 9))
    receive_wage_file(
        employer=melati, month=Month(2011, 10), name="upah.csv", content=b"x", act=act()
    )
    take(bank_line(bill.amount + 31_100, bill.code, day=date(2011, 10, 10)))
    officer = signed_in(OFFICER)

    told = [(event.day, event.words) for event in officer.get(page_of(melati)).context["events"]]

    assert (date(2011, 10, 10), "Setoran Rp100.000 diterima untuk tagihan September 2011") in told
    settled = "Tagihan September 2011 lunas dan dibukukan: Rp68.900; lebih bayar Rp31.100"
    assert (date(2011, 10, 10), settled) in told
    assert any(
        words.startswith("Berkas upah diterima: upah.csv, Oktober 2011") for _, words in told
    )
    assert [day for day, _ in told] == sorted((day for day, _ in told), reverse=True)


def test_the_story_asks_the_database_as_often_for_many_payments_as_for_few(signed_in):
    melati = batik_melati()
    bill = billed(melati, Month(2011, 9))
    take(bank_line(1_000, bill.code))
    officer = signed_in(OFFICER)
    officer.get(page_of(melati))
    with CaptureQueriesContext(connection) as few:
        officer.get(page_of(melati))
    take(*(bank_line(1_000, bill.code) for _ in range(5)))

    with CaptureQueriesContext(connection) as many:
        officer.get(page_of(melati))

    assert len(many) == len(few)


def page_of(employer) -> str:
    return reverse("employer", args=[employer.npp])
