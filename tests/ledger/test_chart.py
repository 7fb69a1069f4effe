"""The chart of accounts: complete in a fresh database, and one account for each role."""

import pytest

from jamsostek.law.programmes import Programme
from jamsostek.ledger import chart
from jamsostek.ledger.chart import NotInChart, Role
from jamsostek.ledger.models import Account, AccountKind, Fund
from jamsostek.ledger.services import NoMoreBankAccounts, ensure_chart, open_bank_account


@pytest.mark.django_db
def test_a_fresh_database_has_the_whole_chart_under_its_codes():
    stored = dict(Account.objects.values_list("code", "id"))

    assert stored == {row.code: int(row.code) for row in chart.accounts()}


@pytest.mark.django_db
def test_making_sure_of_the_chart_again_changes_nothing():
    before = list(Account.objects.order_by("id").values())

    ensure_chart()

    assert list(Account.objects.order_by("id").values()) == before


def test_every_programme_has_what_its_bills_need():
    roles = (Role.RECEIVABLE, Role.DEFERRED, Role.DUE_FROM_INSTITUTION, Role.DUE_TO_FUND)
    last_digits = {Programme.JHT: 1, Programme.JKK: 2, Programme.JKM: 3, Programme.JPK: 4}

    found = {(role, p): chart.account(role, p) for role in roles for p in Programme}

    heads = dict(zip(roles, (1200, 2300, 1300, 2400), strict=True))
    assert found == {(r, p): heads[r] + last_digits[p] for r in roles for p in Programme}


def test_jht_contributions_are_income_of_nobody():
    with pytest.raises(NotInChart):
        chart.account(Role.INCOME, Programme.JHT)


def test_funds_and_kinds_of_the_chart_are_those_of_the_books():
    assert {row.fund for row in chart.accounts()} == set(Fund.values)
    assert {row.kind for row in chart.accounts()} == set(AccountKind.values)


def test_roles_of_the_chart_are_used_up():
    assert {row.role for row in chart.accounts()} == set(Role)


@pytest.mark.django_db
def test_banks_take_the_codes_kept_for_them_one_after_the_other():
    first, second = open_bank_account(name="Bank Contoh"), open_bank_account(name="Bank Misal")

    assert list(Account.objects.filter(id__in=[first, second]).values_list("code", "fund")) == [
        ("1101", "BADAN"),
        ("1102", "BADAN"),
    ]


@pytest.mark.django_db
def test_the_hundredth_bank_account_is_refused():
    for _ in range(99):
        open_bank_account(name="Bank Contoh")

    with pytest.raises(NoMoreBankAccounts):
        open_bank_account(name="Bank Contoh")
