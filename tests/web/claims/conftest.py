"""The claims desk of the Yogyakarta branch: an officer, a doctor, a supervisor."""

import pytest
from django.test import Client

from jamsostek.institution.models import Role, User
from jamsostek.membership.models import EmployerUser
from tests.people import batik_melati, hire, yogyakarta
from tests.web.conftest import appoint


def signed(role: Role, name: str) -> Client:
    """A browser of an officer of the branch in a role, under a name of their own."""
    officer = appoint(role, branch=yogyakarta(), username=name, name=f"{name.title()} Rekaan")
    client = Client()
    client.force_login(officer.user)
    return client


@pytest.fixture
def officer() -> Client:
    return signed(Role.CLAIMS_OFFICER, "umi")


@pytest.fixture
def doctor() -> Client:
    return signed(Role.MEDICAL_ADVISER, "larasati")


@pytest.fixture
def supervisor() -> Client:
    return signed(Role.CLAIMS_SUPERVISOR, "hadi")


@pytest.fixture
def company() -> Client:
    """A browser of the personnel office of PT Batik Melati, which has two workers."""
    melati = batik_melati()
    hire(melati, "SITI AMINAH", "BUDI SANTOSO", wage=2_000_000)
    user = User.objects.create_user("hrd-melati")
    EmployerUser.objects.create(user=user, employer=melati, name="Dewi Rekaan")
    client = Client()
    client.force_login(user)
    return client
