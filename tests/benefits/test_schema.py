"""Facts from plain data: every kind, every refusal, and the way back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamsostek.benefits.awards import FactsMissing
from jamsostek.benefits.reading import NotReadable, read_text
from jamsostek.benefits.schema import (
    FactsUnreadable,
    Kind,
    every_fact,
    json_schema,
    read_facts,
    schema_of,
    written_facts,
)


class Side(StrEnum):
    LEFT = "LEFT"
    BOTH_SIDES = "BOTH_SIDES"


@dataclass(frozen=True, slots=True)
class Harm:
    part: str
    percent: Decimal
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    event_date: date = field(metadata={"id": "hari kejadian", "en": "day of the event"})
    wage: int = field(metadata={"id": "upah", "en": "wage"})
    is_paid: bool = field(metadata={"id": "dibayar", "en": "paid"})
    name: str = ""
    born: date | None = None
    harms: tuple[Harm, ...] = ()
    sides: frozenset[Side] = frozenset()


GOOD = {"event_date": date(2011, 9, 30), "wage": 2_500_000, "is_paid": True}


def test_facts_of_every_kind_are_read():
    text = """
event_date: 2011-09-30
wage: 2_500_000
is_paid: false
name: "0012"
born: "1970-01-02"
harms:
  - {part: thumb, percent: 4.5, side: both-sides}
  - {part: ear, percent: 20}
sides: [left]
"""
    found = read_facts(Sample, read_text(text))

    assert found == Sample(
        event_date=date(2011, 9, 30),
        wage=2_500_000,
        is_paid=False,
        name="0012",
        born=date(1970, 1, 2),
        harms=(Harm("thumb", Decimal("4.5"), Side.BOTH_SIDES), Harm("ear", Decimal(20))),
        sides=frozenset({Side.LEFT}),
    )


def test_json_is_read_with_exact_decimals():
    text = (
        '{"event_date": "2011-09-30", "wage": 1, "is_paid": true,'
        ' "harms": [{"part": "a", "percent": 0.1}]}'
    )

    assert read_facts(Sample, read_text(text)).harms[0].percent == Decimal("0.1")


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(FactsMissing) as missing:
        read_facts(Sample, {"wage": 1, "harms": [{"percent": 1}]})

    assert missing.value.names == ("event_date", "is_paid", "harms.1.part")


def test_null_is_not_given():
    with pytest.raises(FactsMissing) as missing:
        read_facts(Sample, GOOD | {"wage": None, "born": None})

    assert missing.value.names == ("wage",)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"wages": 1}, "There is no fact 'wages'; did you mean 'wage'?"),
        (
            {"harms": [{"part": "a", "percent": 1, "sid": "LEFT"}]},
            "There is no fact 'harms.1.sid'; did you mean 'side'?",
        ),
        ({"wage": Decimal("1.5")}, "wage is '1.5'; wanted is a whole number like 2500000."),
        ({"wage": 1.0}, "wage is 1.0; wanted is a whole number like 2500000."),
        ({"wage": True}, "wage is True; wanted is a whole number like 2500000."),
        ({"is_paid": 1}, "is_paid is 1; wanted is true or false."),
        ({"event_date": datetime(2011, 9, 30, 1)}, "event_date is '2011-09-30 01:00:00'; wanted"),  # noqa: DTZ001
        ({"event_date": "30-09-2011"}, "event_date is '30-09-2011'; wanted is a day like"),
        ({"name": 12}, "name is 12; wanted is text"),
        ({"harms": {"part": "a"}}, "harms is {'part': 'a'}; wanted is a list"),
        ({"harms": ["a"]}, "harms.1 is 'a'; wanted is names with their facts"),
        (
            {"harms": [{"part": "a", "percent": 1}, {"part": "a", "percent": "x"}]},
            "harms.2.percent is 'x'; wanted is a number like 4.5.",
        ),
        (
            {"harms": [{"part": "a", "percent": 1, "side": "up"}]},
            "harms.1.side is 'up'; wanted is one of LEFT, BOTH_SIDES.",
        ),
        ({"harms": [{"part": "a", "percent": "NaN"}]}, "harms.1.percent is 'NaN'; wanted"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changed, sentence):
    with pytest.raises(FactsUnreadable) as refused:
        read_facts(Sample, GOOD | changed)

    assert sentence in str(refused.value)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(FactsUnreadable) as refused:
        read_facts(Sample, {"wage": "x", "is_paid": "x", "nothing_like_it_at_all": 1})

    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wage: 0100", "may mean several numbers"),
        ("wage: 12:30", "may mean several numbers"),
        ("wage: 0x10", "may mean several numbers"),
        ("wage: .inf", "is no number"),
        ("wage: 1\nwage: 2", "'wage' is given twice"),
        ('{"wage": 1, "wage": 2}', "'wage' is given twice"),
        ('{"wage": NaN}', "NaN is no number"),
        ("2011: 1", "is no name of a fact"),
        ("day: 2011-02-30", "cannot be read"),
        ("a: [", "line 1"),
        ("!!python/object:os.system {}", "cannot be read"),
        ("a: \x00", "cannot be read"),
        ("[" * 5000, "nested too deep"),
        ("x" * 1_000_001, "longer than"),
    ],
)
def test_what_may_mean_something_else_is_refused(text, said):
    with pytest.raises(NotReadable, match=said):
        read_text(text)


def test_the_schema_documents_every_fact():
    schema = {fact.name: fact for fact in schema_of(Sample)}

    assert schema["wage"].doc.id == "upah"
    assert schema["wage"].kind is Kind.WHOLE
    assert [name for name, fact in schema.items() if fact.is_required] == list(GOOD)
    assert schema["harms"].is_list
    assert [place for place, _ in every_fact(Sample)][5:9] == [
        *("harms", "harms.part", "harms.percent", "harms.side")
    ]


def test_the_schema_is_json_schema_too():
    found = json_schema(Sample, "Sample")

    assert found["required"] == list(GOOD)
    assert found["properties"]["harms"]["items"]["properties"]["side"]["enum"] == list(Side)
    assert found["properties"]["wage"] == {"description": "wage", "type": "integer"}


@given(
    st.builds(
        Sample,
        harms=st.lists(
            st.builds(Harm, percent=st.decimals(allow_nan=False, allow_infinity=False, places=4)),
            max_size=3,
        ).map(tuple),
        sides=st.frozensets(st.sampled_from(Side)),
        born=st.none() | st.dates(),
    )
)
def test_written_facts_are_read_back_as_they_were(facts):
    assert read_facts(Sample, written_facts(facts)) == facts
