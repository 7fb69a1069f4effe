"""Who is found where: by the branch of the number, of any later work, a project or own work."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jamsostek.institution.models import Branch
from jamsostek.membership.models import KnownElsewhere
from jamsostek.membership.queries import (
    find_groups,
    find_persons,
    find_projects,
    person_within,
    profile_of,
)
from tests.building import project, put_on
from tests.people import act, batik_melati, hire, person, yogyakarta
from tests.vendors import paguyuban, vendor

pytestmark = pytest.mark.django_db


def another_branch():
    facts = {"name": "Klaten Rekaan", "region": yogyakarta().region}
    return Branch.objects.get_or_create(code="V98", defaults=facts)[0]


def third_branch():
    facts = {"name": "Magelang Rekaan", "region": yogyakarta().region}
    return Branch.objects.get_or_create(code="V99", defaults=facts)[0]


def seen_by(branch, name):
    """Tell whether a branch finds somebody by name and number, and may open the page."""
    found = [row.name for row in find_persons(name, branch_ids={branch.pk})[:9]]
    numbered = find_persons(person(name).kpj, branch_ids={branch.pk})
    opens = True
    for open_page in (
        lambda: person_within(person(name).kpj, {branch.pk}),
        lambda: profile_of(person(name).kpj, act().day, branch_ids={branch.pk}),
    ):
        try:
            open_page()
        except person(name).DoesNotExist:
            opens = False
    assert (found == [name]) == bool(len(numbered)) == opens
    return opens


def test_a_second_employer_at_another_branch_finds_its_worker_and_so_does_the_first():
    hire(batik_melati(), "Budi Santoso")
    other = batik_melati(name="PT Kedua Rekaan", branch=another_branch())

    hire(other, "Budi Santoso", kpj=person("Budi Santoso").kpj)

    assert seen_by(yogyakarta(), "Budi Santoso")
    assert seen_by(another_branch(), "Budi Santoso")
    assert not seen_by(third_branch(), "Budi Santoso")


def test_a_member_on_a_project_is_found_by_the_branch_of_the_project():
    hire(batik_melati(), "Budi Santoso")
    put_on(
        project(branch=another_branch()),
        {"kpj": person("Budi Santoso").kpj, "name": "Budi Santoso", "kind": "REGULAR"},
    )

    assert seen_by(another_branch(), "Budi Santoso")
    assert not seen_by(third_branch(), "Budi Santoso")


def test_an_own_account_worker_is_found_by_the_branch_of_the_cover():
    vendor("SITI AMINAH")

    assert seen_by(yogyakarta(), "SITI AMINAH")
    assert not seen_by(another_branch(), "SITI AMINAH")


def test_an_employee_who_sells_elsewhere_is_found_there_too():
    hire(batik_melati(), "SITI AMINAH", birth_date=date(1985, 7, 5))
    vendor("SITI AMINAH", kpj=person("SITI AMINAH").kpj, branch_id=another_branch().pk)

    assert seen_by(another_branch(), "SITI AMINAH")
    assert seen_by(yogyakarta(), "SITI AMINAH")
    assert not seen_by(third_branch(), "SITI AMINAH")


def test_work_at_the_branch_that_issued_the_number_is_not_kept_twice():
    hire(batik_melati(), "Budi Santoso")
    hire(batik_melati(name="PT Kedua Rekaan"), "Budi Santoso", kpj=person("Budi Santoso").kpj)

    assert not KnownElsewhere.objects.exists()


def test_projects_are_found_by_number_name_and_other_spelling_within_the_scope():
    school = project(name="Gedung Soekarno Rekaan")
    here, there = {yogyakarta().pk}, {another_branch().pk}

    for typed in (school.number.lower(), school.number[:5], "soekarno", "REKAAN gedung"):
        assert list(find_projects(typed, branch_ids=here)[:9]) == [school]
        assert not len(find_projects(typed, branch_ids=there))
    assert list(find_projects("Sukarno", branch_ids=here).alike) == [school]


def test_groups_are_found_by_number_and_name_within_the_scope():
    group = paguyuban("Paguyuban Beringharjo Rekaan")
    here, there = {yogyakarta().pk}, {another_branch().pk}

    for typed in (group.number.lower(), group.number[:5], "beringharjo", "Rekaan Pag"):
        assert list(find_groups(typed, branch_ids=here)[:9]) == [group]
        assert not len(find_groups(typed, branch_ids=there))
    assert list(find_groups("Bringharjo", branch_ids=here).alike) == [group]


class EveryText(TestCase):
    @given(st.text(max_size=30).filter(lambda text: "\0" not in text))
    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    def test_a_plain_name_is_small_and_without_signs_whichever_way_it_is_made(self, name):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT membership_plain_name(%(name)s), translate(lower(%(name)s),"
                r" '.,;:-_/\&@()[]" + '"+*' + "''`’‘ʼ´', %(spaces)s)",  # noqa: RUF001 - as typed
                {"name": name, "spaces": " " * 17},
            )
            ours, plain = cursor.fetchone()

        assert ours == plain
