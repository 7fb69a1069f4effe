"""Statements of JHT accounts: every month worked, the gaps included."""

import json
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application
from jamsostek.kernel.months import Month
from jamsostek.savings.queries import (
    MonthLine,
    YearLine,
    account_of,
    balance_on,
    months_of,
    statement,
)
from jamsostek.savings.services import credit_year_return
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import employer_of, open_for, receive

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

SEPTEMBER_30 = date(2011, 9, 30)


def test_months_worked_without_contribution_are_shown_as_missing():
    employer = batik_melati()
    hire(employer, "TARI", from_date=date(2011, 6, 16))
    open_for(person("TARI"))
    receive(employer, {"TARI": 142_500}, date(2011, 8, 12), month=Month(2011, 7))

    months = months_of(person("TARI").pk, SEPTEMBER_30)

    assert [(str(m.month), m.received, m.missing) for m in months] == [
        ("2011-06", 0, True),
        ("2011-07", 142_500, False),
        ("2011-08", 0, True),
        ("2011-09", 0, True),
    ]
    assert months[0].npp == employer.npp


def test_months_end_with_the_employment_and_the_day_asked():
    employer = batik_melati()
    hire(employer, "TARI", from_date=date(2011, 5, 1), until_date=date(2011, 7, 1))
    hire(employer, "BAYU", from_date=date(2011, 5, 1), until_date=date(2011, 7, 2))

    def months(name: str, until: date = SEPTEMBER_30) -> list[int]:
        return [line.month.number for line in months_of(person(name).pk, until)]

    assert (months("TARI"), months("BAYU")) == ([5, 6], [5, 6, 7])
    assert months("BAYU", date(2011, 5, 31)) == [5]
    assert months("BAYU", date(2011, 4, 30)) == []


def test_two_employers_of_a_month_stand_side_by_side():
    first, second = batik_melati(), batik_melati(name="CV Kopi Kenanga Rekaan")
    hire(first, "TARI", from_date=date(2011, 9, 1))
    kpj = person("TARI").kpj
    hire(second, "TARI", kpj=kpj, from_date=date(2011, 9, 1))
    open_for(person("TARI"))
    receive(first, {"TARI": 142_500}, date(2011, 9, 20))

    months = months_of(person("TARI").pk, SEPTEMBER_30)

    assert [(m.employer_id, m.received, m.missing) for m in months] == [
        (first.pk, 142_500, False),
        (second.pk, 0, True),
    ]


def test_a_contribution_for_a_month_not_worked_is_shown_too():
    employer = batik_melati()
    hire(employer, "TARI", from_date=date(2011, 9, 1))
    open_for(person("TARI"))
    receive(employer, {"TARI": 142_500}, date(2011, 9, 20), month=Month(2011, 8))

    before, _ = months_of(person("TARI").pk, SEPTEMBER_30)

    assert before == MonthLine(
        Month(2011, 8), employer.pk, employer.npp, employer.name, 142_500, employed=False
    )


def test_a_statement_shows_movements_years_and_balance():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2011, 9, 20))
    receive(employer, {"TARI": 100_000}, date(2011, 12, 31))
    credit_year_return(year=2011, act=act(date(2012, 2, 1)))
    receive(employer, {"TARI": 10_000}, date(2012, 1, 16))

    found = statement(person("TARI"), date(2012, 1, 31))

    assert [(m.day, m.kind, m.amount, m.balance) for m in found.movements] == [
        (date(2011, 9, 20), "TEST", 142_500, 142_500),
        (date(2011, 12, 31), "TEST", 100_000, 242_500),
        (date(2011, 12, 31), "RETURN", 4_022, 246_522),
        (date(2012, 1, 16), "TEST", 10_000, 256_522),
    ]
    assert found.years == [
        YearLine(2011, 0, 242_500, 4_022),
        YearLine(2012, 246_522, 10_000, None),
    ]
    assert [year.closing for year in found.years] == [246_522, 256_522]
    assert found.balance == 256_522


def test_balances_are_of_the_end_of_a_day_and_as_known_at_an_instant():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2011, 9, 20))
    account = account_of(person("TARI").pk)

    assert balance_on(account, date(2011, 9, 19)) == 0
    assert balance_on(account, date(2011, 9, 20)) == 142_500
    before = datetime(2011, 9, 25, tzinfo=UTC)
    assert balance_on(account, SEPTEMBER_30, known_at=before) == 0


def test_somebody_for_whom_nothing_came_has_a_statement_of_gaps():
    hire(batik_melati(), "TARI", from_date=date(2011, 8, 1))

    found = statement(person("TARI"), SEPTEMBER_30)

    assert account_of(person("TARI").pk) is None
    assert (found.balance, found.opened_on, found.years) == (0, None, [])
    assert [month.missing for month in found.months] == [True, True]


def run(*arguments):
    return CliRunner().invoke(application(arguments), arguments)


def test_the_statement_is_printed_for_machines_and_people():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2011, 9, 20))
    asked = ("savings", "statement", person("TARI").kpj, "--until", "2011-10-31")

    found = json.loads(run(*asked, "--json").stdout)
    printed = run(*asked).stdout

    assert (found["balance"], found["name"]) == (142_500, "TARI")
    assert [(m["month"], m["received"], m["missing"]) for m in found["months"]][-2:] == [
        ("2011-09", 142_500, False),
        ("2011-10", 0, True),
    ]
    assert "142,500" in printed


def test_an_unknown_member_is_refused_in_one_sentence():
    result = run("savings", "statement", "99099999999", "--until", "2011-10-31")

    assert (result.exit_code, result.stderr) == (2, "There is no member 99099999999.\n")


def test_the_return_is_credited_from_the_command_line():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2011, 9, 20))

    result = run("savings", "credit-return", "--year", "2011", "--json")

    found = json.loads(result.stdout)
    assert (found["rate_percent"], found["accounts"], found["amount"]) == ("10.1", 1, 4_022)
    assert found["finished"] is True


def test_a_return_whose_rate_is_unknown_is_refused_in_one_sentence():
    result = run("savings", "credit-return", "--year", "2008")

    assert result.exit_code == 2
    assert "unknown" in result.stderr
