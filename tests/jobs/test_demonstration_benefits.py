"""The demonstration's benefits: exact cases, sums as printed, and every claim as the law has it."""

import json
from datetime import date

import pytest
from django.db import connection

from jamsostek.benefits.assessing import BENEFITS
from jamsostek.claims.models import Assessment, Claim, ClaimStep, Decision
from jamsostek.institution.queries import head_office, office
from jamsostek.jobs.demonstration import loading
from jamsostek.jobs.demonstration.benefit_plan import (
    DECIDED_SINGLY,
    MONTHS,
    Kind,
    counts,
    days_after,
)
from jamsostek.jobs.demonstration.former_workers import holders
from jamsostek.jobs.demonstration.sizes import FULL, PRESENT, SMALL
from jamsostek.jobs.verification import verify
from jamsostek.kernel.words import rounded_rupiah
from jamsostek.law.programmes import Programme
from jamsostek.reporting.press import press_release
from jamsostek.reporting.queries import benefit_differences, benefit_report, differences
from jamsostek.treasury.models import PaymentOrder
from tests.jobs.region import SEED, TINY

NEW_YEAR = date(2011, 1, 1)


@pytest.fixture(scope="module")
def demonstration(module_database):
    loading.load(size=TINY, seed=SEED, progress=lambda _done, _whole: None)
    return module_database


def test_the_whole_demonstration_aims_at_the_figures_of_the_press_report():
    benefits = FULL.benefits

    assert (benefits.cases, benefits.own_cases) == (78_383, 1_132)
    assert rounded_rupiah(benefits.amount) == "Rp340,6 miliar"
    assert rounded_rupiah(benefits.own_amount) == "Rp2,4 miliar"


@pytest.mark.parametrize("size", [FULL, SMALL, TINY])
def test_the_claims_planned_come_to_the_cases(size):
    planned = counts(size)
    own = planned[Kind.OWN_ACCIDENT] + planned[Kind.OWN_DEATH]

    assert own == size.benefits.own_cases
    assert sum(planned.values()) - own == size.benefits.cases - DECIDED_SINGLY
    assert len(holders(size, SEED)) == planned[Kind.SAVINGS]


@pytest.mark.parametrize("draw", [0, 1, 16, 999_999])
def test_what_happened_late_is_still_decided_by_the_day_shown(draw):
    for event in (date(2010, 11, 20), date(2011, 8, 17)):
        days = days_after(event, draw)

        assert days.event < days.reported <= days.complete <= days.decided <= PRESENT
        assert days.decided >= MONTHS[0].first_day


@pytest.mark.usefixtures("demonstration")
def test_the_report_has_exactly_the_cases_and_nearly_the_sums():
    read = benefit_report(office("KW05"), NEW_YEAR, PRESENT)

    package, own = read.package_and_special, read.own_account
    assert (package.cases, own.cases) == (TINY.benefits.cases, TINY.benefits.own_cases)
    # Balances are whole rupiah, so each may miss its part by one.
    assert abs(package.amount - TINY.benefits.amount) <= package.cases
    assert own.amount == TINY.benefits.own_amount


@pytest.mark.usefixtures("demonstration")
def test_the_press_reads_the_cases():
    text = press_release(office("KW05"), PRESENT).text

    assert "mencapai Rp1,1 miliar untuk 261 kasus." in text
    assert "mencapai Rp8,0 juta untuk 4 kasus." in text


@pytest.mark.usefixtures("demonstration")
def test_every_sum_kept_and_every_book_agrees_with_its_records():
    assert benefit_differences(head_office()) == []
    assert differences(head_office()) == []
    assert verify().count == 0


@pytest.mark.usefixtures("demonstration")
def test_every_claim_worked_out_again_from_its_facts_gives_the_lines_it_was_decided_by():
    awarded = Assessment.objects.exclude(payer="NOBODY").select_related("claim")
    for assessment in awarded.prefetch_related("lines"):
        _, award = BENEFITS[Programme(assessment.claim.programme)].assessed(assessment.facts)

        kept = sorted(assessment.lines.all(), key=lambda line: line.line_no)
        assert [(one.kind, one.amount, one.working, one.citation) for one in kept] == [
            (one.kind, one.amount, one.working, one.citation) for one in award.lines
        ]
        assert assessment.total == award.total


@pytest.mark.usefixtures("demonstration")
def test_claims_came_under_the_law_before_and_after_20_december_2010():
    days = Claim.objects.filter(programme="JKK").values_list("event_date", flat=True)

    assert min(days) < date(2010, 12, 20) < max(days)


@pytest.mark.usefixtures("demonstration")
def test_nobody_decided_what_they_prepared():
    prepared = ClaimStep.objects.filter(prepares=True).values_list("user_id", flat=True)
    decided = Decision.objects.values_list("decider_id", flat=True)

    assert not set(prepared) & set(decided)


@pytest.mark.usefixtures("demonstration")
def test_what_is_due_is_paid_and_only_monthly_benefits_are_still_owed():
    orders = PaymentOrder.objects.filter(items__source="CLAIM", method="TRANSFER")
    assert set(orders.values_list("state", flat=True)) == {"PAID"}

    at_the_till = PaymentOrder.objects.filter(method="CASH").values("items__source_id")
    owed = Claim.objects.filter(state="APPROVED").exclude(payees__payables__in=at_the_till)
    assert owed.count() > 0
    for claim in owed:
        lines = claim.assessments.get().lines.all()
        assert any(line.months > 1 for line in lines)


@pytest.mark.usefixtures("demonstration")
def test_accounts_taken_over_were_emptied():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE b.amount <> 0) FROM claims_claim c"
            " JOIN savings_savingsaccount s ON s.person_id = c.person_id"
            " JOIN ledger_balance b ON b.account_id = s.ledger_account_id"
            " WHERE c.programme = 'JHT' AND c.state = 'PAID'"
        )
        accounts, not_empty = cursor.fetchone()

    assert accounts == counts(TINY)[Kind.SAVINGS]
    assert not_empty == 0


@pytest.mark.usefixtures("demonstration")
def test_the_facts_are_as_a_single_claim_keeps_them():
    for claim in Claim.objects.filter(programme="JKM", state__in=["APPROVED", "PAID"]):
        kept = claim.assessments.get().facts

        assert json.loads(json.dumps(kept)) == kept
        assert kept["survivors"][0]["name"] == claim.survivors.get().name
