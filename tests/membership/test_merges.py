"""Member numbers that mean one person: merged by two officers, read together, split again."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from jamsostek.audit.queries import records_about
from jamsostek.institution.models import User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.membership.models import Employment, PersonMerge, Relation
from jamsostek.membership.queries import (
    family_status_on,
    married_workers,
    numbers_of,
    person_within,
    profile_of,
    same_person_ids,
)
from jamsostek.membership.services import (
    NewWorker,
    WorkersNotRegistered,
    add_dependant,
    decide_merge,
    end_employments,
    propose_merge,
    register_workers,
    set_family_status,
    split,
    workers_frame,
)
from jamsostek.membership.services.merges import (
    AlreadyMerged,
    AlreadyProposed,
    EmployedTogether,
    HoldsOthers,
    KeptIsMerged,
    NotByAPerson,
    NotMerged,
    NotWaiting,
    OwnProposal,
    SameNumber,
    WithoutReason,
)
from tests.people import FOUR, act, batik_melati, hire, person
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db

BORN = date(1985, 7, 15)
DAY = date(2011, 10, 20)


def by(name: str, day: date = date(2011, 10, 3), reason: str = "Kartu lama ditemukan") -> Act:
    """A deed of an officer of this name, at ten in the morning."""
    user, _ = User.objects.get_or_create(username=name)
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Act(name, ActorKind.HUMAN, at, user_id=user.pk, reason=reason)


def proposed(duplicate: str, kept: str) -> PersonMerge:
    return propose_merge(
        duplicate=person(duplicate), kept=person(kept), evidence="KTP sama", act=by("maker")
    )


def merged(duplicate: str, kept: str, day: date = date(2011, 10, 4)) -> PersonMerge:
    return decide_merge(merge=proposed(duplicate, kept), approve=True, act=by("checker", day))


@pytest.fixture
def two_jobs():
    """Siti's first number is with Melati, her second with Mawar."""
    melati, mawar = batik_melati(), batik_melati(name="PT Mawar Rekaan")
    hire(melati, "SITI LAMA", birth_date=BORN, from_date=date(2009, 1, 1))
    hire(mawar, "SITI BARU", birth_date=BORN, from_date=date(2010, 6, 1))
    return melati, mawar


@pytest.mark.usefixtures("two_jobs")
def test_merged_numbers_lead_to_one_profile_with_all_jobs():
    lama, baru = person("SITI LAMA"), person("SITI BARU")

    merged("SITI BARU", "SITI LAMA")

    profile = profile_of(baru.kpj, DAY)
    assert profile.kpj == lama.kpj
    assert profile.ids == [lama.pk, baru.pk] == same_person_ids(baru)
    assert [(e.kpj, e.employer) for e in profile.employments] == [
        (baru.kpj, "PT Mawar Rekaan"),
        (lama.kpj, "PT Batik Melati Rekaan"),
    ]


@pytest.mark.usefixtures("two_jobs")
def test_a_split_leaves_everything_as_it_was():
    before = [profile_of(person(name).kpj, DAY) for name in ("SITI LAMA", "SITI BARU")]

    split(merge=merged("SITI BARU", "SITI LAMA"), act=by("maker"))

    after = [profile_of(person(name).kpj, DAY) for name in ("SITI LAMA", "SITI BARU")]
    assert after == before


@pytest.mark.usefixtures("two_jobs")
def test_what_was_known_before_during_and_after_stays_answerable():
    merge = merged("SITI BARU", "SITI LAMA", day=date(2011, 10, 4))
    split(merge=merge, act=by("maker", date(2011, 10, 10)))

    known = [
        len(numbers_of(person("SITI BARU"), known_at=by("maker", date(2011, 10, day)).at))
        for day in (3, 4, 9, 10)
    ]

    assert known == [1, 2, 2, 1]
    assert len(numbers_of(person("SITI BARU"))) == 1


@pytest.mark.usefixtures("two_jobs")
def test_who_proposed_does_not_decide():
    merge = proposed("SITI BARU", "SITI LAMA")

    with pytest.raises(OwnProposal):
        decide_merge(merge=merge, approve=True, act=by("maker"))


@pytest.mark.usefixtures("two_jobs")
def test_the_database_itself_refuses_one_person_as_maker_and_checker():
    merge = proposed("SITI BARU", "SITI LAMA")

    with pytest.raises(IntegrityError, match="merge_by_two_people"), transaction.atomic():
        PersonMerge.objects.filter(pk=merge.pk).update(
            state="MERGED", decider_id=merge.proposer_id, decided_at=merge.proposed_at
        )


@pytest.mark.usefixtures("two_jobs")
def test_the_system_proposes_nothing():
    with pytest.raises(NotByAPerson):
        propose_merge(
            duplicate=person("SITI BARU"), kept=person("SITI LAMA"), evidence="x", act=act()
        )


@pytest.mark.usefixtures("two_jobs")
def test_a_merge_needs_a_reason_and_evidence():
    said = {"duplicate": person("SITI BARU"), "kept": person("SITI LAMA")}

    with pytest.raises(WithoutReason):
        propose_merge(**said, evidence=" ", act=by("maker"))
    with pytest.raises(WithoutReason):
        propose_merge(**said, evidence="KTP", act=by("maker", reason=""))


@pytest.mark.usefixtures("two_jobs")
def test_a_refused_proposal_changes_nothing_and_may_be_made_again():
    merge = proposed("SITI BARU", "SITI LAMA")

    decide_merge(merge=merge, approve=False, act=by("checker"))

    assert same_person_ids(person("SITI BARU")) == [person("SITI BARU").pk]
    assert proposed("SITI BARU", "SITI LAMA").state == "PROPOSED"


@pytest.mark.usefixtures("two_jobs")
def test_a_decision_comes_once_and_a_split_only_after_a_merge():
    merge = proposed("SITI BARU", "SITI LAMA")

    with pytest.raises(NotMerged):
        split(merge=merge, act=by("maker"))
    decide_merge(merge=merge, approve=True, act=by("checker"))
    with pytest.raises(NotWaiting):
        decide_merge(merge=merge, approve=True, act=by("checker"))
    split(merge=merge, act=by("maker"))
    with pytest.raises(NotMerged):
        split(merge=merge, act=by("maker"))


@pytest.mark.usefixtures("two_jobs")
def test_a_duplicate_is_proposed_once_at_a_time():
    proposed("SITI BARU", "SITI LAMA")

    with pytest.raises(AlreadyProposed):
        proposed("SITI BARU", "SITI LAMA")


def test_numbers_are_merged_into_one_and_not_one_after_another(two_jobs):
    hire(two_jobs[0], "SITI TIGA", "SITI EMPAT", from_date=date(2011, 1, 1))
    end_all("SITI TIGA", date(2011, 2, 1))
    end_all("SITI LAMA", date(2010, 1, 1))
    end_all("SITI EMPAT", date(2011, 2, 1))
    merged("SITI BARU", "SITI LAMA")

    with pytest.raises(AlreadyMerged):
        proposed("SITI BARU", "SITI TIGA")
    with pytest.raises(KeptIsMerged):
        proposed("SITI TIGA", "SITI BARU")
    with pytest.raises(HoldsOthers):
        proposed("SITI LAMA", "SITI TIGA")
    with pytest.raises(SameNumber):
        proposed("SITI TIGA", "SITI TIGA")
    merged("SITI TIGA", "SITI LAMA")
    names = [number.name for number in numbers_of(person("SITI TIGA"))]
    assert names == ["SITI LAMA", "SITI BARU", "SITI TIGA"]
    with pytest.raises(EmployedTogether):
        merged("SITI EMPAT", "SITI LAMA")


def end_all(name: str, day: date) -> None:
    for job in Employment.objects.select_related("employer").filter(person__name=name):
        end_employments(employer=job.employer, leavers=[(job.pk, day)], reason="x", act=act())


def test_the_database_itself_refuses_a_chain(two_jobs):
    hire(two_jobs[0], "SITI TIGA", from_date=date(2011, 1, 1), until_date=date(2011, 2, 1))
    end_all("SITI LAMA", date(2010, 1, 1))
    first = proposed("SITI BARU", "SITI LAMA")
    second = proposed("SITI LAMA", "SITI TIGA")
    decide_merge(merge=first, approve=True, act=by("checker"))

    with pytest.raises(IntegrityError, match="one after another"), transaction.atomic():
        PersonMerge.objects.filter(pk=second.pk).update(
            state="MERGED", decider_id=by("checker").user_id, decided_at=second.proposed_at
        )


@pytest.mark.parametrize(("until", "lawful"), [(date(2010, 6, 1), True), (date(2010, 6, 2), False)])
def test_two_who_work_at_one_employer_at_one_time_are_not_merged(until, lawful):
    melati = batik_melati()
    hire(melati, "SITI LAMA", from_date=date(2009, 1, 1), until_date=until)
    hire(melati, "SITI BARU", from_date=date(2010, 6, 1))

    if lawful:
        assert merged("SITI BARU", "SITI LAMA").state == "MERGED"
        return
    with pytest.raises(EmployedTogether, match="2010-06-01"):
        proposed("SITI BARU", "SITI LAMA")


def test_jobs_that_overlap_since_the_proposal_stop_the_merge(two_jobs):
    merge = proposed("SITI BARU", "SITI LAMA")
    hire(two_jobs[0], "SITI BARU", kpj=person("SITI BARU").kpj)

    with pytest.raises(EmployedTogether):
        decide_merge(merge=merge, approve=True, act=by("checker"))
    with pytest.raises(IntegrityError, match="Both are employed"), transaction.atomic():
        PersonMerge.objects.filter(pk=merge.pk).update(
            state="MERGED", decider_id=by("checker").user_id, decided_at=merge.proposed_at
        )


def test_a_merged_person_is_not_employed_twice_under_two_numbers(two_jobs):
    merged("SITI BARU", "SITI LAMA")

    with pytest.raises(WorkersNotRegistered) as refused:
        hire(two_jobs[0], "SITI BARU", kpj=person("SITI BARU").kpj)

    assert refused.value.faults == {1: ("SITI BARU", "ALREADY_EMPLOYED")}
    with pytest.raises(IntegrityError, match="already employed"), transaction.atomic():
        Employment.objects.create(
            person=person("SITI BARU"), employer=two_jobs[0], from_date=date(2011, 1, 1)
        )


@pytest.mark.usefixtures("two_jobs")
def test_a_merged_person_stands_in_a_list_once():
    merged("SITI BARU", "SITI LAMA")
    kenanga = batik_melati(name="PT Kenanga Rekaan")
    rows = [
        NewWorker(employer_id=kenanga.pk, name=name, from_date=DAY, kpj=person(name).kpj)
        for name in ("SITI BARU", "SITI LAMA")
    ]
    with pytest.raises(WorkersNotRegistered) as refused:
        register_workers(workers=workers_frame(rows), act=act())

    assert {fault for _, fault in refused.value.faults.values()} == {"TWICE_IN_LIST"}


def test_a_new_job_said_with_the_identity_number_goes_to_the_kept_number():
    nik = "9912345507850001"
    hire(batik_melati(), "SITI LAMA", nik=nik, birth_date=BORN)
    hire(batik_melati(name="PT Mawar Rekaan"), "SITI BARU", nik=nik, birth_date=None)
    assert person("SITI LAMA") != person("SITI BARU")
    merged("SITI BARU", "SITI LAMA")

    done = hire(batik_melati(name="PT Kenanga Rekaan"), "SITI", nik=nik, birth_date=BORN)

    assert done.rows["kpj"].to_list() == [person("SITI LAMA").kpj]


def test_two_persons_with_one_identity_number_are_not_told_apart_by_it():
    nik = "9912345507850001"
    hire(batik_melati(), "SITI LAMA", nik=nik, birth_date=BORN)
    hire(batik_melati(name="PT Mawar Rekaan"), "SITI BARU", nik=nik, birth_date=None)

    done = hire(batik_melati(name="PT Kenanga Rekaan"), "SITI", nik=nik, birth_date=BORN)

    assert done.new_persons == 1


@pytest.mark.usefixtures("two_jobs")
def test_the_number_said_for_a_new_job_is_the_number_it_stays_under():
    merge = merged("SITI BARU", "SITI LAMA")
    kenanga = batik_melati(name="PT Kenanga Rekaan")

    hire(kenanga, "SITI", kpj=person("SITI BARU").kpj)

    assert "PT Kenanga Rekaan" in [
        e.employer for e in profile_of(person("SITI LAMA").kpj, DAY).employments
    ]
    split(merge=merge, act=by("maker"))
    assert [e.employer for e in profile_of(person("SITI BARU").kpj, DAY).employments] == [
        "PT Mawar Rekaan",
        "PT Kenanga Rekaan",
    ]


def test_the_family_status_of_the_kept_number_decides_if_it_says_anything():
    melati, mawar = batik_melati(programmes=FOUR), batik_melati(name="PT Mawar", programmes=FOUR)
    hire(melati, "SITI LAMA")
    hire(mawar, "SITI BARU", married=True)
    lama, baru = person("SITI LAMA"), person("SITI BARU")
    assert married_workers(melati, DAY) == []

    merge = merged("SITI BARU", "SITI LAMA")

    assert married_workers(melati, DAY) == [lama.pk]
    assert (family_status_on(lama, DAY), profile_of(lama.kpj, DAY).married) == (True, True)
    set_family_status(person=lama, married=True, from_date=date(2010, 1, 1), act=act())
    set_family_status(person=lama, married=False, from_date=date(2011, 9, 1), act=act())
    assert married_workers(mawar, DAY) == []
    assert (family_status_on(baru, DAY), profile_of(baru.kpj, DAY).married) == (False, False)
    split(merge=merge, act=by("maker"))
    assert married_workers(mawar, DAY) == [baru.pk]


@pytest.mark.usefixtures("two_jobs")
def test_the_families_of_both_numbers_are_shown_together():
    for name in ("SITI LAMA", "SITI BARU"):
        add_dependant(
            person=person(name),
            relation=Relation.CHILD,
            name=f"Anak {name}",
            birth_date=date(2008, 1, 1),
            from_date=date(2011, 1, 1),
            act=act(),
        )

    merged("SITI BARU", "SITI LAMA")

    family = profile_of(person("SITI LAMA").kpj, DAY).dependants
    assert {member.kpj for member in family} == {
        person("SITI LAMA").kpj,
        person("SITI BARU").kpj,
    }


@pytest.mark.usefixtures("two_jobs")
def test_an_office_that_knows_one_number_sees_the_person():
    far = batik_melati(name="PT Jauh Rekaan", branch=elsewhere())
    hire(far, "SITI JAUH")
    merged("SITI JAUH", "SITI LAMA")
    there = {elsewhere().pk}

    assert profile_of(person("SITI LAMA").kpj, DAY, branch_ids=there).kpj
    assert person_within(person("SITI LAMA").kpj, there) == person("SITI LAMA")


@pytest.mark.usefixtures("two_jobs")
def test_every_step_is_on_the_trail_of_both_persons():
    split(merge=merged("SITI BARU", "SITI LAMA"), act=by("maker", reason="Ternyata saudara kembar"))

    for name in ("SITI LAMA", "SITI BARU"):
        deeds = records_about("person", person(name).pk)
        assert [deed.action for deed in deeds] == [
            "split_persons",
            "merge_persons",
            "propose_merge",
        ]
        assert deeds[0].reason == "Ternyata saudara kembar"


@pytest.mark.usefixtures("two_jobs")
def test_a_merge_does_not_go_backward():
    merge = merged("SITI BARU", "SITI LAMA")
    split(merge=merge, act=by("maker"))

    with pytest.raises(IntegrityError, match="does not become"), transaction.atomic():
        PersonMerge.objects.filter(pk=merge.pk).update(state="MERGED", split_at=None)


@pytest.mark.usefixtures("two_jobs")
def test_the_persons_rows_themselves_are_never_rewritten():
    split(merge=merged("SITI BARU", "SITI LAMA"), act=by("maker"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM membership_insuredpersonevent")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM membership_employmentevent")
        assert cursor.fetchone() == (0,)
