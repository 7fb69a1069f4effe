"""Benefits in the reports: what is a case, in which period, and how it is parted."""

import json
from datetime import date, time

import pytest
from django.db import connection
from openpyxl import load_workbook
from typer.testing import CliRunner

from jamsostek.config.cli.report import app
from jamsostek.institution.queries import head_office, office
from jamsostek.institution.services import load_offices
from jamsostek.law.programmes import Programme
from jamsostek.reporting.models import BenefitDay, Segment
from jamsostek.reporting.press import press_release
from jamsostek.reporting.queries import (
    Benefits,
    By,
    Chosen,
    PeriodBackwards,
    benefit_cases,
    benefit_differences,
    benefit_report,
    count_benefit_cases,
    every_benefit_case,
)
from jamsostek.reporting.services import compact_benefit_days
from tests.reporting.deciding import assess, awarded, claim_at, decide

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

FIRST, LAST = date(2011, 1, 1), date(2011, 9, 30)
PERIOD = Chosen(FIRST, LAST)


@pytest.fixture(autouse=True)
def offices():
    load_offices(on=LAST)


def total(code: str = "KW05", first: date = FIRST, last: date = LAST) -> Benefits:
    return benefit_report(office(code), first, last).total


def test_the_special_programme_is_told_with_the_package_programme_and_the_informal_one_apart():
    awarded("KC-SKA", 1_000_000, date(2011, 3, 1))
    awarded("KC-YOG", 200_000, date(2011, 3, 1), segment="CONSTRUCTION")
    awarded("KC-SKA", 30_000, date(2011, 3, 1), segment="OWN_ACCOUNT")

    read = benefit_report(office("KW05"), FIRST, LAST)

    assert read.package_and_special == Benefits(2, 1_200_000)
    assert read.own_account == Benefits(1, 30_000)
    assert read.total == Benefits(3, 1_230_000)


@pytest.mark.parametrize("by", list(By))
def test_the_parts_of_every_parting_add_up_to_the_whole(by):
    for at, programme in enumerate(Programme):
        awarded("KC-SKA", 10**at, date(2011, 1 + at, 15), programme=programme)
        awarded("KC-YOG", 7 * 10**at, date(2011, 9 - at, 1), programme=programme)
    read = benefit_report(office("KW05"), FIRST, LAST)

    parts = read.parted(by)

    assert sum(part.benefits.cases for part in parts) == 8
    assert sum(part.benefits.amount for part in parts) == 8 * 1_111


def test_the_period_includes_its_first_and_its_last_day():
    for day in (date(2010, 12, 31), FIRST, LAST, date(2011, 10, 1)):
        awarded("KC-SKA", 1_000, day)

    assert total() == Benefits(2, 2_000)


def test_the_day_of_a_decision_is_that_of_jakarta():
    late = claim_at("KC-SKA")
    decide(assess(late, 1_000), date(2011, 9, 30), at=time(16, 59))  # 23.59 WIB
    later = claim_at("KC-SKA")
    decide(assess(later, 20_000), date(2011, 9, 30), at=time(17, 0))  # 00.00 WIB, 1 October

    assert total() == Benefits(1, 1_000)
    assert total(last=date(2011, 10, 1)) == Benefits(2, 21_000)


def test_what_is_refused_sent_back_or_owed_by_the_employer_is_no_case():
    decide(assess(claim_at("KC-SKA"), 1_000), LAST, outcome="REJECTED")
    decide(assess(claim_at("KC-SKA"), 1_000), LAST, outcome="RETURNED")
    awarded("KC-SKA", 1_000, LAST, payer="EMPLOYER")
    assess(claim_at("KC-SKA"), 1_000)

    assert total() == Benefits()
    assert benefit_differences(head_office()) == []


def test_a_claim_decided_again_adds_its_difference_in_that_period_and_no_case():
    claim = awarded("KC-SKA", 1_000_000, date(2011, 2, 1))
    decide(assess(claim, 1_250_000), date(2011, 8, 1))

    assert total(last=date(2011, 6, 30)) == Benefits(1, 1_000_000)
    assert total(first=date(2011, 7, 1)) == Benefits(0, 250_000)
    assert total() == Benefits(1, 1_250_000)
    assert benefit_differences(head_office()) == []


def test_a_claim_refused_first_becomes_a_case_when_it_is_approved():
    claim = claim_at("KC-SKA")
    decide(assess(claim, 900_000), date(2011, 2, 1), outcome="REJECTED")
    second = assess(claim, 900_000)
    second.difference = 900_000
    decide(second, date(2011, 5, 1))

    assert total(last=date(2011, 4, 30)) == Benefits()
    assert total() == Benefits(1, 900_000)


def test_another_regions_benefits_are_not_counted():
    awarded("KC-LPG1", 1_000, LAST)

    assert total("KW05") == Benefits()
    assert total("KC-LPG1") == total("KP") == Benefits(1, 1_000)


def test_summing_up_the_days_changes_no_figure():
    for _ in range(3):
        awarded("KC-SKA", 1_000, LAST)

    assert compact_benefit_days() == 1
    assert compact_benefit_days() == BenefitDay.objects.count() == 1
    assert total() == Benefits(3, 3_000)
    assert benefit_differences(head_office()) == []


def test_what_is_kept_wrong_is_found_with_its_place_and_day():
    awarded("KC-SKA", 1_000, LAST)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reporting_benefitday (branch_id, segment, programme, day, cases, amount)"
            " SELECT branch_id, segment, programme, day, 1, 5 FROM reporting_benefitday"
        )

    (found,) = benefit_differences(head_office())

    assert found.startswith("KC-SKA, FORMAL, JKK, 2011-09-30: kept are 2 cases and 1005 rupiah")


def test_a_decision_that_its_lines_do_not_come_to_is_found():
    claim = claim_at("KC-SKA")
    made = assess(claim, 1_000)
    made.difference = 999
    decide(made, LAST)

    assert benefit_differences(head_office()) == [
        f"{claim.code}: 999 rupiah were decided, but the lines approved come to 1000."
    ]


def test_a_period_backwards_is_refused():
    with pytest.raises(PeriodBackwards, match="ends on 2011-01-01"):
        benefit_report(office("KW05"), LAST, FIRST)


def test_the_list_holds_the_cases_of_the_figure_newest_first():
    old = awarded("KC-SKA", 1_000, date(2011, 3, 1))
    new = awarded("KC-YOG", 2_000, date(2011, 4, 1), programme="JKM")
    awarded("KC-SKA", 4_000, date(2011, 10, 1))
    decide(assess(old, 1_500), date(2011, 5, 1))

    found = benefit_cases(office("KW05"), PERIOD, start=0, length=10)

    assert [(c.code, c.amount, c.is_new) for c in found] == [
        (new.code, 2_000, True),
        (old.code, 1_500, True),
    ]
    assert list(every_benefit_case(office("KW05"), PERIOD)) == found
    assert benefit_cases(office("KW05"), PERIOD, start=1, length=1) == found[1:]
    assert count_benefit_cases(office("KW05"), PERIOD) == 2


def test_the_list_is_narrowed_by_segment_and_programme():
    awarded("KC-SKA", 1_000, LAST, segment="OWN_ACCOUNT")
    death = awarded("KC-SKA", 1_000, LAST, programme="JKM", segment="CONSTRUCTION")
    chosen = Chosen(FIRST, LAST, Segment.CONSTRUCTION, Programme.JKM)

    found = benefit_cases(office("KW05"), chosen, start=0, length=10)

    assert [case.code for case in found] == [death.code]
    assert count_benefit_cases(office("KW05"), chosen) == 1


def test_a_change_of_an_earlier_claim_is_listed_as_one():
    claim = awarded("KC-SKA", 1_000, date(2011, 2, 1))
    decide(assess(claim, 900), date(2011, 8, 1))

    (found,) = benefit_cases(office("KW05"), Chosen(date(2011, 8, 1), LAST), start=0, length=10)

    assert (found.amount, found.is_new) == (-100, False)


def test_the_press_reads_both_sums_as_a_newspaper_prints_them():
    awarded("KC-SKA", 340_649_999_999, LAST)
    awarded("KC-SKA", 2_350_000_000, LAST, segment="OWN_ACCOUNT")

    text = press_release(office("KW05"), LAST).text

    # 340,649... rounds down to 340,6 and 2,35 half up to 2,4.
    assert "khusus (jasa konstruksi) yang ditetapkan sampai dengan 30 September 2011" in text
    assert "mencapai Rp340,6 miliar untuk 1 kasus." in text
    assert "mencapai Rp2,4 miliar untuk 1 kasus." in text
    assert "Kasus jaminan: klaim yang disetujui" in text


def test_without_benefits_the_press_reads_nothing_of_them():
    assert "aminan program" not in press_release(office("KW05"), LAST).text


ASKED = ("benefits", "--region", "KW05", "--from", "2011-01-01", "--until", "2011-09-30")


def run(*arguments: str):
    return CliRunner().invoke(app, arguments)


def test_the_command_gives_machines_the_sums_and_the_parts():
    awarded("KC-SKA", 1_000, date(2011, 3, 1))
    awarded("KC-YOG", 500, date(2011, 3, 1), segment="OWN_ACCOUNT")

    answer = json.loads(run(*ASKED, "--by", "office", "--json").stdout)

    assert answer["total"] == {"cases": 2, "amount": 1_500}
    assert answer["own_account"] == {"cases": 1, "amount": 500}
    parts = {part["code"]: part["amount"] for part in answer["parts"]}
    assert (parts["KC-SKA"], parts["KC-YOG"], parts["KC-TGL"]) == (1_000, 500, 0)


@pytest.mark.parametrize(
    ("by", "named"),
    [
        ("programme", "Jaminan Kecelakaan Kerja (JKK)"),
        ("month", "Maret 2011"),
        ("segment", "Sektor formal"),
        ("office", "Surakarta"),
    ],
)
def test_the_command_gives_people_a_table_by_each_way(by, named):
    awarded("KC-SKA", 1_234_567, date(2011, 3, 1))

    text = run(*ASKED, "--by", by).stdout

    assert named in text
    assert "Rp1.234.567" in text


def test_the_workbook_holds_numbers_for_each_parting(tmp_path):
    awarded("KC-SKA", 1_234_567, date(2011, 3, 1))
    file = tmp_path / "jaminan.xlsx"

    assert run(*ASKED, "--xlsx", str(file)).exit_code == 0

    book = load_workbook(file)
    assert book.sheetnames == ["Jaminan", "Program", "Kantor", "Bulan", "Segmen", "Keterangan"]
    months = {row[0]: row[3] for row in book["Bulan"].iter_rows(min_row=2, values_only=True)}
    assert months["2011-03"] == 1_234_567
    assert sum(months.values()) == 1_234_567


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("--by", "colour"), "not parted by 'colour'"),
        (("--until", "2010-01-01"), "The period ends on 2010-01-01"),
        (("--region", "KW99"), "There is no office 'KW99'"),
    ],
)
def test_bad_input_ends_with_one_sentence(changed, sentence):
    answer = run(*ASKED, *changed)

    assert answer.exit_code == 2
    assert sentence in answer.stderr


def test_verify_counts_the_decisions_too():
    awarded("KC-SKA", 1_000, LAST)

    assert run("verify").exit_code == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_benefitday")

    answer = run("verify")

    assert answer.exit_code == 1
    assert "kept are 0 cases and 0 rupiah of benefits, but decided were 1 and 1000" in answer.stdout
