"""What the bank says, taken in: the treasury stores and books it, then bills receive it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from jamsostek.contributions.queries.bills import billed_codes
from jamsostek.contributions.queries.refunds import lines_taken
from jamsostek.contributions.queries.unworked import unworked_lines
from jamsostek.contributions.services.receipts import allocate_receipts
from jamsostek.contributions.services.refunds import pay_refunds_named
from jamsostek.kernel.acts import Act
from jamsostek.treasury.models import BankAccount
from jamsostek.treasury.queries.payment_lines import lines_naming_payments
from jamsostek.treasury.services import Imported, import_statement, pair_anew
from jamsostek.treasury.services.payment_lines import match_payments

AT_A_TIME: Final = 100
"""Lines whose bills are worked out in one transaction."""

Progress = Callable[[int, int], None]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A line whose bills could not be worked out; the money waits in suspense."""

    line_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Allocated:
    """The bills looked at, and what failed."""

    bills: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one statement file."""

    imported: Imported
    allocated: Allocated


def take_statement(
    *,
    content: bytes,
    name: str,
    act: Act,
    account: BankAccount | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Taken:
    """Take a statement file in: its lines into the books first, all or none, then to the bills.

    Broken off between the two, the lines stand in suspense; the same file again, or
    `finish_statements`, goes on from there.

    Raises:
        StatementUnreadable, AccountNotNamed, UnknownAccount, OtherAccount: as
            `treasury.services.import_statement` does; nothing is stored then.
    """
    imported = import_statement(
        content=content, name=name, billed=billed_codes, act=act, account=account
    )
    allocated = _allocate(imported.line_ids, act, progress)
    pay_refunds_named(line_ids=imported.line_ids, act=act)
    match_payments(line_ids=imported.line_ids, taken=lines_taken, act=act)
    return Taken(imported, allocated)


def finish_statements(*, act: Act, progress: Progress = lambda _done, _total: None) -> Allocated:
    """Work out what imports that were broken off left; doing it again changes nothing."""
    match_payments(line_ids=lines_naming_payments(), taken=lines_taken, act=act)
    lines = set(unworked_lines())
    lines |= pair_anew(line_ids=lines, billed=billed_codes)
    return _allocate(sorted(lines), act, progress)


def _allocate(line_ids: Sequence[int], act: Act, progress: Progress) -> Allocated:
    """Give the lines to their bills, some at a time; one that fails stops no other."""
    bills: set[int] = set()
    failures: list[Failure] = []
    done = 0
    progress(done, len(line_ids))
    for chunk in _chunks(line_ids):
        try:
            bills |= {bill.pk for bill in allocate_receipts(line_ids=chunk, act=act)}
        except ValueError:
            failures += _one_by_one(chunk, act, bills)
        done += len(chunk)
        progress(done, len(line_ids))
    return Allocated(len(bills), tuple(failures))


def _one_by_one(line_ids: Sequence[int], act: Act, bills: set[int]) -> Iterator[Failure]:
    for line_id in line_ids:
        try:
            bills |= {bill.pk for bill in allocate_receipts(line_ids=[line_id], act=act)}
        except ValueError as error:
            log.exception("receipt_not_allocated", line_id=line_id)
            yield Failure(line_id, str(error))


def _chunks(line_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(line_ids), AT_A_TIME):
        yield line_ids[start : start + AT_A_TIME]
