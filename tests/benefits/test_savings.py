"""JHT: returns to the day, ways out, tax, and what no fact may be missing for."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits import jht_tax
from jamsostek.benefits.awards import AwardLine, FactsContradict, FactsMissing, Recipient
from jamsostek.benefits.jht_1993 import assess_jht
from jamsostek.benefits.jht_exits_1993 import after_work, at_55, months_later
from jamsostek.benefits.jht_facts_1993 import (
    JhtExit,
    JhtFacts,
    JhtMovement,
    PaymentForm,
    WorkAt55,
)
from jamsostek.benefits.jht_tax_2009 import EarlierPayment, TaxedPayment
from jamsostek.benefits.returns_1993 import return_working
from jamsostek.benefits.survivors import Relation, Survivor
from jamsostek.benefits.workings import evaluate
from jamsostek.kernel.ages import age_on
from jamsostek.kernel.months import whole_months
from jamsostek.law.reader import NotInForce
from jamsostek.savings.rules import credited_return, days_remaining

AT_55 = JhtFacts(
    event_date=date(2011, 9, 1),
    exit=JhtExit.AGE_55,
    payment_date=date(2011, 9, 30),
    balance=60_000_000,
    balance_date=date(2010, 12, 31),
    movements=(JhtMovement(date(2011, 2, 15), 150_000),),
    birth_date=date(1956, 9, 1),
    at_55=WorkAt55.NOT_WORKING,
    payment_form=PaymentForm.LUMP_SUM,
    earlier_payments=(),
)
STOPPED = replace(
    AT_55,
    exit=JhtExit.STOPPED_WORKING,
    event_date=date(2011, 3, 1),
    birth_date=date(1970, 1, 1),
    at_55=None,
    member_since=date(2000, 1, 1),
    works_again=False,
)
DEATH = replace(
    AT_55, exit=JhtExit.DEATH, survivors=(Survivor(Relation.SPOUSE, "Ani"),), birth_date=None
)
DISABLED = replace(AT_55, exit=JhtExit.TOTAL_DISABILITY, disability_certified=True)
LEFT = replace(
    DEATH,
    exit=JhtExit.DEATH_WHILE_PAID,
    entitled_on=date(2011, 1, 1),
    movements=(),
)
CLAIMS = [AT_55, STOPPED, DEATH, DISABLED, LEFT]

amounts = st.integers(0, 10**9)
rights = st.dates(date(2001, 1, 1), date(2015, 6, 30))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.exit)
def test_without_a_fact_that_decides_there_is_no_amount(claim):
    whole = assess_jht(claim)
    assert whole.total > 0

    for field in fields(JhtFacts):
        if getattr(claim, field.name) is None or field.name == "movements":
            continue
        outcome = assessed(replace(claim, **{field.name: None}))
        assert outcome == whole or (isinstance(outcome, tuple) and field.name in outcome)


def assessed(claim):
    """Give the award, or the names of the facts it lacks."""
    try:
        return assess_jht(claim)
    except FactsMissing as refused:
        return refused.names


def test_all_missing_facts_are_named_at_once():
    with pytest.raises(FactsMissing) as refused:
        assess_jht(JhtFacts(exit=JhtExit.STOPPED_WORKING))

    assert refused.value.names == (
        "event_date",
        "payment_date",
        "balance",
        "balance_date",
        "earlier_payments",
        "birth_date",
        "member_since",
        "works_again",
    )


def test_who_works_again_must_say_since_when():
    with pytest.raises(FactsMissing) as refused:
        assess_jht(replace(STOPPED, works_again=True))

    assert refused.value.names == ("works_again_on",)


def test_monthly_payment_asks_for_its_months_and_a_taxpayer_number():
    monthly = replace(AT_55, payment_form=PaymentForm.PERIODIC)

    with pytest.raises(FactsMissing, match="periodic_months"):
        assess_jht(monthly)
    with pytest.raises(FactsMissing, match="has_npwp"):
        assess_jht(replace(monthly, periodic_months=60))
    with pytest.raises(FactsContradict, match="2 to 60"):
        assess_jht(replace(monthly, periodic_months=61))
    assert assess_jht(replace(monthly, periodic_months=12)).lines[0].months == 12


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.exit)
def test_every_amount_is_what_its_working_comes_to_and_is_cited(claim):
    for line in assess_jht(claim).lines:
        assert line.amount == evaluate(line.working)
        assert "Pasal" in line.citation
        assert (line.recipient is Recipient.STATE) == (line.kind == "JHT_TAX")


@given(
    st.integers(0, 10**10),
    st.lists(
        st.tuples(st.dates(date(2011, 1, 1), date(2011, 12, 31)), st.integers(-(10**6), 10**6))
    ),
    st.decimals("0", "20", places=2),
)
def test_a_whole_year_earns_what_the_accounts_are_credited(opening, movements, rate):
    working = return_working(opening, movements, rate=rate, last_day=date(2011, 12, 31))

    weighted = sum(amount * days_remaining(day) for day, amount in movements)
    assert evaluate(working) == credited_return(opening, weighted, rate=rate, year=2011)


@given(st.dates(date(2011, 1, 1), date(2011, 12, 31)), st.integers(0, 10**10))
def test_leaving_on_a_day_earns_what_an_account_emptied_that_day_is_credited(day, balance):
    working = return_working(balance, [], rate=Decimal("10.10"), last_day=day)

    emptied = credited_return(
        balance, -balance * days_remaining(day), rate=Decimal("10.10"), year=2011
    )
    assert evaluate(working) == emptied


@given(rights, st.integers(0, 900), amounts, amounts)
def test_more_is_never_taxed_less_nor_by_more_than_was_added(right, later, first, second):
    smaller, larger = sorted((first, second))
    paid_on = right + timedelta(days=later)

    taxes = [
        -jht_tax.withheld(TaxedPayment(right, paid_on, amount, has_npwp=True)).amount
        for amount in (smaller, larger)
    ]

    assert 0 <= taxes[0] <= taxes[1]
    assert taxes[1] - taxes[0] <= larger - smaller


@given(rights, st.integers(0, 900), amounts)
def test_the_day_of_the_right_alone_decides_the_tax(right, later, amount):
    now = jht_tax.withheld(TaxedPayment(right, right, amount))
    then = jht_tax.withheld(TaxedPayment(right, right + timedelta(days=later), amount))

    assert now.amount == then.amount


@given(
    st.dates(date(2009, 11, 16), date(2015, 6, 30)),
    st.lists(st.integers(1, 10**6).map(lambda n: n * 1000), min_size=1, max_size=6),
    st.booleans(),
)
def test_parts_of_a_year_are_taxed_as_their_sum(right, parts, has_npwp):
    for year in (right.year + 1, right.year + 2):
        first = EarlierPayment(right, 1_000)
        day = date(year, 6, 1)
        earlier, taxed = (first,), 0
        for part in parts:
            found = jht_tax.withheld(TaxedPayment(right, day, part, earlier, has_npwp))
            taxed += found.amount
            earlier = (*earlier, EarlierPayment(day, part))

        whole = jht_tax.withheld(TaxedPayment(right, day, sum(parts), (first,), has_npwp))
        assert taxed == whole.amount


@given(st.dates(date(1930, 1, 1), date(1960, 6, 30)))
def test_at_55_is_the_first_day_of_that_age(birth_date):
    way = at_55(birth_date, WorkAt55.NOT_WORKING, on=date(2011, 1, 1))

    assert age_on(birth_date, way.from_date) == 55
    assert age_on(birth_date, way.from_date - timedelta(days=1)) == 54


@given(st.dates(date(1994, 1, 1), date(2015, 1, 1)), st.integers(1, 12))
def test_a_wait_is_over_on_the_first_day_after_its_months(day, months):
    over = months_later(day, months)

    assert whole_months(day, over) == months
    assert whole_months(day, over - timedelta(days=1)) == months - 1


@given(
    st.dates(date(1993, 2, 27), date(2015, 6, 30)),
    st.dates(date(1993, 2, 27), date(2015, 6, 30)),
    st.dates(date(1993, 2, 27), date(2015, 6, 30)),
)
def test_when_savings_may_be_taken_does_not_hang_on_when_somebody_asks(stopped, since, asked):
    if since > stopped:
        since, stopped = stopped, since
    worker = {"birth_date": date(1972, 2, 29), "member_since": since, "works_again_on": None}

    ways = [after_work(stopped, **worker, asked_on=day) for day in (asked, date(2020, 1, 1))]

    assert ways[0].from_date == ways[1].from_date > stopped
    assert ways[0].entitled_on == ways[1].entitled_on <= ways[0].from_date


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"balance_date": date(2011, 6, 30)}, "31 December"),
        ({"balance_date": date(2011, 12, 31)}, "31 December"),
        ({"balance": -1}, "below zero"),
        ({"movements": (JhtMovement(date(2010, 12, 31), 1),)}, "movement"),
        ({"movements": (JhtMovement(date(2011, 10, 1), 1),)}, "movement"),
        ({"at_55": WorkAt55.WAITED, "event_date": date(2011, 8, 31)}, "waits past 55"),
        ({"earlier_payments": (EarlierPayment(date(2011, 10, 1), 1),)}, "earlier payment"),
    ],
)
def test_facts_that_cannot_be_are_refused_in_a_sentence(changed, word):
    with pytest.raises(FactsContradict, match=word):
        assess_jht(replace(AT_55, **changed))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"birth_date": date(1950, 1, 1)}, "AGE_55"),
        ({"member_since": date(2012, 1, 1)}, "Membership since"),
    ],
)
def test_an_end_of_work_that_cannot_be_is_refused(changed, word):
    with pytest.raises(FactsContradict, match=word):
        assess_jht(replace(STOPPED, **changed))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.exit)
@pytest.mark.parametrize("day", [date(1993, 2, 26), date(2015, 7, 1)])
def test_outside_the_law_of_this_version_an_event_is_refused(claim, day):
    with pytest.raises(NotInForce):
        assess_jht(replace(claim, event_date=day))


def test_who_waits_past_55_has_a_note_and_no_amount():
    award = assess_jht(replace(AT_55, at_55=WorkAt55.WORKS_AND_WAITS))

    assert award.lines == ()
    assert "berhenti bekerja" in award.notes[0]


def test_the_note_of_who_comes_too_early_names_the_day():
    award = assess_jht(replace(STOPPED, payment_date=date(2011, 3, 31)))

    assert award.lines == ()
    assert "1 April 2011" in award.notes[0]
    assert "1 April 2011" in award.notes[0].en


def test_tax_lines_of_monthly_payment_are_the_sum_over_the_months():
    award = assess_jht(
        replace(
            AT_55,
            balance=300_000_000,
            balance_date=AT_55.payment_date,
            movements=(),
            payment_form=PaymentForm.PERIODIC,
            periodic_months=60,
            has_npwp=True,
        )
    )

    earlier, taxed = (), 0
    for ahead in range(60):
        day = months_later(AT_55.payment_date, ahead)
        found = jht_tax.withheld(
            TaxedPayment(AT_55.event_date, day, 5_000_000, earlier, has_npwp=True)
        )
        assert isinstance(found, AwardLine)
        taxed += found.amount
        earlier = (*earlier, EarlierPayment(day, 5_000_000))
    assert taxed == sum(line.amount for line in award.lines if line.kind == "JHT_TAX")


def test_every_fact_is_documented_in_both_languages():
    for of in (JhtFacts, JhtMovement, EarlierPayment):
        assert all(field.metadata["id"] and field.metadata["en"] for field in fields(of))
