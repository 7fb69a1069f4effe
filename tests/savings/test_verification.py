"""Yearly figures that are not what the books say are found, and earn no return."""

import json
from datetime import date

import pytest
from django.db import transaction
from typer.testing import CliRunner

from jamsostek.audit.models import Record
from jamsostek.config.cli import application
from jamsostek.ledger.models import Entry
from jamsostek.ledger.queries import verify
from jamsostek.membership.models import Employer
from jamsostek.savings.models import ReturnRun
from jamsostek.savings.queries import CHECKS
from jamsostek.savings.services import (
    BooksDiffer,
    begin_return,
    credit_year_return,
    rebuild_years,
)
from tests.ledger.books import as_owner
from tests.people import act, person
from tests.savings.accounts import employer_of, receive

pytestmark = pytest.mark.usefixtures("fresh_database")

SEPTEMBER_20 = date(2011, 9, 20)
IN_2012 = act(date(2012, 2, 1))


@pytest.fixture(autouse=True)
def _accounts(fresh_database) -> None:  # noqa: ARG001 - to be made first
    """TARI got a million at the end of 2010, and TARI and BAYU 142,500 each in 2011."""
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 1_000_000}, date(2010, 12, 31))
    receive(employer, {"TARI": 142_500, "BAYU": 142_500}, SEPTEMBER_20)
    credit_year_return(year=2010, act=IN_2012)


def code(name: str) -> str:
    return f"2201.{person(name).kpj}"


def found() -> list[tuple[str, str, str, str]]:
    return [(d.check, d.subject, d.expected, d.found) for d in verify(CHECKS).differences]


def change(name: str, year: int, setting: str) -> None:
    as_owner(
        f"UPDATE savings_savingsyear SET {setting} WHERE year = %s AND account_id ="  # noqa: S608 - below
        " (SELECT id FROM savings_savingsaccount WHERE person_id = %s)",
        [year, person(name).pk],
    )


def test_figures_that_nobody_touched_agree_with_the_books():
    credit_year_return(year=2011, act=IN_2012)

    assert found() == []


@pytest.mark.parametrize(
    ("setting", "figures"),
    [
        ("moved = moved + 1", "142501, rupiah-days 14535000, return 0"),
        ("weighted = weighted + 1", "142500, rupiah-days 14535001, return 0"),
        ("credited_return = 7", "142500, rupiah-days 14535000, return 7"),
    ],
)
def test_a_changed_year_is_found_and_earns_no_return(setting, figures):
    change("TARI", 2011, setting)

    expected = "142500, rupiah-days 14535000, return 0"  # 142,500 x 102 days
    assert found() == [("savings year", f"{code('TARI')} 2011", expected, figures)]
    with pytest.raises(BooksDiffer, match="No return can be credited"):
        credit_year_return(year=2011, act=IN_2012)
    assert not ReturnRun.objects.filter(year=2011).exists()
    assert not Entry.objects.filter(day__year=2011, kind="RETURN").exists()


def test_a_year_that_is_missing_is_found_and_earns_no_return():
    as_owner("DELETE FROM savings_savingsyear WHERE year = 2010")

    (difference,) = found()

    assert difference[2:] == (
        "1000000, rupiah-days 0, return 0",
        "0, rupiah-days 0, return 0",
    )
    with pytest.raises(BooksDiffer, match="expected 1142500, found 142500"):
        credit_year_return(year=2011, act=IN_2012)


def test_a_year_that_the_books_know_nothing_of_is_found():
    change("BAYU", 2011, "year = 2012")

    years = [subject for check, subject, *_ in found() if check == "savings year"]

    assert years == [f"{code('BAYU')} 2011", f"{code('BAYU')} 2012"]
    with pytest.raises(BooksDiffer, match="savings in 2011"):
        credit_year_return(year=2011, act=IN_2012)


def test_what_one_member_gained_and_another_lost_is_found_too():
    change("TARI", 2011, "moved = moved + 1")
    change("BAYU", 2011, "moved = moved - 1")

    assert len(found()) == 2
    with pytest.raises(BooksDiffer, match="savings of"):
        credit_year_return(year=2011, act=IN_2012)


def test_a_run_that_was_broken_off_does_not_go_on_against_the_books():
    ReturnRun.objects.filter(year=2010).update(finished_at=None)
    change("BAYU", 2011, "weighted = 0")

    with pytest.raises(BooksDiffer):
        credit_year_return(year=2010, act=IN_2012)


def test_a_changed_opening_is_found():
    credit_year_return(year=2011, act=IN_2012)
    change("TARI", 2011, "opening = 1")

    assert found() == [("savings opening", f"{code('TARI')} 2011", "brought forward 1000000", "1")]


def test_what_came_after_a_round_is_no_difference_but_the_next_rounds_work():
    credit_year_return(year=2011, act=IN_2012)

    receive(Employer.objects.get(), {"TARI": 50_000}, date(2010, 12, 31))

    # The act of the receipt is of October 2011: asked for before the round, booked after it.
    assert found() == []
    change("TARI", 2010, "moved = moved - 50000")
    assert [check for check, *_ in found()] == ["savings year"]


def test_a_further_round_that_is_only_begun_vouches_for_no_opening():
    credit_year_return(year=2011, act=IN_2012)
    receive(Employer.objects.get(), {"TARI": 50_000}, date(2010, 12, 31))
    credit_year_return(year=2010, act=IN_2012)
    begun = begin_return(year=2011, act=IN_2012)

    while_begun = found()
    credit_year_return(year=2011, act=IN_2012)

    assert (begun.round, while_begun, found()) == (2, [], [])
    change("TARI", 2011, "opening = 1")
    assert found() == [("savings opening", f"{code('TARI')} 2011", "brought forward 1050000", "1")]


def test_an_entry_numbered_before_a_round_and_seen_after_it_is_no_difference():
    with transaction.atomic(using="owner"):
        number = as_owner("SELECT nextval('ledger_entry_id_seq')")[0][0]
        receive(Employer.objects.get(), {"BAYU": 1}, SEPTEMBER_20)
        credit_year_return(year=2011, act=IN_2012)
        book_late(number)

    assert Entry.objects.filter(id__gt=number).exists()
    assert ReturnRun.objects.get(year=2011).entry_id_max is None
    assert [check for check, *_ in found() if check == "savings opening"] == []


def book_late(number: int) -> None:
    """Book 50,000 of 2010 for TARI under a number drawn long ago, as the owner can."""
    as_owner(
        "INSERT INTO ledger_entry (id, key, payload_hash, kind, day, text, line_count, made_at,"
        " actor, actor_kind, reason)"
        " VALUES (%s, 'LATE', '', 'TEST', '2010-12-31', '', 2, now(), '', 'SYSTEM', '')",
        [number],
    )
    as_owner(
        "INSERT INTO ledger_line (entry_id, line_no, account_id, amount, day)"
        " SELECT %(entry)s, 1, 2301, 50000, date '2010-12-31' UNION ALL"
        " SELECT %(entry)s, 2, id, -50000, date '2010-12-31' FROM ledger_account"
        " WHERE code = %(code)s",
        {"entry": number, "code": code("TARI")},
    )


@pytest.mark.parametrize(
    "setting", ["moved = 1, weighted = 2", "credited_return = 9", "year = 2007"]
)
def test_changed_figures_are_put_back_to_what_the_books_say(setting):
    change("TARI", 2011, setting)

    result = CliRunner().invoke(application(("savings",)), ("savings", "rebuild-years", "--json"))

    corrected = json.loads(result.stdout)["corrected"]
    assert corrected in (1, 2)
    trail = Record.objects.get(action="rebuild_years")
    assert (trail.actor, trail.detail) == (
        "jamsostek savings rebuild-years",
        {"corrected": corrected},
    )
    assert found() == []
    credit_year_return(year=2011, act=IN_2012)
    # 1,000,000 x 10.10 % and 142,500 x 102 days x 10.10 % / 365: 101,000 and 4,022.01.
    assert -balance_of(code("TARI")) == 1_142_500 + 105_022


def test_figures_that_agree_are_left_alone():
    credit_year_return(year=2011, act=IN_2012)

    assert rebuild_years(act=IN_2012) == 0
    assert Record.objects.get(action="rebuild_years").at == IN_2012.at


def balance_of(account: str) -> int:
    return int(
        as_owner(
            "SELECT amount FROM ledger_balance JOIN ledger_account ON id = account_id"
            " WHERE code = %s",
            [account],
        )[0][0]
    )


def test_an_account_that_is_nobodys_is_found():
    account = as_owner("SELECT id FROM ledger_account WHERE code = %s", [code("BAYU")])[0][0]
    as_owner(
        "UPDATE savings_savingsaccount SET ledger_account_id = 1 WHERE ledger_account_id = %s",
        [account],
    )

    accounts = [difference for difference in found() if difference[0] == "savings account"]

    assert accounts == [
        ("savings account", "number 1", code("BAYU"), "no account"),
        ("savings account", f"number {account}", "no member", code("BAYU")),
    ]
