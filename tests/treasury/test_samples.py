"""Every sample statement comes to the result that stands beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.treasury.statements import SETS, all_files, as_text, expected, names, tried

BESIDE = ("about", "rules", "notes")
CASES = [(folder, name) for folder in SETS for name in names(folder)]


@pytest.mark.parametrize(("folder", "name"), CASES, ids=[f"{f}/{n}" for f, n in CASES])
def test_statement_reads_as_expected(folder: str, name: str) -> None:
    wanted = as_text({k: v for k, v in expected(folder, name).items() if k not in BESIDE})
    for line in wanted["lines"]:
        line.pop("case", None)

    found = tried(folder, all_files(folder))["files"]

    read = next(file for file in found if file["file"] == wanted["file"])
    for line in read["lines"]:
        line.pop("reverses_in", None)  # our own addition: a credit that stands in another file
    assert read == wanted


@pytest.mark.parametrize("folder", SETS)
def test_bills_receive_what_is_expected(folder: str) -> None:
    wanted = as_text(expected(folder, "settlement"))
    wanted.pop("about")

    found = tried(folder, all_files(folder))["settlement"]

    for bill, hoped in zip(found["bills"], wanted["bills"], strict=True):
        settled_on = bill.pop("settled_on", None)
        assert settled_on == hoped.pop("settled_on", settled_on)
        assert (settled_on is not None) == (bill["state"] in {"PAID", "OVER"})
    assert found == wanted


@settings(max_examples=25)
@given(order=st.permutations(range(5)))
def test_order_of_files_changes_no_bill(order: list[int]) -> None:
    files = all_files("october")
    wanted = tried("october", files)["settlement"]

    found = tried("october", [files[place] for place in order])["settlement"]

    assert found == wanted


def test_files_read_twice_change_nothing() -> None:
    files = all_files("october")
    wanted = tried("october", files)["settlement"]

    found = tried("october", [*files, *files])

    assert found["settlement"] == wanted
    again = found["files"][len(files) :]
    assert all(file["counts"]["already_booked"] == file["counts"]["lines"] for file in again)
