"""Who is meant, whether they work here, what they earn, and whether the row came before."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamsostek.contributions.imports.checked import Checked
from tests.contributions.imports.making import (
    BUDI,
    ELSEWHERE,
    HEADING,
    JOKO,
    RUDI,
    SITI,
    WATI,
    codes,
    decide,
    opened,
    read,
    read_sheets,
    register,
    wages,
)

DATED = [*HEADING, "TGL MASUK", "TGL KELUAR"]
NO_KPJ = ["NIK", "NAMA", "UPAH"]


@pytest.mark.parametrize(
    ("kpj", "nik", "code"),
    [
        (SITI[0], SITI[1], "ok"),
        (SITI[0], None, "ok"),
        (SITI[0], "-", "ok"),
        ("9901234560", SITI[1], "KPJ_MALFORMED"),
        ("99499999999", SITI[1], "KPJ_UNKNOWN"),
        (SITI[0], BUDI[1], "NIK_MISMATCH"),
        ("BARU", SITI[1], "FOUND_BY_NIK"),
        (None, "9909090909090909", "KPJ_MISSING"),
        (None, None, "KPJ_MISSING"),
        (WATI[0], 12_054_501_820_023, "NIK_RESTORED"),
        (None, "12054501820023", "FOUND_BY_NIK+NIK_RESTORED"),
        (WATI[0], "12054501820024", "NIK_MISMATCH"),
        (SITI[0], 9_901_014_501_800_000, "NIK_DAMAGED"),
        (SITI[0], 9_901_014_501_800_010, "NIK_DAMAGED"),
        (SITI[0], 9_901_014_501_800_012, "NIK_MISMATCH"),
        (SITI[0], "9901014501800000", "NIK_DAMAGED"),
        (SITI[0], "9901014501800010", "NIK_MISMATCH"),
        (SITI[0], "9,90101E+15", "NIK_DAMAGED"),
        (SITI[0], "9,90102E+15", "NIK_MISMATCH"),
        (None, 9_901_014_501_800_000, "KPJ_MISSING"),
        (None, "9,90101E+15", "KPJ_MISSING"),
        (SITI[0], "99010145018000012", "NIK_DAMAGED"),
    ],
)
def test_the_member_number_decides_and_the_identity_number_checks(kpj, nik, code):
    checked = decide(wages([kpj, nik, "SITI", 1_000_000]))

    assert codes(checked) == [code]


@pytest.mark.parametrize(
    ("nik", "code"),
    [
        (SITI[1], "ok"),
        (12_054_501_820_023, "NIK_RESTORED"),
        ("9909090909090909", "NIK_UNKNOWN"),
        ("9901014501800", "NIK_UNKNOWN"),
        (None, "NIK_UNKNOWN"),
        (9_901_014_501_800_000, "NIK_DAMAGED"),
        ("9901014501800000", "NIK_DAMAGED"),
        ("9909090909090900", "NIK_UNKNOWN"),
        ("9.90101E+15", "NIK_DAMAGED"),
    ],
)
def test_without_a_column_of_member_numbers_a_whole_identity_number_finds(nik, code):
    checked = decide(read(NO_KPJ, [nik, "SITI", 1_000_000]))

    assert codes(checked) == [code]


def test_an_identity_number_of_another_employers_member_finds_nobody():
    against = register((SITI, date(2005, 1, 1), None, ELSEWHERE))

    assert codes(decide(read(NO_KPJ, [SITI[1], "SITI", 5_000]), against)) == ["NIK_UNKNOWN"]


def test_an_identity_number_that_two_members_share_finds_nobody():
    twin = ("99012345699", SITI[1], "TWIN")
    against = register(people=(SITI, twin))

    assert codes(decide(wages([None, SITI[1], "SITI", 5_000]), against)) == ["KPJ_MISSING"]


def test_a_member_known_without_an_identity_number_is_not_checked_by_it():
    against = register(people=((SITI[0], None, "SITI"),))

    assert codes(decide(wages([*SITI, 5_000]), against)) == ["ok"]


@pytest.mark.parametrize(
    ("first", "until", "code"),
    [
        (date(2005, 1, 1), None, "ok"),
        (date(2011, 8, 31), None, "ok"),
        (date(2011, 9, 1), None, "JOINED_IN_MONTH"),
        (date(2011, 9, 30), None, "JOINED_IN_MONTH"),
        (date(2011, 10, 1), None, "NOT_EMPLOYED"),
        (date(2005, 1, 1), date(2011, 9, 1), "NOT_EMPLOYED"),
        (date(2005, 1, 1), date(2011, 9, 2), "LEFT_IN_MONTH"),
        (date(2005, 1, 1), date(2011, 10, 1), "LEFT_IN_MONTH"),
        (date(2005, 1, 1), date(2011, 10, 2), "ok"),
        (date(2011, 9, 5), date(2011, 9, 20), "JOINED_IN_MONTH+LEFT_IN_MONTH"),
    ],
)
def test_the_register_says_who_worked_in_the_month(first, until, code):
    against = register((SITI, first, until))

    assert codes(decide(wages([*SITI, 1_000_000]), against)) == [code]


@pytest.mark.parametrize(
    ("start", "leave", "code"),
    [
        ("31/08/2011", None, "ok"),
        ("01/09/2011", None, "JOINED_IN_MONTH"),
        ("30/09/2011", None, "JOINED_IN_MONTH"),
        ("01/10/2011", None, "NOT_EMPLOYED"),
        (None, "31/08/2011", "NOT_EMPLOYED"),
        (None, "01/09/2011", "LEFT_IN_MONTH"),
        (None, "30/09/2011", "LEFT_IN_MONTH"),
        (None, "01/10/2011", "ok"),
        ("31/09/2011", "-", "DATE_UNREADABLE"),
    ],
)
def test_the_dates_in_the_row_must_allow_it_too(start, leave, code):
    checked = decide(read(DATED, [*SITI, 1_000_000, start, leave]))

    assert codes(checked) == [code]


def test_a_member_who_came_back_is_held_against_the_latest_spell():
    against = register(
        (SITI, date(2005, 1, 1), date(2011, 9, 5)), (SITI, date(2011, 9, 20), None)
    ).with_columns(employment_id=pl.int_range(pl.len()))
    second = against.filter(pl.col("from_date") == date(2011, 9, 20))["employment_id"].item()

    checked = decide(wages([*SITI, 1_000_000]), against)

    assert codes(checked) == ["JOINED_IN_MONTH"]
    assert checked.accepted()["employment_id"].to_list() == [second]


def test_somebody_elses_worker_is_known_but_not_employed_here():
    against = register((SITI, date(2005, 1, 1), None, ELSEWHERE))

    assert codes(decide(wages([*SITI, 1_000_000]), against)) == ["NOT_EMPLOYED"]


def test_a_person_known_without_any_employment_is_not_employed():
    against = register((SITI, None, None))

    assert codes(decide(wages([*SITI, 1_000_000]), against)) == ["NOT_EMPLOYED"]


def test_the_first_fault_decides_and_a_rejected_row_carries_no_flags():
    rows = [
        ["9901234560", BUDI[1], "both", None],
        [SITI[0], BUDI[1], "=x", None],
        [WATI[0], None, "=x", "banyak"],
    ]
    against = register((WATI, date(2012, 1, 1), None))

    checked = decide(wages(*rows), against)

    assert codes(checked) == ["KPJ_MALFORMED", "NIK_MISMATCH", "NOT_EMPLOYED"]
    assert checked.rows["flags"].to_list() == [[], [], []]


def test_the_same_row_again_is_a_duplicate_and_the_first_stands():
    checked = decide(wages([*SITI, 5_000], [*BUDI, 5_000], [*SITI, "5.000"], [*SITI, 5_000]))

    assert codes(checked) == ["ok", "ok", "DUPLICATE_ROW", "DUPLICATE_ROW"]
    assert checked.wage_sum == 10_000


def test_another_wage_is_a_second_job_and_both_add_up():
    checked = decide(wages([*SITI, 5_000], [*SITI, 6_000], [*SITI, 6_000], [*SITI, 5_000]))

    assert codes(checked) == ["ok", "REPEATED_MEMBER", "DUPLICATE_ROW", "DUPLICATE_ROW"]
    assert checked.wage_sum == 11_000


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("SOPIR", "GUDANG", "METRO"), "DUPLICATE_ROW"),
        (("sopir ", "Gudang", None), "DUPLICATE_ROW"),
        ((None, None, None), "DUPLICATE_ROW"),
        (("SATPAM", "GUDANG", "METRO"), "REPEATED_MEMBER"),
        ((None, "KANTOR", None), "REPEATED_MEMBER"),
        ((None, None, "KUDUS"), "REPEATED_MEMBER"),
    ],
)
def test_the_same_wage_in_another_job_department_or_workplace_is_a_second_job(words, code):
    heading = [*HEADING, "JABATAN", "BAGIAN", "LOKASI KERJA"]

    checked = decide(
        read(heading, [*SITI, 5_000, "SOPIR", "GUDANG", "METRO"], [*SITI, 5_000, *words])
    )

    assert codes(checked) == ["ok", code]


def test_a_third_row_is_held_against_every_earlier_one():
    heading = [*HEADING, "JABATAN"]
    jobs = ["SOPIR", "SATPAM", "SOPIR", "SATPAM", "KASIR"]

    checked = decide(read(heading, *([*SITI, 5_000, job] for job in jobs)))

    again = ["DUPLICATE_ROW", "DUPLICATE_ROW", "REPEATED_MEMBER"]
    assert codes(checked) == ["ok", "REPEATED_MEMBER", *again]


def test_a_rejected_row_is_no_first_one():
    checked = decide(wages([SITI[0], BUDI[1], "SITI", 5_000], [*SITI, 5_000]))

    assert codes(checked) == ["NIK_MISMATCH", "ok"]


def test_repeats_are_seen_across_sheets_and_by_whoever_is_meant():
    sheets = {
        "STAF": [HEADING, [*SITI, 5_000]],
        "PRODUKSI": [HEADING, [None, SITI[1], "SITI", 5_000], [*SITI, 6_000]],
    }

    checked = decide(read_sheets(sheets))

    assert codes(checked) == ["ok", "DUPLICATE_ROW", "REPEATED_MEMBER"]


def test_the_result_lists_every_place_with_its_sheet():
    checked = decide(read(HEADING, [*SITI, "5.000,50"], [*BUDI, 0], ["TOTAL"], sheet="Sept"))

    found = checked.summary()

    assert found["outcome"] == "read"
    assert found["rows"] == {"read": 2, "accepted": 1, "rejected": 1}
    assert found["wage_sum"] == 5_001
    assert found["rejected"] == [{"sheet": "Sept", "row": 3, "code": "WAGE_ZERO"}]
    assert found["flagged"] == [{"sheet": "Sept", "row": 2, "flag": "WAGE_ROUNDED"}]
    assert found["skipped"] == [{"sheet": "Sept", "row": 4, "why": "TOTAL"}]


def test_unknown_workers_come_with_what_registering_them_needs():
    heading = [*HEADING, "TGL LAHIR", "TGL MASUK"]
    rows = [
        ["99499999999", None, "A", 5_000, None, None],
        [None, "9909090909090909", "B", 6_000, "12/03/1985", "05/09/2011"],
        ["BARU", None, "C", 7_000, None, None],
        ["123", "9909090909090908", "D", 8_000, None, None],
        [*SITI, 9_000, None, None],
    ]

    unknown = decide(read(heading, *rows)).unknown_workers()

    assert unknown["name"].to_list() == ["A", "B"]
    assert unknown.row(1, named=True) == {
        "sheet": "Upah",
        "row": 3,
        "code": "KPJ_MISSING",
        "kpj_written": None,
        "nik": "9909090909090909",
        "name": "B",
        "birth_date": date(1985, 3, 12),
        "start_date": date(2011, 9, 5),
        "wage": 6_000,
    }


def test_leavers_are_those_of_whom_the_file_says_so():
    against = register((BUDI, date(2005, 1, 1), date(2011, 9, 20))).with_columns(
        employment_id=pl.col("kpj").cast(pl.Int64) % 100
    )
    rows = [
        [*SITI, 5_000, None, "16/09/2011"],
        [*BUDI, 5_000, None, None],
        [*WATI, 5_000, None, "15/10/2011"],
        [*JOKO, 0, None, "16/09/2011"],
    ]

    leavers = decide(read(DATED, *rows), against).leavers()

    assert leavers.select("employment_id", "leave_date").rows() == [(1, date(2011, 9, 16))]


def test_a_refused_file_has_no_rows_and_says_why():
    checked = decide(opened(b"%PDF-1.4", "upah.csv"))

    assert checked.outcome == "refused"
    assert checked.summary()["code"] == "FILE_TYPE_MISMATCH"
    assert checked.rows.is_empty()
    assert Checked.from_bytes(checked.to_bytes()).summary() == checked.summary()
    assert checked.unknown_workers().is_empty()
    assert checked.leavers().is_empty()


PEOPLE = st.sampled_from([SITI[0], BUDI[0], WATI[0], "99499999999", "123", "BARU", None])
NIKS = st.sampled_from(
    [
        SITI[1],
        BUDI[1],
        "9909090909090909",
        "9,90101E+15",
        99036605871253,
        None,
        1e300,
        5.5,
        float("nan"),
    ]
)
WAGES = st.sampled_from(
    [5_000, "5.000", 6_000.5, 0, -1, "x", None, 2e9, 1e300, float("nan"), float("inf")]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(PEOPLE, NIKS, st.just("X"), WAGES), max_size=25))
def test_accepted_and_rejected_are_what_was_read_and_survive_storing(rows):
    reading = wages(*rows) if rows else wages([None])

    checked = decide(reading)

    found = checked.summary()
    assert found["rows"]["read"] == reading.rows.height
    assert found["rows"]["accepted"] + found["rows"]["rejected"] == found["rows"]["read"]
    assert len(found["rejected"]) == found["rows"]["rejected"]
    assert checked.accepted()["wage"].null_count() == 0
    assert found["wage_sum"] == sum(checked.accepted()["wage"])
    stored = Checked.from_bytes(checked.to_bytes())
    assert stored.summary() == found
    assert stored.rows.equals(checked.rows)


def test_nobody_loses_a_row_when_the_register_lists_a_member_many_times():
    spells = [(RUDI, date(year, 1, 1), date(year, 12, 1)) for year in range(1995, 2011)]

    checked = decide(wages([*RUDI, 5_000], [*SITI, 5_000]), register(*spells))

    assert codes(checked) == ["NOT_EMPLOYED", "ok"]


@pytest.mark.parametrize(
    ("second", "both"),
    [
        (400_000_000, ["ok", "REPEATED_MEMBER"]),
        (400_000_001, ["WAGE_TOO_HIGH", "WAGE_TOO_HIGH"]),
    ],
)
def test_wages_of_one_person_above_the_highest_together_are_rejected_on_every_row(second, both):
    checked = decide(
        wages(
            [SITI[0], None, "SITI", 600_000_000],
            [BUDI[0], None, "BUDI", 1_000_000_000],
            [SITI[0], None, "SITI", second],
        )
    )

    assert codes(checked) == [both[0], "ok", both[1]]


def test_a_row_sent_twice_is_not_added_up():
    row = [SITI[0], None, "SITI", 600_000_000]

    assert codes(decide(wages(row, row))) == ["ok", "DUPLICATE_ROW"]
