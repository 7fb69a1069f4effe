"""The calculators of construction projects and of own-account workers, before any sign-in."""

import re
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.django_db

PROJECT = {"on": "01-09-2011", "contract_value": "180.000.000"}
VENDOR = {
    "month": "2011-09",
    "base": "1.300.000",
    "programmes": ["JHT", "JKK", "JKM"],
    "family": "single",
    "months": "1",
}


def page(client, path: str, **asked: object) -> str:
    answer = client.get(f"{path}?{urlencode(asked, doseq=True)}" if asked else path)
    assert answer.status_code == 200
    return answer.content.decode()


def project(client, **asked: object) -> str:
    return page(client, "/hitung/jasa-konstruksi/", **{**PROJECT, **asked})


def vendor(client, **asked: object) -> str:
    return page(client, "/hitung/tk-lhk/", **{**VENDOR, **asked})


def amounts(text: str) -> list[str]:
    return re.findall(r'<td class="number">(Rp[\d.,]+)</td>', text)


def test_the_front_page_leads_to_both(client):
    text = page(client, "/")

    assert 'href="/hitung/jasa-konstruksi/"' in text
    assert 'href="/hitung/tk-lhk/"' in text


def test_an_empty_form_asks_and_does_not_complain(client):
    assert 'id="kesalahan"' not in page(client, "/hitung/jasa-konstruksi/")
    assert 'id="kesalahan"' not in page(client, "/hitung/tk-lhk/")


def test_each_slice_of_a_contract_is_shown(client):
    text = project(client)

    # 0,21 % and 0,03 % of the first 100 million; 0,17 % and 0,02 % of the other 80
    assert amounts(text) == [
        *("Rp210.000", "Rp136.000", "Rp30.000", "Rp16.000"),
        *("Rp346.000", "Rp46.000", "Rp392.000"),
    ]
    assert "JKK, di atas Rp100.000.000 sampai Rp500.000.000" in text
    assert "0,17 % x Rp80.000.000" in text
    assert "bukan untuk seluruh nilai" in text


def test_the_terms_add_up_to_the_contribution(client):
    text = project(client, contract_value="123456789")

    # 249.877 + 34.691 = 284.568: JKK 124.939, 62.469, 62.469; JKM 17.345,5 and 8.672,75 twice
    terms = re.findall(r"<dt>Termin \d, \d+ %</dt><dd>Rp([\d.]+)</dd>", text)
    assert terms == ["142.284", "71.142", "71.142"]
    assert sum(int(term.replace(".", "")) for term in terms) == 284_568


def test_wages_that_are_known_decide(client):
    text = project(client, wage_sum="25.000.000")

    assert amounts(text) == ["Rp435.000", "Rp75.000", "Rp435.000", "Rp75.000", "Rp510.000"]
    assert "1,74 % x Rp25.000.000" in text
    assert "disimpulkan dari PP 44/2015" in text


def test_from_july_2015_the_tariff_goes_on_under_its_new_article(client):
    text = project(client, on="01-07-2015")

    assert "PP 44/2015, Pasal 54 ayat (2)" in text
    assert amounts(text)[-1] == "Rp392.000"
    assert "Bila dibayar bertermin" not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"contract_value": ""}, "Isi nilai kontrak, atau jumlah upah"),
        ({"contract_value": "0"}, "Jumlahnya harus lebih dari nol"),
        ({"contract_value": "banyak"}, "Tulis jumlah rupiah tanpa sen"),
        ({"contract_value": "9000000000000000"}, "Jumlah ini terlalu besar"),
        ({"on": "28-09-1999"}, "berlaku sejak 29 September 1999"),
        ({"on": "01-09-2020"}, "keringanan PP 49/2020"),
        ({"on": "besok"}, "Tulis tanggal, bulan dan tahun"),
    ],
)
def test_what_is_wrong_with_a_project_is_said_beside_the_field_and_on_top(client, asked, said):
    text = project(client, **asked)

    assert text.count(said) == 2
    assert "Ditanggung kontraktor seluruhnya" not in text


def test_a_vendor_sees_what_to_pay_and_until_when_it_protects(client):
    text = vendor(client, months="3")

    assert amounts(text) == ["Rp26.000", "Rp13.000", "Rp3.900", "Rp42.900", "Rp128.700"]
    assert "<strong>30 November 2011</strong>" in text
    assert "Dibayar untuk 3 bulan" in text
    assert "Upah minimum setempat tidak diperiksa" in text


@pytest.mark.parametrize(("family", "amount"), [("single", "Rp39.000"), ("married", "Rp78.000")])
def test_jpk_follows_the_family_and_says_that_no_ceiling_was_found(client, family, amount):
    text = vendor(client, programmes=["JPK"], family=family)

    assert amounts(text)[0] == amount
    assert "tidak ditemukan batas penghasilan" in text


def test_jpk_alone_protects_no_longer_than_jpk_lasts(client):
    text = vendor(client, programmes=["JPK"], month="2013-11", months="6")

    assert "<strong>31 Desember 2013</strong>" in text
    assert amounts(text) == ["Rp39.000", "Rp39.000", "Rp78.000"]
    assert "Dibayar untuk 2 bulan" in text


@pytest.mark.parametrize("rate", ["2,5", "2.5", "2,5 %"])
def test_a_higher_jht_rate_may_be_chosen(client, rate):
    assert amounts(vendor(client, jht_rate=rate))[0] == "Rp32.500"


def test_a_jht_rate_without_jht_changes_nothing(client):
    assert amounts(vendor(client, programmes=["JKK"], jht_rate="3"))[0] == "Rp13.000"


def test_the_minimum_wage_itself_is_enough(client):
    text = vendor(client, place="33.74", base="961323")

    assert "Upah minimum Kota Semarang tahun 2011: Rp961.323" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"base": ""}, "Wajib diisi"),
        ({"base": "0"}, "Jumlahnya harus lebih dari nol"),
        (
            {"base": "961322", "place": "33.74"},
            "Sekurangnya upah minimum Kota Semarang tahun 2011, Rp961.323",
        ),
        ({"place": "33.21", "month": "2012-09"}, "Upah minimum tempat ini pada 2012 belum"),
        ({"place": "33.01"}, "Masukkan pilihan yang valid"),
        ({"programmes": []}, "Pilih sekurangnya satu program"),
        ({"month": "2006-05"}, "berlaku Juni 2006 sampai Juni 2015"),
        ({"month": "2015-07"}, "berlaku Juni 2006 sampai Juni 2015"),
        ({"month": "2015-05", "months": "3"}, "Pilih lebih sedikit bulan"),
        ({"month": "2014-01", "programmes": ["JKK", "JPK"]}, "JPK berakhir"),
        ({"months": "2"}, "Masukkan pilihan yang valid"),
        ({"jht_rate": "1,9"}, "Tarif JHT sekurangnya 2 persen"),
        ({"jht_rate": "nan"}, "Tarif JHT sekurangnya 2 persen"),
        ({"jht_rate": "banyak"}, "Tulis persen"),
    ],
)
def test_what_is_wrong_with_a_vendor_is_said_beside_the_field_and_on_top(client, asked, said):
    text = vendor(client, **asked)

    assert text.count(said) == 2
    assert "Dibayar sendiri untuk sebulan" not in text


@pytest.mark.parametrize(
    ("path", "asked", "values"),
    [
        ("/hitung/jasa-konstruksi/", PROJECT, {"jkk_slices", "jkm_slices"}),
        (
            "/hitung/jasa-konstruksi/",
            PROJECT | {"wage_sum": "1000000"},
            {"jkk_on_wages", "jkm_on_wages"},
        ),
        (
            "/hitung/tk-lhk/",
            VENDOR | {"programmes": ["JHT", "JKK", "JKM", "JPK"]},
            {"jht_least", "jkk", "jkm", "jpk_single"},
        ),
        (
            "/hitung/tk-lhk/",
            VENDOR | {"programmes": ["JPK"], "family": "married"},
            {"jpk_married"},
        ),
    ],
)
def test_the_articles_lead_to_the_values_of_the_law(client, path, asked, values):
    text = page(client, path, **asked)

    links = re.findall(r'<a[^>]* href="(/peraturan/[^"]+/)">(?:KEP|PER|PP)', text)
    assert {link.split("/")[-2] for link in links} == values
    assert all(client.get(link).status_code == 200 for link in links)


def test_both_speak_english_where_english_is_chosen(client):
    client.post("/bahasa/", {"language": "en", "next": "/"})

    assert "above Rp100,000,000 up to Rp500,000,000" in project(client)
    assert "Paid for 6 months" in vendor(client, months="6")


def test_neither_asks_the_database_for_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        project(client)
        vendor(client, place="33.74")
