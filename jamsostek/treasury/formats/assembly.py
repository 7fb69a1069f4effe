"""Messages of a file put together: order, occurrences, running balances, checks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from jamsostek.treasury.formats.statement import (
    HOME_CURRENCY,
    Message,
    Statement,
    StatementLine,
    StatementUnreadable,
    StatementWarning,
)

BALANCE_DIFFERS: Final = "BALANCE_DIFFERS"
"""The lines do not lead from one balance that the bank gives to the next."""

_NO_REFERENCE = re.compile(r"NONREF|NOTPROVIDED|[0 .\-/]*", re.IGNORECASE)


def assembled(format_name: str, messages: Sequence[Message]) -> Statement:
    """Put the messages of one file together into its statement.

    Raises:
        StatementUnreadable: an account is kept in another currency than rupiah.
    """
    for message in messages:
        if message.currency != HOME_CURRENCY:
            raise StatementUnreadable(
                f"rekening {message.account} dalam {message.currency}; hanya {HOME_CURRENCY} "
                "yang dapat dibukukan."
            )
    whole = [_completed(message) for message in messages]
    accounts = {message.account for message in whole}
    one = len(accounts) == 1
    return Statement(
        format=format_name,
        account=accounts.pop() if one else "",
        currency=HOME_CURRENCY,
        opening=_first(whole).opening if one else None,
        closing=_last(whole).closing if one else None,
        lines=tuple(sorted((line for each in whole for line in each.lines), key=lambda x: x.n)),
        pending=tuple(entry for each in whole for entry in each.pending),
        warnings=tuple(warning for each in whole for warning in each.warnings),
    )


def by_account(lines: Iterable[StatementLine], currency: str = HOME_CURRENCY) -> list[Message]:
    """Part the lines of one table into a message for each account, in order of appearance."""
    parted: dict[str, list[StatementLine]] = {}
    for line in lines:
        parted.setdefault(line.account, []).append(line)
    return [
        Message(account=account, currency=currency, lines=tuple(its))
        for account, its in parted.items()
    ] or [Message(account="", currency=currency, lines=())]


def own_reference(text: str) -> str:
    """Give a bank's reference, empty where the field only says that there is none."""
    return "" if _NO_REFERENCE.fullmatch(text.strip()) else text.strip()


def _completed(message: Message) -> Message:
    """Give the message its balances, its warnings, and each line its occurrence."""
    lines = _in_booking_order(message.lines)
    opening, closing = message.opening, message.closing
    if lines and opening is None and lines[0].balance is not None:
        opening = lines[0].balance - lines[0].signed
    if lines and closing is None:
        closing = lines[-1].balance
    warnings = [*message.warnings, *_breaks(lines, opening, closing, message.account)]
    return replace(
        message,
        lines=tuple(_with_occurrences(_with_balances(lines, opening))),
        opening=opening,
        closing=closing,
        warnings=tuple(warnings),
    )


def _in_booking_order(lines: Sequence[StatementLine]) -> list[StatementLine]:
    """Turn an export that shows the newest line first.

    Running balances tell, where the bank prints them; else the first and the last day.
    """
    forward, backward = list(lines), list(reversed(lines))
    if len(lines) < 2:
        return forward
    if all(line.balance is not None for line in lines):
        return min(forward, backward, key=lambda order: len(_jumps(order)))
    return backward if lines[0].day > lines[-1].day else forward


def _jumps(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """Find the lines whose balance does not follow from the line before."""
    return [
        after
        for before, after in pairwise(lines)
        if before.balance is not None
        and after.balance is not None
        and before.balance + after.signed != after.balance
    ]


def _breaks(
    lines: Sequence[StatementLine],
    opening: Decimal | None,
    closing: Decimal | None,
    account: str,
) -> list[StatementWarning]:
    found = [
        StatementWarning(
            BALANCE_DIFFERS,
            f"Mutasi {line.n}: saldo {line.balance} tidak mengikuti saldo mutasi sebelumnya.",
        )
        for line in _jumps(lines)
    ]
    if opening is not None and closing is not None:
        total = opening + sum((line.signed for line in lines), Decimal("0.00"))
        if total != closing:
            sentence = (
                f"Rekening {account}: saldo awal {opening} dan semua mutasi menghasilkan {total}, "
                f"bukan saldo akhir {closing}."
            )
            found.append(StatementWarning(BALANCE_DIFFERS, sentence))
    return found


def _with_balances(
    lines: Sequence[StatementLine], opening: Decimal | None
) -> Iterable[StatementLine]:
    """Work out the balance after each line where the bank prints it only at both ends."""
    if opening is None or any(line.balance is not None for line in lines):
        yield from lines
        return
    balance = opening
    for line in lines:
        balance += line.signed
        yield replace(line, balance=balance)


def _with_occurrences(lines: Iterable[StatementLine]) -> Iterable[StatementLine]:
    """Count lines that are alike in everything: a bank lists each booking once in a message.

    A running balance that stands still is the exception: that is one booking printed twice.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    before: tuple[str, ...] = ()
    for line in lines:
        likeness = line.likeness()
        printed_twice = likeness == before and not line.reference and line.balance is not None
        if not printed_twice:
            seen[likeness] += 1
        before = likeness
        yield replace(line, occurrence=seen[likeness])


def _first(messages: Sequence[Message]) -> Message:
    if any(message.opened is None for message in messages):
        return messages[0]
    return min(messages, key=lambda message: str(message.opened))


def _last(messages: Sequence[Message]) -> Message:
    if any(message.closed is None for message in messages):
        return messages[-1]
    return max(reversed(messages), key=lambda message: str(message.closed))
