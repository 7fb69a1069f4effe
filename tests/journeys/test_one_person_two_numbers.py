"""A card found again: compared, merged by two officers, seen together, split; from the browser."""

from datetime import date

import pytest
from django.test import Client

from jamsostek.institution.models import Role
from jamsostek.membership.models import Employment, PersonMerge
from tests.contributions.test_receipts import bank_line, billed, take
from tests.journeys.test_changes_on_the_record import at_the_browser, confirmed, page
from tests.kernel.test_kernel import Month
from tests.membership.test_merges import BORN, merged
from tests.people import batik_melati, hire, person, yogyakarta
from tests.web.conftest import TODAY, appoint, elsewhere

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2011, 9)
YES = {"verdict": "merge", "reason": "KTP cocok"}


@pytest.fixture(autouse=True)
def _on_a_day_of_october(settings):
    settings.BUSINESS_DAY = TODAY


@pytest.fixture
def kpjs() -> tuple[str, str]:
    """Siti has worked for Melati since 2009 and, under another number, for Mawar since 2010."""
    melati, mawar = batik_melati(), batik_melati(name="PT Mawar Rekaan")
    hire(melati, "Siti Rahayu", birth_date=BORN, from_date=date(2009, 1, 1))
    hire(mawar, "Siti Rahayoe", birth_date=BORN, from_date=date(2010, 6, 1))
    for employer in (melati, mawar):
        bill = billed(employer, SEPTEMBER)
        take(bank_line(bill.amount, bill.code))
    return person("Siti Rahayu").kpj, person("Siti Rahayoe").kpj


@pytest.fixture
def officers() -> tuple[Client, Client]:
    return tuple(  # type: ignore[return-value]
        at_the_browser(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username=name))
        for name in ("maker", "checker")
    )


def said(kept: str) -> dict[str, str]:
    return {"kept": kept, "evidence": "KTP dan dua kartu", "reason": "Didaftarkan ulang"}


def test_two_officers_merge_what_the_list_found_and_part_it_again(kpjs, officers):
    old, new = kpjs
    maker, checker = officers
    compare = f"/peserta/{old}/nomor/{new}/"

    assert compare in page(maker, "/nomor-ganda/")
    assert "Siti Rahayoe" in page(maker, f"/peserta/{old}/nomor/")
    asked = page(maker, compare)
    assert "PT Mawar Rekaan" in asked
    assert "15 Juli 1985" in asked
    assert "Usulkan penggabungan ini?" in page(maker, compare, said(old))
    assert not PersonMerge.objects.exists()
    confirmed(maker, compare, said(old))

    merge = PersonMerge.objects.get()
    address = f"/nomor-ganda/{merge.pk}/"
    assert "petugas lain memutuskan" in page(maker, address)
    assert confirmed(maker, address, YES).status_code == 200
    merge.refresh_from_db()
    assert merge.state == "PROPOSED"

    assert "Nomor ganda yang menunggu petugas kedua" in page(checker, "/pekerjaan/")
    assert "tidak ada uang yang dipindahkan" in page(checker, address, YES)
    confirmed(checker, address, YES)

    answer = checker.get(f"/peserta/{new}/", follow=True)
    assert answer.redirect_chain == [(f"/peserta/{old}/", 302)]
    seen = answer.content.decode()
    assert "digabung dengan nomor orang ini" in seen
    for words in ("PT Mawar Rekaan", "PT Batik Melati Rekaan", old, new, "Rp114.000", "Rp57.000"):
        assert words in seen
    assert checker.get(f"/peserta/{new}/jht/").status_code == 200

    assert "tidak pernah digabung" in page(checker, address + "pisah/", {"reason": "Kembar"})
    confirmed(checker, address + "pisah/", {"reason": "Saudara kembar"})
    apart = page(checker, f"/peserta/{new}/")
    assert "PT Batik Melati Rekaan" not in apart
    assert "Rp114.000" not in apart
    story = page(checker, f"/peserta/{old}/nomor/")
    assert "Nomor peserta dipisahkan kembali" in story
    assert "Saudara kembar" in story


def test_a_refused_proposal_leaves_two_people(kpjs, officers):
    maker, checker = officers
    confirmed(maker, f"/peserta/{kpjs[0]}/nomor/{kpjs[1]}/", said(kpjs[0]))
    merge = PersonMerge.objects.get()

    confirmed(checker, f"/nomor-ganda/{merge.pk}/", {"verdict": "refuse", "reason": "Kembar"})

    merge.refresh_from_db()
    assert merge.state == "REFUSED"
    assert "Semua nomor orang ini" not in page(checker, f"/peserta/{kpjs[1]}/")
    assert "Ditolak" in page(checker, f"/nomor-ganda/{merge.pk}/")


def test_two_at_one_employer_at_one_time_are_refused_with_the_day(kpjs, officers):
    employer = Employment.objects.get(person__kpj=kpjs[0]).employer
    hire(employer, "Siti Rahayoe", kpj=kpjs[1], from_date=date(2011, 3, 1))

    answer = page(officers[0], f"/peserta/{kpjs[0]}/nomor/{kpjs[1]}/", said(kpjs[0]))

    assert "bekerja bersamaan sejak 1 Maret 2011" in answer


def test_what_is_missing_is_asked_for_with_a_link_to_the_field(kpjs, officers):
    answer = page(officers[0], f"/peserta/{kpjs[0]}/nomor/{kpjs[1]}/", {"kept": kpjs[0]})

    assert 'href="#id_evidence"' in answer
    assert 'href="#id_reason"' in answer


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("12", "KPJ terdiri atas 11 angka."),
        ("99099999999", "Tidak ada peserta dengan KPJ ini"),
        ("same", "Ini nomor yang sama."),
        ("far", "Tidak ada peserta dengan KPJ ini"),
    ],
)
def test_a_number_that_cannot_be_compared_is_said_to_be_so(kpjs, officers, other, words):
    hire(batik_melati(name="PT Jauh Rekaan", branch=elsewhere()), "Tono")
    typed = {"same": kpjs[0], "far": person("Tono").kpj}.get(other, other)

    assert words in page(officers[0], f"/peserta/{kpjs[0]}/nomor/", {"other": typed})
    assert officers[0].get(f"/peserta/{kpjs[0]}/nomor/{typed}/").status_code == 404


def test_a_likely_duplicate_of_another_region_is_compared_without_its_jobs(kpjs, officers):
    hire(batik_melati(name="PT Jauh Rekaan", branch=elsewhere()), "Siti Rahaju", birth_date=BORN)
    far = person("Siti Rahaju").kpj

    answer = officers[0].post(f"/peserta/{kpjs[0]}/nomor/", {"other": far}, follow=True)

    assert "1 di kantor cabang lain" in answer.content.decode()
    assert "PT Jauh Rekaan" not in answer.content.decode()


def test_the_old_number_registers_its_person_at_a_new_employer(kpjs, officers):
    """Somebody shows the old card: no new member, and all of it on one page."""
    old, new = kpjs
    merged("Siti Rahayoe", "Siti Rahayu")
    kenanga = batik_melati(name="PT Kenanga Rekaan")
    base = f"/pemberi-kerja/{kenanga.npp}/tenaga-kerja/daftar/"
    officers[0].get(base)
    officers[0].post(base + "nomor/", {"kpj": new, "nik": ""})
    work = {"from_date": "01-09-2011", "kind": "PERMANENT", "title": "", "wage": "2.000.000",
            "family": "single"}  # fmt: skip
    answer = officers[0].post(base + "kerja/", work, follow=True)
    assert "KPJ" in answer.content.decode()

    done = officers[0].post(base + "periksa/", follow=True)

    assert done.redirect_chain[-1][0] == f"/peserta/{old}/"
    assert "PT Kenanga Rekaan" in done.content.decode()


def test_a_new_spouse_under_either_number_is_the_only_one(kpjs, officers):
    old, new = kpjs
    merged("Siti Rahayoe", "Siti Rahayu")
    spouse = {"relation": "SPOUSE", "name": "Budi Rekaan", "birth_date": "01-01-1984",
              "from_date": "01-01-2011", "nik": ""}  # fmt: skip

    officers[0].post(f"/peserta/{new}/keluarga/", spouse)
    again = page(officers[0], f"/peserta/{old}/keluarga/", {**spouse, "name": "Tono Rekaan"})

    assert "Sudah ada suami atau istri yang tercatat" in again
