"""What may be posted: two sides in whole rupiah, under a key that makes a repeat harmless."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

AMOUNT_MAX: Final = 10**15
"""Above this an amount is a slip of the pen, and sums might overflow."""


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be made: lines are pairs of account and amount, debit above zero.

    `key` is made by whoever asks and kept through all retries.
    """

    key: str
    kind: str
    day: date
    text: str
    lines: Sequence[tuple[int, int]]
    reverses: int | None = None


def must_balance(posting: Posting) -> None:
    """Refuse a posting that is no whole double entry.

    Raises:
        EntryNotBalanced: under two lines, an amount that is nothing or beyond bounds, or a
            total other than zero.
    """
    total = 0
    for account, amount in posting.lines:
        if amount == 0 or not -AMOUNT_MAX <= amount <= AMOUNT_MAX:
            raise EntryNotBalanced(
                f"{posting.key}: account {account} cannot be posted with {amount} rupiah."
            )
        total += amount
    if total or len(posting.lines) < 2:
        raise EntryNotBalanced(
            f"{posting.key}: {len(posting.lines)} lines add up to {total} instead of 0."
        )


class EntryNotBalanced(ValueError):
    """An entry whose sides differ, as a whole or within one fund."""


def payload_hash(posting: Posting) -> bytes:
    """Give the SHA-256 of what a posting says, by which a repeat is told from another."""
    lines = ",".join([f"{account}:{amount}" for account, amount in posting.lines])
    reverses = "" if posting.reverses is None else posting.reverses
    body = f"{posting.kind}\n{posting.day.isoformat()}\n{reverses}\n{lines}\n{posting.text}"
    return sha256(body.encode()).digest()


BODY_SQL: Final = r"""
    e.kind || E'\n' || to_char(e.day, 'YYYY-MM-DD') || E'\n' || coalesce(e.reverses_id::text, '')
    || E'\n' || string_agg(l.account_id || ':' || l.amount, ',' ORDER BY l.line_no)
    || E'\n' || e.text
"""
"""What `payload_hash` hashes, as the database puts it together from an entry `e` and lines `l`."""
