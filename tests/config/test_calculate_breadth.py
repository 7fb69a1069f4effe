"""`jamsostek calculate construction` and `own-account`: shapes, refusals, and no database."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from jamsostek.config.cli import application

PROJECT = ["calculate", "construction", "--on", "2011-09-01"]
VENDOR = ["calculate", "own-account", "--month", "2011-09", "--base", "1300000"]
CASE = [*VENDOR, "--programmes", "jkk,jkm,jht"]


def answer(*arguments):
    return CliRunner().invoke(application(arguments), arguments)


def answer_json(*arguments):
    result = answer(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_project_comes_out_slice_by_slice():
    bill = answer_json(*PROJECT, "--contract-value", "180000000")

    assert [
        (part["lower"], part["upper"], part["amount"], part["rate"], part["jkk"], part["jkm"])
        for part in bill["slices"]
    ] == [
        (0, 100_000_000, 100_000_000, "0.24", 210_000, 30_000),
        (100_000_000, 500_000_000, 80_000_000, "0.19", 136_000, 16_000),
    ]
    assert [part["total"] for part in bill["slices"]] == [240_000, 152_000]
    assert (bill["on"], bill["basis"], bill["base"]) == (
        "2011-09-01",
        "contract_value",
        180_000_000,
    )
    assert (bill["jkk"], bill["jkm"], bill["total"]) == (346_000, 46_000, 392_000)
    assert [(line["programme"], line["amount"], line["citation"]) for line in bill["lines"]] == [
        ("JKK", 346_000, "KEP-196/MEN/1999"),
        ("JKM", 46_000, "KEP-196/MEN/1999"),
    ]


@pytest.mark.parametrize("also", [[], ["--contract-value", "180000000"]])
def test_wages_that_are_known_decide(also):
    bill = answer_json(*PROJECT, "--wage-sum", "25.000.000", *also)

    assert (bill["basis"], bill["base"], bill["slices"]) == ("wages", 25_000_000, [])
    assert [(line["rate"], line["amount"]) for line in bill["lines"]] == [
        ("1.74", 435_000),
        ("0.30", 75_000),
    ]
    assert bill["total"] == 510_000
    assert "inferred" in bill["note"]


def test_an_own_account_worker_comes_out_line_by_line():
    bill = answer_json(*CASE)

    assert [
        (line["programme"], line["payer"], line["base"], line["rate"], line["amount"])
        for line in bill["lines"]
    ] == [
        ("JHT", "member", 1_300_000, "2", 26_000),
        ("JKK", "member", 1_300_000, "1", 13_000),
        ("JKM", "member", 1_300_000, "0.30", 3_900),
    ]
    assert {line["citation"] for line in bill["lines"]} == {"PER-24/MEN/VI/2006"}
    assert (bill["total"], bill["period_total"]) == (42_900, 42_900)
    assert bill["protected_until"] == "2011-09-30"
    assert bill["minimum_wage"] is None


def test_months_in_advance_are_added_up_and_protect_to_the_last_day():
    bill = answer_json(*CASE, "--months", "3")

    assert [month["month"] for month in bill["months"]] == ["2011-09", "2011-10", "2011-11"]
    assert (bill["total"], bill["period_total"]) == (42_900, 128_700)
    assert bill["protected_until"] == "2011-11-30"


@pytest.mark.parametrize(("family", "jpk"), [("single", 39_000), ("married", 78_000)])
def test_jpk_follows_the_family(family, jpk):
    bill = answer_json(*VENDOR, "--programmes", "jpk", "--family", family)

    assert [(line["programme"], line["amount"]) for line in bill["lines"]] == [("JPK", jpk)]


@pytest.mark.parametrize("rate", ["2.5", "2,5", "2.5 %"])
def test_a_higher_jht_rate_may_be_chosen(rate):
    bill = answer_json(*CASE, "--jht-rate", rate)

    assert (bill["lines"][0]["rate"], bill["lines"][0]["amount"]) == ("2.5", 32_500)


def test_the_minimum_wage_of_the_place_is_shown_with_its_decree():
    bill = answer_json(*CASE, "--place", "33.74")

    assert bill["minimum_wage"]["amount"] == 961_323
    assert bill["minimum_wage"]["citation"] == "Kepgub Jateng 561.4/69/2010"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([*PROJECT, "--contract-value", "180000000"], "Rp392,000"),
        ([*PROJECT, "--contract-value", "180000000"], "Rp136,000"),
        ([*PROJECT, "--wage-sum", "25000000"], "inferred"),
        (CASE, "Rp42,900"),
        (CASE, "not held against a minimum wage"),
        ([*CASE, "--place", "33.74"], "Kota Semarang in 2011 is Rp961,323"),
        ([*CASE, "--place", "33.21"], "recalled"),
        ([*CASE, "--place", "18.02"], "its province"),
        ([*CASE, "--months", "12"], "For 12 months: Rp514,800, protected until 31 August 2012"),
        ([*VENDOR, "--programmes", "jpk"], "no ceiling"),
        (["law", "own_account"], "own_account.max_age"),
        (["law", "construction", "--on", "2011-09-01"], "construction.jkk_slices"),
    ],
)
def test_people_get_a_table(arguments, shown):
    result = answer(*arguments)

    assert result.exit_code == 0
    assert shown in result.stdout


@pytest.mark.parametrize(
    ("instrument", "function"),
    [
        ("KEP-196/MEN/1999", "construction.construction_dues"),
        ("PP 44/2015", "construction.construction_dues_on_wages"),
        ("PER-24/MEN/VI/2006", "own_account.period_dues"),
    ],
)
def test_an_instrument_lists_what_applies_it_with_cases(instrument, function):
    articles = answer_json("law", instrument)["articles"]

    cases = {line["function"]: line["cases"] for line in articles}
    assert cases[f"jamsostek.contributions.rules.{function}"] >= 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (PROJECT, "Give --contract-value"),
        ([*PROJECT, "--contract-value", "0"], "must be above zero"),
        ([*PROJECT, "--contract-value", "-5"], "must be above zero"),
        ([*PROJECT, "--wage-sum", "0"], "wages must be above zero"),
        ([*PROJECT, "--contract-value", "1000000000000001"], "is it a slip"),
        ([*PROJECT, "--contract-value", "banyak"], "is not whole rupiah"),
        (["calculate", "construction", "--on", "1999-09-28", "--contract-value=1"], "1999-09-29"),
        (["calculate", "construction", "--on", "2020-09-01", "--contract-value=1"], "PP 49/2020"),
        (["calculate", "construction", "--on", "besok", "--contract-value=1"], "is not a day"),
        ([*CASE, "--month", "2006-05"], "begins on 2006-06-01"),
        ([*CASE, "--month", "2015-07"], "ended on 2015-07-01"),
        ([*VENDOR, "--programmes", "jpk", "--month", "2014-01"], "PP 84/2013"),
        ([*CASE, "--month", "2015-06", "--months", "3"], "ended on 2015-07-01"),
        ([*CASE, "--base", "0"], "above zero"),
        ([*CASE, "--months", "2"], "1, 3, 6 or 12"),
        ([*CASE, "--family", "divorced"], "married or single"),
        ([*VENDOR, "--programmes", "jkk,jp"], "'JP'"),
        ([*VENDOR, "--programmes", ""], "names none"),
        ([*VENDOR, "--programmes", "jkk", "--jht-rate", "3"], "jht is not among"),
        ([*CASE, "--jht-rate", "1.9"], "2 % or more"),
        ([*CASE, "--jht-rate", "banyak"], "is not a rate"),
        ([*CASE, "--jht-rate", "nan"], "2 % or more"),
        ([*CASE, "--place", "33.74", "--base", "961322"], "961,323"),
        ([*CASE, "--place", "33.01"], "33.01/Kota"),
        ([*CASE, "--place", "Semarang"], "is no place"),
        ([*CASE, "--place", "33.21", "--month", "2012-09"], "Known: 33.21 in 2011, 2014"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_status_2(arguments, sentence):
    result = answer(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_neither_django_nor_numpy_is_loaded_to_answer():
    program = (
        "import sys; from jamsostek.config.cli import application;"
        "import jamsostek.config.cli.calculate;"
        "sys.exit(any(name in sys.modules for name in ('django', 'numpy', 'polars')))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "written",
    [
        *("180000000", "180.000.000", "180,000,000", "Rp180.000.000", "Rp 180 000 000"),
        *("Rp. 180.000.000,00", "Rp 180.000.000,-", "IDR 180,000,000.00"),
    ],
)
def test_a_contract_value_is_read_as_contracts_write_it(written):
    assert answer_json(*PROJECT, "--contract-value", written)["total"] == 392_000


@pytest.mark.parametrize("written", ["180.00", "1.800.00", "180.000.000,50", "180,000.000", "١٢٣"])
def test_an_amount_that_may_mean_two_things_is_refused(written):
    result = answer(*PROJECT, "--contract-value", written)

    assert result.exit_code == 2
    assert result.stderr == (
        f"{written!r} is not whole rupiah; write it like 2500000 or 2.500.000.\n"
    )


@pytest.mark.parametrize(
    ("option", "words"), [("--contract-value", "is it a slip"), ("--wage-sum", "is it a slip")]
)
@pytest.mark.parametrize("digits", [31, 5_000])
def test_absurdly_many_digits_are_refused_in_a_sentence(option, words, digits):
    result = answer(*PROJECT, option, "1" * digits)

    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr) < 200


def test_a_risk_group_of_absurdly_many_digits_is_refused_in_a_sentence():
    result = answer(
        *("calculate", "contribution", "--month", "2011-09", "--wage", "1", "--family", "single"),
        *("--risk-group", "9" * 5_000),
    )

    assert result.exit_code == 2
    assert "There is no risk group" in result.stderr
