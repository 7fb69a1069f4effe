"""JHT accounts opened, credited with contributions, and with a year's return once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.audit.models import Record
from jamsostek.kernel.months import Month
from jamsostek.law.reader import NotFound
from jamsostek.ledger.models import Account, Entry, Line
from jamsostek.ledger.queries import verify
from jamsostek.ledger.services import Overdrawn
from jamsostek.savings import services
from jamsostek.savings.models import ContributionYear, ReturnRun, SavingsAccount, SavingsYear
from jamsostek.savings.queries import balance_on
from jamsostek.savings.services import (
    EarlierYearOpen,
    RateChanged,
    YearNotOver,
    begin_return,
    continue_return,
    credit_year_return,
)
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import account_of, employer_of, open_for, receive

pytestmark = pytest.mark.django_db

YEAR_END = date(2011, 12, 31)
IN_2011 = act(date(2011, 10, 3))
IN_2012 = act(date(2012, 2, 1))
SEPTEMBER_20 = date(2011, 9, 20)


def returned(name: str, year: int = 2011) -> int | None:
    return SavingsYear.objects.get(account=account_of(name), year=year).credited_return


def balance(name: str, day: date = YEAR_END) -> int:
    return balance_on(account_of(name), day)


def test_a_person_gets_one_account_below_the_members_control_account():
    hire(batik_melati(), "TARI", "BAYU")

    opened = open_for(person("TARI"), person("BAYU"))
    again = open_for(person("TARI"), person("BAYU"))

    assert (opened, again, SavingsAccount.objects.count()) == (2, 0, 2)
    account = Account.objects.get(id=account_of("TARI").ledger_account_id)
    assert (account.code, account.never_debit) == (f"2201.{person('TARI').kpj}", True)
    assert Record.objects.filter(action="open_accounts").count() == 1


def test_many_accounts_are_opened_with_as_many_statements_as_one():
    employer = batik_melati()
    hire(employer, "TARI", *(f"PEKERJA {n}" for n in range(50)))
    tari, others = person("TARI"), [person(f"PEKERJA {n}") for n in range(50)]

    with CaptureQueriesContext(connection) as one:
        open_for(tari)
    with CaptureQueriesContext(connection) as many:
        open_for(*others)

    assert len(many) == len(one)


def test_contributions_stand_in_their_month_and_count_by_their_value_day():
    employer = employer_of("TARI")

    receive(employer, {"TARI": 142_500}, SEPTEMBER_20, month=Month(2011, 8))

    months = ContributionYear.objects.get(account=account_of("TARI"), employer=employer).months
    year = SavingsYear.objects.get(account=account_of("TARI"))
    assert months == [0] * 7 + [142_500] + [0] * 4
    assert (year.moved, year.weighted) == (142_500, 142_500 * 102)


def test_a_month_paid_in_the_next_year_stands_in_its_own():
    employer = employer_of("TARI")

    receive(employer, {"TARI": 142_500}, date(2012, 1, 13), month=Month(2011, 12))

    assert ContributionYear.objects.get().year == 2011
    assert SavingsYear.objects.get().year == 2012


def test_two_lines_of_one_member_are_added_up():
    employer = employer_of("TARI")

    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)
    receive(employer, {"TARI": 7_500}, SEPTEMBER_20)

    assert ContributionYear.objects.get().months[8] == 150_000


def test_what_is_taken_back_leaves_nothing():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)

    receive(employer, {"TARI": 142_500}, SEPTEMBER_20, sign=-1)

    year = SavingsYear.objects.get()
    assert (sum(ContributionYear.objects.get().months), year.moved, year.weighted) == (0, 0, 0)
    assert balance("TARI") == 0


def test_a_contribution_of_september_20_earns_102_days():
    """142,500 x 102 days x 10.10 % / 365 = 4,022.01."""
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)

    run = credit_year_return(year=2011, act=IN_2012)

    assert (returned("TARI"), balance("TARI")) == (4_022, 146_522)
    assert (run.accounts, run.amount, run.finished_at) == (1, 4_022, IN_2012.at)


def test_the_return_is_an_expense_of_the_fund_owed_to_its_members_on_the_last_day():
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 142_500, "BAYU": 57_000}, SEPTEMBER_20)

    credit_year_return(year=2011, act=IN_2012)

    entry = Entry.objects.get(kind="RETURN")
    lines = Line.objects.filter(entry_id=entry.pk).order_by("line_no")
    assert entry.day == YEAR_END
    assert [(line.account_id, line.amount) for line in lines] == [
        (5301, 5_631),
        (account_of("TARI").ledger_account_id, -4_022),
        (account_of("BAYU").ledger_account_id, -1_609),
    ]
    assert verify().holds


def test_a_balance_brought_forward_earns_the_whole_year():
    """1,000,000 came on the last day of 2010 and earned nothing then; 10.10 % in 2011."""
    employer = employer_of("TARI")
    receive(employer, {"TARI": 1_000_000}, date(2010, 12, 31))

    credit_year_return(year=2010, act=act(date(2011, 2, 1)))
    credit_year_return(year=2011, act=IN_2012)

    assert (returned("TARI", 2010), returned("TARI", 2011)) == (0, 101_000)
    assert balance("TARI") == 1_101_000


def test_returns_earn_returns():
    """365,000 on 26 October 2010: 66 days at 10 % are 6,600. 371,600 x 10.10 % = 37,531.6."""
    employer = employer_of("TARI")
    receive(employer, {"TARI": 365_000}, date(2010, 10, 26))

    credit_year_return(year=2010, act=act(date(2011, 2, 1)))
    credit_year_return(year=2011, act=IN_2012)

    assert (returned("TARI", 2010), returned("TARI", 2011)) == (6_600, 37_532)


def test_asked_again_the_return_of_a_year_is_not_credited_twice():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)
    first = credit_year_return(year=2011, act=IN_2012)

    second = credit_year_return(year=2011, act=IN_2012)

    assert (second.pk, balance("TARI")) == (first.pk, 146_522)


def test_a_contribution_that_comes_late_gets_its_return_in_a_further_round():
    """365,000 on 21 December: 10 days x 10.10 % = 1,010."""
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 142_500, "BAYU": 142_500}, SEPTEMBER_20)
    credit_year_return(year=2011, act=IN_2012)
    receive(employer, {"TARI": 365_000}, date(2011, 12, 21))

    run = credit_year_return(year=2011, act=act(date(2012, 3, 1)))

    assert (run.round, run.accounts, run.amount) == (2, 1, 1_010)
    assert (returned("TARI"), returned("BAYU")) == (5_032, 4_022)
    assert balance("TARI") == 142_500 + 365_000 + 5_032
    assert verify().holds


def test_a_contribution_taken_back_after_the_return_takes_its_return_along():
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 142_500, "BAYU": 57_000}, SEPTEMBER_20)
    credit_year_return(year=2011, act=IN_2012)
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20, sign=-1)

    run = credit_year_return(year=2011, act=act(date(2012, 3, 1)))

    assert (run.amount, balance("TARI"), balance("BAYU")) == (-4_022, 0, 58_609)
    assert verify().holds


def test_a_return_that_was_paid_out_cannot_be_taken_back():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)
    credit_year_return(year=2011, act=IN_2012)
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20, sign=-1)
    receive(employer, {"TARI": 4_022}, date(2012, 2, 10), sign=-1)

    with pytest.raises(Overdrawn):
        credit_year_return(year=2011, act=act(date(2012, 3, 1)))


def test_accounts_without_money_get_no_line():
    employer = employer_of("TARI", "BAYU")
    receive(employer, {"TARI": 142_500}, SEPTEMBER_20)

    run = credit_year_return(year=2011, act=IN_2012)

    assert run.accounts == 1
    assert not SavingsYear.objects.filter(account=account_of("BAYU")).exists()


def test_a_year_in_which_nothing_was_owned_posts_nothing():
    run = credit_year_return(year=2011, act=IN_2012)

    assert (run.accounts, run.amount, Entry.objects.count()) == (0, 0, 0)


def test_chunks_of_any_size_give_the_same():
    names = [f"PEKERJA {n}" for n in range(7)]
    employer = employer_of(*names)
    receive(employer, {name: 100_000 + n for n, name in enumerate(names)}, SEPTEMBER_20)

    run = begin_return(year=2011, act=IN_2012)
    while run.finished_at is None:
        run = continue_return(run_id=run.pk, act=IN_2012, chunk=3)

    expected = [(100_000 + n) * 102 * 1_010 / 3_650_000 for n in range(7)]
    assert [returned(name) for name in names] == [round(amount) for amount in expected]
    assert Entry.objects.filter(kind="RETURN").count() == 3
    assert (run.accounts, run.amount) == (7, sum(round(amount) for amount in expected))


def test_a_run_that_was_broken_off_goes_on_where_it_stopped():
    names = [f"PEKERJA {n}" for n in range(4)]
    employer = employer_of(*names)
    receive(employer, dict.fromkeys(names, 142_500), SEPTEMBER_20)
    begun = begin_return(year=2011, act=IN_2012)
    continue_return(run_id=begun.pk, act=IN_2012, chunk=3)

    run = credit_year_return(year=2011, act=IN_2012)

    assert (run.pk, run.accounts, run.amount) == (begun.pk, 4, 4 * 4_022)
    assert [balance(name) for name in names] == [146_522] * 4


def test_a_run_at_its_end_stays_there():
    run = credit_year_return(year=2011, act=IN_2012)

    again = continue_return(run_id=run.pk, act=act(date(2012, 3, 1)))

    assert again.finished_at == IN_2012.at


def test_progress_is_told_by_accounts():
    names = [f"PEKERJA {n}" for n in range(5)]
    employer = employer_of(*names)
    receive(employer, dict.fromkeys(names, 142_500), SEPTEMBER_20)
    told = []

    credit_year_return(year=2011, act=IN_2012, progress=lambda done, of: told.append((done, of)))

    assert told[-1] == (5, 5)


def test_a_year_that_is_not_over_earns_no_return_yet():
    with pytest.raises(YearNotOver, match="from 1 January 2012"):
        credit_year_return(year=2011, act=IN_2011)


def test_the_return_can_be_credited_on_new_years_day():
    credit_year_return(year=2011, act=act(date(2012, 1, 1)))

    assert ReturnRun.objects.get().finished_at is not None


def test_a_year_whose_rate_is_unknown_is_refused():
    with pytest.raises(NotFound, match="return_rate"):
        credit_year_return(year=2008, act=IN_2012)


def test_years_are_credited_in_their_order():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2010, 9, 20))

    with pytest.raises(EarlierYearOpen, match="The return of 2010 has to be credited first"):
        credit_year_return(year=2011, act=IN_2012)

    assert not ReturnRun.objects.exists()


def test_a_year_waits_for_the_further_round_of_the_year_before():
    employer = employer_of("TARI")
    receive(employer, {"TARI": 142_500}, date(2010, 9, 20))
    credit_year_return(year=2010, act=act(date(2011, 2, 1)))
    receive(employer, {"TARI": 50_000}, date(2010, 12, 1))

    with pytest.raises(EarlierYearOpen, match="2010"):
        credit_year_return(year=2011, act=IN_2012)


def test_a_round_goes_on_at_the_rate_it_began_with_or_not_at_all():
    ReturnRun.objects.create(
        year=2011, round=1, rate_percent=9, started_at=IN_2012.at, started_by=IN_2012.actor
    )

    with pytest.raises(RateChanged, match="begun at 9"):
        credit_year_return(year=2011, act=IN_2012)


def test_who_began_a_round_is_on_record():
    credit_year_return(year=2011, act=IN_2012)

    record = Record.objects.get(action="begin_return")
    assert (record.actor, record.detail) == (
        "test",
        {"year": 2011, "round": 1, "rate_percent": "10.10"},
    )


def test_a_chunk_is_large_enough_to_be_quick_and_small_enough_to_be_lost():
    assert 10_000 <= services.CHUNK <= 100_000
