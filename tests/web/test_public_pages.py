"""What anybody can open: the front page, the calculators, the law."""

import re
from urllib.parse import urlencode

import pytest

from jamsostek.institution.models import User
from jamsostek.membership.models import EmployerUser
from tests.people import batik_melati

pytestmark = pytest.mark.django_db

SEPTEMBER = {
    "month": "2011-09",
    "wage": "2.500.000",
    "risk_group": "3",
    "family": "married",
    "programmes": ["JHT", "JKK", "JKM", "JPK"],
}


def page(client, path: str, **asked: object) -> str:
    answer = client.get(f"{path}?{urlencode(asked, doseq=True)}" if asked else path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_page_says_what_this_is_and_what_it_is_not(client):
    text = page(client, "/")

    assert "Tidak terafiliasi dengan BPJS Ketenagakerjaan" in text
    assert 'href="/hitung/iuran/"' in text
    assert 'href="/masuk/"' in text


def test_contributions_are_computed_line_by_line_with_their_articles(client):
    text = page(client, "/hitung/iuran/", **SEPTEMBER)

    # 3,7 % and 2 % and 0,89 % and 0,30 % of 2.500.000; 6 % of 1.000.000
    for amount in ("Rp92.500", "Rp50.000", "Rp22.250", "Rp7.500", "Rp60.000"):
        assert f'<td class="number">{amount}</td>' in text
    assert "PP 14/1993, Pasal 9 ayat (3)" in text
    # 92.500 + 22.250 + 7.500 + 60.000 by the employer, with 50.000 from the wage
    assert '<td class="number">Rp182.250</td>' in text
    assert '<td class="number">Rp232.250</td>' in text


@pytest.mark.parametrize(
    ("path", "asked", "values"),
    [
        (
            "/hitung/iuran/",
            SEPTEMBER,
            ["jht_employer", "jht_member", "jkk", "jkm", "jpk_married"],
        ),
        ("/hitung/iuran/", SEPTEMBER | {"family": "single", "programmes": ["JPK"]}, ["jpk_single"]),
        (
            "/hitung/denda/",
            {"month": "2011-09", "due": "1000000", "paid": "20-12-2011"},
            ["late_payment"],
        ),
        (
            "/hitung/wajib-daftar/",
            {"workers": "10", "payroll": "900000", "on": "01-09-2011"},
            ["min_workers"],
        ),
        (
            "/hitung/wajib-daftar/",
            {"workers": "9", "payroll": "1200000", "on": "01-09-2011"},
            ["min_payroll"],
        ),
    ],
)
def test_the_articles_of_an_answer_lead_to_the_values_of_the_law(client, path, asked, values):
    text = page(client, path, **asked)

    links = re.findall(r'<a[^>]* href="(/peraturan/[^"]+/)">(?:UU|PP) ', text)
    assert {link.split("/")[-2] for link in links} == set(values)
    assert all(client.get(link).status_code == 200 for link in links)


def test_without_a_programme_one_is_asked_to_choose(client):
    text = page(client, "/hitung/iuran/", **SEPTEMBER | {"programmes": []})

    assert "Pilih sekurangnya satu program." in text


def test_each_amount_says_why(client):
    text = page(client, "/hitung/iuran/", **SEPTEMBER)

    assert "Mengapa JPK, ditanggung pemberi kerja: Rp60.000?" in text
    assert "Upah yang dihitung (batas upah)" in text
    assert "6 % x Rp1.000.000 = Rp60.000" in text


def test_the_answer_speaks_english_where_english_is_chosen(client):
    client.post("/bahasa/", {"language": "en", "next": "/"})

    text = page(client, "/hitung/iuran/", **SEPTEMBER)

    assert "Why JPK, borne by the employer: Rp60,000?" in text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("month", "1993-02", "Peraturan untuk waktu itu tidak ada dalam sistem ini"),
        ("month", "2015-07", "Peraturan untuk waktu itu tidak ada dalam sistem ini"),
        ("month", "bulan lalu", "Tulis bulan dan tahun"),
        ("month", "2014-01", "JPK berakhir pada 31 Desember 2013"),
        ("wage", "-5", "Jumlahnya harus lebih dari nol"),
        ("wage", "", "Wajib diisi"),
        ("risk_group", "9", "Masukkan pilihan yang valid"),
    ],
)
def test_what_cannot_be_computed_is_said_beside_the_field_and_on_top(client, field, value, said):
    text = page(client, "/hitung/iuran/", **{**SEPTEMBER, field: value})

    assert text.count(said) == 2
    assert "error-summary" in text
    assert "Disetor seluruhnya" not in text


def test_what_was_typed_stays_in_the_form(client):
    text = page(client, "/hitung/iuran/", **{**SEPTEMBER, "wage": "banyak"})

    assert 'value="banyak"' in text


def test_the_last_month_of_jpk_and_the_first_without(client):
    last = page(client, "/hitung/iuran/", **{**SEPTEMBER, "month": "2013-12"})
    without = {**SEPTEMBER, "month": "2014-01", "programmes": ["JHT", "JKK", "JKM"]}
    first = page(client, "/hitung/iuran/", **without)

    assert "JPK, ditanggung" in last
    assert "JPK, ditanggung" not in first
    assert "Disetor seluruhnya" in first


@pytest.mark.parametrize(
    ("workers", "payroll", "said"),
    [
        (10, "1", "Ya, wajib mendaftar."),
        (9, "1.000.000", "Ya, wajib mendaftar."),
        (9, "999.999", "Tidak wajib, tetapi boleh."),
    ],
)
def test_ten_workers_or_a_million_of_payroll_oblige(client, workers, payroll, said):
    text = page(client, "/hitung/wajib-daftar/", workers=workers, payroll=payroll, on="01-09-2011")

    assert said in text
    assert "PP 14/1993, Pasal 2 ayat (3)" in text


def test_a_day_before_the_law_obliges_nobody_and_says_so(client):
    text = page(client, "/hitung/wajib-daftar/", workers=10, payroll="1", on="26-02-1993")

    assert "Peraturan untuk waktu itu tidak ada dalam sistem ini" in text


def test_three_begun_months_late_cost_six_percent(client):
    # due 15 October; begun: 16 October, 16 November, 16 December
    text = page(client, "/hitung/denda/", month="2011-09", due="1.000.000", paid="20-12-2011")

    assert "<strong>Rp60.000</strong>" in text
    assert "15 Oktober 2011" in text
    assert "PP 14/1993, Pasal 47 huruf b" in text


def test_who_pays_on_the_due_day_pays_no_penalty(client):
    text = page(client, "/hitung/denda/", month="2011-09", due="1.000.000", paid="15-10-2011")

    assert "Tidak ada denda: dibayar tepat waktu." in text


def test_the_law_is_listed_by_subject(client):
    text = page(client, "/peraturan/")

    assert "Jumlah tenaga kerja yang mewajibkan pendaftaran" in text
    assert 'href="/peraturan/contributions/jkk/"' in text


def test_a_value_of_the_law_shows_its_history_articles_and_functions(client):
    text = page(client, "/peraturan/contributions/jkk/")

    assert "27 Februari 1993" in text
    assert "0,24 % · 0,54 % · 0,89 % · 1,27 % · 1,74 %" in text
    assert "tidak berlaku lagi" in text
    assert "PP 14/1993, Pasal 9 ayat (1) huruf a dan Lampiran I" in text
    assert "jamsostek.contributions.rules.dues.due" in text


def test_what_is_unknown_or_doubtful_says_so(client):
    text = page(client, "/peraturan/savings/return_rate/")

    assert "tidak diketahui" in text
    assert "sumbernya saling bertentangan" in text


@pytest.mark.parametrize("path", ["/peraturan/contributions/nothing/", "/peraturan/x/jkm/"])
def test_a_value_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_pages_without_sign_in_ask_the_database_for_nothing_but_the_sign_ins(
    client, django_assert_num_queries
):
    client.get("/peraturan/")

    with django_assert_num_queries(0):
        page(client, "/hitung/iuran/", **SEPTEMBER)
        page(client, "/peraturan/")


def test_outside_development_no_sign_ins_are_shown(client, settings):
    settings.IN_DEVELOPMENT = False

    assert "Akun peragaan" not in page(client, "/")


@pytest.mark.parametrize("address", ["/", "/masuk/"])
def test_sign_ins_of_the_demonstration_name_the_company_they_are_for(client, settings, address):
    settings.IN_DEVELOPMENT = True
    for username, name in [("perusahaan", "PT Satu Rekaan"), ("perusahaan2", "PT Dua Rekaan")]:
        user = User.objects.create_user(username)
        EmployerUser.objects.create(user=user, employer=batik_melati(name=name), name="Dewi")

    text = page(client, address)

    assert "Petugas perusahaan, PT Satu Rekaan" in text
    assert "Petugas perusahaan, PT Dua Rekaan" in text
