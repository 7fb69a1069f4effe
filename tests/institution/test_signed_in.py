"""Who is signed in is read with the office in one statement, as the ORM would read it."""

import pytest

from jamsostek.institution.models import Branch, Region, Role, StaffMember, User
from jamsostek.institution.queries import user_with_office

pytestmark = pytest.mark.django_db


def appoint(username: str, **office: object) -> User:
    user = User.objects.create_user(username, password="x" * 12)
    facts = {"name": "Sri Rekaan", "staff_number": username, "roles": [Role.AUDITOR]}
    StaffMember.objects.create(user=user, **facts, **office)
    return user


@pytest.fixture
def branch() -> Branch:
    region = Region.objects.create(code="KW05", name="Kantor Wilayah V")
    return Branch.objects.create(code="KC-X", name="Cabang X", territory=["34"], region=region)


def test_a_branch_officer_comes_with_branch_and_region(branch, django_assert_num_queries):
    user = appoint("cabang", branch=branch)

    with django_assert_num_queries(1):
        found = user_with_office(user.pk)
        office = (found.officer.branch, found.officer.branch.region, found.officer.region)

    assert (found, *office) == (user, branch, branch.region, None)
    assert found.officer.roles == [Role.AUDITOR]
    assert found.officer.branch.territory == ["34"]
    assert found.officer.user is found


def test_a_regional_officer_comes_with_the_region(branch, django_assert_num_queries):
    user = appoint("wilayah", region=branch.region)

    with django_assert_num_queries(1):
        officer = user_with_office(user.pk).officer
        office = (officer.branch, officer.region)

    assert office == (None, branch.region)


def test_somebody_without_an_office_has_no_officer(django_assert_num_queries):
    user = User.objects.create_user("perusahaan")

    with django_assert_num_queries(1):
        found = user_with_office(user.pk)
        officer = getattr(found, "officer", None)

    assert found == user
    assert officer is None


def test_a_user_who_is_gone_is_nobody():
    assert user_with_office(0) is None


def test_a_user_read_so_can_be_saved():
    user = user_with_office(User.objects.create_user("sri").pk)

    user.language = "en"
    user.save(update_fields=["language"])

    assert User.objects.get().language == "en"
