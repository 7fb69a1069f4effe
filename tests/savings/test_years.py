"""Years that build on one another: those without movement, and changes that come years later."""

from datetime import date

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application
from jamsostek.law.reader import NotInForce
from jamsostek.ledger.models import Entry
from jamsostek.ledger.queries import verify
from jamsostek.savings.models import ReturnRun, SavingsYear
from jamsostek.savings.queries import YearLine, balance_on, statement
from jamsostek.savings.rules import year_rate
from jamsostek.savings.services import EarlierYearOpen, YearNotOver, credit_year_return
from tests.people import act, person
from tests.savings.accounts import account_of, employer_of, receive

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

IN_2013 = act(date(2013, 2, 1))
OCTOBER_26 = date(2009, 10, 26)


def credit(*years: int) -> None:
    for year in years:
        credit_year_return(year=year, act=IN_2013)


def returned(name: str) -> dict[int, int | None]:
    rows = SavingsYear.objects.filter(account=account_of(name)).order_by("year")
    return dict(rows.values_list("year", "credited_return"))


def test_a_year_without_movement_earns_on_what_was_brought_forward():
    """365,000 on 26 October 2009 earn on 66 days at 8 %, then whole years at 10 and 10.10 %.

    365,000 x 66 / 365 x 8 % = 5,280; 370,280 x 10 % = 37,028; 407,308 x 10.10 % = 41,138.1.
    """
    receive(employer_of("TARI"), {"TARI": 365_000}, OCTOBER_26)

    credit(2009, 2010, 2011)

    assert returned("TARI") == {2009: 5_280, 2010: 37_028, 2011: 41_138}
    assert balance_on(account_of("TARI"), date(2011, 12, 31)) == 448_446
    assert verify().holds


def test_a_year_without_movement_cannot_be_skipped():
    receive(employer_of("TARI"), {"TARI": 365_000}, OCTOBER_26)
    credit(2009)

    with pytest.raises(EarlierYearOpen, match="The return of 2010 has to be credited first"):
        credit(2011)

    assert not ReturnRun.objects.filter(year=2011).exists()
    credit(2010, 2011)
    assert returned("TARI")[2011] == 41_138


def test_years_before_the_first_money_and_after_the_last_need_no_return():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 365_000}, OCTOBER_26)
    receive(employer, {"TARI": 365_000}, OCTOBER_26, sign=-1)
    receive(employer, {"TARI": 365_000}, date(2011, 10, 26))

    credit(2011)

    assert returned("TARI") == {2009: None, 2011: 6_666}  # 66 days of 365,000 at 10.10 %


def test_a_change_three_years_back_is_worked_through_year_by_year():
    """Another 365,000 on 26 October 2009, come to light in 2013, doubles every return."""
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 365_000, "BAYU": 365_000}, OCTOBER_26)
    credit(2009, 2010, 2011)
    receive(employer, {"TARI": 365_000}, OCTOBER_26)

    for year in (2009, 2010, 2011):
        with pytest.raises(EarlierYearOpen, match=f"The return of {year} has to be credited"):
            credit(2012)
        credit(year)
    credit(2012)

    # 740,560 x 10 % = 74,056; 814,616 x 10.10 % = 82,276.2; 896,892 x 10.10 % = 90,586.1
    assert returned("TARI") == {2009: 10_560, 2010: 74_056, 2011: 82_276, 2012: 90_586}
    assert returned("BAYU")[2011] == 41_138
    assert verify().holds


def test_a_first_contribution_that_comes_years_late_opens_its_year_and_those_after():
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"BAYU": 365_000}, OCTOBER_26)
    credit(2009, 2010, 2011)
    receive(employer, {"TARI": 365_000}, OCTOBER_26)

    for year in (2009, 2010, 2011):
        with pytest.raises(EarlierYearOpen, match=f"The return of {year} has to be credited"):
            credit(2012)
        credit(year)

    assert returned("TARI") == returned("BAYU")


def test_money_in_a_year_of_unknown_rate_is_told_with_what_would_settle_it():
    receive(employer_of("TARI"), {"TARI": 365_000}, date(2008, 10, 26))

    with pytest.raises(EarlierYearOpen) as refused:
        credit(2011)

    sentence = str(refused.value)
    assert sentence.startswith("The return of 2008 has to be credited first")
    assert "annual report of the year would settle it" in sentence
    assert "jamsostek/law/parameters/savings.yaml" in sentence


def test_money_before_every_year_the_law_knows_is_told_too():
    receive(employer_of("TARI"), {"TARI": 365_000}, date(1992, 10, 26))

    with pytest.raises(EarlierYearOpen, match=r"The return of 1992 .* begins on 1993-02-27"):
        credit(2011)


@pytest.mark.parametrize("year", [-1, 0, 10_000, 10**30])
def test_a_year_that_no_calendar_has_has_no_rate(year):
    with pytest.raises(NotInForce, match=f"{year} is no year"):
        year_rate(year)


def run(*arguments):
    return CliRunner().invoke(application(arguments), arguments)


@pytest.mark.parametrize("year", ["-1", "0", "1", "1992", "9999", "99999", str(10**30)])
def test_a_silly_year_is_refused_in_one_sentence(year):
    result = run("savings", "credit-return", "--year", year)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.endswith(".\n")
    assert not ReturnRun.objects.exists()


def test_a_year_to_come_is_refused_before_its_rate_is_looked_for():
    with pytest.raises(YearNotOver):
        credit_year_return(year=2013, act=IN_2013)


def test_a_statement_carries_years_without_movement():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 365_000}, OCTOBER_26)
    receive(employer, {"TARI": 100_000}, date(2011, 12, 31))
    credit(2009)

    found = statement(person("TARI"), date(2012, 6, 30))

    assert found.years == [
        YearLine(2009, 0, 365_000, 5_280),
        YearLine(2010, 370_280, 0, None),
        YearLine(2011, 370_280, 100_000, None),
        YearLine(2012, 470_280, 0, None),
    ]
    assert found.years[-1].closing == found.balance


def test_a_statement_ends_its_last_year_on_the_day_asked():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 365_000}, OCTOBER_26)
    receive(employer, {"TARI": 100_000}, date(2009, 12, 1))
    credit(2009)

    before = statement(person("TARI"), date(2009, 11, 30))
    on_the_last_day = statement(person("TARI"), date(2009, 12, 31))

    assert before.years == [YearLine(2009, 0, 365_000, None)]
    assert on_the_last_day.years[0].closing == on_the_last_day.balance


def test_a_return_of_nothing_is_shown_as_credited():
    receive(employer_of("TARI"), {"TARI": 365_000}, date(2010, 12, 31))

    credit(2010)

    assert statement(person("TARI"), date(2010, 12, 31)).years == [YearLine(2010, 0, 365_000, 0)]
    assert not Entry.objects.filter(kind="RETURN").exists()


def test_years_of_nothing_after_everything_was_taken_back_are_left_out():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 365_000}, OCTOBER_26)
    receive(employer, {"TARI": 365_000}, OCTOBER_26, sign=-1)

    found = statement(person("TARI"), date(2012, 6, 30))

    assert found.years == [YearLine(2009, 0, 0, None)]
