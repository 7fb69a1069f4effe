"""A branch's statements of a year go to the printer once, however often they are broken off."""

from datetime import date

import pytest

from jamsostek.documents.models import Document
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.savings.models import StatementPrint, StatementRun
from jamsostek.savings.queries import printing as queries
from jamsostek.savings.services import credit_year_return, printing
from jamsostek.savings.services.papers import ReturnNotCredited, issue_annual_statement
from jamsostek.savings.services.printing import ask_for_statements, print_statements
from tests.documents.papers import text_of
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import employer_of, open_for, receive
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

FEBRUARY_1 = act(date(2012, 2, 1))
NAMES = ("ANI", "BAYU", "CITRA")


class Killed(Exception):
    """What ends the work from outside."""


@pytest.fixture(autouse=True)
def two_a_file(monkeypatch):
    monkeypatch.setattr(queries, "PAPERS_A_FILE", 2)


@pytest.fixture
def near() -> Employer:
    near = employer_of(*NAMES)
    far = batik_melati(branch=elsewhere(), name="PT Palembang Rekaan")
    hire(far, "JAUH")
    open_for(person("JAUH"))
    for name in NAMES:
        receive(near, {name: 100_000}, date(2011, 3, 10), month=Month(2011, 2))
    receive(far, {"JAUH": 100_000}, date(2011, 3, 10))
    credit_year_return(year=2011, act=act(date(2012, 1, 9)))
    return near


def asked(near: Employer) -> StatementRun:
    return ask_for_statements(year=2011, branch=near.branch, act=FEBRUARY_1)


def holders_in(file: StatementPrint) -> list[str]:
    words = text_of(bytes(file.pdf))
    return [name for name in (*NAMES, "JAUH") if f"Nama {name}" in words]


def test_everybody_of_the_branch_stands_in_one_file_and_no_stranger_in_any(near):
    run = print_statements(run=asked(near), act=FEBRUARY_1)

    files = list(queries.files_to_print(run))
    assert [holders_in(file) for file in files] == [["ANI", "BAYU"], ["CITRA"]]
    assert [(f.place, f.statements, f.first, f.last) for f in files] == [
        (1, 2, "ANI", "BAYU"),
        (2, 1, "CITRA", "CITRA"),
    ]
    assert (run.done, run.total, run.percent) == (6, 6, 100)
    assert not Document.objects.filter(holder="JAUH").exists()


def test_before_the_return_is_credited_nothing_is_asked_for(near):
    with pytest.raises(ReturnNotCredited):
        ask_for_statements(year=2012, branch=near.branch, act=FEBRUARY_1)

    assert not StatementRun.objects.exists()


def test_broken_off_it_goes_on_and_makes_no_file_twice(near, monkeypatch):
    made: list[int] = []
    render = printing.render

    def counted(papers, *, at):
        if len(made) == 1:
            raise Killed
        made.append(len(papers))
        return render(papers, at=at)

    run = asked(near)
    monkeypatch.setattr(printing, "render", counted)
    with pytest.raises(Killed):
        print_statements(run=run, act=FEBRUARY_1)
    broken_off = StatementRun.objects.get(pk=run.pk)
    numbers = set(Document.objects.values_list("number", flat=True))
    monkeypatch.setattr(
        printing, "render", lambda papers, *, at: made.append(len(papers)) or render(papers, at=at)
    )
    print_statements(run=broken_off, act=FEBRUARY_1)

    assert (broken_off.done, broken_off.total) == (6, 6)
    assert made == [2, 1]
    assert set(Document.objects.values_list("number", flat=True)) == numbers
    assert len(numbers) == 3


def test_how_far_it_is_counts_both_halves_and_is_a_hundred_only_at_the_end(near, monkeypatch):
    def killed(*_args, **_kwargs):
        raise Killed

    run = asked(near)
    before = run.percent
    monkeypatch.setattr(printing, "render", killed)
    with pytest.raises(Killed):
        print_statements(run=run, act=FEBRUARY_1)
    halfway = StatementRun.objects.get(pk=run.pk)

    assert (before, halfway.percent) == (0, 50)
    halfway.done = 6
    assert halfway.percent == 99


def test_asked_again_only_what_changed_is_set_anew(near):
    run = print_statements(run=asked(near), act=FEBRUARY_1)
    first, second = queries.files_to_print(run)
    issue_annual_statement(person=person("CITRA"), year=2011, act=FEBRUARY_1, replace=True)

    again = print_statements(run=asked(near), act=FEBRUARY_1)

    now_first, now_second = queries.files_to_print(again)
    assert again.pk == run.pk
    assert now_first.made_of == first.made_of
    assert now_second.made_of != second.made_of


def test_a_file_nobody_needs_any_more_is_taken_away(near, monkeypatch):
    run = print_statements(run=asked(near), act=FEBRUARY_1)
    monkeypatch.setattr(queries, "PAPERS_A_FILE", 3)

    print_statements(run=asked(near), act=FEBRUARY_1)

    assert [file.statements for file in queries.files_to_print(run)] == [3]
