"""From registering as a vendor to "Terlindungi sampai", the collector's pages, and the desk."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.own_account import bill_ahead, bill_group
from jamsostek.institution.models import Branch, Region, Role, User
from jamsostek.institution.services import create_sign_in
from jamsostek.membership.models import (
    InsuredPerson,
    MemberUser,
    OwnAccountCover,
    PersonMerge,
)
from jamsostek.membership.services import let_collector_sign_in, let_member_sign_in
from tests.contributions.test_receipts import bank_line, take
from tests.jobs.inline import run_waiting_jobs
from tests.people import act, batik_melati, hire, yogyakarta
from tests.treasury.accounts import collecting
from tests.vendors import paguyuban, vendor, vendors
from tests.web.conftest import TODAY, elsewhere
from tests.web.finance.bank import ACCOUNT, statement

pytestmark = pytest.mark.django_db

ANSWERS = {
    "nik": {"nik": "9971011708850001"},
    "nama": {"name": "BUDI REKAAN"},
    "lahir": {"birth_date": "17-08-1985"},
    "tempat": {"place": "34.71"},
    "pekerjaan": {"occupation": "Pedagang kaki lima"},
    "penghasilan": {"base": "1.000.000"},
    "program": {"programmes": ["JHT", "JKK", "JKM"]},
    "telepon": {"phone": ""},
    "bulan": {"months": "3"},
}
PASSWORD = "warung-kopi-35"  # noqa: S105 - of an invented vendor


@pytest.fixture(autouse=True)
def _territory() -> None:
    """Have the Yogyakarta branch serve its province."""
    region, _ = Region.objects.get_or_create(code="KW05", defaults={"name": "Kantor Wilayah V"})
    Branch.objects.create(code="V-YOG", name="Cabang Yogyakarta", region=region, territory=["34"])


def answered(client: Client, **changes: dict[str, str]) -> None:
    client.post("/mandiri/")
    for slug, said in (ANSWERS | changes).items():
        answer = client.post(f"/mandiri/daftar/{slug}/", said)
        assert answer.status_code == 302, (slug, answer.content.decode()[-3000:])


def registered(client: Client, **changes: dict[str, str]) -> Bill:
    answered(client, **changes)
    answer = client.post("/mandiri/periksa/", {"password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return Bill.objects.get(code=answer["Location"].split("/")[-2])


def test_from_the_first_question_to_protection_after_a_bank_statement(signed_in):
    collecting(ACCOUNT)
    vendor_at_home = Client()

    bill = registered(vendor_at_home)
    page = vendor_at_home.get(f"/saya/tagihan/{bill.code}/").content.decode()
    assert "Rp99.000" in page
    assert bill.code in page
    assert "Belum terlindungi" in vendor_at_home.get("/saya/").content.decode()

    officer = signed_in(Role.FINANCE_OFFICER)
    content = statement((TODAY, 99_000, f"SETORAN {bill.code}"))
    officer.post("/rekening-koran/kirim/", {"statements": [SimpleUploadedFile("b.csv", content)]})
    run_waiting_jobs()

    again = Client()
    kpj = OwnAccountCover.objects.get().person.kpj
    again.post("/masuk/", {"login": kpj, "password": PASSWORD})
    home = again.get("/saya/").content.decode()
    assert "Terlindungi sampai 31 Desember 2011" in home
    assert "Rp60.000" in home  # three months of JHT, 20,000 each
    assert len(home) < 100_000


def test_the_answers_stand_on_the_check_page_and_each_leads_back():
    client = Client()
    answered(client)

    page = client.get("/mandiri/periksa/").content.decode()

    assert "BUDI REKAAN" in page
    assert "3 bulan: Rp99.000" in page
    assert set(re.findall(r"/mandiri/daftar/(\w+)/", page)) == set(ANSWERS)
    assert PASSWORD not in str(dict(client.session))


@pytest.mark.parametrize(
    ("slug", "said", "words"),
    [
        ("nik", {"nik": "123"}, "16 angka"),
        ("lahir", {"birth_date": "19-10-1956"}, "lebih dari 55 tahun"),
        ("lahir", {"birth_date": "21-10-2011"}, "belum tiba"),
        ("penghasilan", {"base": "807.999"}, "Rp808.000"),
        ("program", {}, "Pilih paling sedikit satu program"),
        ("bulan", {"months": "2"}, "bulan"),
    ],
)
def test_a_wrong_answer_is_asked_again_with_one_sentence(slug, said, words):
    client = Client()
    answered(client)

    answer = client.post(f"/mandiri/daftar/{slug}/", said)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "error-summary" in answer.content.decode()


def test_who_is_55_today_may_still_register():
    assert registered(Client(), lahir={"birth_date": "20-10-1956"}, bulan={"months": "1"}).amount


def test_jpk_asks_for_the_family_and_costs_double_for_one():
    client = Client()
    said = {"program": {"programmes": ["JPK", "JKK"]}}
    answered(client, **said)
    assert client.get("/mandiri/periksa/")["Location"] == "/mandiri/daftar/keluarga/"

    client.post("/mandiri/daftar/keluarga/", {"family": "married"})
    answer = client.post("/mandiri/periksa/", {"password": PASSWORD})

    # 1,000,000 x (6 % + 1 %) x 3
    assert Bill.objects.get(code=answer["Location"].split("/")[-2]).amount == 210_000


def test_somebody_known_gets_the_same_answer_and_nobodys_account():
    hire(batik_melati(), "BUDI ASLI", nik="9971011708850001", birth_date=date(1985, 8, 17))
    known = InsuredPerson.objects.get()

    bill = registered(Client())

    new = OwnAccountCover.objects.get().person
    assert new != known
    assert bill.amount == 99_000
    assert MemberUser.objects.get().person == new
    merge = PersonMerge.objects.get()
    assert (merge.duplicate, merge.kept, merge.state) == (new, known, "PROPOSED")


def test_an_easy_password_is_refused():
    client = Client()
    answered(client)

    answer = client.post("/mandiri/periksa/", {"password": "12345678"})

    assert answer.status_code == 200
    assert User.objects.count() == 0


def test_one_address_cannot_register_without_end():
    client = Client()
    statuses = []
    for _ in range(21):
        answered(client)
        statuses.append(client.post("/mandiri/periksa/", {"password": PASSWORD}).status_code)
        client.logout()

    assert statuses == [302] * 20 + [429]


def member(name: str = "SITI") -> tuple[Client, OwnAccountCover]:
    cover = vendor(name)
    user = create_sign_in(username=cover.person.kpj, password=PASSWORD)
    let_member_sign_in(user=user, person=cover.person, act=act())
    client = Client()
    client.force_login(user)
    return client, cover


def test_a_lapsed_member_pays_again_and_may_change_one_s_mind():
    client, cover = member()
    first = bill_ahead(cover=cover, months=1, act=act(date(2011, 9, 5)))
    take(bank_line(33_000, first.code, day=date(2011, 9, 6)))
    assert "Perlindungan berakhir 30 September 2011" in client.get("/saya/").content.decode()

    asked = client.post("/saya/bayar/", {"months": "6"})
    code = asked["Location"].split("/")[-2]
    client.post(f"/saya/tagihan/{code}/batal/")
    client.post("/saya/bayar/", {"months": "1"})

    bills = Bill.objects.order_by("pk").values_list("amount", "withdrawn_on")
    assert list(bills)[1:] == [(198_000, TODAY), (33_000, None)]


def test_a_member_changes_the_base_for_months_not_paid():
    client, cover = member()
    bill = bill_ahead(cover=cover, months=3, act=act(date(2011, 10, 5)))
    take(bank_line(99_000, bill.code, day=date(2011, 10, 6)))

    refused = client.post("/saya/program/", {"base": "800.000", "programmes": ["JKK"]})
    assert "Rp808.000" in refused.content.decode()
    client.post("/saya/program/", {"base": "1.500.000", "programmes": ["JKK", "JKM"]})

    newest = cover.terms.order_by("-pk").first()
    assert newest is not None
    assert (newest.base, newest.from_month) == (1_500_000, date(2012, 1, 1))


def test_a_member_finds_nobody_elses_bill():
    client, _ = member()
    other = bill_ahead(cover=vendor("TINI"), months=1, act=act(TODAY))

    assert client.get(f"/saya/tagihan/{other.code}/").status_code == 404
    assert client.post(f"/saya/tagihan/{other.code}/batal/").status_code == 404
    assert client.get("/wadah/").status_code == 404
    assert client.get("/pekerjaan/")["Location"] == "/saya/"


def collector() -> tuple[Client, list[OwnAccountCover]]:
    group = paguyuban()
    members = vendors("SITI", "TINI", "WATI", group_id=group.pk)
    user = create_sign_in(username="wadah-uji", password=PASSWORD)
    let_collector_sign_in(user=user, name="SRI WAHYUNI", group=group, act=act())
    client = Client()
    client.force_login(user)
    return client, members


def test_a_collector_sees_who_lapses_first_and_bills_those_ticked():
    client, (siti, tini, wati) = collector()
    bill = bill_ahead(cover=siti, months=1, act=act(date(2011, 10, 5)))
    take(bank_line(33_000, bill.code, day=date(2011, 10, 6)))

    page = client.get("/wadah/").content.decode()
    assert page.index("TINI") < page.index("WATI") < page.index("SITI")
    by_name = client.get("/wadah/?urut=nama").content.decode()
    assert by_name.index("SITI") < by_name.index("TINI")

    answer = client.post("/wadah/tagih/", {"months": "3", "cover": [tini.pk, wati.pk]})
    made = Bill.objects.get(code=answer["Location"].split("/")[-2])
    assert (made.amount, made.lines.count()) == (198_000, 2)
    assert client.get(answer["Location"]).status_code == 200

    rest = client.post("/wadah/tagih/", {"months": "3", "semua": "1"}, follow=True)
    assert f"Tagihan {made.code} masih terbuka" in rest.content.decode()


def test_a_collector_bills_no_stranger():
    client, _ = collector()
    stranger = vendor("ASING")

    client.post("/wadah/tagih/", {"months": "1", "cover": [stranger.pk]})

    assert Bill.objects.count() == 0


def test_a_collector_adds_a_member_by_the_form():
    client, _ = collector()
    said: dict[str, object] = {}
    for answers in ANSWERS.values():
        said |= answers

    assert client.post("/wadah/anggota/baru/", said | {"family": "single"}).status_code == 302

    assert OwnAccountCover.objects.get(person__name="BUDI REKAAN").group is not None


LIST = """Nama;NIK;Tanggal lahir;Pekerjaan;Tempat bekerja;Penghasilan sebulan;Program;Keluarga
BUDI REKAAN;9971011708850001;17-08-1985;Pedagang;Kota Yogyakarta;{base};JHT JKK JKM;Lajang
TINI REKAAN;9971011708850002;17/08/1986;Tukang ojek;34.71;900.000;JKK, JKM;Berkeluarga
"""


def send(client: Client, text: str, name: str = "anggota.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/wadah/anggota/berkas/", {"berkas": file})


def test_a_list_of_members_is_registered_whole():
    client, before = collector()

    answer = send(client, LIST.format(base="1.300.000"))

    assert answer.status_code == 302, answer.content.decode()
    added = OwnAccountCover.objects.exclude(pk__in=[each.pk for each in before])
    assert sorted(added.values_list("person__name", "terms__base")) == [
        ("BUDI REKAAN", 1_300_000),
        ("TINI REKAAN", 900_000),
    ]


def test_a_list_with_a_wrong_row_is_handed_back_with_the_reason():
    client, before = collector()

    page = send(client, LIST.format(base="700.000")).content.decode()

    assert "BUDI REKAAN" in page
    assert "isikan paling sedikit Rp808.000" in page
    assert ">2</th>" in page  # the row as a spreadsheet counts
    assert OwnAccountCover.objects.count() == len(before)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("a;b\n1;2\n", "anggota.csv", "Baris judul tidak ditemukan"),
        ("%PDF-1.4", "anggota.pdf", "tidak dapat dibaca"),
        (LIST.split("\n", maxsplit=1)[0] + "\n", "anggota.csv", "1 sampai 5.000"),
    ],
)
def test_a_file_that_is_no_list_is_refused(text, name, words):
    client, _ = collector()

    assert words in send(client, text, name).content.decode()


def test_the_sample_list_is_registered_as_it_is():
    client, before = collector()
    sample = b"".join(client.get("/wadah/anggota/contoh.xlsx").streaming_content)

    file = SimpleUploadedFile("anggota.xlsx", BytesIO(sample).read())
    answer = client.post("/wadah/anggota/berkas/", {"berkas": file})

    assert answer.status_code == 302, answer.content.decode()
    assert OwnAccountCover.objects.count() == len(before) + 1


def test_an_officer_registers_bills_and_sees_the_state_at_the_desk(signed_in):
    client = signed_in(Role.MEMBERSHIP_OFFICER)
    said: dict[str, object] = {}
    for answers in ANSWERS.values():
        said |= answers

    answer = client.post("/pekerja-mandiri/daftar/", said | {"family": "single"})
    page = client.get(answer["Location"]).content.decode()
    assert "Belum pernah membayar" in page
    assert "3 bulan: Rp99.000" in page
    billed = client.post(answer["Location"] + "bayar/", {"months": "3"})
    assert "Rp99.000" in client.get(billed["Location"]).content.decode()
    assert "BUDI REKAAN" in client.get("/pekerja-mandiri/?cari=budi").content.decode()
    kpj = OwnAccountCover.objects.get().person.kpj
    assert client.get(f"/peserta/{kpj}/").status_code == 200


def test_an_officer_registers_a_group_and_bills_it(signed_in):
    client = signed_in(Role.MEMBERSHIP_OFFICER)
    said = {"name": "Koperasi Rekaan", "collector": "SRI", "branch": yogyakarta().pk}

    answer = client.post("/pekerja-mandiri/wadah/baru/", said)
    url = answer["Location"]
    assert "Belum ada anggota" in client.get(url).content.decode()
    vendors("SITI", "TINI", group_id=OwnAccountCover.group.get_queryset().get().pk)
    billed = client.post(url + "tagih/", {"months": "1", "semua": "1"})

    assert "Rp66.000" in client.get(billed["Location"]).content.decode()


def test_another_branch_finds_none_of_it(signed_in):
    group = paguyuban()
    (cover,) = vendors("SITI", group_id=group.pk)
    bill = bill_group(group=group, months=1, act=act(TODAY)).bill
    assert bill is not None
    stranger = signed_in(Role.MEMBERSHIP_OFFICER, branch=elsewhere())

    pages = [
        f"/pekerja-mandiri/{cover.pk}/",
        f"/pekerja-mandiri/{cover.pk}/tagihan/{bill.code}/",
        f"/pekerja-mandiri/wadah/{group.number}/",
        f"/pekerja-mandiri/wadah/{group.number}/tagihan/{bill.code}/",
    ]

    assert [stranger.get(page).status_code for page in pages] == [404] * 4
    assert "SITI" not in stranger.get("/pekerja-mandiri/").content.decode()
