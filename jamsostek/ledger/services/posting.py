"""Making entries, and undoing them by further entries."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError, connection, transaction

from jamsostek.kernel.acts import Act
from jamsostek.ledger.models import Entry
from jamsostek.ledger.rules import (
    BODY_SQL,
    EntryNotBalanced,
    Posting,
    must_balance,
    payload_hash,
)
from jamsostek.ledger.services.retrying import ATTEMPTS, again_after_deadlock

PART: Final = 250
"""Rows, or entries with their lines, that are sent at a time."""


@again_after_deadlock
def post(*, posting: Posting, act: Act) -> Entry:
    """Make one entry; under a key that is known already, give the entry made then.

    Raises:
        EntryNotBalanced: the sides differ, as a whole or within a fund.
        KeyReused: the key belongs to an entry that says something else.
        NoSuchAccount: a line names no account.
        Overdrawn: a member's account would turn against its holder.
    """
    (made,) = post_many(postings=[posting], act=act)
    return Entry.objects.get(id=made)


@again_after_deadlock
def post_many(*, postings: Sequence[Posting], act: Act) -> list[int]:
    """Make many entries in a few statements, and give their numbers in the order asked.

    Either all are made or none. Keys known already give the entries made then.

    Raises:
        EntryNotBalanced, KeyReused, NoSuchAccount, Overdrawn: as `post` does.
    """
    asked: dict[str, Posting] = {}
    for posting in postings:
        must_balance(posting)
        first = asked.setdefault(posting.key, posting)
        if first is not posting:
            _must_be_same(first, payload_hash(first), posting, payload_hash(posting))
    if not asked:
        return []
    for left in reversed(range(ATTEMPTS)):
        try:
            made = _make(asked, act)
        except _KeyTakenMeanwhile:
            if not left:
                raise
        else:
            break
    return [made[posting.key] for posting in postings]


@again_after_deadlock
def post_with_members(
    *, posting: Posting, member_lines_sql: str, params: Mapping[str, Any], act: Act
) -> Entry:
    """Make one entry of the posting's lines and one line for every member that a query gives.

    The query gives `account_id` and `amount`, its parameters named as in `%(bill)s`; amounts of
    nothing are left out. The lines are numbered after the posting's in the order of accounts.
    They never pass through Python: a hundred thousand are one statement.

    Raises:
        EntryNotBalanced, KeyReused, NoSuchAccount, Overdrawn: as `post` does.
    """
    rows_sql = f"""
        SELECT ordinality AS line_no, account_id, amount
        FROM unnest(%(_accounts)s::bigint[], %(_amounts)s::bigint[])
            WITH ORDINALITY AS header (account_id, amount, ordinality)
        UNION ALL
        SELECT %(_header)s + row_number() OVER (ORDER BY account_id, amount), account_id, amount
        FROM ({member_lines_sql}) member WHERE amount <> 0
    """  # noqa: S608 - a query of our own code; every value in it is a parameter
    header = {
        "_accounts": [account for account, _ in posting.lines],
        "_amounts": [amount for _, amount in posting.lines],
        "_header": len(posting.lines),
    }
    return _post_rows(posting, rows_sql, {**params, **header}, act)


@again_after_deadlock
def reverse(*, entry_id: int, key: str, day: date, act: Act) -> Entry:
    """Undo an entry by another with every line the other way round, naming the first.

    A reversal can itself be reversed: that is a third entry, the first stays reversed.

    Raises:
        NoSuchEntry: there is no entry of this number.
        AlreadyReversed: another entry has undone it before.
        KeyReused: the key belongs to an entry that says something else.
        Overdrawn: a member has since taken out what the entry brought in.
    """
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        raise NoSuchEntry(f"There is no entry {entry_id} to reverse.")
    earlier = Entry.objects.filter(reverses=entry_id).exclude(key=key).first()
    if earlier is not None:
        raise AlreadyReversed(f"Entry {entry_id} was reversed by entry {earlier.id} already.")
    posting = Posting(key, entry.kind, day, f"Pembalikan: {entry.text}"[:200], (), entry_id)
    rows_sql = """
        SELECT line_no, account_id, -amount AS amount FROM ledger_line WHERE entry_id = %(_entry)s
    """
    return _post_rows(posting, rows_sql, {"_entry": entry_id}, act)


class KeyReused(ValueError):
    """A key that belongs to another entry than the one asked for now."""

    def __init__(
        self, posting: Posting, digest: bytes, difference: str, stored_digest: bytes
    ) -> None:
        self.key = posting.key
        self.difference = difference
        super().__init__(
            f"The key {posting.key} belongs to an entry that differs in {difference}"
            f" (asked {digest.hex()[:16]}, stored {stored_digest.hex()[:16]})."
        )


class NoSuchAccount(ValueError):
    """A line on an account that the books do not have."""


class NoSuchEntry(LookupError):
    """A number that no entry has."""


class AlreadyReversed(ValueError):
    """An entry that was undone before."""


class Overdrawn(ValueError):
    """A member's account that would turn against its holder."""


class _KeyTakenMeanwhile(ValueError):
    """A key that another session has used since we looked."""


_FACTS: Final[dict[str, type[ValueError]]] = {
    "ledger_entry_balanced": EntryNotBalanced,
    "ledger_fund_balanced": EntryNotBalanced,
    "line_amount_bounds": EntryNotBalanced,
    "ledger_line_account": NoSuchAccount,
    "balance_never_debit": Overdrawn,
    "ledger_entry_key_key": _KeyTakenMeanwhile,
    "entry_reversed_once": AlreadyReversed,
}
"""What it means when the database refuses by one of its constraints."""


@contextmanager
def _facts() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        fact = _FACTS.get(getattr(diagnosis, "constraint_name", None) or "")
        if fact is None:
            raise
        raise fact(str(error).split("\n", 1)[0]) from error


def _make(asked: Mapping[str, Posting], act: Act) -> dict[str, int]:
    """Make the entries whose keys are new, and give the numbers of all by key."""
    with transaction.atomic(), _facts():
        known, new = _numbers(asked)
        for entry in Entry.objects.filter(id__in=known.values()):
            posting = asked[entry.key]
            _must_be_same(entry, bytes(entry.payload_hash), posting, payload_hash(posting))
        if new:
            _write_entries(asked, new, act)
            _write_lines(asked, new)
    return known | new


def _numbers(asked: Mapping[str, Posting]) -> tuple[dict[str, int], dict[str, int]]:
    """Give the numbers of the entries known already, and new numbers for the others."""
    known, new = {}, {}
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS_SQL, [json.dumps(list(asked))])
        for key, known_id, new_id in cursor.fetchall():
            if known_id is None:
                new[key] = new_id
            else:
                known[key] = known_id
    return known, new


NUMBERS_SQL: Final = """
    SELECT key, id, CASE WHEN id IS NULL THEN nextval('ledger_entry_id_seq') END
    FROM (
        SELECT key, (SELECT e.id FROM ledger_entry e WHERE e.key = asked.key) AS id
        FROM json_array_elements_text(%s::json) AS asked (key) OFFSET 0
    ) found
"""


def _write_entries(asked: Mapping[str, Posting], new: Mapping[str, int], act: Act) -> None:
    hand = "\t".join(_field(value) for value in _hand(act))

    def row(key: str, number: int) -> str:
        posting = asked[key]
        reverses = r"\N" if posting.reverses is None else posting.reverses
        return (
            f"{number}\t{_field(key)}\t\\\\x{payload_hash(posting).hex()}\t{_field(posting.kind)}"
            f"\t{posting.day.isoformat()}\t{_field(posting.text)}\t{len(posting.lines)}"
            f"\t{reverses}\t{hand}\n"
        )

    statement = """
        COPY ledger_entry (id, key, payload_hash, kind, day, text, line_count, reverses_id,
            made_at, actor, actor_kind, user_id, reason) FROM STDIN
    """
    _copy(statement, (row(key, number) for key, number in new.items()))


def _write_lines(asked: Mapping[str, Posting], new: Mapping[str, int]) -> None:
    """Insert the lines of all the entries in one statement, so in one check."""

    def rows(key: str, number: int) -> str:
        posting = asked[key]
        day = posting.day.isoformat()
        return "".join(
            [
                f"{number}\t{line_no}\t{account}\t{amount}\t{day}\n"
                for line_no, (account, amount) in enumerate(posting.lines, 1)
            ]
        )

    statement = "COPY ledger_line (entry_id, line_no, account_id, amount, day) FROM STDIN"
    _copy(statement, (rows(key, number) for key, number in new.items()))


def _copy(statement: str, rows: Iterator[str]) -> None:
    """Send rows in parts, so that the database takes in one while the next is put together."""
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        while part := "".join(islice(rows, PART)):
            copy.write(part)


def _field(value: object) -> str:
    """Write a value as COPY reads it."""
    if value is None:
        return r"\N"
    text = str(value)
    return text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text


_TO_ESCAPE: Final = re.compile(r"[\\\t\n\r]")
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _post_rows(posting: Posting, rows_sql: str, params: Mapping[str, Any], act: Act) -> Entry:
    """Make one entry of the lines that a query gives as line_no, account_id and amount."""
    statement = f"""
        WITH l AS MATERIALIZED ({rows_sql}),
        said AS (
            SELECT count(l.amount) AS lines, sum(l.amount) AS total,
                sha256(convert_to(coalesce({BODY_SQL}, ''), 'UTF8')) AS digest
            FROM (
                SELECT %(_kind)s AS kind, %(_day)s::date AS day, %(_text)s AS text,
                    %(_reverses)s::bigint AS reverses_id
            ) e LEFT JOIN l ON true GROUP BY e.kind, e.day, e.text, e.reverses_id
        ), entry AS (
            INSERT INTO ledger_entry (key, payload_hash, kind, day, text, line_count, reverses_id,
                made_at, actor, actor_kind, user_id, reason)
            SELECT %(_key)s, digest, %(_kind)s, %(_day)s, %(_text)s, lines, %(_reverses)s,
                %(_at)s, %(_actor)s, %(_actor_kind)s, %(_user_id)s, %(_reason)s
            FROM said WHERE total = 0 AND lines >= 2
            ON CONFLICT (key) DO NOTHING RETURNING id
        ), written AS (
            INSERT INTO ledger_line (entry_id, line_no, account_id, amount, day)
            SELECT entry.id, l.line_no, l.account_id, l.amount, %(_day)s::date
            FROM entry CROSS JOIN l
        )
        SELECT (SELECT id FROM entry), lines, total, digest FROM said
    """  # noqa: S608 - queries of our own code; every value in them is a parameter
    with transaction.atomic(), _facts(), connection.cursor() as cursor:
        cursor.execute(statement, {**params, **_named(posting, act)})
        made, lines, total, digest = _row(cursor)
        if total or lines < 2:
            raise EntryNotBalanced(
                f"{posting.key}: {lines} lines add up to {total or 0} instead of 0."
            )
        entry = Entry.objects.get(key=posting.key)
    if made is None:
        _must_be_same(entry, bytes(entry.payload_hash), posting, bytes(digest))
    return entry


def _row(cursor: Any) -> tuple[Any, ...]:  # noqa: ANN401 - Django's wrapper has no public type
    (row,) = cursor.fetchall()
    return tuple(row)


def _hand(act: Act) -> list[Any]:
    return [act.at, act.actor, act.kind.value, act.user_id, act.reason]


def _named(posting: Posting, act: Act) -> dict[str, Any]:
    return {
        "_key": posting.key,
        "_kind": posting.kind,
        "_day": posting.day,
        "_text": posting.text,
        "_reverses": posting.reverses,
        **dict(
            zip(("_at", "_actor", "_actor_kind", "_user_id", "_reason"), _hand(act), strict=True)
        ),
    }


def _must_be_same(
    first: Posting | Entry, first_digest: bytes, posting: Posting, digest: bytes
) -> None:
    if first_digest != digest:
        raise KeyReused(posting, digest, _difference(posting, first), first_digest)


def _difference(posting: Posting, other: Posting | Entry) -> str:
    """Name what two bodies under one key differ in."""
    reverses = other.reverses if isinstance(other, Posting) else other.reverses_id
    facts = {
        "kind": posting.kind != other.kind,
        "day": posting.day != other.day,
        "text": posting.text != other.text,
        "the entry reversed": posting.reverses != reverses,
    }
    return ", ".join(name for name, differs in facts.items() if differs) or "its lines"
