"""Dated values: what is in force on a day, what is refused, and that every row is cited."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from jamsostek.kernel.words import said_in
from jamsostek.law.citations import implementations, instruments, instruments_in
from jamsostek.law.reader import (
    NotFound,
    NotInForce,
    NotInLaw,
    Rate,
    parameters,
    read,
    row_on,
    subjects,
)

EVERY_PARAMETER = [p for subject in subjects() for p in parameters(subject).values()]
EVERY_ROW = [
    pytest.param(row, id=f"{parameter.subject}.{parameter.name} {row.from_date}")
    for parameter in EVERY_PARAMETER
    for row in parameter.rows
]


def full_name(parameter):
    return f"{parameter.subject}.{parameter.name}"


@pytest.mark.parametrize("parameter", EVERY_PARAMETER, ids=full_name)
def test_the_rows_of_a_value_stand_oldest_first(parameter):
    starts = [row.from_date for row in parameter.rows]

    assert all(before < after for before, after in pairwise(starts))


@pytest.mark.parametrize("row", EVERY_ROW)
def test_every_row_names_an_instrument_that_is_listed(row):
    named = instruments_in(row.citation)

    assert named or row.citation in instruments()
    assert set(named) <= set(instruments())


@pytest.mark.parametrize("row", EVERY_ROW)
def test_a_row_that_is_not_verified_says_why(row):
    certain = row.status == "verified" and row.confidence == "high"

    assert certain or row.note


@pytest.mark.parametrize("row", EVERY_ROW)
def test_no_value_is_a_float(row):
    values = row.value if isinstance(row.value, list) else [row.value]

    assert not any(isinstance(value, float) for value in values)


def test_every_marked_function_names_listed_instruments_and_has_a_sentence():
    for line in implementations():
        for citation in line.citations:
            assert set(instruments_in(citation)) <= set(instruments())
            assert instruments_in(citation)
        assert line.summary


@pytest.mark.parametrize(
    ("citation", "names"),
    [
        ("PP 14/1993, Pasal 9 ayat (3)", ["PP 14/1993"]),
        ("UU 3/1992, Pasal 4 ayat (1); PP 14/1993, Pasal 2", ["UU 3/1992", "PP 14/1993"]),
        ("KEP-150/MEN/1999", ["KEP-150/MEN/1999"]),
        ("PP 14/1993, Pasal 50; Keppres 22/1993, Pasal 3", ["PP 14/1993", "Keppres 22/1993"]),
        ("PMK 162/PMK.011/2012, Pasal 1", ["PMK 162/PMK.011/2012"]),
        ("a decision of the board", []),
    ],
)
def test_the_instruments_of_a_citation_are_found(citation, names):
    assert instruments_in(citation) == names


@dataclass(frozen=True, slots=True)
class SomeTerms:
    """Terms as a formula declares them."""

    jht_employer: Rate
    jkk: tuple[Rate, ...]
    due_day: int
    jpk_wage_max: int | None


def test_terms_are_filled_exactly_as_the_law_writes_them():
    terms = read(SomeTerms, "contributions", on=date(2011, 9, 1))

    assert terms.jht_employer == Rate(Decimal("3.70"), 37_000)
    assert str(terms.jht_employer) == "3.70"
    assert [rate.millionths for rate in terms.jkk] == [2_400, 5_400, 8_900, 12_700, 17_400]
    assert terms.due_day == 15
    assert terms.jpk_wage_max == 1_000_000


@pytest.mark.parametrize(
    ("day", "ceiling"), [(date(2012, 4, 22), 1_000_000), (date(2012, 4, 23), None)]
)
def test_a_field_that_may_be_none_accepts_a_value_that_has_ended(day, ceiling):
    terms = read(SomeTerms, "contributions", on=day)

    assert terms.jpk_wage_max == ceiling


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(1993, 2, 26), "begins on 1993-02-27 \\(PP 14/1993, Pasal 9 ayat \\(3\\)\\)"),
        (date(2015, 7, 1), "ended on 2015-07-01 \\(PP 46/2015, Pasal 37\\)"),
    ],
)
def test_outside_its_days_a_value_is_refused_and_the_article_named(day, sentence):
    with pytest.raises(NotInForce, match=sentence):
        row_on("contributions", "jht_employer", on=day)


@pytest.mark.parametrize("day", [date(1993, 2, 27), date(2015, 6, 30)])
def test_on_its_first_and_last_day_a_value_holds(day):
    row = row_on("contributions", "jht_employer", on=day)

    assert row.value == Decimal("3.70")


def test_an_unknown_value_is_refused_with_what_would_settle_it():
    with pytest.raises(NotFound, match="annual report"):
        row_on("savings", "return_rate", on=date(2013, 12, 31))


def test_a_practice_that_differed_is_said_until_it_followed_the_law():
    row = row_on("contributions", "jpk_wage_max_times_k1", on=date(2012, 5, 1))

    assert "May 2012" in row.caution(date(2012, 5, 1))
    assert row.caution(date(2012, 6, 1)) == ""


@pytest.mark.parametrize(
    ("subject", "name"), [("contributions", "jht_employers"), ("weather", "rain")]
)
def test_a_name_the_law_does_not_have_is_refused(subject, name):
    with pytest.raises(NotInLaw):
        row_on(subject, name, on=date(2011, 9, 1))


@dataclass(frozen=True, slots=True)
class MistakenTerms:
    """A rupiah amount declared as a text."""

    min_payroll: str


def test_a_field_of_the_wrong_kind_is_refused():
    with pytest.raises(NotInLaw, match="min_payroll"):
        read(MistakenTerms, "membership", on=date(2011, 9, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1995, 9, 21), "PT ASTEK (Persero)"),
        (date(1995, 9, 22), "PT Jamsostek (Persero)"),
        (date(2013, 12, 31), "PT Jamsostek (Persero)"),
        (date(2014, 1, 1), "BPJS Ketenagakerjaan"),
    ],
)
def test_the_institution_has_its_name_of_the_day(day, name):
    assert row_on("institution", "name", on=day).value == name


def test_a_weak_value_warns_in_both_languages():
    row = row_on("jkk", "medical_max", on=date(1993, 2, 27))

    caution = row.caution(date(1993, 2, 27))

    assert said_in(caution, "id").startswith("Batas biaya sebelum PP 79/1998")
    assert said_in(caution, "en").startswith("Recalled, not read")


@pytest.mark.parametrize("subject", ["heirs", "impairments", "jht", "jht_tax", "jkk", "jkm", "jpk"])
def test_what_a_benefit_must_warn_of_is_said_in_indonesian(subject):
    silent = [
        (parameter.name, row.from_date)
        for parameter in parameters(subject).values()
        for row in parameter.rows
        if row.confidence != "high" and row.note and not row.note_id
    ]

    assert silent == []
