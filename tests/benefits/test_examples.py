"""The examples: each comes to what was worked out by hand, and says so in words."""

from pathlib import Path

import pytest

from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.explaining import as_html, as_text, explain
from jamsostek.benefits.shares import shares_of
from jamsostek.law.reader import load

BY_HAND = load(Path(__file__).with_name("examples.yaml"))
EXAMPLES = [pytest.param(each, id=f"{each.programme.lower()}/{each.name}") for each in examples()]


def test_every_example_was_worked_by_hand():
    named = {f"{each.programme.lower()}/{each.name}" for each in examples()}

    assert named == set(BY_HAND)
    assert all(found["working"] for found in BY_HAND.values())


def test_every_programme_has_examples():
    assert {each.programme for each in examples()} == set(BENEFITS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_comes_to_what_was_worked_by_hand(example):
    wanted = BY_HAND[f"{example.programme.lower()}/{example.name}"]

    facts, award = BENEFITS[example.programme].assessed(example.given)

    assert [[str(line.kind), line.amount] for line in award.lines] == wanted["lines"]
    assert [str(each.kind) for each in award.undetermined] == wanted.get("open", [])
    assert [part.amount for part in shares_of(award, facts)] == wanted.get("shares", [])


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_example_is_explained_in_words(example, lang):
    facts, award = BENEFITS[example.programme].assessed(example.given)

    explanation = explain(award, facts, lang)

    text, html = as_text(explanation), as_html(explanation)
    assert all(line.rule and line.working and line.recipient for line in explanation.lines)
    assert all(line.label in text and line.label in html for line in explanation.lines)
    assert all(len(line) <= 100 for line in text.splitlines())
