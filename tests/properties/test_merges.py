"""Merges, splits, contributions and returns in any order, beside people who were never merged."""

from contextlib import ExitStack
from datetime import date
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jamsostek.ledger.queries import verify
from jamsostek.membership.models import Employer, InsuredPerson, PersonMerge
from jamsostek.membership.queries import numbers_of, profile_of, same_person_ids
from jamsostek.membership.services import decide_merge, propose_merge, split
from jamsostek.membership.services.merges import NotMergeable
from jamsostek.savings.models import SavingsYear
from jamsostek.savings.queries import CHECKS, summary_of
from jamsostek.savings.services import credit_year_return
from tests.membership.test_merges import by
from tests.people import act, batik_melati, hire, person
from tests.savings.accounts import open_for, receive_for

pytestmark = pytest.mark.django_db

COUNT = 4
YEARS = (2009, 2010, 2011)
END = date(2012, 12, 31)
members = st.integers(0, COUNT - 1)


class Numbers(RuleBasedStateMachine):
    """Each member has a twin with the same money, whom nobody ever merges."""

    @initialize()
    def register(self) -> None:
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.employers: list[Employer] = []
        for number in range(COUNT):
            employer = batik_melati(name=f"PT Rekaan {number}")
            hire(employer, f"ORANG {number}", f"KEMBARAN {number}", from_date=date(2009, 1, 1))
            self.employers.append(employer)
        self.persons = [person(f"ORANG {number}") for number in range(COUNT)]
        self.twins = [person(f"KEMBARAN {number}") for number in range(COUNT)]
        open_for(*self.persons, *self.twins, on=date(2009, 1, 1))
        self.untouched = [profile_of(one.kpj, END) for one in self.persons]
        self.credited = 0

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            with self.undo:
                self.split_all_and_compare()

    def split_all_and_compare(self) -> None:
        for merge in PersonMerge.objects.filter(state="MERGED"):
            split(merge=merge, act=by("maker"))
        assert [profile_of(one.kpj, END) for one in self.persons] == self.untouched
        assert [years_of(one) for one in self.persons] == [years_of(one) for one in self.twins]
        assert verify(CHECKS).holds

    @rule(duplicate=members, kept=members)
    def merge(self, duplicate: int, kept: int) -> None:
        one, other = self.persons[duplicate], self.persons[kept]
        lawful = (
            one != other
            and same_person_ids(one) == [one.pk]
            and same_person_ids(other)[0] == other.pk
        )
        said = {"duplicate": one, "kept": other, "evidence": "KTP"}
        if not lawful:
            with pytest.raises(NotMergeable):
                propose_merge(**said, act=by("maker"))
            return
        merge = propose_merge(**said, act=by("maker"))
        decide_merge(merge=merge, approve=True, act=by("checker"))

    @rule(number=members)
    def split_again(self, number: int) -> None:
        for merge in PersonMerge.objects.filter(state="MERGED", duplicate=self.persons[number]):
            split(merge=merge, act=by("maker"))

    @rule(
        number=members,
        amount=st.integers(1, 10_000_000),
        day=st.dates(date(2009, 2, 1), date(2012, 6, 30)),
    )
    def contribute(self, number: int, amount: int, day: date) -> None:
        both = {self.persons[number]: amount, self.twins[number]: amount}
        receive_for(self.employers[number], both, day)

    @rule()
    def credit_return(self) -> None:
        self.credited = min(self.credited + 1, len(YEARS))
        for year in YEARS[: self.credited]:
            credit_year_return(year=year, act=act(date(2013, 2, 1)))

    @invariant()
    def the_total_over_members_is_constant(self) -> None:
        if hasattr(self, "persons"):
            humans = {tuple(same_person_ids(one)) for one in self.persons}
            together = [summary_of(ids, END).balance or 0 for ids in humans]
            assert sum(together) == sum(balance(twin) for twin in self.twins)

    @invariant()
    def nobody_is_two_people(self) -> None:
        if hasattr(self, "persons"):
            humans = {tuple(same_person_ids(one)) for one in self.persons}
            assert sorted(i for ids in humans for i in ids) == sorted(p.pk for p in self.persons)
            assert not any(set(a) & set(b) for a, b in combinations(humans, 2))

    @invariant()
    def each_human_owns_what_came_under_any_number(self) -> None:
        if hasattr(self, "persons"):
            for one in self.persons:
                apart = [balance(number) for number in numbers_of(one)]
                assert (summary_of(same_person_ids(one), END).balance or 0) == sum(apart)


def balance(member: InsuredPerson) -> int:
    return summary_of([member.pk], END).balance or 0


def years_of(member: InsuredPerson) -> list[tuple[object, ...]]:
    years = SavingsYear.objects.filter(account__person=member).order_by("year")
    return list(years.values_list("year", "moved", "weighted", "opening", "credited_return"))


def test_merge_then_split_is_as_if_nothing_had_been_merged():
    run_state_machine_as_test(
        Numbers,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
