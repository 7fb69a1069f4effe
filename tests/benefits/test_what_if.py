"""JKM under changed amounts: what many claims would come to."""

from dataclasses import replace
from datetime import date

import pytest

from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.awards import FactsMissing
from jamsostek.benefits.jkm_1993 import assess_jkm, assess_jkm_under, jkm_terms
from jamsostek.benefits.what_if import JkmChange, NegativeAmount, what_if_jkm
from jamsostek.law.programmes import Programme

CLAIMS = [
    BENEFITS[Programme.JKM].assessed(each.given)[0]
    for each in examples()
    if each.programme is Programme.JKM
]
WIDOW = next(c for c in CLAIMS if c.event_date == date(2011, 3, 12) and c.survivors)


def test_another_grant_changes_what_has_a_grant():
    found = what_if_jkm([WIDOW] * 3, JkmChange(death_grant=20_000_000))

    # 10.000.000 more on each of 16.800.000
    assert (found.claims, found.changed) == (3, 3)
    assert (found.before, found.after, found.difference) == (50_400_000, 80_400_000, 30_000_000)


def test_every_amount_can_be_another_and_from_a_day_on():
    change = JkmChange(10_000_001, 3_000_000, 300_000, from_date=date(2011, 3, 12))
    day_before = replace(WIDOW, event_date=date(2011, 3, 11))

    found = what_if_jkm([WIDOW, day_before], change)

    # 1 + 1.000.000 + 24 x 100.000
    assert (found.changed, found.difference) == (1, 3_400_001)


def test_without_a_change_nothing_changes():
    found = what_if_jkm(CLAIMS, JkmChange())

    assert (found.changed, found.difference) == (0, 0)
    assert found.before == sum(assess_jkm(claim).total for claim in CLAIMS)


def test_both_awards_are_those_that_each_alone_would_be():
    changed = JkmChange(death_grant=1).changed(jkm_terms(WIDOW.event_date), WIDOW.event_date)

    assert assess_jkm_under(WIDOW, None, changed) == (assess_jkm(WIDOW), assess_jkm(WIDOW, changed))
    assert "(supposed)" in assess_jkm(WIDOW, changed).lines[0].citation


def test_a_claim_that_cannot_be_assessed_is_not_left_out():
    with pytest.raises(FactsMissing):
        what_if_jkm([replace(WIDOW, survivors=None)], JkmChange(death_grant=1))


def test_an_amount_below_zero_is_refused():
    with pytest.raises(NegativeAmount):
        what_if_jkm([WIDOW], JkmChange(funeral=-1))
