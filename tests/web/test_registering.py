"""Registering employers, workers and families, question by question, without a script."""

from datetime import date

import pytest

from jamsostek.institution.models import Role
from jamsostek.membership.models import Dependant, Employer, Employment, FamilyStatus, InsuredPerson
from tests.people import batik_melati, hire, person, yogyakarta
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db

EMPLOYER = "/pemberi-kerja/daftar/"


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.MEMBERSHIP_OFFICER)


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def answer_employer(client, **changes: str) -> None:
    """Answer every question about PT Mebel Jati, of risk group II, since September 2011."""
    said = {
        "name": "PT Mebel Jati Rekaan",
        "npwp": "",
        "kind": "OTHER",
        "industry": "pabrik mebel kayu",
        "risk_group": "2",
        "reason": "Mebel, Lampiran I",
        "from_date": "01-09-2011",
        "with_jpk": "yes",
        "branch": str(yogyakarta().pk),
        "address": "Jalan Rekaan 1",
        "phone": "",
        "email": "",
    } | changes
    client.get(EMPLOYER)
    for page, fields in {
        "nama": ["name", "npwp"],
        "usaha": ["kind", "industry"],
        "risiko": ["risk_group", "reason"],
        "kepesertaan": ["from_date", "with_jpk", "branch"],
        "alamat": ["address", "phone", "email"],
    }.items():
        client.post(f"{EMPLOYER}{page}/", {field: said[field] for field in fields})


def test_an_employer_is_registered_after_a_look_at_all_answers(officer):
    answer_employer(officer)
    check = text_of(officer.get(f"{EMPLOYER}periksa/"))

    done = officer.post(f"{EMPLOYER}periksa/", follow=True)

    employer = Employer.objects.get()
    assert "PT Mebel Jati Rekaan" in check
    assert "II: Mebel, Lampiran I" in check
    assert f"PT Mebel Jati Rekaan terdaftar dengan NPP {employer.npp}." in text_of(done)
    assert employer.branch == yogyakarta()
    assert employer.from_date == date(2011, 9, 1)
    assert employer.programmes.count() == 4
    assert employer.risk_groups.get().decided_by == "Sri Lestari Rekaan"


def test_without_jpk_there_are_three_programmes(officer):
    answer_employer(officer, with_jpk="no")
    officer.post(f"{EMPLOYER}periksa/")

    programmes = Employer.objects.get().programmes.values_list("programme", flat=True)

    assert sorted(programmes) == ["JHT", "JKK", "JKM"]


def test_nothing_is_registered_before_every_question_is_answered(officer):
    officer.get(EMPLOYER)
    officer.post(f"{EMPLOYER}nama/", {"name": "PT Mebel Jati Rekaan", "npwp": ""})

    answer = officer.post(f"{EMPLOYER}periksa/")

    assert answer["Location"] == f"{EMPLOYER}usaha/"
    assert not Employer.objects.exists()


def test_a_similar_employer_is_shown_before_a_new_one_is_made(officer):
    known = batik_melati()

    first = officer.post(f"{EMPLOYER}nama/", {"name": "CV. Batik Melati, Rekaan", "npwp": ""})
    page = text_of(officer.get(first["Location"]))
    unticked = officer.post(f"{EMPLOYER}mirip/", {})
    ticked = officer.post(f"{EMPLOYER}mirip/", {"is_new": "on"})

    assert first["Location"] == f"{EMPLOYER}mirip/"
    assert known.npp in page
    assert "Beri tanda bila ini pemberi kerja lain." in text_of(unticked)
    assert ticked["Location"] == f"{EMPLOYER}usaha/"


def test_another_name_asks_about_similar_ones_again(officer):
    batik_melati()
    officer.post(f"{EMPLOYER}nama/", {"name": "Batik Melati Rekaan", "npwp": ""})
    officer.post(f"{EMPLOYER}mirip/", {"is_new": "on"})

    again = officer.post(f"{EMPLOYER}nama/", {"name": "Melati Batik Rekaan", "npwp": ""})

    assert again["Location"] == f"{EMPLOYER}mirip/"


def test_the_industry_suggests_a_group_and_decides_nothing(officer):
    officer.post(f"{EMPLOYER}nama/", {"name": "PT Topi Rekaan", "npwp": ""})
    officer.post(f"{EMPLOYER}usaha/", {"kind": "OTHER", "industry": "pabrik topi"})

    page = text_of(officer.get(f"{EMPLOYER}risiko/"))

    assert "Pabrik Topi" in page
    assert "checked" not in page


def test_what_was_answered_is_there_when_one_comes_back(officer):
    answer_employer(officer)

    assert 'value="pabrik mebel kayu"' in text_of(officer.get(f"{EMPLOYER}usaha/"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("21-10-2011", "Tanggal ini belum tiba."),
        ("01-02-1993", "Peraturan untuk tanggal ini tidak ada dalam sistem."),
        ("kemarin", "Tulis tanggal, bulan dan tahun"),
    ],
)
def test_a_first_day_that_cannot_be_is_refused_beside_the_field(officer, day, said):
    fields = {"from_date": day, "with_jpk": "yes", "branch": str(yogyakarta().pk)}

    page = text_of(officer.post(f"{EMPLOYER}kepesertaan/", fields))

    assert page.count(said) == 2
    assert f'value="{day}"' in page


def test_an_employer_is_not_registered_at_another_offices_branch(officer):
    fields = {"from_date": "01-09-2011", "with_jpk": "yes", "branch": str(elsewhere().pk)}

    page = text_of(officer.post(f"{EMPLOYER}kepesertaan/", fields))

    assert "error-summary" in page


def test_a_question_that_is_not_asked_is_not_found(officer):
    assert officer.get(f"{EMPLOYER}rahasia/").status_code == 404


@pytest.fixture
def melati():
    return batik_melati()


def answer_worker(client, npp: str, **changes: str) -> str:
    """Answer every question about Citra; give the address of the check page."""
    said = {
        "kpj": "",
        "nik": "9900016508850001",
        "name": "Citra Dewi Rekaan",
        "birth_date": "25-08-1985",
        "birth_place": "Sleman",
        "sex": "P",
        "from_date": "01-10-2011",
        "kind": "PERMANENT",
        "title": "Pembatik",
        "wage": "1.800.000",
        "family": "married",
    } | changes
    start = f"/pemberi-kerja/{npp}/tenaga-kerja/daftar/"
    client.get(start)
    client.post(f"{start}nomor/", {"kpj": said["kpj"], "nik": said["nik"]})
    if not said["kpj"]:
        person_fields = ["name", "birth_date", "birth_place", "sex"]
        client.post(f"{start}orang/", {field: said[field] for field in person_fields})
    work_fields = ["from_date", "kind", "title", "wage", "family"]
    client.post(f"{start}kerja/", {field: said[field] for field in work_fields})
    return f"{start}periksa/"


def test_a_new_worker_becomes_a_member_with_employment_wage_and_family(officer, melati):
    check = answer_worker(officer, melati.npp)

    done = officer.post(check, follow=True)

    citra = person("Citra Dewi Rekaan")
    employment = Employment.objects.get(person=citra)
    assert f"Terdaftar dengan KPJ {citra.kpj}." in text_of(done)
    assert (citra.nik, citra.birth_date, citra.sex) == ("9900016508850001", date(1985, 8, 25), "P")
    assert employment.from_date == date(2011, 10, 1)
    assert employment.wages.get().wage == 1_800_000
    assert FamilyStatus.objects.get(person=citra).married


def test_what_looks_wrong_about_the_identity_number_is_a_warning_only(officer, melati):
    check = answer_worker(officer, melati.npp, sex="L")

    page = text_of(officer.get(check))
    officer.post(check)

    assert "Dua angka pertama NIK bukan kode provinsi yang dikenal." in page
    assert "Jenis kelamin di dalam NIK berbeda dari yang diisi." in page
    assert person("Citra Dewi Rekaan").sex == "L"


def test_somebody_known_by_card_number_is_not_registered_twice(officer, melati):
    other = batik_melati(name="PT Kopi Merapi Rekaan")
    hire(other, "Citra Dewi Rekaan", nik="9900016508850001")
    citra = person("Citra Dewi Rekaan")

    check = answer_worker(officer, melati.npp, kpj=citra.kpj, nik="")
    page = text_of(officer.get(check))
    officer.post(check)

    assert "Citra Dewi Rekaan" in page
    assert InsuredPerson.objects.count() == 1
    assert Employment.objects.filter(person=citra).count() == 2


def test_somebody_known_by_identity_number_is_recognised(officer, melati):
    other = batik_melati(name="PT Kopi Merapi Rekaan")
    hire(other, "Citra Dewi Rekaan", nik="9900016508850001", birth_date=date(1985, 8, 25))
    start = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/daftar/"

    answer = officer.post(f"{start}nomor/", {"kpj": "", "nik": "9900 0165 0885 0001"})
    page = text_of(officer.get(answer["Location"]))

    assert answer["Location"] == f"{start}kerja/"
    assert "Sudah menjadi peserta" in page


def test_nobody_works_twice_at_once_for_one_employer(officer, melati):
    hire(melati, "Citra Dewi Rekaan")
    citra = person("Citra Dewi Rekaan")

    check = answer_worker(officer, melati.npp, kpj=citra.kpj, nik="")
    page = text_of(officer.post(check))

    assert "Orang ini sudah tercatat bekerja di sini pada tanggal itu." in page
    assert Employment.objects.count() == 1


def test_a_card_number_that_nobody_has_is_refused(officer, melati):
    start = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/daftar/"

    page = text_of(officer.post(f"{start}nomor/", {"kpj": "99000000000", "nik": ""}))

    assert page.count("Tidak ada peserta dengan KPJ ini.") == 2


def test_an_employment_ends_the_day_after_the_last_at_work(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    employment = Employment.objects.get()
    address = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/{employment.pk}/akhiri/"

    officer.post(address, {"last_day": "30-09-2011", "reason": "Mengundurkan diri"})

    employment.refresh_from_db()
    assert employment.until_date == date(2011, 10, 1)
    assert employment.end_reason == "Mengundurkan diri"


def test_an_employment_ended_twice_keeps_its_first_end_and_says_so(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    employment = Employment.objects.get()
    address = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/{employment.pk}/akhiri/"
    officer.post(address, {"last_day": "30-09-2011", "reason": "Mengundurkan diri"})

    again = officer.post(address, {"last_day": "15-10-2011", "reason": "PHK"}, follow=True)

    assert "sudah diakhiri sebelumnya" in text_of(again)
    employment.refresh_from_db()
    assert employment.until_date == date(2011, 10, 1)


@pytest.mark.parametrize("last", ["31-12-2009", "21-10-2011"])
def test_a_last_day_before_the_first_or_ahead_is_refused(officer, melati, last):
    hire(melati, "Budi Santoso Rekaan")
    employment = Employment.objects.get()
    address = f"/pemberi-kerja/{melati.npp}/tenaga-kerja/{employment.pk}/akhiri/"

    page = text_of(officer.post(address, {"last_day": last, "reason": "PHK"}))

    assert "error-summary" in page
    employment.refresh_from_db()
    assert employment.until_date is None


def test_a_spouse_is_added_once(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    budi = person("Budi Santoso Rekaan")
    address = f"/peserta/{budi.kpj}/keluarga/"
    spouse = {
        "relation": "SPOUSE",
        "name": "Ani Rekaan",
        "birth_date": "02-03-1986",
        "nik": "",
        "from_date": "01-09-2011",
    }

    first = officer.post(address, spouse, follow=True)
    second = officer.post(address, spouse)

    assert "Ani Rekaan" in text_of(first)
    assert "Sudah ada suami atau istri yang tercatat." in text_of(second)
    assert Dependant.objects.count() == 1


def test_a_dependants_entry_ends(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    budi = person("Budi Santoso Rekaan")
    facts = {"relation": "CHILD", "name": "Anak Rekaan", "birth_date": date(2000, 1, 1)}
    child = budi.dependants.create(from_date=date(2010, 1, 1), **facts)
    address = f"/peserta/{budi.kpj}/keluarga/{child.pk}/"

    too_early = officer.post(address, {"until_date": "01-01-2010", "reason": "WORKS"})
    no_child = officer.post(address, {"until_date": "01-09-2011", "reason": "DIVORCED"})
    ended = officer.post(address, {"until_date": "01-09-2011", "reason": "WORKS"}, follow=True)

    child.refresh_from_db()
    assert "Harus setelah hari pertama ditanggung." in text_of(too_early)
    assert "error-summary" in text_of(no_child)
    assert (child.until_date, child.end_reason) == (date(2011, 9, 1), "WORKS")
    assert "Sudah bekerja." in text_of(ended)


def test_a_fourth_child_is_refused_with_what_to_do(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    budi = person("Budi Santoso Rekaan")
    facts = {"relation": "CHILD", "birth_date": date(2000, 1, 1), "from_date": date(2010, 1, 1)}
    for name in ("Satu", "Dua", "Tiga"):
        budi.dependants.create(name=name, **facts)
    fourth = {"relation": "CHILD", "name": "Empat", "birth_date": "01-01-2005", "nik": ""}

    page = text_of(
        officer.post(f"/peserta/{budi.kpj}/keluarga/", fourth | {"from_date": "01-09-2011"})
    )

    assert "paling banyak tiga" in page
    assert Dependant.objects.count() == 3


def test_nobody_is_made_single_while_a_child_is_insured(officer, melati):
    hire(melati, "Budi Santoso Rekaan", married=True)
    budi = person("Budi Santoso Rekaan")
    facts = {"relation": "CHILD", "birth_date": date(2000, 1, 1), "from_date": date(2010, 1, 1)}
    budi.dependants.create(name="Anak Rekaan", **facts)

    page = text_of(
        officer.post(
            f"/peserta/{budi.kpj}/status/", {"family": "single", "from_date": "01-09-2011"}
        )
    )

    assert "Masih ada anggota keluarga yang ditanggung" in page
    assert "Ditanggung JPK" in text_of(officer.get(f"/peserta/{budi.kpj}/"))


def test_the_family_status_changes_once(officer, melati):
    hire(melati, "Budi Santoso Rekaan")
    kpj = person("Budi Santoso Rekaan").kpj
    address = f"/peserta/{kpj}/status/"

    officer.post(address, {"family": "married", "from_date": "01-09-2011"})
    again = officer.post(address, {"family": "married", "from_date": "01-10-2011"})

    assert "Berkeluarga" in text_of(officer.get(f"/peserta/{kpj}/"))
    assert "Status itu sudah berlaku." in text_of(again)
