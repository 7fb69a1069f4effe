"""`jamsostek report`: figures for machines and people, sentences for the press."""

import json
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli.report import app
from jamsostek.institution.models import Branch
from jamsostek.institution.queries import office
from jamsostek.institution.services import load_offices
from jamsostek.kernel.acts import system_act
from jamsostek.membership.models import EmployerKind, HeadcountChange
from jamsostek.membership.services import (
    NewEmployer,
    NewWorker,
    register_employer,
    register_workers,
    workers_frame,
)
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.services import set_target
from tests.reporting.filling import employer_at, hire, on_site, project_at, vendor_at

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

ACT = system_act("test", datetime(2011, 10, 1, 2, 0, tzinfo=UTC))
ASKED = ["--office", "KW05", "--on", "2011-09-30"]


@pytest.fixture(autouse=True)
def region_five():
    """One company of a target of two, with 1,500 workers of 1,679; 1,200 of them since 2010."""
    load_offices(on=date(2011, 9, 30))
    for measure, amount in ((Measure.EMPLOYERS, 2), (Measure.WORKERS, 1_679)):
        for code in ("KW05", "KC-SKA", "KC-YOG"):
            set_target(
                office=office(code),
                segment=Segment.FORMAL,
                measure=measure,
                year=2011,
                amount=amount,
                act=ACT,
            )
    employer = register_employer(
        new=NewEmployer(
            name="PT Sumber Rejeki Makmur",
            kind=EmployerKind.OTHER,
            industry="Penjahitan/Konveksi",
            risk_group=1,
            risk_reason="Menjahit pakaian jadi.",
            branch=Branch.objects.get(code="KC-SKA"),
            from_date=date(2010, 1, 1),
        ),
        act=ACT,
    )
    workers = [
        NewWorker(
            employer_id=employer.pk,
            name="Siti Aminah",
            from_date=date(2010, 1, 1) if number < 1_200 else date(2011, 3, 1),
        )
        for number in range(1_500)
    ]
    register_workers(workers=workers_frame(workers), act=ACT)


def run(*arguments: str):
    return CliRunner().invoke(app, arguments)


def test_the_realisation_is_given_to_machines_with_each_office_below():
    answer = json.loads(run("realisation", *ASKED, "--json").stdout)

    assert answer["office"] == {"code": "KW05", "name": "Kantor Wilayah V (Jawa Tengah dan DIY)"}
    assert answer["on"] == "2011-09-30"
    assert [
        (f["measure"], f["realised"], f["target"], f["achievement"])
        for f in answer["realisation"]
        if f["target"]
    ] == [("EMPLOYERS", 1, 2, "50.00"), ("WORKERS", 1500, 1679, "89.34")]
    assert len(answer["offices"]) == 12


def test_the_realisation_is_shown_to_people_with_indonesian_numbers():
    shown = run("realisation", *ASKED).stdout

    assert "1.500" in shown
    assert "89,34" in shown


def test_the_press_gets_sentences_and_what_each_figure_counts():
    lines = run("press", *ASKED).stdout.splitlines()

    # 1.500 / 1.679 = 89,338... percent; 300 of the workers came in March. Nobody's number was
    # issued before October, members are those of the companies alone, and of two branches with a
    # target one has nobody: none of that makes a sentence.
    assert lines == [
        "Kantor Wilayah V (Jawa Tengah dan DIY), keadaan pada 30 September 2011",
        "",
        (
            "Di sektor formal tercatat 1 perusahaan, atau 50,00 persen dari target tahun 2011"
            " sebanyak 2 perusahaan."
        ),
        (
            "Tenaga kerja perusahaan-perusahaan itu berjumlah 1.500 orang, atau 89,34 persen"
            " dari target tahun 2011 sebanyak 1.679 orang."
            " Sejak awal tahun 2011 jumlahnya bertambah 300."
        ),
        "",
        "Cara menghitung:",
        "- Perusahaan: Pendaftaran perusahaan (NPP) yang kepesertaannya berlaku pada hari itu.",
        (
            "- Tenaga kerja perusahaan: Hubungan kerja yang berlaku pada hari itu;"
            " orang yang bekerja pada dua perusahaan dihitung di keduanya."
        ),
    ]


def test_where_no_target_is_set_the_press_hears_of_none():
    text = run("press", "--office", "KW05", "--on", "2010-12-31").stdout

    assert "Tenaga kerja perusahaan-perusahaan itu berjumlah 1.200 orang." in text
    assert "target" not in text


def test_an_office_without_anybody_has_one_sentence():
    text = run("press", "--office", "KC-PLG", "--on", "2010-12-31").stdout

    assert "Pada hari itu belum ada yang terdaftar." in text


def every_segment() -> None:
    """Give Surakarta a project of two, a vendor and a new number, with targets, in September."""
    month = (date(2011, 9, 1), date(2011, 10, 1))
    on_site(project_at("KC-SKA", *month), month, month)
    vendor_at("KC-SKA", month)
    for segment, measure, amount in (
        (Segment.CONSTRUCTION, Measure.WORKERS, 3),
        (Segment.CONSTRUCTION, Measure.EMPLOYERS, 1),
        (Segment.OWN_ACCOUNT, Measure.WORKERS, 8),
        (Segment.ALL, Measure.NEW_MEMBERS, 6),
    ):
        set_target(
            office=office("KW05"),
            segment=segment,
            measure=measure,
            year=2011,
            amount=amount,
            act=ACT,
        )


def test_the_press_hears_of_every_segment_and_of_all_together():
    every_segment()

    lines = run("press", *ASKED).stdout.splitlines()

    # 2 / 3 = 66,67; 1 / 8 = 12,50; 1 / 6 = 16,67; 1.500 + 2 + 1 = 1.503
    assert (
        "Program jasa konstruksi melindungi 2 tenaga kerja pada 1 proyek, atau 66,67 persen dari"
        " target tahun 2011 sebanyak 3 tenaga kerja pada 1 proyek."
    ) in lines
    assert (
        "Tenaga kerja di luar hubungan kerja (TK-LHK), seperti pedagang, pekerja bengkel dan"
        " pengojek, yang terlindungi berjumlah 1 orang, atau 12,50 persen dari target tahun 2011"
        " sebanyak 8 orang."
    ) in lines
    assert "Dengan demikian peserta seluruhnya berjumlah 1.503 orang." in lines
    assert (
        "Sejak awal tahun 2011 terdaftar 1 peserta baru, atau 16,67 persen dari target tahun 2011"
        " sebanyak 6 orang."
    ) in lines


def test_the_best_and_the_last_office_are_named_where_three_have_begun():
    for code, amount in (("KC-KDS", 10), ("KC-YOG", 10), ("KC-PWT", 10)):
        target_for(code, amount)
    for code in ("KC-KDS", "KC-YOG"):
        hire(employer_at(code), *[(date(2011, 2, 1), None)] * (5 if code == "KC-KDS" else 2))

    text = run("press", *ASKED).stdout

    assert (
        "Di antara 3 kantor, target tenaga kerja perusahaan paling banyak dicapai di Kantor Cabang"
        " Surakarta (89,34 persen) dan paling sedikit di Kantor Cabang Yogyakarta (20,00 persen)."
    ) in text


def target_for(code: str, amount: int) -> None:
    set_target(
        office=office(code),
        segment=Segment.FORMAL,
        measure=Measure.WORKERS,
        year=2011,
        amount=amount,
        act=ACT,
    )


def test_the_press_release_is_given_to_machines_with_its_figures():
    answer = json.loads(run("press", *ASKED, "--json").stdout)

    assert answer["sentences"][0].startswith("Di sektor formal tercatat 1 perusahaan")
    assert [(f["measure"], f["missing"]) for f in answer["figures"]] == [
        ("EMPLOYERS", 1),
        ("WORKERS", 179),
    ]


def test_the_records_behind_a_figure_are_as_many_as_it_says():
    asked = [*ASKED, "--segment", "FORMAL", "--measure", "WORKERS"]

    rows = json.loads(run("names", *asked, "--json").stdout)
    lines = run("names", *asked, "--csv").stdout.splitlines()
    shown = run("names", *asked).stdout

    assert (len(rows), len(lines)) == (1_500, 1_501)
    assert rows[0]["holder"] == "PT Sumber Rejeki Makmur"
    assert lines[0] == "segment,number,name,holder_number,holder,branch,from_date,until_date"
    assert "Seluruhnya 1.500 baris. Yang 1.300 berikutnya: --csv atau --json." in shown


def test_a_name_that_would_run_as_a_formula_is_disarmed_in_csv():
    hire(employer_at("KC-YOG", name="=1+1 Rekaan"), (date(2011, 1, 1), None))
    asked = ["--office", "KC-YOG", "--on", "2011-09-30"]

    answer = run("names", *asked, "--segment", "formal", "--measure", "employers", "--csv").stdout

    assert ",'=1+1 Rekaan," in answer


def test_a_list_without_records_is_an_empty_list():
    asked = [*ASKED, "--segment", "OWN_ACCOUNT", "--measure", "WORKERS", "--json"]

    assert json.loads(run("names", *asked).stdout) == []


def test_a_figure_that_there_is_not_is_refused():
    refused = run("names", *ASKED, "--segment", "FORMAL", "--measure", "NEW_MEMBERS")

    assert refused.exit_code == 2
    assert "There is no figure FORMAL NEW_MEMBERS; there are FORMAL EMPLOYERS," in refused.stderr


def test_a_chart_is_drawn_into_a_file(tmp_path):
    file = tmp_path / "realisasi.svg"

    run("realisation", *ASKED, "--chart", str(file))

    assert "89,34 persen (1.500 dari 1.679)" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--office", "KW99", "--on", "2011-09-30"], "There is no office 'KW99'."),
        (["--office", "KW05", "--on", "30-09-2011"], "'30-09-2011' is not a day"),
    ],
)
def test_an_unknown_office_or_a_text_that_is_no_day_is_refused_with_status_2(arguments, sentence):
    refused = run("realisation", *arguments)

    assert refused.exit_code == 2
    assert sentence in refused.stderr


def test_verification_succeeds_where_changes_and_spells_agree():
    assert run("verify").exit_code == 0


def test_verification_fails_and_names_what_differs():
    HeadcountChange.objects.filter(day=date(2011, 3, 1)).delete()

    found = run("verify")

    assert found.exit_code == 1
    assert "KC-SKA, FORMAL, 2011-03-01" in found.stdout
