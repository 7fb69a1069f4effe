"""The employer's people at their browsers, in September 2011's aftermath."""

from datetime import date

import pytest
from django.test import Client

from jamsostek.institution.models import User
from jamsostek.membership.models import Employer, EmployerUser

TODAY = date(2011, 10, 3)


@pytest.fixture(autouse=True)
def _on_the_third_of_october(settings):
    settings.BUSINESS_DAY = TODAY


@pytest.fixture
def as_employer():
    """Give a browser signed in as somebody of an employer."""

    def sign_in(employer: Employer) -> Client:
        user = User.objects.create_user(f"hrd-{employer.npp}")
        EmployerUser.objects.create(user=user, employer=employer, name="Dewi Rekaan")
        client = Client()
        client.force_login(user)
        return client

    return sign_in
