"""Every kind of bill, and whoever pays it, has a page that finance pages lead to."""

import pytest
from django.urls import resolve

from jamsostek.contributions.models import Bill
from jamsostek.membership.models import (
    Contractor,
    Employer,
    InsuredPerson,
    OwnAccountCover,
    OwnAccountGroup,
    Project,
)
from jamsostek.web.templatetags.payers import bill_url, payer_name, payer_url

CODE = "12345678903"
FIRM = Contractor(name="CV Rekaan")
WORKER = InsuredPerson(kpj="99000000001", name="SITI REKAAN")


@pytest.mark.parametrize(
    ("bill", "name", "bill_page", "payer_page"),
    [
        (
            Bill(code=CODE, employer=Employer(npp="JJ990001", name="PT X")),
            "PT X",
            "bill",
            "employer",
        ),
        (
            Bill(code=CODE, project=Project(number="JK0000001", name="Jembatan", contractor=FIRM)),
            "CV Rekaan, Jembatan",
            "project_bill",
            "project",
        ),
        (
            Bill(code=CODE, group=OwnAccountGroup(number="WD000001", name="Paguyuban")),
            "Paguyuban",
            "own_account_group_bill_page",
            "own_account_group",
        ),
        (
            Bill(code=CODE, cover=OwnAccountCover(pk=7, person=WORKER)),
            "SITI REKAAN",
            "own_account_bill",
            "own_account",
        ),
    ],
)
def test_a_bill_and_its_payer_are_led_to(bill, name, bill_page, payer_page):
    pages = [resolve(bill_url(bill)), resolve(payer_url(bill))]

    assert payer_name(bill) == name
    assert [page.url_name for page in pages] == [bill_page, payer_page]
    assert pages[0].kwargs["code"] == CODE
