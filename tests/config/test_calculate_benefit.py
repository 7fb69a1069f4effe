"""`jamsostek calculate benefit`: awards from files of facts, and what is asked for by name."""

import json

import pytest
from typer.testing import CliRunner

from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.schema import every_fact
from jamsostek.config.cli import application

WIDOW = next(each.text for each in examples() if each.name == "widow-and-children")


def answer(*arguments: str, given: str = ""):
    command = ("calculate", "benefit", *arguments)
    return CliRunner().invoke(application(command), command, input=given)


@pytest.mark.parametrize("example", examples(), ids=lambda each: f"{each.programme}/{each.name}")
def test_every_example_is_printed_and_computed_as_printed(example):
    programme = example.programme.lower()
    printed = answer(programme, "--example", example.name)

    found = answer(programme, "--facts", "-", "--json", given=printed.stdout)

    assert found.exit_code == 0, found.output
    award = json.loads(found.stdout)
    assert award["programme"] == example.programme
    assert award["total"] == sum(line["amount"] for line in award["lines"])
    assert award["total"] == sum(award["subtotals"].values())
    assert award["is_determined"] == (not award["undetermined"])


def test_an_award_comes_with_article_working_recipient_and_shares():
    award = json.loads(answer("jkm", "--facts", "-", "--json", given=WIDOW).stdout)

    assert award["lines"][1] == {
        "kind": "JKM_PERIODIC",
        "label": "Monthly sums",
        "amount": 4_800_000,
        "citation": (
            "PP 14/1993, Pasal 22 ayat (1) huruf b, diubah dengan PP 76/2007, Pasal I angka 1"
        ),
        "working": "24 x 200000",
        "working_shown": "24 x 200,000 = Rp4,800,000",
        "recipient": "HEIRS",
        "months": 24,
        "caution": "",
    }
    assert award["shares"] == [
        {"heir": "Siti", "relation": "widow or widower", "amount": 16_800_000}
    ]


def test_an_award_is_a_table_for_people():
    found = answer("jkm", "--facts", "-", given=WIDOW)

    assert found.exit_code == 0
    assert "Rp16,800,000" in found.stdout
    assert "Share of Siti (widow or widower): Rp16,800,000" in found.stdout


def test_a_page_explains_in_indonesian_unless_told_otherwise():
    page = answer("jkm", "--facts", "-", "--explain", given=WIDOW).stdout
    english = answer("jkm", "--facts", "-", "--explain", "--lang", "en", given=WIDOW).stdout
    html = answer("jkm", "--facts", "-", "--html", given=WIDOW).stdout

    assert "Yang diketahui" in page
    assert "Perhitungan: 24 x 200.000 = Rp4.800.000" in page
    assert "Working: 24 x 200,000 = Rp4,800,000" in english
    assert "<dt>Perhitungan</dt><dd>24 x 200.000 = Rp4.800.000</dd>" in html


def test_missing_facts_are_asked_for_by_name_all_at_once():
    found = answer("jkm", "--facts", "-", given="event_date: 2011-03-12")
    indonesian = answer("jkm", "--facts", "-", "--lang", "id", given="event_date: 2011-03-12")

    assert found.exit_code == 2
    assert [line.split(":")[0].strip() for line in found.stderr.splitlines()[1:]] == [
        *("work_accident", "group", "cover", "survivors")
    ]
    assert "Fakta ini diperlukan" in indonesian.stderr


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (["jkx", "--facts", "-"], "", "There is no programme 'jkx'"),
        (["jkm"], "", "Give --facts FILE"),
        (["jkm", "--facts", "/nowhere/facts.yaml"], "", "cannot be read"),
        (["jkm", "--facts", "-"], "a: [", "cannot be read"),
        (["jkm", "--facts", "-"], "", "wanted is names with their facts"),
        (["jkm", "--facts", "-"], "- 1", "wanted is names with their facts"),
        (["jkm", "--facts", "-"], "event_dat: 2011-01-01", "did you mean 'event_date'?"),
        (["jkm", "--facts", "-"], "event_date: soon", "event_date is 'soon'; wanted is a day"),
        (["jkm", "--facts", "-"], WIDOW.replace("2011-03-12", "2015-07-01"), "2015-07-01"),
        (["jkm", "--facts", "-"], WIDOW.replace("2011-03-12", "1993-02-26"), "1993-02-26"),
        (["jkm", "--facts", "-"], WIDOW.replace("Budi", "Siti"), "stands twice"),
        (["jkm", "--facts", "-", "--lang", "fr"], WIDOW, "There is no language 'fr'"),
        (["jkm", "--example", "none"], "", "There is no example 'none'"),
    ],
)
def test_bad_input_ends_with_a_sentence_and_status_2(arguments, given, sentence):
    found = answer(*arguments, given=given)

    assert found.exit_code == 2, found.output
    assert sentence in found.stderr
    assert "Traceback" not in found.output


@pytest.mark.parametrize("benefit", BENEFITS.values(), ids=lambda each: each.programme)
def test_the_schema_documents_every_fact_in_both_languages(benefit):
    programme = benefit.programme.lower()

    table = answer(programme, "--schema").stdout
    schema = json.loads(answer(programme, "--schema", "--json").stdout)

    assert list(schema["properties"]) == [
        place for place, _ in every_fact(benefit.facts) if "." not in place
    ]
    for place, fact in every_fact(benefit.facts):
        assert fact.doc.id, place
        assert fact.doc.en, place
        assert place in table


def test_examples_are_listed():
    listed = json.loads(answer("jkm", "--example", "list", "--json").stdout)

    assert {"widow-and-children", "nobody"} <= {each["name"] for each in listed}
    assert "nobody" in answer("jkm", "--example", "list").stdout


def test_whole_numbers_are_money_unless_their_name_counts():
    money = {
        (benefit.programme, place): fact.is_money
        for benefit in BENEFITS.values()
        for place, fact in every_fact(benefit.facts)
        if fact.kind == "whole"
    }

    counted = {name.rpartition(".")[2] for (_, name), is_money in money.items() if not is_money}
    assert counted == {
        *("share", "days", "special_care_days", "inpatient_days_used", "days_unable"),
        *("special_care_days_used", "birth_number", "capacity_lost", "periodic_months"),
    }


def what_if(*arguments: str, given: str = ""):
    command = ("calculate", "what-if", *arguments)
    return CliRunner().invoke(application(command), command, input=given)


def test_many_claims_are_compared_under_another_grant(tmp_path):
    claim = json.loads(answer("jkm", "--facts", "-", "--json", given=WIDOW).stdout)["facts"]
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(f"{json.dumps(claim)}\n" for _ in range(3)))

    found = json.loads(what_if("--facts", str(file), "--grant", "20000000", "--json").stdout)

    # 10.000.000 more on each of 16.800.000
    assert found == {
        "claims": 3,
        "changed": 3,
        "before": 50_400_000,
        "after": 80_400_000,
        "difference": 30_000_000,
    }
    assert "Rp30,000,000" in what_if("--facts", str(file), "--grant", "20.000.000").stdout


@pytest.mark.parametrize("given", ["{", "- 1", "- {event_date: 2011-01-01}", "- {wage: 1}"])
def test_claims_that_cannot_be_read_are_refused(given):
    found = what_if("--facts", "-", "--grant", "1", given=given)

    assert found.exit_code == 2, found.output
    assert "Traceback" not in found.output
