"""Officers who merge, decide and register at the same time: one waits for the other."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError

from jamsostek.membership.models import Employment, PersonMerge
from jamsostek.membership.queries import same_person_ids
from jamsostek.membership.services import decide_merge, propose_merge
from jamsostek.membership.services.merges import AlreadyProposed, KeptIsMerged, NotWaiting
from jamsostek.membership.services.workers import WorkersNotRegistered
from tests.membership.at_once import at_once, refusals
from tests.membership.test_merges import by, proposed
from tests.people import batik_melati, hire, person

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.fixture
def people(fresh_database):  # noqa: ARG001 - to be made first
    hire(batik_melati(), "SITI LAMA")
    hire(batik_melati(name="PT Mawar Rekaan"), "SITI BARU")
    return person("SITI LAMA"), person("SITI BARU")


def test_two_officers_propose_the_same(people):
    lama, baru = people
    said = {"duplicate": baru, "kept": lama, "evidence": "KTP"}

    results = at_once(
        partial(propose_merge, **said, act=by("one")), partial(propose_merge, **said, act=by("two"))
    )

    assert refusals(results) == [AlreadyProposed]


@pytest.mark.usefixtures("people")
def test_two_officers_decide_at_once():
    merge = proposed("SITI BARU", "SITI LAMA")

    results = at_once(
        partial(decide_merge, merge=merge, approve=True, act=by("one")),
        partial(decide_merge, merge=merge, approve=False, act=by("two")),
    )

    assert refusals(results) == [NotWaiting]


@pytest.mark.usefixtures("people")
def test_two_proposals_that_would_make_a_ring():
    there, back = proposed("SITI BARU", "SITI LAMA"), proposed("SITI LAMA", "SITI BARU")

    results = at_once(
        partial(decide_merge, merge=there, approve=True, act=by("one")),
        partial(decide_merge, merge=back, approve=True, act=by("two")),
    )

    assert len(refusals(results)) == 1
    assert issubclass(refusals(results)[0], KeptIsMerged | ValueError)
    assert PersonMerge.objects.filter(state="MERGED").count() == 1


def test_a_job_begun_while_two_numbers_are_merged_is_not_held_twice(people):
    """Both begin at one employer just as an officer says that they are one person."""
    lama, baru = people
    merge = proposed("SITI BARU", "SITI LAMA")
    kenanga = batik_melati(name="PT Kenanga Rekaan")

    def begin(member):
        try:
            return hire(kenanga, member.name, kpj=member.kpj, from_date=date(2011, 1, 1))
        except (IntegrityError, WorkersNotRegistered) as refusal:
            raise ValueError(str(refusal)) from refusal

    at_once(
        partial(decide_merge, merge=merge, approve=True, act=by("checker")),
        partial(begin, lama),
        partial(begin, baru),
    )

    jobs = Employment.objects.filter(employer=kenanga).count()
    assert jobs <= (1 if len(same_person_ids(lama)) > 1 else 2)
    assert jobs or len(same_person_ids(lama)) > 1
