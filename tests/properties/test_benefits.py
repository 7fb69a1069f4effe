"""Over a grid of events of every programme and time: articles, workings, words, and no guesses."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.benefits.assessing import BENEFITS, examples
from jamsostek.benefits.awards import Award, FactsContradict, FactsMissing
from jamsostek.benefits.explaining import as_html, as_text, explain
from jamsostek.benefits.schema import Fact, Kind, read_facts, schema_of, written_facts
from jamsostek.benefits.shares import shares_of
from jamsostek.benefits.workings import evaluate
from jamsostek.law.citations import instruments, instruments_in
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap, parameters

SUBJECTS = ("jkk", "impairments", "jkm", "heirs", "jht", "jht_tax", "jpk")
FIRST, LAST = date(1993, 2, 27), date(2015, 6, 30)
BORDERS = sorted(
    {
        row.from_date + timedelta(days=days)
        for subject in SUBJECTS
        for parameter in parameters(subject).values()
        for row in parameter.rows
        for days in (-1, 0, 1)
    }
)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
LIKELY = st.sampled_from([True, True, True, False])

days = st.sampled_from(BORDERS) | st.dates(FIRST, LAST)
amounts = st.sampled_from([0, 1, 25_000, 999_999, 1_500_000, 50_000_000]) | st.integers(0, 10**9)
numbers = st.sampled_from([0, 1, 7, 30, 60, 120, 240, 241]) | st.integers(0, 400)
percents = st.sampled_from(["0", "5", "12.5", "40", "100"]).map(Decimal)
KINDS = {
    Kind.DAY: days,
    Kind.DECIMAL: percents,
    Kind.YES_NO: st.booleans(),
    Kind.TEXT: st.sampled_from(["Ani", "Budi", "Citra", "Dewi"]),
}
EXAMPLES = [pytest.param(each, id=f"{each.programme}/{each.name}") for each in examples()]


def of_fact(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.kind is Kind.GROUP:
        one = st.fixed_dictionaries({}, optional={p.name: of_fact(p) for p in fact.parts})
    elif fact.kind is Kind.CHOICE:
        one = st.sampled_from(fact.choices)
    elif fact.kind is Kind.WHOLE:
        one = amounts if fact.is_money else numbers
    else:
        one = KINDS[fact.kind]
    return st.lists(one, max_size=3) if fact.is_list else one


@st.composite
def changed_example(draw: st.DrawFn) -> tuple[Programme, dict[str, Any]]:
    """An example with another day and some other facts: near to what happens, yet all over."""
    example = draw(st.sampled_from(examples()))
    facts = {fact.name: fact for fact in schema_of(BENEFITS[example.programme].facts)}
    found = deepcopy(example.given)
    if draw(LIKELY):
        found |= moved(found, draw(days) - found["event_date"])
    for name in draw(st.lists(st.sampled_from(list(facts)), max_size=3)):
        if name != "event_date":
            found[name] = draw(of_fact(facts[name]))
    return example.programme, found


def moved(given: dict[str, Any], by: timedelta) -> dict[str, Any]:
    """Move every day of a claim alike, so that they still go together."""
    return {name: value + by if isinstance(value, date) else value for name, value in given.items()}


@st.composite
def anything(draw: st.DrawFn) -> tuple[Programme, dict[str, Any]]:
    benefit = draw(st.sampled_from(list(BENEFITS.values())))
    optional = {fact.name: of_fact(fact) for fact in schema_of(benefit.facts)}
    return benefit.programme, draw(st.fixed_dictionaries({}, optional=optional))


def assessed(programme: Programme, given_: object) -> tuple[Any, Award] | None:
    """Give facts and award, or None where they are refused as they may be."""
    try:
        return BENEFITS[programme].assessed(given_)
    except (FactsMissing, FactsContradict, LawGap):
        return None


@MANY
@given(changed_example() | anything())
def test_an_award_can_be_followed_line_by_line(claim):
    found = assessed(*claim)
    if found is None:
        return
    facts, award = found

    for line in award.lines:
        assert evaluate(line.working) == line.amount
        assert line.amount % line.months == 0 or award.programme is Programme.JHT
        assert line.amount >= 0 or line.recipient == "STATE"
        assert_written_by_then(line.citation, last_law_day(facts, award))
    for open_ in award.undetermined:
        assert open_.settled_by
        assert_written_by_then(open_.citation, date.max)  # a later text may say what is not known
    assert award.lines or award.undetermined or award.notes, "nothing, and no word why"


@MANY
@given(changed_example())
def test_an_award_is_told_in_words_and_its_facts_come_back(claim):
    found = assessed(*claim)
    if found is None:
        return
    facts, award = found

    for lang in ("id", "en"):
        explanation = explain(award, facts, lang)
        assert all(line.rule and line.label and line.working for line in explanation.lines)
        assert as_text(explanation)
        assert as_html(explanation).count("<h3>") == len(award.lines)
        assert sum(amount for _, amount in explanation.subtotals) == award.total
    assert read_facts(type(facts), written_facts(facts)) == facts


@MANY
@given(changed_example())
def test_shares_add_up_to_what_is_for_the_heirs(claim):
    found = assessed(*claim)
    if found is None:
        return
    facts, award = found
    shares = shares_of(award, facts)

    mine = [line for line in award.lines if line.recipient in {"HEIRS", "STATE"}]
    assert not shares or sum(each.amount for each in shares) == sum(x.amount for x in mine)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_fact_less_is_asked_for_or_changes_no_amount_that_remains(example):
    benefit = BENEFITS[example.programme]
    whole = counted(benefit.assessed(example.given)[1])

    for place, without in each_without_one(example.given):
        found = assessed(example.programme, without)
        if found is not None:
            left = counted(found[1])
            assert left <= whole, f"without {place}: {left - whole}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_name_decides_nothing(example):
    benefit = BENEFITS[example.programme]
    facts, award = benefit.assessed(example.given)
    renamed, as_renamed = benefit.assessed(with_other_names(example.given))

    assert as_renamed.lines == award.lines
    assert [s.amount for s in shares_of(as_renamed, renamed)] == [
        s.amount for s in shares_of(award, facts)
    ]


def assert_written_by_then(citation: str, on: date) -> None:
    names = instruments_in(citation)
    assert names, f"{citation!r} names no instrument"
    for name in names:
        assert name in instruments(), name
        published = instruments()[name].published
        assert published is None or published <= on, f"{name} of {published} on {on}"


def last_law_day(facts: Any, award: Award) -> date:
    """The day of the event; of savings, that of the last payment, by which tax goes."""
    if award.programme is not Programme.JHT:
        return award.event_date
    months = max((line.months for line in award.lines), default=1)
    return max(award.event_date, facts.payment_date or FIRST) + timedelta(days=31 * months)


def counted(award: Award) -> Counter[tuple[str, int]]:
    return Counter((str(line.kind), line.amount) for line in award.lines)


def each_without_one(given_: Any) -> Iterator[tuple[str, Any]]:
    """Give plain data without each of its facts in turn, those inside groups too."""
    for name, value in given_.items():
        yield name, {key: other for key, other in given_.items() if key != name}
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                for place, less in each_without_one(item):
                    changed = [*value[:number], less, *value[number + 1 :]]
                    yield f"{name}.{number + 1}.{place}", given_ | {name: changed}


def with_other_names(given_: Any) -> Any:
    if isinstance(given_, list):
        return [with_other_names(item) for item in given_]
    if isinstance(given_, dict):
        return {
            name: f"Z{value}" if name == "name" else with_other_names(value)
            for name, value in given_.items()
        }
    return given_
