"""The provider's desk over HTTP: patients, letters and claims of its own, and nobody else's."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from jamsostek.audit.models import Record
from jamsostek.institution.models import Role, User
from jamsostek.providers.models import Guarantee, ProviderClaim, ProviderPayable
from jamsostek.providers.services.providers import give_sign_in
from tests.people import act
from tests.providers.cast import (
    FEBRUARY,
    by,
    chosen,
    claim,
    clinic,
    hospital,
    letter,
    line,
    officer,
    wife,
    worker,
)

pytestmark = pytest.mark.django_db

ROWS = "KPJ;Pasien;Kode;Tanggal;Jumlah;Harga;Surat jaminan\n{kpj};;UGD;2011-10-05;1;200.000;\n"


@pytest.fixture(autouse=True)
def _nobody_has_asked():
    cache.clear()


@pytest.fixture
def where():
    return hospital()


@pytest.fixture
def desk(where):
    return at_desk(where)


def at_desk(provider, name="klinik"):
    user = User.objects.create_user(name)
    give_sign_in(provider=provider, user=user, name="Wulan Rekaan", act=act())
    client = Client()
    client.force_login(user)
    return client


def ask(desk, kpj, birth, day=""):
    return desk.post("/pelayanan/peserta/", {"kpj": kpj, "birth_date": birth, "day": day})


def test_a_provider_is_led_to_its_desk(desk, where):
    assert desk.get("/pekerjaan/")["Location"] == "/pelayanan/"
    assert where.name in desk.get("/pelayanan/").content.decode()


def test_a_wife_at_the_desk_is_told_covered_and_the_look_is_on_record(desk, where):
    who = worker("SITI")
    wife(who)
    letter(where, who)

    page = ask(desk, who.kpj, "17-08-1985").content.decode()

    assert "Dijamin JPK" in page
    assert "Dewi Rekaan" in page
    record = Record.objects.get(action="look_up_patient")
    assert (record.subject_id, record.actor) == (who.pk, "Wulan Rekaan")


def test_somebody_elses_patient_is_told_covered_without_a_name(desk):
    who = worker("SITI")
    wife(who)

    page = ask(desk, who.kpj, "17-08-1985").content.decode()

    assert "Dijamin JPK" in page
    assert "Dewi Rekaan" not in page
    assert "SITI" not in page


def test_an_unknown_number_and_an_unfitting_birth_date_get_one_answer(desk):
    who = worker("SITI")
    wife(who)

    unfitting = ask(desk, who.kpj, "18-08-1985").content.decode()
    unknown = ask(desk, "00000000000", "18-08-1985").content.decode()

    assert "tidak cocok" in unfitting
    assert same(unfitting, who.kpj) == same(unknown, "00000000000")


def same(page, kpj):
    """Give a page without what was typed and the token against forgery."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', "", page).replace(kpj, "")


def test_who_asks_too_often_is_told_to_wait(desk):
    answers = [ask(desk, "00000000000", "18-08-1985").status_code for _ in range(62)]

    assert answers[:60] == [200] * 60
    assert answers[-1] == 429


def test_a_claim_is_checked_before_it_is_sent_and_decided_by_two(desk, signed_in):
    who = worker("SITI")
    sent = {"reference": "INV-7", "rows": ROWS.format(kpj=who.kpj)}

    check = desk.post("/pelayanan/klaim/kirim/", sent)
    assert "Harganya melebihi tarif perjanjian." in check.content.decode()
    assert not ProviderClaim.objects.exists()
    done = desk.post("/pelayanan/klaim/kirim/", check.context["form"].initial | {"pasti": "1"})
    made = ProviderClaim.objects.get()
    assert done["Location"] == f"/pelayanan/klaim/{made.code}/"

    pages = f"/klaim-pelaksana/{made.code}/"
    clerk = signed_in(Role.CLAIMS_OFFICER)
    assert made.code in clerk.get("/klaim-pelaksana/").content.decode()
    clerk.post(f"{pages}periksa/")
    head = signed_in(Role.CLAIMS_SUPERVISOR)
    assert "Setujui" in head.get(pages).content.decode()
    head.post(f"{pages}putuskan/", {"langkah": "setuju"})

    assert ProviderPayable.objects.get().amount == 150_000
    page = desk.get(f"/pelayanan/klaim/{made.code}/").content.decode()
    assert "Disetujui" in page
    assert "Menunggu dibayar" in page


def test_another_amount_needs_a_word_on_the_page_too(where, signed_in):
    made = claim(where, line(worker("SITI"), price=200_000))
    row = made.lines.get()
    clerk, pages = signed_in(Role.CLAIMS_OFFICER), f"/klaim-pelaksana/{made.code}/"

    refused = clerk.post(f"{pages}periksa/", {f"jumlah-{row.pk}": "200.000"}, follow=True)
    assert "tulis mengapa" in refused.content.decode()
    odd = clerk.post(f"{pages}periksa/", {f"jumlah-{row.pk}": "banyak"}, follow=True)
    assert "tulis jumlah rupiah" in odd.content.decode()
    clerk.post(
        f"{pages}periksa/", {f"jumlah-{row.pk}": "200.000", f"alasan-{row.pk}": "Dua tindakan"}
    )

    made.refresh_from_db()
    assert made.awarded == 200_000


def test_one_officer_with_both_roles_does_not_decide_what_was_checked(where, signed_in):
    made = claim(where, line(worker("SITI")))
    both, pages = signed_in(Role.CLAIMS_OFFICER, Role.CLAIMS_SUPERVISOR), "/klaim-pelaksana/"
    both.post(f"{pages}{made.code}/periksa/")

    answer = both.post(
        f"{pages}{made.code}/putuskan/", {"langkah": "setuju"}, follow=True
    ).content.decode()

    assert "tidak boleh memutus" in answer
    assert not ProviderPayable.objects.exists()


def test_a_claim_with_faults_is_handed_back_row_by_row(desk):
    rows = "KPJ;Kode;Tanggal;Jumlah;Harga\n123;UGD;kemarin;0;gratis\n"

    page = desk.post("/pelayanan/klaim/kirim/", {"reference": "A", "rows": rows}).content.decode()

    for words in ("sebelas angka", "Tulis tanggal", "bilangan bulat", "rupiah bulat"):
        assert words in page
    assert not ProviderClaim.objects.exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("", "Pilih berkasnya"),
        ("KPJ;Kode\n1;2\n", "Judul kolom"),
        ("KPJ;Kode;Tanggal;Jumlah;Harga\n", "Tidak ada baris"),
    ],
)
def test_a_claim_that_cannot_be_read_says_why(desk, rows, words):
    answer = desk.post("/pelayanan/klaim/kirim/", {"reference": "A", "rows": rows})

    assert words in answer.content.decode()


def test_an_unchecked_claim_is_withdrawn_and_a_checked_one_is_not(desk, where):
    made = claim(where, line(worker("SITI")))

    desk.post(f"/pelayanan/klaim/{made.code}/tarik/")
    made.refresh_from_db()

    assert made.state == "WITHDRAWN"


def test_a_stay_is_noted_at_the_desk(desk, where):
    paper = letter(where, worker("SITI"))
    said = {"admitted_on": "03-10-2011", "discharged_on": "06-10-2011", "special_days": ""}

    desk.post(f"/pelayanan/jaminan/{paper.pk}/selesai/", said | {"pasti": "1"})

    paper.refresh_from_db()
    assert (paper.state, paper.ward_days) == ("CLOSED", 3)


def test_nothing_of_another_provider_is_found(where):
    who = worker("SITI")
    made, paper = claim(where, line(who)), letter(where, who)
    stranger = at_desk(hospital(name="RS Lain Rekaan"), "lain")

    addresses = [
        f"/pelayanan/klaim/{made.code}/",
        f"/pelayanan/jaminan/{paper.pk}/",
        f"/pelayanan/jaminan/{paper.pk}/selesai/",
        "/pelaksana/",
        f"/surat-jaminan/{paper.pk}/",
        f"/klaim-pelaksana/{made.code}/",
    ]

    assert {stranger.get(address).status_code for address in addresses} == {404}
    assert stranger.post(f"/pelayanan/klaim/{made.code}/tarik/").status_code == 404
    search = stranger.get("/pelayanan/jaminan/", {"nomor": paper.number}).content.decode()
    assert "Tidak ada surat" in search


def test_the_branch_registers_contracts_letters_and_capitation(signed_in):
    clerk = signed_in(Role.CLAIMS_OFFICER)
    who = worker("SITI")
    said = {
        "kind": "CLINIC",
        "name": "Klinik Baru Rekaan",
        "address": "Jalan Baru 1",
        "bank": "BRI",
        "account_number": "990012345",
        "account_name": "Klinik Baru Rekaan",
    }
    clerk.post("/pelaksana/daftar/", said | {"pasti": "1"})
    page = clerk.get("/pelaksana/", {"cari": "baru"}).content.decode()
    code = page.split('href="/pelaksana/P')[1].split("/")[0]
    of = f"/pelaksana/P{code}/"
    contract = {
        "number": "PKS-9",
        "from_date": "01-01-2011",
        "last_day": "",
        "single": "4.000",
        "family": "3.500",
        "tariff": "KAMAR; Kamar; INPATIENT; 250.000; 30; RAWAT\nDOK; Dokter; FIRST_LEVEL; 1; 1;",
    }

    clerk.post(f"{of}perjanjian/", contract | {"pasti": "1"})
    clerk.post(f"{of}pilihan/", {"kpj": who.kpj, "month": "2011-02", "pasti": "1"})
    clerk.post(f"{of}kapitasi/", {"month": "2011-10", "pasti": "1"})
    clerk.post(
        f"{of}jaminan/",
        {
            "kpj": who.kpj,
            "patient": "",
            "service": "INPATIENT",
            "referred_by": "dr. Rekaan",
            "diagnosis": "Tifus",
            "days": "7",
            "pasti": "1",
        },
    )

    shown = clerk.get(of).content.decode()
    assert "Rp250.000" in shown
    assert "Oktober 2011" in shown
    paper = Guarantee.objects.get()
    assert clerk.get(f"/surat-jaminan/{paper.pk}/?bentuk=pdf").content[:4] == b"%PDF"
    run = f"/kapitasi/{paper.provider.capitations.get().pk}/"
    listed = clerk.get(f"{run}?bentuk=csv").content.decode("utf-8-sig")
    assert f"{who.kpj};SITI;2011-10;1;4000" in listed
    signed_in(Role.CLAIMS_SUPERVISOR).post(f"{run}setujui/")
    assert ProviderPayable.objects.get().amount == 4_000


@pytest.mark.parametrize(
    "tariff",
    ["KAMAR", "K; N; KAMAR; 1; 1;", "K; N; SPECIALIST; 1; 1; RAWAT", "K; N; INPATIENT; 1; 1; ICU"],
)
def test_a_tariff_that_cannot_be_read_is_handed_back(signed_in, tariff):
    where = clinic()
    said = {"number": "X", "from_date": "01-01-2013", "tariff": tariff}

    page = signed_in(Role.CLAIMS_OFFICER).post(f"/pelaksana/{where.code}/perjanjian/", said)

    assert "Baris ini tidak terbaca" in page.content.decode()


def test_a_capitation_list_is_the_providers_own(signed_in):
    from jamsostek.providers.services.capitation import prepare_capitation

    where = clinic()
    chosen(worker("SITI"), where)
    run = prepare_capitation(provider=where, month=FEBRUARY, act=by(officer("penyusun")))

    own = at_desk(where).get(f"/pelayanan/kapitasi/{run.pk}/")
    other = at_desk(hospital(), "lain").get(f"/pelayanan/kapitasi/{run.pk}/")

    assert own.status_code == 200
    assert own.content[:2] == b"PK"
    assert other.status_code == 404
    assert signed_in(Role.MEMBERSHIP_OFFICER).get(f"/kapitasi/{run.pk}/").status_code == 200
