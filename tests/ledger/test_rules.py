"""What may be posted, and the hash by which a repeat is known."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from jamsostek.ledger.rules import (
    AMOUNT_MAX,
    EntryNotBalanced,
    Posting,
    must_balance,
    payload_hash,
)

SALE = Posting("K:1", "RECEIPT", date(2011, 9, 20), "Setoran", [(1101, 500), (2101, -500)])


def test_a_double_entry_may_be_posted():
    must_balance(SALE)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [(1101, 500)],
        [(1101, 500), (2101, -499)],
        [(1101, 0), (2101, 0)],
        [(1101, AMOUNT_MAX + 1), (2101, -AMOUNT_MAX - 1)],
    ],
    ids=["nothing", "one side", "one rupiah short", "nothing moves", "beyond bounds"],
)
def test_what_is_no_double_entry_is_refused(lines):
    with pytest.raises(EntryNotBalanced, match="K:1"):
        must_balance(replace(SALE, lines=lines))


def test_the_largest_amount_may_be_posted():
    must_balance(replace(SALE, lines=[(1101, AMOUNT_MAX), (2101, -AMOUNT_MAX)]))


def test_the_hash_is_taken_of_kind_day_reversal_lines_and_text():
    body = b"RECEIPT\n2011-09-20\n\n1101:500,2101:-500\nSetoran"

    assert payload_hash(SALE) == sha256(body).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "INTEREST"},
        {"day": date(2011, 9, 21)},
        {"text": "Setoran "},
        {"reverses": 1},
        {"lines": [(2101, -500), (1101, 500)]},
        {"lines": [(1101, 501), (2101, -501)]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_in_a_posting_changes_its_hash(change):
    assert payload_hash(replace(SALE, **change)) != payload_hash(SALE)


def test_the_key_is_not_part_of_what_is_said():
    assert payload_hash(replace(SALE, key="K:2")) == payload_hash(SALE)
