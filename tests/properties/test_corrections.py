"""Payments, reversals and corrections in any order end in the same balances and dues."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jamsostek.contributions.models import Bill, Declaration
from jamsostek.contributions.queries.bills import arrears_of
from jamsostek.contributions.queries.corrections import lines_of, totals_of
from jamsostek.contributions.queries.receipts import suspense
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.contributions.rules.settlement import Receipt
from jamsostek.contributions.rules.versions import (
    Family,
    Version,
    in_order,
    versions_covered_at,
    work_out,
)
from jamsostek.contributions.services.bills import uncharged_penalties
from jamsostek.jobs.verification import verify
from jamsostek.ledger.chart import FIRST_FREE_ID
from jamsostek.ledger.models import Balance
from jamsostek.savings.models import ContributionYear, SavingsAccount, SavingsYear
from jamsostek.treasury.models import LineKind
from tests.contributions.test_corrections import corrected, declared
from tests.contributions.test_receipts import bank_line, take
from tests.people import batik_melati, hire

WAGES = {"SITI": 1_000_000, "BUDI": 2_000_000, "WATI": 1_000_000}  # together 275,600
CORRECTIONS = [
    {"SITI": 1_500_000},  # 34,450 more
    {"BUDI": 600_000},  # 96,460 less
    {"WATI": 0},  # 68,900 less
    {"SRI": 2_000_000},  # 137,800 more
]


@pytest.mark.django_db
@settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    payments=st.lists(
        st.integers(1, 200_000) | st.sampled_from([275_600, 110_240, 282_490]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    taken_back=st.booleans(),
    data=st.data(),
)
def test_any_order_of_payments_reversals_and_corrections_ends_the_same(payments, taken_back, data):
    events = [("pay", n) for n in range(len(payments))]
    events += [("correct", n) for n in range(len(CORRECTIONS))]
    events += [("reverse", 0)] if taken_back else []
    order = data.draw(st.permutations(events))

    expected = outcome(events, payments)

    assert outcome(order, payments) == expected


def outcome(order, payments):
    """What the books, the members and the bills say after some events, by name."""
    with transaction.atomic():
        melati = batik_melati()
        hire(melati, *WAGES, "SRI")
        september = declared(melati, WAGES)
        lines = {}
        waiting_to_be_taken_back = False
        for event, number in order:
            if event == "correct":
                corrected(september, **CORRECTIONS[number])
            elif event == "pay":
                day = date(2011, 10, 12) + timedelta(days=3 * number)
                lines[number] = bank_line(payments[number], september.bill.code, day=day)
                take(lines[number])
            else:
                waiting_to_be_taken_back = True
            if waiting_to_be_taken_back and 0 in lines:
                reverse(lines[0], september.bill.code)
                waiting_to_be_taken_back = False
        found = snapshot(melati, september)
        transaction.set_rollback(True)
    return found


def reverse(line, code):
    back = bank_line(
        line.amount, code, day=date(2011, 10, 28), kind=LineKind.REVERSAL, reverses=line
    )
    take(back)


def snapshot(melati, september: Declaration):
    """Tell what stands; an account that money came to and left again is as one never opened."""
    assert not verify().differences
    assert waiting_money().total == suspense().waiting
    bills = Bill.objects.filter(employer=melati)
    return {
        "accounts": sorted(
            Balance.objects.filter(account__lt=FIRST_FREE_ID)
            .exclude(amount=0)
            .values_list("account__code", "amount")
        ),
        "members": sorted(
            (each.person.name, -held)
            for each in SavingsAccount.objects.select_related("person")
            if (held := Balance.objects.get(pk=each.ledger_account_id).amount)
        ),
        "months": sorted(
            ContributionYear.objects.exclude(months__8=0).values_list(
                "account__person__name", "months__8"
            )
        ),
        "years": sorted(
            SavingsYear.objects.exclude(moved=0, weighted=0).values_list(
                "account__person__name", "moved", "weighted"
            )
        ),
        "bills": sorted((b.amount, b.asked, b.received, b.state, str(b.settled_on)) for b in bills),
        "arrears": sorted(
            (a.missing, a.penalty.amount) for a in arrears_of(melati, date(2012, 2, 1))
        ),
        "penalties": sorted(late.amount for late in uncharged_penalties(melati)),
        "lines": sorted(line.wage for line in lines_of(september)),
        "dues": totals_of(september).dues,
    }


amounts = st.lists(st.integers(-50, 50), max_size=5)


@given(amounts=amounts, first=st.integers(0, 300))
def test_a_version_asks_for_no_more_than_any_later_one_and_all_for_the_whole(amounts, first):
    covered_at = versions_covered_at([first, *amounts])

    assert covered_at == sorted(covered_at)
    assert covered_at[-1] == first + sum(amounts)


@given(
    corrections=st.lists(
        st.tuples(st.integers(-50, 50), st.sets(st.integers(1, 6), min_size=1, max_size=2)),
        max_size=6,
    ),
    data=st.data(),
)
def test_corrections_of_other_persons_may_change_places(corrections, data):
    made = [
        Version(f"c{n}", amount, frozenset(persons))
        for n, (amount, persons) in enumerate(corrections)
    ]
    shuffled = list(made)
    if len(made) > 1:
        for place in data.draw(st.lists(st.integers(0, len(made) - 2), max_size=12)):
            one, two = shuffled[place : place + 2]
            if one.persons.isdisjoint(two.persons):
                shuffled[place : place + 2] = [two, one]

    def told(versions):
        return [(v.amount, sorted(v.persons)) for v in versions]

    assert told(in_order(shuffled)) == told(in_order(made))


@given(
    amounts=amounts,
    paid=st.lists(st.integers(1, 200), max_size=4),
    extra=st.integers(0, 100),
)
def test_what_settled_versions_took_and_what_is_left_make_up_what_was_received(
    amounts, paid, extra
):
    least = -min([0, *(sum(amounts[: n + 1]) for n in range(len(amounts)))])
    versions = [Version(str(n), amount) for n, amount in enumerate([least + extra, *amounts])]
    family = Family(tuple(versions), date(2011, 10, 15), date(2011, 10, 3))
    receipts = [
        Receipt(str(n), date(2011, 10, 4 + n), amount, ("0",)) for n, amount in enumerate(paid)
    ]

    standings, shares = work_out(receipts, [family])

    assert sum(share.amount for share in shares) == sum(paid)
    assert sum(each.received for each in standings) == sum(paid)
    settled = [each.settled_on is not None for each in standings]
    assert settled == sorted(settled, reverse=True)
    taken = sum(v.amount for v, is_settled in zip(versions, settled, strict=True) if is_settled)
    assert taken <= sum(paid) or not paid
    left = sum(each.received - each.asked for each in standings if each.settled_on)
    waiting = sum(each.received for each in standings if not each.settled_on)
    assert taken + left + waiting == sum(paid)
