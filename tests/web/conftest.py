"""Who opens the pages in these tests: one signed-in browser for each role."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jamsostek.institution.models import Branch, Region, Role, StaffMember, User
from tests.people import yogyakarta

PASSWORD = "sandi-panjang-2011"  # noqa: S105 - of the standing cast
TODAY = date(2011, 10, 20)

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _on_a_day_of_2011(settings):
    settings.BUSINESS_DAY = TODAY


@pytest.fixture
def signed_in() -> SignIn:
    """Give a browser signed in as somebody in these roles, at the Yogyakarta branch."""

    def sign_in(*roles: Role, branch: Branch | None = None, region: Region | None = None) -> Client:
        officer = appoint(
            *roles, branch=branch or (None if region else yogyakarta()), region=region
        )
        client = Client()
        client.force_login(officer.user)
        return client

    return sign_in


def appoint(
    *roles: Role,
    branch: Branch | None = None,
    region: Region | None = None,
    username: str = "",
    name: str = "Sri Lestari Rekaan",
) -> StaffMember:
    username = username or f"petugas{User.objects.count()}"
    user = User.objects.create_user(username, password=PASSWORD)
    return StaffMember.objects.create(
        user=user,
        name=name,
        staff_number=username,
        branch=branch,
        region=region,
        roles=list(roles),
    )


def elsewhere() -> Branch:
    """A branch of another region."""
    region, _ = Region.objects.get_or_create(code="KW02", defaults={"name": "Kantor Wilayah II"})
    return Branch.objects.get_or_create(
        code="II-PLG", defaults={"name": "Cabang Palembang", "region": region}
    )[0]
