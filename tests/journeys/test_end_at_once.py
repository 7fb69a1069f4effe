"""A month declared while an officer ends the membership: one of both is told no."""

from datetime import date
from functools import partial

import pytest
from django.test import Client

from jamsostek.contributions.models import Declaration
from jamsostek.contributions.queries.terms import NotAMember
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from tests.membership.at_once import at_once, refusals
from tests.people import act, batik_melati, yogyakarta
from tests.web.conftest import TODAY, appoint

pytestmark = pytest.mark.usefixtures("fresh_database")
END = {"last_day": "30-09-2011", "reason": "Perusahaan tutup", "pasti": "1"}


@pytest.mark.parametrize("officer_first", [True, False])
def test_no_membership_ends_before_a_month_declared_at_the_same_time(officer_first, settings):
    settings.BUSINESS_DAY = TODAY
    melati = batik_melati()
    officer = Client()
    officer.force_login(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()).user)
    both = [
        partial(officer.post, f"/pemberi-kerja/{melati.npp}/akhiri/", END),
        partial(declare_nil, employer=melati, month=Month(2011, 10), act=act(TODAY)),
    ]

    results = at_once(*(both if officer_first else reversed(both)))

    melati.refresh_from_db()
    ended, declared = melati.until_date is not None, Declaration.objects.exists()
    assert ended != declared
    assert refusals(results) == ([] if declared else [NotAMember])
    assert melati.until_date in {None, date(2011, 10, 1)}
