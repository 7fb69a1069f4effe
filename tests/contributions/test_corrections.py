"""A declared month corrected: versions, differences by hand, money, and any order of events."""

from datetime import UTC, date, datetime

import pytest

from jamsostek.contributions.models import Bill, Correction, Declaration, DeclarationLine
from jamsostek.contributions.queries.bills import arrears_of
from jamsostek.contributions.queries.corrections import lines_of, totals_of, version_known_at
from jamsostek.contributions.queries.receipts import suspense
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.contributions.services.corrections import (
    NotEmployedThen,
    NothingDiffers,
    ReasonMissing,
    correct,
    difference,
)
from jamsostek.contributions.services.declarations import declare, declare_nil
from jamsostek.jobs.verification import verify
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import register_of
from jamsostek.savings.models import ContributionYear
from tests.contributions.test_receipts import balance, bank_line, member_balance, take
from tests.people import FOUR, act, batik_melati, hire, person

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(2011, 9)


def declared(employer: Employer, wages: dict[str, int], month: Month = SEPTEMBER) -> Declaration:
    """A month declared for workers by name."""
    import polars as pl

    ids = {person(name).pk: wage for name, wage in wages.items()}
    known = register_of(employer).filter(pl.col("person_id").is_in(list(ids)))
    rows = known.select("person_id", "employment_id").with_columns(
        wage=pl.col("person_id").replace_strict(ids, return_dtype=pl.Int64)
    )
    return declare(
        employer=employer,
        month=month,
        wages=rows,
        kind=Declaration.Kind.FILE,
        act=act((month + 1).day(3)),
    )


def corrected(declaration: Declaration, *, on: date = date(2011, 12, 20), **wages: int):
    """A correction by name; names stand as they are written, with _ for a space."""
    ids = {person(name.replace("_", " ")).pk: wage for name, wage in wages.items()}
    return correct(declaration=declaration, wages=ids, reason="Salah tulis", act=act(on))


def states(declaration: Declaration) -> list[tuple[int, int, int, str, date | None]]:
    bills = Bill.objects.filter(declaration=declaration) | Bill.objects.filter(
        correction__declaration=declaration
    )
    return [
        (b.amount, b.asked, b.received, b.state, b.settled_on)
        for b in bills.distinct().order_by("pk")
    ]


def verified() -> None:
    found = verify()
    assert not found.differences, found.differences
    assert waiting_money().total == suspense().waiting == -balance("2101")


def test_a_higher_wage_is_billed_as_the_difference_with_the_months_own_due_date():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})

    correction = corrected(september, SITI=1_500_000)

    # 500,000 more: JHT 5.70 % = 28,500; JKK 0.89 % = 4,450; JKM 0.30 % = 1,500
    bill = correction.bill
    assert (bill.jht, bill.jkk, bill.jkm, bill.jpk) == (28_500, 4_450, 1_500, 0)
    assert (bill.amount, bill.kind, bill.due_date) == (34_450, "CORRECTION", date(2011, 10, 15))
    assert (correction.number, correction.workers, correction.wage_sum) == (1, 0, 500_000)
    assert balance("1201") == 57_000 + 114_000 + 28_500
    verified()


def test_paying_the_difference_reaches_the_member_and_costs_the_penalty_for_late_contributions():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))
    correction = corrected(september, SITI=1_500_000)

    take(bank_line(34_450, correction.bill.code, day=date(2011, 12, 22)))

    assert member_balance("SITI") == 57_000 + 28_500
    assert member_balance("BUDI") == 114_000
    assert states(september) == [
        (206_700, 206_700, 206_700, "PAID", date(2011, 10, 10)),
        (34_450, 34_450, 34_450, "PAID", date(2011, 12, 22)),
    ]
    year = ContributionYear.objects.get(account__person=person("SITI"))
    assert year.months[8] == 85_500
    verified()
    # October's bill charges 2 % x 34,450 for three months begun after 15 October
    october = declared(melati, {"SITI": 1_000_000}, Month(2011, 10))
    assert october.bill.penalty == 2_067


def test_a_lower_wage_of_a_paid_month_is_the_employers_credit_and_leaves_the_members_account():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))

    corrected(september, SITI=600_000)

    # 400,000 less: JHT 22,800; JKK 3,560; JKM 1,200; together 27,560
    assert states(september) == [
        (206_700, 179_140, 206_700, "OVER", date(2011, 10, 10)),
        (-27_560, 0, 0, "PAID", date(2011, 10, 10)),
    ]
    assert member_balance("SITI") == 57_000 - 22_800
    assert balance("4102") == -(26_700 - 3_560)
    assert balance("2101") == -27_560
    verified()


def test_a_lower_wage_of_an_unpaid_month_asks_for_so_much_less():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    corrected(september, SITI=600_000)
    (arrear,) = arrears_of(melati, date(2011, 10, 20))
    assert arrear.missing == 179_140
    assert arrear.penalty.amount == 3_583  # 2 % of 179,140 is 3,582.8

    take(bank_line(179_140, september.bill.code))

    assert states(september) == [
        (206_700, 179_140, 179_140, "PAID", date(2011, 10, 10)),
        (-27_560, 0, 0, "PAID", date(2011, 10, 10)),
    ]
    assert (member_balance("SITI"), balance("2101")) == (34_200, 0)
    assert balance("1201") == balance("1202") == balance("1203") == 0
    verified()


def test_what_a_correction_took_off_was_never_late_so_its_penalty_comes_back():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code, day=date(2011, 10, 20)))
    october = declared(melati, {"SITI": 1_000_000}, Month(2011, 10))
    assert october.bill.penalty == 4_134  # 2 % of 206,700

    corrected(september, SITI=600_000)
    november = declared(melati, {"SITI": 1_000_000}, Month(2011, 11))

    assert november.bill.penalty == 3_583 - 4_134  # 2 % of 179,140 instead
    verified()


def test_there_and_back_nets_to_nothing_and_both_stay_visible():
    melati = batik_melati()
    hire(melati, "SITI")
    september = declared(melati, {"SITI": 1_000_000})
    take(bank_line(68_900, september.bill.code))

    corrected(september, SITI=1_200_000)
    corrected(september, SITI=1_000_000)

    assert [bill[0] for bill in states(september)] == [68_900, 13_780, -13_780]
    assert {bill[3] for bill in states(september)} == {"PAID"}
    assert (member_balance("SITI"), balance("2101")) == (57_000, 0)
    assert balance("1201") == balance("2301") == 0
    assert Correction.objects.filter(declaration=september).count() == 2
    assert not arrears_of(melati, date(2012, 1, 20))
    verified()


def test_the_repeat_of_a_correction_is_refused_and_changes_nothing():
    melati = batik_melati()
    hire(melati, "SITI")
    september = declared(melati, {"SITI": 1_000_000})
    corrected(september, SITI=1_200_000)
    before = states(september)

    with pytest.raises(NothingDiffers):
        corrected(september, SITI=1_200_000)

    assert states(september) == before


def test_a_worker_added_late_and_one_never_employed():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI", "WATI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))

    correction = corrected(september, WATI=1_000_000, BUDI=0)

    # 68,900 more for Wati, 137,800 less for Budi
    assert (correction.bill.amount, correction.workers) == (-68_900, 0)
    assert [line.wage for line in lines_of(september)] == [1_000_000, 1_000_000]
    assert member_balance("BUDI") == 0
    assert member_balance("WATI") == 57_000
    assert ContributionYear.objects.get(account__person=person("WATI")).months[8] == 57_000
    verified()


def test_wages_that_change_places_move_savings_though_nothing_is_to_be_paid():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))

    correction = corrected(september, SITI=2_000_000, BUDI=1_000_000)

    assert (correction.bill.amount, correction.bill.jht) == (0, 0)
    assert (member_balance("SITI"), member_balance("BUDI")) == (114_000, 57_000)
    verified()


def test_a_month_filed_as_nil_gets_its_first_bill_by_correction():
    melati = batik_melati()
    hire(melati, "SITI")
    nil = declare_nil(employer=melati, month=SEPTEMBER, act=act())

    correction = corrected(nil, SITI=1_000_000)
    take(bank_line(68_900, correction.bill.code, day=date(2011, 12, 21)))

    assert totals_of(nil).workers == 1
    assert member_balance("SITI") == 57_000
    verified()


def test_jpk_counts_up_to_its_ceiling_only():
    melati = batik_melati(FOUR)
    hire(melati, "SITI")
    september = declared(melati, {"SITI": 900_000})

    correction = corrected(september, SITI=2_500_000)

    # single, 3 % of at most 1,000,000: 27,000 before, 30,000 after;
    # 1,600,000 more: JHT 91,200; JKK 14,240; JKM 4,800
    bill = correction.bill
    assert (bill.jht, bill.jkk, bill.jkm, bill.jpk) == (91_200, 14_240, 4_800, 3_000)


def test_what_was_known_on_an_earlier_day_stays_answerable():
    melati = batik_melati()
    hire(melati, "SITI", "WATI")
    september = declared(melati, {"SITI": 1_000_000})  # on 3 October
    corrected(september, on=date(2011, 11, 5), SITI=1_200_000)
    corrected(september, on=date(2011, 12, 5), WATI=800_000)

    def known(at: datetime) -> list[int]:
        return [line.wage for line in lines_of(september, as_known_at=at)]

    assert known(datetime(2011, 10, 1, tzinfo=UTC)) == []
    assert known(datetime(2011, 11, 4, tzinfo=UTC)) == [1_000_000]
    assert known(datetime(2011, 11, 6, tzinfo=UTC)) == [1_200_000]
    assert known(datetime(2011, 12, 6, tzinfo=UTC)) == [1_200_000, 800_000]
    assert version_known_at(september, datetime(2011, 11, 6, tzinfo=UTC)) == 1
    before = totals_of(september, as_known_at=datetime(2011, 11, 6, tzinfo=UTC))
    assert (before.workers, before.wage_sum, before.dues.total) == (1, 1_200_000, 82_680)
    now = totals_of(september)
    assert (now.workers, now.wage_sum, now.dues.total) == (2, 2_000_000, 137_800)


def test_months_outside_an_employment_and_corrections_without_a_reason_are_refused():
    melati = batik_melati()
    hire(melati, "SITI")
    hire(melati, "BARU", from_date=date(2011, 10, 1))
    hire(melati, "LAMA", until_date=date(2011, 9, 1))
    september = declared(melati, {"SITI": 1_000_000})

    for name in ("BARU", "LAMA"):
        with pytest.raises(NotEmployedThen):
            corrected(september, **{name: 1_000_000})
    with pytest.raises(ReasonMissing):
        correct(declaration=september, wages={person("SITI").pk: 5}, reason=" ", act=act())
    with pytest.raises(ValueError, match="wage"):
        corrected(september, SITI=-1)
    with pytest.raises(NothingDiffers):
        corrected(september, BARU=0)


def test_correcting_one_wage_of_many_touches_no_more_rows_than_of_few(
    django_assert_max_num_queries,
):
    melati = batik_melati()
    names = [f"PEKERJA {n}" for n in range(300)]
    hire(melati, *names)
    september = declared(melati, dict.fromkeys(names, 1_000_000))
    take(bank_line(300 * 68_900, september.bill.code))
    lines = DeclarationLine.objects.filter(declaration=september).count()

    with django_assert_max_num_queries(50) as counted:
        correction = corrected(september, PEKERJA_7=1_100_000)

    assert correction.lines.count() == correction.bill.lines.count() == 1
    assert DeclarationLine.objects.filter(declaration=september).count() == lines == 300
    assert "contributions_declarationline" not in " ".join(
        q["sql"] for q in counted.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))
    )
    verified()


def test_the_dry_run_says_what_the_correction_will_ask_and_stores_nothing():
    melati = batik_melati()
    hire(melati, "SITI")
    september = declared(melati, {"SITI": 1_000_000})

    found = difference(declaration=september, wages={person("SITI").pk: 1_500_000})

    assert (found.amount, found.dues.jht_member, found.workers) == (34_450, 10_000, 0)
    assert not Correction.objects.exists()


def test_what_a_correction_left_over_pays_the_next_bill():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))
    corrected(september, SITI=600_000)

    october = declared(melati, {"SITI": 1_000_000}, Month(2011, 10))

    assert (october.bill.received, october.bill.state) == (27_560, "PART")
    verified()
    take(bank_line(68_900 - 27_560, october.bill.code, day=date(2011, 11, 7)))
    assert member_balance("SITI") == 34_200 + 57_000
    assert balance("2101") == 0
    verified()


def test_credits_too_large_for_one_bill_go_on_to_the_one_after():
    melati = batik_melati()
    hire(melati, "SITI", "BUDI")
    september = declared(melati, {"SITI": 1_000_000, "BUDI": 2_000_000})
    take(bank_line(206_700, september.bill.code))
    corrected(september, BUDI=0)  # 137,800 left over

    for month in (Month(2011, 10), Month(2011, 11)):
        assert declared(melati, {"SITI": 1_000_000}, month).bill.state == "PAID"

    assert declared(melati, {"SITI": 1_000_000}, Month(2011, 12)).bill.state == "OPEN"
    assert balance("2101") == 0
    verified()
