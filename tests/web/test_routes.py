"""Every route names whom it is for, and holds to it."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jamsostek.institution.models import Role
from jamsostek.web.access import Audience, Permission

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "npp": "JJ000001",
    "number": "1",
    "contractor_id": 1,
    "worker_id": 1,
    "kpj": "99000000001",
    "code": "KW05",
    "figure": "tenaga-kerja",
    "slug": "nama",
    "subject": "contributions",
    "name": "jkm",
    "employment_id": 1,
    "dependant_id": 1,
    "cover_id": 1,
    "document_id": 1,
    "other": "99000000002",
    "merge_id": 1,
    "provider_code": "P0000001",
    "claim_code": "KP00000001",
    "letter_id": 1,
    "run_id": 1,
    "cause": "AGE",
    "kind": "FORM_3",
    "file_id": 1,
}


def routes(resolver: URLResolver | None = None, before: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += routes(entry, before + str(entry.pattern))
        else:
            found.append((before + str(entry.pattern), entry))
    return found


def address(route: str) -> str:
    parts = []
    for part in route.split("/"):
        name = part.strip("<>").split(":")[-1]
        parts.append(str(ARGUMENTS.get(name, "1")) if part.startswith("<") else part)
    return "/" + "/".join(parts)


def permission_of(entry: URLPattern) -> Permission | None:
    return getattr(entry.callback, "permission", None)


ROUTES = routes()
CLOSED_ROUTES = [r for r, e in ROUTES if getattr(permission_of(e), "audience", "") != "PUBLIC"]
STAFF_ROUTES = [(r, e) for r, e in ROUTES if getattr(permission_of(e), "audience", "") == "STAFF"]


@pytest.mark.parametrize(("route", "entry"), ROUTES, ids=[route for route, _ in ROUTES])
def test_a_route_names_its_permission(route, entry):
    assert isinstance(permission_of(entry), Permission), f"{route} has no @route(...)"


@pytest.mark.parametrize("route", CLOSED_ROUTES)
def test_who_is_not_signed_in_is_sent_to_sign_in(route):
    answer = Client().get(address(route))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/?next=")


@pytest.mark.parametrize(("route", "entry"), STAFF_ROUTES, ids=[r for r, _ in STAFF_ROUTES])
def test_a_role_without_the_permission_finds_nothing(route, entry, signed_in):
    outside = [role for role in Role if role.value not in permission_of(entry).roles]

    answers = [signed_in(role).get(address(route)).status_code for role in outside]

    assert answers == [404] * len(outside)


def test_a_permission_for_employers_refuses_officers(rf):
    request = rf.get("/")
    request.officer, request.employer_user = object(), None

    assert not Permission(Audience.EMPLOYER).admits(request)
