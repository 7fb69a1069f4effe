"""Projects: registered one or many, changed by addenda, and who works on them."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.membership.models import (
    HeadcountChange,
    ProjectVersion,
    ProjectWorker,
    Subcontractor,
)
from jamsostek.membership.queries import project_by_number, projects_of_branches, projects_of_person
from jamsostek.membership.services import (
    PROJECT_COLUMNS,
    Addendum,
    AddendumRefused,
    ChangedMeanwhile,
    NewSubcontractor,
    NothingChanges,
    NotOnProjectThen,
    ProjectsNotRegistered,
    WorkersNotAdded,
    end_project_work,
    record_addendum,
    register_projects,
)
from tests.building import BEGINS, ENDS, REGISTERED, contractor, project, put_on
from tests.people import act, batik_melati, hire, person, yogyakarta

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def says(**changes: object) -> Addendum:
    facts: dict[str, object] = {
        "contract_value": 600_000_000,
        "wage_sum": None,
        "until_date": ENDS,
        "signed_on": date(2011, 10, 1),
    }
    return Addendum(**{**facts, **changes})  # type: ignore[arg-type]


def addendum(of, after=0, on=date(2011, 10, 3), **changes):
    return record_addendum(project=of, after_version=after, says=says(**changes), act=act(on))


def headcount():
    rows = HeadcountChange.objects.filter(segment="CONSTRUCTION")
    found = {}
    for day, employers, workers in rows.values_list("day", "employers", "workers"):
        before = found.get(day, (0, 0))
        found[day] = (before[0] + employers, before[1] + workers)
    return {day: counts for day, counts in found.items() if counts != (0, 0)}


def test_a_project_has_a_number_its_contract_as_version_0_and_its_subcontractors():
    made = project(subcontractors=(NewSubcontractor(name="UD Batu Rekaan", contract_value=5),))

    assert made.number.startswith("JK")
    assert project_by_number(made.number.lower()) == made
    assert made.registered_on == REGISTERED
    version = ProjectVersion.objects.get(project=made)
    assert (version.version, version.contract_value, version.until_date, version.signed_on) == (
        0, 180_000_000, ENDS, REGISTERED,
    )  # fmt: skip
    assert Subcontractor.objects.get(project=made).name == "UD Batu Rekaan"
    assert headcount() == {BEGINS: (1, 0), ENDS: (-1, 0)}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": " "}, "NAME_MISSING"),
        ({"owner": ""}, "OWNER_MISSING"),
        ({"place": ""}, "PLACE_MISSING"),
        ({"name": "x" * 201}, "NAME_TOO_LONG"),
        ({"until_date": BEGINS}, "ENDS_BEFORE_IT_BEGINS"),
        ({"contract_value": 0}, "VALUE_OUT_OF_RANGE"),
        ({"contract_value": 10**15 + 1}, "VALUE_OUT_OF_RANGE"),
        ({"wage_sum": 0}, "WAGES_OUT_OF_RANGE"),
        ({"subcontractors": (NewSubcontractor(name=""),)}, "SUBCONTRACTOR_NAMELESS"),
    ],
)
def test_what_cannot_be_is_refused_by_name(changes, fault):
    with pytest.raises(ProjectsNotRegistered) as refusal:
        project(**changes)

    assert [found for _, found in refusal.value.faults.values()] == [fault]


@pytest.mark.parametrize("changes", [{"name": "x" * 200}, {"until_date": BEGINS + DAY}])
def test_what_just_can_be_is_taken(changes):
    assert project(**changes).pk


def test_many_projects_take_as_many_statements_as_a_few():
    firm = contractor()

    def register(count):
        facts = {
            "contractor_id": firm.pk,
            "branch_id": yogyakarta().pk,
            "name": "Jembatan",
            "owner": "Dinas",
            "place": "Bantul",
            "from_date": BEGINS,
            "until_date": ENDS,
            "contract_value": 1_000_000,
            "registered_on": REGISTERED,
        }
        frame = pl.DataFrame([facts] * count, schema=PROJECT_COLUMNS)
        with CaptureQueriesContext(connection) as asked:
            made = register_projects(projects=frame, act=act())
        return made, len(asked)

    few, statements = register(2)
    many, statements_of_many = register(500)

    assert statements_of_many == statements
    assert many["number"].n_unique() == 500
    assert many["row"].to_list() == list(range(1, 501))
    assert {*few["project_id"]}.isdisjoint(many["project_id"])


def test_a_bad_row_keeps_the_whole_list_out_and_is_named():
    frame = pl.DataFrame(
        [{"contractor_id": -1, "name": "Jembatan"}, {"name": "Jalan"}], schema=PROJECT_COLUMNS
    )

    with pytest.raises(ProjectsNotRegistered) as refusal:
        register_projects(projects=frame, act=act())

    assert refusal.value.faults == {
        1: ("Jembatan", "CONTRACTOR_UNKNOWN"),
        2: ("Jalan", "CONTRACTOR_UNKNOWN"),
    }


def test_a_project_is_found_by_number_its_own_name_its_contractors_and_its_owners():
    made = project()
    branches = {yogyakarta().pk}

    for text in (made.number[:5], "gedung sd", "bangun", "pendid", ""):
        assert list(projects_of_branches(branches, text)) == [made], text
    assert not projects_of_branches(branches, "jembatan")
    assert not projects_of_branches(set(), "gedung")


def test_daily_workers_need_no_number_and_stay_as_long_as_the_project():
    of = project()

    added = put_on(of, {"name": "SUYONO"}, {"name": "PARDI", "nik": "9971010101800001"})

    assert (added.count, added.members) == (2, 0)
    worker = ProjectWorker.objects.get(name="SUYONO")
    assert (worker.person, worker.kind) == (None, "DAILY")
    assert (worker.from_date, worker.until_date) == (BEGINS, ENDS)
    assert headcount() == {BEGINS: (1, 2), ENDS: (-1, -2)}


def test_somebody_with_a_member_number_is_that_person():
    hire(batik_melati(), "RATNA")
    ratna = person("RATNA")
    of = project()

    added = put_on(of, {"name": "RATNA", "kpj": ratna.kpj, "kind": "REGULAR"})

    assert added.members == 1
    assert [spell.project for spell in projects_of_person(ratna, BEGINS)] == [of]
    assert projects_of_person(ratna, BEGINS - DAY) == []
    assert projects_of_person(ratna, ENDS - DAY)
    assert projects_of_person(ratna, ENDS) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"name": ""}, "NAME_MISSING"),
        ({"name": "A", "kpj": "99999999999"}, "KPJ_UNKNOWN"),
        ({"name": "A", "from_date": BEGINS - DAY}, "OUTSIDE_PROJECT"),
        ({"name": "A", "until_date": ENDS + DAY}, "OUTSIDE_PROJECT"),
        ({"name": "A", "from_date": ENDS}, "ENDS_BEFORE_IT_BEGINS"),
        ({"name": "A", "kind": "BOSS"}, "KIND_STRANGE"),
        ({"name": "A", "sex": "X"}, "SEX_STRANGE"),
        ({"name": "A", "project_id": -1}, "PROJECT_UNKNOWN"),
    ],
)
def test_a_worker_that_cannot_be_keeps_the_list_out(row, fault):
    of = project()

    with pytest.raises(WorkersNotAdded) as refusal:
        put_on(of, {"name": "PARDI"}, row)

    assert refusal.value.faults == {2: (row["name"], fault)}
    assert not ProjectWorker.objects.exists()


def test_one_identity_number_works_once_on_a_project_at_a_time():
    of, nik = project(), "9971010101800001"
    october = {"nik": nik, "from_date": date(2011, 10, 1), "until_date": date(2011, 11, 1)}
    put_on(of, {"name": "PARDI", **october})

    put_on(of, {"name": "PARDI", **october, "until_date": ENDS, "from_date": date(2011, 11, 1)})
    put_on(project(), {"name": "PARDI", **october})

    with pytest.raises(WorkersNotAdded) as again:
        put_on(of, {"name": "PARDI", "nik": nik, "until_date": date(2011, 10, 2)})
    assert again.value.faults == {1: ("PARDI", "NIK_TWICE")}
    with pytest.raises(WorkersNotAdded) as twice:
        put_on(project(), {"name": "A", "nik": nik}, {"name": "B"}, {"name": "C", "nik": nik})
    assert twice.value.faults == {1: ("A", "NIK_TWICE"), 3: ("C", "NIK_TWICE")}


def test_an_addendum_is_the_next_version_and_moves_the_end_of_the_workers():
    of = project()
    put_on(of, {"name": "TETAP"}, {"name": "PERGI", "until_date": date(2011, 10, 1)})

    made = addendum(of, until_date=date(2012, 2, 1))

    of.refresh_from_db()
    assert (made.version, of.contract_value, of.until_date) == (1, 600_000_000, date(2012, 2, 1))
    ends = dict(ProjectWorker.objects.values_list("name", "until_date"))
    assert ends == {"TETAP": date(2012, 2, 1), "PERGI": date(2011, 10, 1)}
    assert headcount() == {
        BEGINS: (1, 2), date(2011, 10, 1): (0, -1), date(2012, 2, 1): (-1, -1),
    }  # fmt: skip


def test_a_shorter_contract_ends_the_workers_with_it():
    of = project()
    put_on(of, {"name": "TETAP"}, {"name": "PERGI", "until_date": ENDS - DAY})

    addendum(of, until_date=date(2011, 11, 1))

    assert set(ProjectWorker.objects.values_list("until_date", flat=True)) == {date(2011, 11, 1)}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"contract_value": 0}, "VALUE_OUT_OF_RANGE"),
        ({"wage_sum": 0}, "WAGES_OUT_OF_RANGE"),
        ({"until_date": BEGINS}, "ENDS_BEFORE_IT_BEGINS"),
        ({"signed_on": date(2011, 10, 4)}, "SIGNED_LATER"),
        ({"until_date": date(2011, 10, 10)}, "WORKERS_BEGIN_LATER"),
    ],
)
def test_an_addendum_that_cannot_be_is_refused_by_name(changes, fault):
    of = project()
    put_on(of, {"name": "NANTI", "from_date": date(2011, 10, 10)})

    with pytest.raises(AddendumRefused) as refusal:
        addendum(of, **changes)

    assert refusal.value.fault == fault


def test_an_addendum_to_what_is_no_longer_newest_or_that_changes_nothing_is_refused():
    of = project()
    addendum(of)

    with pytest.raises(ChangedMeanwhile):
        addendum(of, contract_value=1)
    with pytest.raises(NothingChanges):
        addendum(of, after=1)


def test_somebody_leaves_a_project_before_its_end_once():
    of = project()
    put_on(of, {"name": "PARDI"})
    worker = ProjectWorker.objects.get()

    with pytest.raises(NotOnProjectThen):
        end_project_work(worker=worker, until_date=BEGINS, act=act())
    with pytest.raises(NotOnProjectThen):
        end_project_work(worker=worker, until_date=ENDS, act=act())
    ended = end_project_work(worker=worker, until_date=BEGINS + DAY, act=act())

    assert ended.until_date == BEGINS + DAY
    with pytest.raises(NotOnProjectThen):
        end_project_work(worker=worker, until_date=BEGINS + DAY, act=act())
