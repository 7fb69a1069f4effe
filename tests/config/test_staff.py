"""`jamsostek staff`: how the first people of an installation come to sign in."""

import pytest
from django.test import Client
from typer.testing import CliRunner

from jamsostek.audit.models import Record
from jamsostek.config.cli import application
from jamsostek.institution.models import StaffMember, User
from tests.people import batik_melati

pytestmark = pytest.mark.usefixtures("fresh_database")
PASSWORD = "kain-tenun-sembilan-puluh"  # noqa: S105 - of nobody
SRI = ("appoint", "sri", "--name", "Sri Lestari Rekaan", "--number", "10001")


def staff(*arguments, password=PASSWORD):
    arguments = ("staff", *arguments)
    return CliRunner().invoke(application(arguments), arguments, input=f"{password}\n")


def test_an_officer_is_appointed_and_can_sign_in():
    assert staff("offices").exit_code == 0

    done = staff(*SRI, "--office", "kw05", "--role", "regional-head")

    assert done.exit_code == 0, done.output
    member = StaffMember.objects.get()
    assert (member.region.code, member.roles) == ("KW05", ["REGIONAL_HEAD"])
    assert Record.objects.filter(action="appoint", subject_id=member.pk).exists()
    assert Client().login(username="sri", password=PASSWORD)


def test_offices_loaded_again_are_none_new():
    staff("offices")

    assert staff("offices").stdout == "0 offices are new.\n"


@pytest.mark.parametrize(
    ("office", "roles", "password", "reason"),
    [
        ("KW99", ["auditor"], PASSWORD, "KW99"),
        ("KW05", ["kepala"], PASSWORD, "There is no role 'kepala'; there are membership-officer"),
        ("KC-SKA", ["regional-head"], PASSWORD, "has no regional head"),
        ("KW05", ["claims-officer", "claims-supervisor"], PASSWORD, "One person may not be"),
        ("KW05", ["auditor"], "12345", "Password"),
    ],
)
def test_an_appointment_that_cannot_be_leaves_nobody(office, roles, password, reason):
    staff("offices")

    chosen = [word for role in roles for word in ("--role", role)]
    refused = staff(*SRI, "--office", office, *chosen, password=password)

    assert refused.exit_code == 2
    assert reason.lower() in refused.stderr.lower()
    assert not User.objects.exists()


def test_a_personnel_officer_signs_in_for_the_employer():
    melati = batik_melati()

    done = staff("employer", "personalia", "--npp", melati.npp, "--name", "Puji Rahayu Rekaan")

    assert done.stdout == f"Puji Rahayu Rekaan signs in as personalia for {melati.name}.\n"
    browser = Client()
    assert browser.login(username="personalia", password=PASSWORD)
    assert melati.name in browser.get("/perusahaan/ringkasan/").content.decode()


def test_a_name_that_is_taken_and_an_employer_nobody_knows_are_refused():
    melati = batik_melati()
    staff("employer", "personalia", "--npp", melati.npp, "--name", "Puji Rahayu Rekaan")

    taken = staff("employer", "personalia", "--npp", melati.npp, "--name", "Lain")
    unknown = staff("employer", "lain", "--npp", "JJ999999", "--name", "Lain")

    assert (taken.exit_code, unknown.exit_code) == (2, 2)
    assert "personalia" in taken.stderr
    assert unknown.stderr == "There is no employer JJ999999.\n"
