"""Headings are known by their words, in any order and spelling."""

import pytest

from jamsostek.contributions.imports.heading_rows import find_heading
from jamsostek.contributions.imports.headings import layout_of, role_of
from jamsostek.kernel.months import Month

SEPTEMBER = Month(2011, 9)


@pytest.mark.parametrize(
    ("role", "texts"),
    [
        ("kpj", ["NO KPJ", "No. KPJ", "Nomor Kartu Peserta", "KPJ", "No_Peserta", "no jamsostek",
                 "NO. KARTU\nPESERTA JAMSOSTEK", "K P J", "No. KPJ (11 digit)"]),
        ("ktp", ["No KTP", "NOMOR KTP", "ktp", "No. Identitas", "NIK / No. KTP"]),
        ("nik", ["NIK", "No. NIK", "n.i.k"]),
        ("name", ["NAMA", "Nama Lengkap", "Nama Tenaga Kerja", "NAMA TK", "nama_karyawan",
                  "Nama Lengkap Pekerja", "NAMA PESERTA"]),
        ("birth_date", ["Tgl Lahir", "TANGGAL LAHIR", "Tgl. Lahir (dd/mm/yyyy)"]),
        ("start_date", ["Tgl Masuk", "TGL MULAI\nBEKERJA", "Tanggal Mulai Kerja", "TMK", "TMT",
                        "TGL MASUK / MULAI KERJA", "TMT Kerja"]),
        ("leave_date", ["Tgl Keluar", "Tanggal Berhenti", "TGL. BERHENTI BEKERJA",
                        "Tgl. Keluar / Berhenti"]),
        ("wage", ["UPAH", "Gaji", "Upah Sebulan (Rp)", "GAJI BULAN INI", "Upah Dilaporkan",
                  "UPAH SEPTEMBER", "gaji sept 2011", "UPAH POKOK + TUNJ. TETAP"]),
        ("total_wage", ["TOTAL UPAH", "Jumlah Gaji", "UPAH JUMLAH"]),
        ("base", ["Upah Pokok", "gaji_pokok", "GAPOK", "Gaji Dasar"]),
        ("fixed", ["Tunjangan Tetap", "TUNJ. TETAP", "UPAH TUNJANGAN TETAP"]),
        ("other_pay", ["Tunjangan Tidak Tetap", "Upah Lembur", "UANG MAKAN", "Potongan",
                       "Take Home Pay", "GAJI BERSIH", "Tunjangan Jabatan", "Total Potongan"]),
        ("former", ["UPAH LAMA", "Gaji Sebelumnya", "UPAH AGUSTUS", "Gaji Agt 2011", "UPAH 2010",
                    "UPAH SEPT 2010", "Upah (Lama)"]),
        (None, ["NO", "JENIS KELAMIN", "NAMA PERUSAHAAN", "NIK KARYAWAN", "JUMLAH HARI KERJA",
                "STATUS UPAH", "UPAH/HARI", "NPWP", "TEMPAT/TGL LAHIR", ""]),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_column_holds(role, texts):
    assert {text: role_of(text, SEPTEMBER) for text in texts} == dict.fromkeys(texts, role)


def pay_of(*headings):
    return layout_of(["KPJ", *headings], SEPTEMBER).pay


def test_with_both_parts_the_wage_is_their_sum_and_the_total_a_check():
    pay = pay_of("GAJI POKOK", "TUNJANGAN TETAP", "TOTAL")

    assert (pay.base, pay.fixed, pay.wage) == (1, (2,), 3)


def test_another_pay_column_takes_the_total_out():
    pay = pay_of("GAJI POKOK", "TUNJANGAN TETAP", "UANG MAKAN", "TOTAL GAJI")

    assert (pay.base, pay.fixed, pay.wage) == (1, (2,), None)


def test_base_pay_beside_overtime_and_a_total_is_the_wage():
    pay = pay_of("GAJI POKOK", "LEMBUR", "TOTAL GAJI")

    assert (pay.base, pay.wage) == (None, 1)


def test_the_wage_of_the_month_declared_goes_before_an_undated_one():
    assert pay_of("UPAH", "UPAH SEPTEMBER").wage == 2


def test_another_months_wage_is_no_wage():
    assert layout_of(["KPJ", "UPAH AGUSTUS"], SEPTEMBER) is None


def test_a_total_alone_is_the_wage_only_if_it_says_so():
    assert pay_of("TOTAL UPAH").wage == 1
    assert layout_of(["KPJ", "TOTAL"], SEPTEMBER) is None


def test_beside_ktp_nik_is_the_staff_number():
    layout = layout_of(["NIK", "NAMA", "NO KTP", "UPAH"], SEPTEMBER)

    assert layout.columns["nik"] == 2


def test_a_wage_alone_makes_no_table():
    assert layout_of(["NAMA", "UPAH"], SEPTEMBER) is None


def test_a_heading_may_take_three_rows():
    rows = [
        ["DAFTAR UPAH"],
        ["NOMOR", "NAMA", "UPAH", "", ""],
        ["KARTU", "TENAGA", "POKOK", "TUNJANGAN", "JUMLAH"],
        ["PESERTA", "KERJA", "", "TETAP", ""],
        ["99012345601", "SITI", "1000000", "0", "1000000"],
    ]

    heading = find_heading(rows, SEPTEMBER)

    assert (heading.first, heading.last) == (1, 3)
    assert heading.layout.columns == {"kpj": 0, "name": 1}
    assert (heading.layout.pay.base, heading.layout.pay.fixed) == (2, (3,))
    assert heading.layout.pay.wage == 4


@pytest.mark.parametrize(
    ("below", "wage"),
    [
        (["JULI", "AGUSTUS", "SEPTEMBER"], 4),
        (["LAMA", "BARU", ""], 3),
        (["LEMBUR", "SEBULAN", "MAKAN"], 3),
        (["(Rp)", "", ""], 2),
    ],
)
def test_a_row_below_that_says_which_wage_is_meant_is_heeded(below, wage):
    rows = [["NO KPJ", "NAMA", "UPAH", "", ""], ["", "", *below], ["99012345601", "SITI", 1, 2, 3]]

    heading = find_heading([list(map(str, row)) for row in rows], SEPTEMBER)

    assert heading.layout.pay.wage == wage


def test_a_heading_stands_on_one_of_the_first_twenty_rows():
    titles = [["PT REKAAN"]] * 19

    assert find_heading([*titles, ["KPJ", "UPAH"]], SEPTEMBER).first == 19
    assert find_heading([*titles, ["2011"], ["KPJ", "UPAH"]], SEPTEMBER) is None


def test_a_title_that_names_everything_is_no_heading():
    rows = [["DAFTAR UPAH DAN NO KPJ SEPTEMBER 2011"], ["KPJ", "UPAH"]]

    assert find_heading(rows, SEPTEMBER).first == 1


@pytest.mark.parametrize(
    "title", ["BAGIAN PRODUKSI", "ALAMAT: JL. REKAAN 1", "DAFTAR GAJI DAN LEMBUR", "LOKASI METRO"]
)
def test_a_title_right_above_is_no_part_of_the_heading(title):
    rows = [[title], ["NO", "KPJ", "NAMA", "UPAH"], ["", "", "", ""], ["", "BAGIAN JAHIT"]]

    heading = find_heading(rows, SEPTEMBER)

    assert (heading.first, heading.last) == (1, 1)


def test_a_section_under_an_empty_heading_is_no_part_of_it():
    heading = find_heading([["", "KPJ", "UPAH"], ["BAGIAN JAHIT"]], SEPTEMBER)

    assert (heading.first, heading.last) == (0, 0)


def test_long_headings_take_no_time():
    assert role_of("BULAN" * 10_000, SEPTEMBER) is None
