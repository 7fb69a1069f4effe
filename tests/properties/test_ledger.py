"""The books under any sequence of commands (stateful), and under any way to split a batch."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jamsostek.ledger.models import Account, Balance, Entry, Line
from jamsostek.ledger.queries import balance_on, trial_balance, verify
from jamsostek.ledger.services import (
    AlreadyReversed,
    EntryNotBalanced,
    KeyReused,
    Overdrawn,
    Posting,
    post,
    post_many,
    reverse,
)
from tests.ledger.books import members
from tests.people import act

pytestmark = pytest.mark.django_db

FUNDS = {"JHT": (1201, 1301, 2301), "JKK": (1202, 1302, 2302, 4102), "BADAN": (1205, 2101, 4201)}
KPJS = ("99010000001", "99010000002")
FIRST_DAY = date(2011, 9, 1)

days = st.integers(0, 9).map(lambda ahead: FIRST_DAY + timedelta(days=ahead))
amounts = st.integers(1, 10**12)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@st.composite
def transfers(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Lines that move money between accounts of one fund, and perhaps of a second."""
    lines: list[tuple[int, int]] = []
    for fund in draw(st.lists(st.sampled_from(sorted(FUNDS)), min_size=1, max_size=2)):
        debit, credit = draw(st.permutations(FUNDS[fund]))[:2]
        amount = draw(amounts)
        lines += [(debit, amount), (credit, -amount)]
    return lines


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    """A posting without a key of its own yet."""
    return Posting("", "TEST", draw(days), draw(texts), draw(transfers()))


class Books(RuleBasedStateMachine):
    """Post, post again, reverse: in any order, beside a model made of plain sums."""

    made = Bundle("made")

    @initialize()
    def open(self) -> None:
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.members = members(*KPJS)
        self.moved: Counter[tuple[int, date]] = Counter()
        self.reversed: set[int] = set()
        self.keys = 0

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            assert verify().holds
            self.undo.close()

    @rule(target=made, posting=postings())
    def post_new(self, posting: Posting) -> tuple[Posting, int]:
        posting = replace(posting, key=self.new_key())
        entry = post(posting=posting, act=act())
        self.note(posting)
        return posting, entry.pk

    @rule(postings=st.lists(postings(), max_size=4))
    def post_several(self, postings: list[Posting]) -> None:
        asked = [replace(posting, key=self.new_key()) for posting in postings]
        post_many(postings=asked, act=act())
        for posting in asked:
            self.note(posting)

    @rule(known=made)
    def post_again(self, known: tuple[Posting, int]) -> None:
        posting, entry_id = known
        assert post(posting=posting, act=act()).pk == entry_id

    @rule(known=made, other=postings())
    def post_something_else_under_a_known_key(
        self, known: tuple[Posting, int], other: Posting
    ) -> None:
        other = replace(other, key=known[0].key)
        if other != known[0]:
            with pytest.raises(KeyReused):
                post(posting=other, act=act())

    @rule(posting=postings(), slip=st.integers(1, 5))
    def post_what_does_not_balance(self, posting: Posting, slip: int) -> None:
        (account, amount), *rest = posting.lines
        slipped = replace(posting, key=self.new_key(), lines=[(account, amount + slip), *rest])
        with pytest.raises(EntryNotBalanced):
            post(posting=slipped, act=act())

    @rule(day=days, amount=amounts, number=st.integers(0, 1))
    def credit_a_member(self, day: date, amount: int, number: int) -> None:
        lines = [(2301, amount), (self.members[number], -amount)]
        posting = Posting(self.new_key(), "TEST", day, "", lines)
        post(posting=posting, act=act())
        self.note(posting)

    @rule(day=days, amount=amounts, number=st.integers(0, 1))
    def debit_a_member(self, day: date, amount: int, number: int) -> None:
        member = self.members[number]
        posting = Posting(self.new_key(), "TEST", day, "", [(member, amount), (2301, -amount)])
        if amount <= -self.expected()[member]:
            post(posting=posting, act=act())
            self.note(posting)
        else:
            with pytest.raises(Overdrawn):
                post(posting=posting, act=act())

    @rule(target=made, known=consumes(made), day=days)
    def reverse_an_entry(self, known: tuple[Posting, int], day: date) -> tuple[Posting, int]:
        posting, entry_id = known
        mirror = [(account, -amount) for account, amount in posting.lines]
        undone = reverse(entry_id=entry_id, key=self.new_key(), day=day, act=act())
        with pytest.raises(AlreadyReversed):
            reverse(entry_id=entry_id, key=self.new_key(), day=day, act=act())
        said = Posting(undone.key, undone.kind, day, undone.text, mirror, entry_id)
        self.note(said)
        return said, undone.pk

    @invariant()
    def balances_are_the_sums_of_what_moved(self) -> None:
        if hasattr(self, "undo"):
            expected = self.expected()
            stored = dict(Balance.objects.exclude(amount=0).values_list("pk", "amount"))
            assert stored == {account: amount for account, amount in expected.items() if amount}

    @invariant()
    def every_fund_adds_up_to_zero(self) -> None:
        if hasattr(self, "undo"):
            rows = trial_balance()
            for fund in {row.fund for row in rows}:
                assert sum(row.balance for row in rows if row.fund == fund) == 0

    @rule(day=days)
    def look_back(self, day: date) -> None:
        for account in (1201, 2101, self.members[0]):
            moved = sum(a for (of, on), a in self.moved.items() if of == account and on <= day)
            assert balance_on(account, day) == moved

    def expected(self) -> Counter[int]:
        totals: Counter[int] = Counter()
        for (account, _), amount in self.moved.items():
            totals[account] += amount
        return totals

    def note(self, posting: Posting) -> None:
        for account, amount in posting.lines:
            self.moved[account, posting.day] += amount

    def new_key(self) -> str:
        self.keys += 1
        return f"KEY:{self.keys}"


def test_the_books_hold_under_any_sequence_of_commands():
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def stored() -> list[tuple[object, ...]]:
    """Everything the books say, but for the numbers of entries."""
    keys = dict(Entry.objects.values_list("id", "key"))
    lines = Line.objects.values_list("entry_id", "line_no", "account_id", "amount", "day")
    said = [(keys[entry_id], *rest) for entry_id, *rest in lines]
    return sorted(said) + sorted(Balance.objects.values_list("pk", "amount"))


def cut(batch: list[Posting], ends: Iterable[int]) -> list[list[Posting]]:
    borders = [0, *sorted({end % (len(batch) + 1) for end in ends}), len(batch)]
    return [batch[a:b] for a, b in pairwise(borders)]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    batch=st.lists(postings(), max_size=8),
    ends=st.lists(st.integers(0, 100), max_size=3),
    again=st.integers(0, 3),
)
def test_a_batch_gives_the_same_books_in_chunks_some_of_which_are_repeated(batch, ends, again):
    keyed = [replace(posting, key=f"KEY:{n}") for n, posting in enumerate(batch)]
    chunks = cut(keyed, ends)

    def books(*runs: list[Posting]) -> list[tuple[object, ...]]:
        with transaction.atomic():
            for run in runs:
                post_many(postings=run, act=act())
            result = stored()
            transaction.set_rollback(True)
        return result

    assert books(*chunks, *chunks[:again]) == books(keyed)


def test_the_model_names_accounts_of_the_chart():
    known = dict(Account.objects.values_list("id", "fund"))

    assert all(known[account] == fund for fund, of in FUNDS.items() for account in of)
