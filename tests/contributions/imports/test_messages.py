"""Every code has words in both languages."""

import pytest

from jamsostek.contributions.imports.codes import Flag, Skip
from jamsostek.contributions.imports.messages import ALL_CODES, flagged, reason, skipped

CODES = [
    code for codes in ALL_CODES for code in codes if code != Flag.NIK_DAMAGED or codes is not Flag
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_in_both_languages(code):
    indonesian, english = reason(code), reason(code, "en")

    assert code not in {indonesian, english}
    assert indonesian != english
    assert indonesian.endswith(".")
    assert english.endswith(".")


@pytest.mark.parametrize("why", list(Skip))
def test_a_skipped_row_is_explained(why):
    assert skipped(why) != skipped(why, "en")


def test_damage_is_told_differently_for_accepted_and_rejected_rows():
    assert flagged("NIK_DAMAGED") != reason("NIK_DAMAGED")


def test_an_unknown_code_stands_for_itself():
    assert reason("SOMETHING_NEW") == "SOMETHING_NEW"
