"""The pages of projects in a real browser: accessible, and nothing overflows on a telephone."""

import pytest
from django.test import Client

from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.institution.models import Role, User
from jamsostek.membership.models import Project
from jamsostek.membership.services import NewSubcontractor, let_contractor_sign_in
from tests.building import project, put_on
from tests.people import act, yogyakarta
from tests.web.conftest import appoint
from tests.web.test_in_a_browser import browser, inspect, look_at, pytestmark, visit

__all__ = ["browser", "pytestmark", "visit"]

PAGES = {
    "projects": "/proyek/",
    "contractors": "/kontraktor/?cari=bangun",
    "contractor": "/kontraktor/{firm}/",
    "register-project": "/kontraktor/{firm}/proyek/daftar/proyek/",
    "project-page": "/proyek/{number}/",
    "project-bill": "/proyek/{number}/tagihan/{code}/",
    "project-workers": "/proyek/{number}/pekerja/",
    "addendum": "/proyek/{number}/adendum/",
}


@pytest.fixture
def site() -> Project:
    """A project registered a day before its work, with terms and two workers."""
    firm = NewSubcontractor(name="UD Batu Rekaan", work="pondasi")
    made = project(subcontractors=(firm,), from_date=act().day, on=act())
    bill_project(project=made, payment=Payment.TERMS, act=act())
    put_on(made, {"name": "SUYONO REKAAN"}, {"name": "PARDI REKAAN"}, on=act().day)
    return made


@pytest.mark.parametrize("name", PAGES)
def test_a_page_about_projects_is_accessible_and_fits(visit, site, name):
    visit.client.force_login(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()).user)
    code = bill_project(project=site, payment=Payment.TERMS, act=act())[0].code
    known = {"firm": site.contractor_id, "number": site.number, "code": code}

    look_at(visit, name, PAGES[name].format(**known))


def test_an_addendum_is_asked_shown_with_its_difference_and_recorded(visit, site):
    visit.client.force_login(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()).user)
    page = visit.open(f"/proyek/{site.number}/adendum/", 360)

    page.fill("[name=contract_value]", "50.000.000")
    page.fill("[name=reason]", "Adendum I")
    page.click("main button")
    page.wait_for_selector("[name=pasti]")
    inspect(page, "addendum-confirm")
    page.click("[name=pasti]")
    page.wait_for_selector("h1:has-text('Gedung SD')")

    assert page.locator("text=dikurangi").count() >= 1


def test_a_contractors_own_pages_are_accessible_and_fit(visit, site):
    user = User.objects.create_user("kontraktor")
    let_contractor_sign_in(user=user, name="Joko", contractor=site.contractor, act=act())
    visit.client = Client()
    visit.client.force_login(user)

    look_at(visit, "contractor-home", "/kontraktor/proyek/")
    look_at(visit, "contractor-project", f"/proyek/{site.number}/")
