"""`jamsostek calculate` and `jamsostek law`: shapes, refusals, and no database."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import GROUPS, application

CONTRIBUTION = ["calculate", "contribution", "--month", "2011-09", "--wage", "2500000"]
CASE = [*CONTRIBUTION, "--risk-group", "III", "--family", "married"]
PENALTY = ["calculate", "penalty", "--month", "2011-09", "--due", "1000000"]
DUTY = ["calculate", "must-register", "--workers", "9", "--payroll", "1200000"]


def answer(*arguments):
    return CliRunner().invoke(application(arguments), arguments)


def answer_json(*arguments):
    result = answer(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_contributions_come_out_line_by_line():
    bill = answer_json(*CASE)

    assert list(bill) == ["month", "lines", "employer_total", "member_total", "total"]
    assert bill["month"] == "2011-09"
    assert [
        (line["programme"], line["payer"], line["base"], line["rate"], line["amount"])
        for line in bill["lines"]
    ] == [
        ("JHT", "employer", 2_500_000, "3.70", 92_500),
        ("JHT", "member", 2_500_000, "2.00", 50_000),
        ("JKK", "employer", 2_500_000, "0.89", 22_250),
        ("JKM", "employer", 2_500_000, "0.30", 7_500),
        ("JPK", "employer", 1_000_000, "6", 60_000),
    ]
    assert all(
        list(line) == ["programme", "payer", "base", "rate", "amount", "citation"]
        for line in bill["lines"]
    )
    assert (bill["employer_total"], bill["member_total"], bill["total"]) == (
        182_250,
        50_000,
        232_250,
    )


def test_only_the_programmes_asked_for_are_computed():
    bill = answer_json(*CASE, "--programmes", "jht, JKK")

    assert [line["programme"] for line in bill["lines"]] == ["JHT", "JHT", "JKK"]


def test_a_risk_group_may_be_a_number():
    assert answer_json(*CASE) == answer_json(*CONTRIBUTION, "--risk-group=3", "--family=married")


@pytest.mark.parametrize("wage", ["2.500.000", "2,500,000", "Rp2.500.000", "Rp 2500000"])
def test_a_wage_may_be_written_as_people_write_it(wage):
    bill = answer_json(*CONTRIBUTION[:4], "--wage", wage, *CASE[6:])

    assert bill["lines"][0]["base"] == 2_500_000


@pytest.mark.parametrize("wage", ["2,5", "2.50.000", "1e6", "dua juta", ""])
def test_what_is_not_whole_rupiah_is_never_guessed(wage):
    result = answer(*CONTRIBUTION[:4], "--wage", wage, *CASE[6:])

    assert result.exit_code == 2
    assert "is not whole rupiah" in result.stderr


def test_a_penalty_comes_out_with_its_months_and_due_date():
    assert answer_json(*PENALTY, "--paid", "2011-12-20") == {
        "penalty": 60_000,
        "months": 3,
        "due_date": "2011-10-15",
        "citation": "PP 14/1993, Pasal 47 huruf b",
    }


def test_a_duty_comes_out_with_its_reason():
    assert answer_json(*DUTY, "--on", "2011-09-01") == {
        "must_register": True,
        "reason": "Its payroll is Rp1,000,000 a month or more.",
        "citation": "UU 3/1992, Pasal 4 ayat (1); PP 14/1993, Pasal 2 ayat (3)",
    }


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (CASE, "Rp232,250"),
        ([*PENALTY, "--paid", "2011-12-20"], "Rp60,000"),
        ([*DUTY, "--on", "2011-09-01"], "yes"),
        ([*DUTY, "--on", "2011-09-01"], "ayat (3)"),
        (["law", "late_payment"], "penalties.late_payment"),
        (["law", "late_penalty"], "contributions.rules.penalties.late_penalty"),
        (["law", "PP 53/2012"], "Perubahan Kedelapan"),
        (["law"], "membership.min_workers"),
    ],
)
def test_people_get_a_table(arguments, shown):
    result = answer(*arguments)

    assert result.exit_code == 0
    assert shown in result.stdout


def test_a_table_says_what_weakens_an_amount():
    result = answer(
        *("calculate", "contribution", "--month", "2012-05", "--wage", "5000000"),
        *("--risk-group", "I", "--family", "single"),
    )

    assert "Bali branch" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([*CASE, "--month", "1993-02"], "begins on 1993-02-27"),
        ([*CASE, "--month", "2015-07"], "ended on 2015-07-01"),
        ([*CASE, "--month", "2014-01", "--programmes", "jpk"], "PP 84/2013"),
        ([*CASE, "--month", "2011-13"], "no month 13"),
        ([*CASE, "--month", "Sept 2011"], "write it like 2011-09"),
        ([*CASE, "--wage", "-1"], "above zero"),
        ([*CASE, "--wage", "0"], "above zero"),
        ([*CASE, "--wage", "1000000001"], "is it a slip"),
        ([*CASE, "--risk-group", "VI"], "I to V"),
        ([*CASE, "--risk-group", "6"], "1 to 5"),
        ([*CASE, "--risk-group", "three"], "I to V"),
        ([*CASE, "--family", "divorced"], "married or single"),
        ([*CASE, "--programmes", "jht,jp"], "'JP'"),
        ([*CASE, "--programmes", ""], "names none"),
        ([*CASE, "--programmes", " "], "names none"),
        ([*PENALTY, "--paid", "2011-02-29"], "is not a day"),
        ([*PENALTY, "--paid", "2011-12-20", "--due", "-1"], "cannot be -1"),
        ([*DUTY, "--on", "1993-02-26"], "begins on 1993-02-27"),
        ([*DUTY, "--on", "2011-09-01", "--workers", "-1"], "No employer"),
        (["law", "rain"], "no value"),
        (["law", "return_rate", "--on", "2013-12-31"], "annual report"),
        (["law", "--on", "yesterday"], "is not a day"),
    ],
)
def test_bad_input_ends_with_status_2_and_one_sentence(arguments, sentence):
    result = answer(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_history_of_a_value_is_told_with_its_articles():
    law = answer_json("law", "jpk_wage_max")

    assert [(row["from"], row["value"], row["citation"]) for row in law["values"]] == [
        ("1993-02-27", 1_000_000, "PP 14/1993, Pasal 9 ayat (4)"),
        ("2012-04-23", None, "PP 53/2012, Pasal I angka 1"),
    ]


@pytest.mark.parametrize(("day", "ceiling"), [("2012-04-22", 1_000_000), ("1993-02-27", 1_000_000)])
def test_a_day_shows_the_value_in_force(day, ceiling):
    law = answer_json("law", "contributions.jpk_wage_max", "--on", day)

    assert [row["value"] for row in law["values"]] == [ceiling]


def test_the_law_leads_from_articles_to_functions_to_cases():
    law = answer_json("law")

    applied = {line["function"]: line for line in law["articles"]}
    penalty = applied["jamsostek.contributions.rules.penalties.late_penalty"]
    assert penalty["citations"] == [
        "PP 14/1993, Pasal 10 ayat (3)",
        "PP 14/1993, Pasal 47 huruf b",
    ]
    assert penalty["cases"] == 9


def test_the_help_lists_every_group_without_loading_one():
    script = (
        "import sys; from jamsostek.config.cli import main; sys.argv = ['jamsostek', '--help']\n"
        "try: main()\n"
        "finally: print(sorted(m for m in sys.modules if m.startswith('jamsostek.')))"
    )

    result = run(script)

    assert "calculate" in result.stdout
    assert "jamsostek.config.cli.calculate" not in result.stdout


@pytest.mark.parametrize("arguments", [CASE, [*DUTY, "--on", "2011-09-01"], ["law"]])
def test_no_answer_of_the_law_needs_django_or_numpy(arguments):
    script = (
        "import sys; from jamsostek.config.cli import main\n"
        f"sys.argv = {['jamsostek', *arguments]}\n"
        "try: main()\n"
        "finally: print({'django', 'numpy', 'polars', 'psycopg'} & set(sys.modules))"
    )

    result = run(script)

    assert result.stdout.rstrip().endswith("set()")


def test_an_unknown_group_is_refused():
    result = answer("weather")

    assert result.exit_code == 2


def test_every_group_has_a_line_of_help():
    assert all(summary.endswith(".") for summary in GROUPS.values())


def run(script):
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )


def pieces(*months):
    return [f"--earned={earned}" for earned in months]


@pytest.mark.parametrize(
    ("facts", "wage", "article"),
    [
        (["--daily", "40.000"], 1_200_000, "huruf a"),  # thirty days
        (["--daily", "40000", "--days-worked", "21"], 840_000, "KEP-150/MEN/1999"),
        (pieces("500000", "900000", "1.100.000", "1000001"), 1_000_000, "huruf b"),  # last three
        ([*pieces("400000", "800000", "900000", "900000"), "--weather"], 750_000, "huruf c"),
    ],
)
def test_a_wage_by_the_day_or_the_piece_is_made_monthly(facts, wage, article):
    counted = answer_json("calculate", "wage", "--month", "2011-09", *facts)

    assert counted["wage"] == wage
    assert article in counted["citation"]
    assert list(counted) == ["wage", "working", "citation"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([], "Give --daily"),
        (["--daily", "40000", "--earned", "900000"], "Give --daily"),
        (["--earned", "900000", "--days-worked", "20"], "Give --daily"),
        (["--daily", "40000", "--weather"], "Give --daily"),
        (["--daily", "40000", "--days-worked", "31"], "Nobody works 31 days"),
        (pieces("100", "-5"), "Nobody earns -5"),
        (["--daily", "0"], "above zero"),
        (["--earned", "sejuta"], "sejuta"),
    ],
)
def test_a_wage_that_cannot_be_counted_is_refused(facts, reason):
    result = answer("calculate", "wage", "--month", "2011-09", *facts)

    assert result.exit_code == 2
    assert reason in result.stderr


CASUAL = [
    *("calculate", "contribution", "--month", "2011-09", "--risk-group", "III"),
    *("--family", "married", "--worker", "casual", "--daily-wage", "60000", "--days", "18"),
]


def test_a_casual_worker_of_two_months_has_jkk_and_jkm_on_the_days_worked():
    bill = answer_json(*CASUAL, "--months-employed", "2")

    # 18 x 60,000 = 1,080,000; 0.89 % is 9,612, 0.30 % is 3,240.
    assert [(line["programme"], line["amount"]) for line in bill["lines"]] == [
        ("JKK", 9_612),
        ("JKM", 3_240),
    ]
    assert bill["wage"] == {
        "amount": 1_080_000,
        "working": "18 x 60,000",
        "citation": "KEP-150/MEN/1999",
    }
    assert bill["worker"]["programmes"] == ["JKK", "JKM"]
    assert not bill["worker"]["full_cover"]
    assert "secondary text" in bill["worker"]["note"]


def test_a_casual_worker_of_three_months_has_every_programme():
    bill = answer_json(*CASUAL, "--months-employed", "3")

    # JHT 3.70 % of 1,080,000 is 39,960 and 2 % 21,600; JPK 6 % of the ceiling 60,000.
    assert bill["total"] == 39_960 + 21_600 + 9_612 + 3_240 + 60_000
    assert bill["worker"]["full_cover"]


@pytest.mark.parametrize(("months", "count"), [("2", 2), ("3", 5)])
def test_a_contract_counts_by_its_length(months, count):
    term = ("--worker", "fixed-term", "--contract-months", months)

    assert len(answer_json(*CASE, *term)["lines"]) == count


def test_before_the_decree_a_daily_wage_counts_thirty_times():
    old = [word if word != "2011-09" else "1998-09" for word in CASUAL]

    bill = answer_json(*old, "--months-employed", "0")

    assert (bill["wage"]["amount"], bill["worker"]["full_cover"]) == (1_800_000, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*CASUAL], "--months-employed"),
        ([*CASUAL, "--months-employed", "-1"], "from 0 up"),
        ([*CASUAL[:-2], "--months-employed", "2"], "--days"),
        ([*CASUAL[:-1], "31", "--months-employed", "2"], "Nobody works 31 days"),
        ([*CASUAL, "--months-employed", "2", "--wage", "1"], "or else --daily-wage"),
        ([*CASE, "--days", "3"], "goes with --daily-wage"),
        ([*CASE, "--worker", "robot"], "no worker 'robot'"),
        ([*CASE, "--contract-months", "3"], "for fixed-term"),
        (CASE[:4] + CASE[6:], "Give --wage"),
    ],
)
def test_what_a_worker_lacks_is_said_in_one_sentence(arguments, words):
    result = answer(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr
