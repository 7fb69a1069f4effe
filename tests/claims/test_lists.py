"""Work lists with their clocks, the file of a claim, and what its member sees."""

from datetime import UTC, date, datetime

import pytest

from jamsostek.claims.queries.files import claim_by_code, claim_file, tracked
from jamsostek.claims.queries.working import Wanted, by_state, work_list
from jamsostek.claims.services.filing import Claimant, Event, report_accident
from tests.claims.claiming import approved, assessed, claims_officer, death_claim, worker_of
from tests.claims.test_deciding import hired
from tests.people import yogyakarta

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 9, 21, 3, tzinfo=UTC)


def test_a_late_notice_is_told_from_one_in_time():
    budi, melati = hired()
    for day in (date(2011, 9, 18), date(2011, 9, 17)):
        report_accident(
            worker=worker_of(budi, melati),
            event=Event(cause="ACCIDENT", day=day),
            claimant=Claimant(name="PT Batik Melati Rekaan"),
            branch=yogyakarta(),
            act=claims_officer(date(2011, 9, 20)),
        )
    files = [
        claim_file(claim_by_code(item.code, None), NOW)
        for item in work_list([yogyakarta().pk], NOW)
    ]

    assert [file.clocks[0].standing for file in files] == ["MET", "MISSED"]
    assert [other.may_be_same for other in files[0].earlier] == [True]


def test_a_list_shows_what_lacks_and_runs_in_one_statement(django_assert_num_queries):
    death_claim(*hired())

    with django_assert_num_queries(1):
        [item] = work_list(None, NOW, Wanted(programmes=["JKM"]))

    assert (item.papers_missing, item.state, by_state(None)) == (0, "COMPLETE", {"COMPLETE": 1})
    assert item.deadline is not None
    assert item.deadline.due_at.date() == date(2011, 10, 21)


def test_a_member_sees_what_was_awarded_and_not_yet_paid():
    claim = death_claim(*hired())
    decision = approved(assessed(claim))

    claim.refresh_from_db()
    seen = tracked(claim, NOW)

    assert (seen.state, seen.awarded, seen.paid) == ("APPROVED", decision.amount, 0)
    assert not seen.lacking
