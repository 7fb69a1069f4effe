"""`jamsostek savings statements`: issues the year's statements and writes them to files."""

import hashlib
import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from jamsostek.config.cli import application
from jamsostek.documents.models import Document
from jamsostek.savings.queries import printing
from jamsostek.savings.services import credit_year_return
from tests.documents.papers import text_of
from tests.membership.test_merges import merged
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import employer_of, open_for, receive

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

NAMES = ("TARI", "BAYU", "CITRA")


@pytest.fixture
def credited() -> None:
    employer = employer_of(*NAMES)
    receive(employer, dict.fromkeys(NAMES, 100_000), date(2010, 3, 10))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))


def run(*arguments: str):
    command = ("savings", "statements", *arguments)
    return CliRunner().invoke(application(command), command)


@pytest.mark.usefixtures("credited")
def test_a_folder_gets_a_file_for_each_member_as_it_was_issued(tmp_path):
    answer = run("--year", "2010", "--office", "V-YOG", "--output", str(tmp_path / "a"), "--json")

    files = sorted((tmp_path / "a").iterdir())
    assert json.loads(answer.output) == {"issued": 3, "held": 0, "written": 3}
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] == list(
        Document.objects.order_by("sequence").values_list("sha256", flat=True)
    )
    assert files[0].name.startswith("000001-RST-V-YOG-")


@pytest.mark.usefixtures("credited")
def test_one_file_holds_all_with_their_numbers_and_asking_again_issues_nothing(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(printing, "PAPERS_A_FILE", 2)
    first = run("--year", "2010", "--output", str(tmp_path / "cetak.pdf"), "--json")
    again = run("--year", "2010", "--output", str(tmp_path / "cetak.pdf"), "--json")

    assert json.loads(first.output)["issued"] == 3
    assert json.loads(again.output) == {"issued": 0, "held": 3, "written": 3}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["cetak-2.pdf", "cetak.pdf"]
    assert len(PdfReader(BytesIO((tmp_path / "cetak.pdf").read_bytes())).pages) == 2
    words = text_of((tmp_path / "cetak.pdf").read_bytes())
    for document in Document.objects.filter(holder__in=["TARI", "BAYU"]):
        assert document.number in words


@pytest.mark.usefixtures("credited")
def test_a_single_member_is_named_by_number(tmp_path):
    kpj = person("BAYU").kpj

    answer = run("--year", "2010", "--member", kpj, "--output", str(tmp_path / "bayu.pdf"))

    assert "1 issued, 0 held already, 1 written" in answer.output
    assert "BAYU" in text_of((tmp_path / "bayu.pdf").read_bytes())


@pytest.mark.usefixtures("credited")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--year", "2009"), "The return of 2009 is not credited"),
        (("--year", "2010", "--office", "X-YZ"), "There is no office"),
        (("--year", "2010", "--member", "99999999999"), "There is no member 99999999999."),
    ],
)
def test_bad_input_is_refused_in_a_sentence(tmp_path, arguments, sentence):
    answer = run(*arguments, "--output", str(tmp_path / "a"))

    assert answer.exit_code == 2
    assert sentence in answer.output
    assert not Document.objects.exists()


@pytest.mark.usefixtures("credited")
def test_a_place_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "taken").write_text("a file")

    answer = run("--year", "2010", "--output", str(tmp_path / "taken"))

    assert answer.exit_code == 2
    assert "cannot be written" in answer.output


def test_a_number_that_was_merged_writes_the_statement_of_the_kept_one(tmp_path):
    for name, employer in (("SITI LAMA", "PT Melati Rekaan"), ("SITI BARU", "PT Mawar Rekaan")):
        where = batik_melati(name=employer)
        hire(where, name)
        open_for(person(name), on=date(2010, 1, 1))
        receive(where, {name: 100_000}, date(2010, 3, 10))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))
    merged("SITI BARU", "SITI LAMA")
    asked = ("--year", "2010", "--member", person("SITI BARU").kpj, "--json", "--output")

    answers = [json.loads(run(*asked, str(tmp_path / name)).output) for name in ("a", "b")]

    assert [(one["issued"], one["held"], one["written"]) for one in answers] == [
        (1, 0, 1),
        (0, 1, 1),
    ]
    assert Document.objects.get().subject_id == person("SITI LAMA").pk
