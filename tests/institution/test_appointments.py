"""Sign-ins, and who may be appointed to what."""

import secrets
from datetime import date

import pytest

from jamsostek.institution.models import Role
from jamsostek.institution.queries import branch_ids_in_scope, office
from jamsostek.institution.rules import APART, AUDITOR, REGIONAL_HEAD, roles_clash
from jamsostek.institution.services import (
    AlreadyAppointed,
    RolesClash,
    UsernameTaken,
    appoint,
    create_sign_in,
    load_offices,
)

pytestmark = pytest.mark.django_db

PASSWORD = secrets.token_urlsafe()


@pytest.fixture
def rini():
    load_offices(on=date(2011, 9, 30))
    return create_sign_in(username="rini", password=PASSWORD)


def test_the_rules_speak_of_roles_that_exist():
    assert {AUDITOR, REGIONAL_HEAD}.union(*APART) <= set(Role.values)


@pytest.mark.parametrize(
    ("roles", "clash"),
    [
        (["MEMBERSHIP_OFFICER", "FINANCE_OFFICER"], set()),
        (["CLAIMS_OFFICER", "CLAIMS_SUPERVISOR"], {"CLAIMS_OFFICER", "CLAIMS_SUPERVISOR"}),
        (["CASHIER", "MEMBERSHIP_OFFICER", "FINANCE_OFFICER"], {"CASHIER", "FINANCE_OFFICER"}),
        (["AUDITOR"], set()),
        (["AUDITOR", "CASHIER"], {"AUDITOR", "CASHIER"}),
    ],
)
def test_roles_that_check_each_other_clash(roles, clash):
    assert roles_clash(roles) == clash


def test_an_appointed_officer_has_the_office_and_its_scope(rini):
    surakarta = office("KC-SKA")

    staff = appoint(
        user=rini,
        name="Rini Wulandari",
        staff_number="0001",
        office=surakarta,
        roles=[Role.MEMBERSHIP_OFFICER],
    )

    assert staff.branch.code == "KC-SKA"
    assert staff.region is None
    assert branch_ids_in_scope(staff) == surakarta.branch_ids


def test_an_officer_of_the_head_office_has_neither_region_nor_branch(rini):
    staff = appoint(
        user=rini,
        name="Rini Wulandari",
        staff_number="0001",
        office=office("KP"),
        roles=[Role.AUDITOR],
    )

    assert (staff.region, staff.branch) == (None, None)


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        ("KC-SKA", []),
        ("KC-SKA", [Role.CLAIMS_OFFICER, Role.CLAIMS_SUPERVISOR]),
        ("KC-SKA", [Role.REGIONAL_HEAD]),
        ("KP", [Role.REGIONAL_HEAD]),
    ],
)
def test_roles_that_do_not_fit_are_refused(rini, code, roles):
    with pytest.raises(RolesClash):
        appoint(user=rini, name="Rini", staff_number="0001", office=office(code), roles=roles)


def test_nobody_is_appointed_twice(rini):
    place = office("KW05")
    first = {"office": place, "roles": [Role.REGIONAL_HEAD]}
    appoint(user=rini, name="Rini Wulandari", staff_number="0001", **first)

    with pytest.raises(AlreadyAppointed):
        appoint(user=rini, name="Rini Wulandari", staff_number="0002", **first)


@pytest.mark.usefixtures("rini")
def test_a_user_name_is_given_once():
    with pytest.raises(UsernameTaken):
        create_sign_in(username="rini", password=PASSWORD)
