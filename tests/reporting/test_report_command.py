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
    # issued before October.
    assert lines == [
        "Kantor Wilayah V (Jawa Tengah dan DIY), keadaan pada 30 September 2011",
        "",
        (
            "Di sektor formal tercatat 1 perusahaan, atau 50,00 persen dari target 2 perusahaan"
            " untuk tahun 2011."
        ),
        (
            "Di perusahaan-perusahaan itu bekerja 1.500 tenaga kerja peserta, atau 89,34 persen"
            " dari target 1.679 tenaga kerja untuk tahun 2011."
            " Sejak awal tahun 2011 jumlahnya bertambah 300."
        ),
        "Peserta seluruhnya berjumlah 1.500 orang.",
        (
            "Pencapaian target tenaga kerja perusahaan tertinggi ada di Kantor Cabang Surakarta"
            " (89,34 persen), terendah di Kantor Cabang Yogyakarta (0,00 persen)."
        ),
        "",
        "Cara menghitung:",
        "- Perusahaan: Yang kepesertaannya berlaku pada hari itu.",
        (
            "- Tenaga kerja perusahaan: Menurut hubungan kerja yang berlaku pada hari itu;"
            " orang yang bekerja pada dua perusahaan dihitung di keduanya."
        ),
        (
            "- Peserta seluruhnya: Tenaga kerja perusahaan, konstruksi dan mandiri pada hari itu"
            " bersama-sama."
        ),
    ]


def test_the_press_is_told_where_no_target_is_set():
    text = run("press", "--office", "KW05", "--on", "2010-12-31").stdout

    assert "1.200 tenaga kerja peserta; untuk tahun 2010 tidak ada target." in text


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
