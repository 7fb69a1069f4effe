"""Correcting a declared month: a further version, and a bill over the difference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl
from django.db import connection, transaction
from django.db.models import Q

from jamsostek.audit import services as audit
from jamsostek.contributions.models import (
    Bill,
    Correction,
    Declaration,
    Naming,
    WageFile,
)
from jamsostek.contributions.queries.corrections import LINES, lines_standing
from jamsostek.contributions.queries.workers import standings_in
from jamsostek.contributions.rules.dues import Dues, due, due_date, terms_of
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.services.bills import next_codes
from jamsostek.contributions.services.receipts import hold_lines, work_out
from jamsostek.contributions.services.settlements import parts_of
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership import queries as membership
from jamsostek.membership.models import Employer

BEFORE = [f"{name}_before" for name in Dues._fields]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a correction would change, before anything is stored."""

    declaration: Declaration
    lines: pl.DataFrame
    """One row a worker whose wage differs: person_id, employment_id, wage_before, wage, married,
    the five contributions before and after."""

    @property
    def dues(self) -> Dues[int]:
        """What is to be paid more, or less where below zero."""
        return Dues(*(int((self.lines[n] - self.lines[f"{n}_before"]).sum()) for n in Dues._fields))

    @property
    def by_programme(self) -> dict[Programme, int]:
        """The same by programme, both payers together."""
        dues = self.dues
        return {
            Programme.JHT: dues.jht_employer + dues.jht_member,
            Programme.JKK: dues.jkk,
            Programme.JKM: dues.jkm,
            Programme.JPK: dues.jpk,
        }

    @property
    def amount(self) -> int:
        """All of it together."""
        return self.dues.total

    @property
    def workers(self) -> int:
        """How many workers more, or fewer."""
        added = int((self.lines["wage_before"] == 0).sum())
        return added - int((self.lines["wage"] == 0).sum())

    @property
    def wage_sum(self) -> int:
        """How much more, or less, the wages add up to."""
        return int((self.lines["wage"] - self.lines["wage_before"]).sum())


def difference(*, declaration: Declaration, wages: Mapping[int, int]) -> Difference:
    """Give what other wages make of a declared month, without storing anything: the dry run.

    `wages` is the month's wage by person; 0 takes a person out of the month. Contributions are
    counted again under the law of the month, with the risk group, programmes and families that the
    declaration had: a correction of wages is none of those. Only the lines of these persons are
    read.

    Raises:
        NothingDiffers: the month says so already.
        NotEmployedThen: somebody has no employment there in the month.
        WageOutOfRange: see contributions.rules.
    """
    asked = pl.DataFrame(
        {"person_id": list(wages), "wage": list(wages.values())},
        schema={"person_id": pl.Int64, "wage": pl.Int64},
    )
    before = lines_standing(declaration, list(wages)).rename(
        {"wage": "wage_before", **dict(zip(Dues._fields, BEFORE, strict=True))}
    )
    joined = asked.join(before, on="person_id", how="left", maintain_order="left").with_columns(
        pl.col("wage_before", *BEFORE).fill_null(0)
    )
    changed = joined.filter(pl.col("wage") != pl.col("wage_before"))
    if changed.is_empty():
        raise NothingDiffers("The month says so already; nothing differs.")
    lines = _counted_again(declaration, _with_jobs(declaration, changed))
    return Difference(declaration, lines)


class NothingDiffers(ValueError):
    """A correction that corrects nothing, or the repeat of one."""


class NotEmployedThen(ValueError):
    """A wage for somebody without an employment there in the month; `persons` says who."""

    def __init__(self, month: Month, persons: Collection[int]) -> None:
        super().__init__(f"{len(persons)} workers are not employed by this employer in {month}.")
        self.persons = tuple(persons)


def _with_jobs(declaration: Declaration, lines: pl.DataFrame) -> pl.DataFrame:
    """Give every line the employment that its wage is of.

    Somebody taken out of the month needs none.
    """
    month = Month.of(declaration.month)
    jobs = membership.jobs_of(declaration.employer, month, lines["person_id"].to_list())
    first = dict(reversed(jobs))
    strangers = lines.filter(pl.col("wage") != 0, ~pl.col("person_id").is_in(list(first)))
    if not strangers.is_empty():
        raise NotEmployedThen(month, strangers["person_id"].to_list())
    job_now = pl.col("person_id").replace_strict(first, default=None, return_dtype=pl.Int64)
    held = lines.with_columns(
        employment_id=pl.when(pl.col("wage") == 0)
        .then(pl.coalesce("employment_id", job_now))
        .otherwise(pl.coalesce(job_now, "employment_id"))
    )
    return _as_the_register_has(declaration, month, held)


def _as_the_register_has(
    declaration: Declaration, month: Month, lines: pl.DataFrame
) -> pl.DataFrame:
    """Say of those who are new to the month whether they count as married, and have full cover.

    The others are as they were declared.
    """
    if not lines["married"].has_nulls():
        return lines
    employer = declaration.employer
    with_jpk = Programme.JPK in declaration.programmes
    married = membership.married_workers(employer, month.first_day) if with_jpk else []
    standings = standings_in(employer, month).workers
    half = standings.filter(~pl.col("full_cover"))["employment_id"].to_list()
    return lines.with_columns(
        married=pl.coalesce("married", pl.col("person_id").is_in(list(married))),
        full_cover=pl.coalesce("full_cover", ~pl.col("employment_id").is_in(half)),
    )


def _counted_again(declaration: Declaration, lines: pl.DataFrame) -> pl.DataFrame:
    """Add what the new wages make; nothing for who is out of the month."""
    stay = lines.filter(pl.col("wage") != 0)
    gone = lines.filter(pl.col("wage") == 0).with_columns(
        pl.lit(0, dtype=pl.Int64).alias(name) for name in Dues._fields
    )
    if stay.is_empty():
        return gone
    dues = due(
        stay["wage"].to_numpy(),
        stay["married"].to_numpy(),
        risk_group=declaration.risk_group,
        programmes=frozenset(Programme(name) for name in declaration.programmes),
        terms=terms_of(Month.of(declaration.month)),
        full_cover=stay["full_cover"].to_numpy(),
    )
    counted = stay.with_columns(
        **{name: pl.Series(values) for name, values in dues._asdict().items()}
    )
    return pl.concat([counted, gone])


@again_after_deadlock
@transaction.atomic
def correct(
    *,
    declaration: Declaration,
    wages: Mapping[int, int],
    reason: str,
    act: Act,
    wage_file: WageFile | None = None,
) -> Correction:
    """Correct a declared month, and bill or give back the difference at once, all or nothing.

    What was declared stays as it is, and so does every earlier version. The difference is a bill
    of its own beside the month's (see rules.versions): where it asks for something it was due when
    the month was (PP 14/1993, Pasal 10 ayat (1) and (3)); where it gives something back, the month
    asks for that much less, and what was paid for it is the employer's. Only the rows of these
    persons are read and written. See `difference` for `wages`.

    Raises:
        NothingDiffers, NotEmployedThen, WageOutOfRange: see `difference`.
        ReasonMissing: nobody said why.
        AlreadyTakenOut: a member's account no longer holds what would be taken back.
    """
    if not reason.strip():
        raise ReasonMissing("A correction says why.")
    Employer.objects.select_for_update(no_key=True).get(pk=declaration.employer_id)
    _hold_receipts(declaration)
    found = difference(declaration=declaration, wages=wages)
    correction = Correction.objects.create(
        declaration=declaration,
        number=Correction.objects.filter(declaration=declaration).count() + 1,
        wage_file=wage_file,
        workers=found.workers,
        wage_sum=found.wage_sum,
        reason=reason.strip(),
        made_at=act.at,
        made_by=act.actor,
    )
    _store_lines(correction, found)
    _bill_difference(correction, found, act)
    _record(correction, found, act)
    return correction


class ReasonMissing(ValueError):
    """A correction without a reason."""


class AlreadyTakenOut(ValueError):
    """A correction that would take back savings which the member has since been paid."""


def _record(correction: Correction, found: Difference, act: Act) -> None:
    audit.record(
        act=act,
        action="correct_declaration",
        subject_type="employer",
        subject_id=correction.declaration.employer_id,
        detail={
            "month": str(Month.of(correction.declaration.month)),
            "version": correction.number,
            "workers": found.lines.height,
            "difference": found.amount,
            "reason": correction.reason,
        },
    )


def _hold_receipts(declaration: Declaration) -> None:
    """Lock what was received for the month before its bills, as everybody does."""
    of_month = Q(bill__declaration=declaration) | Q(bill__correction__declaration=declaration)
    hold_lines(list(Naming.objects.filter(of_month).values_list("line_id", flat=True)))


def _store_lines(correction: Correction, found: Difference) -> None:
    columns = [*LINES, "wage_before", *BEFORE]
    lines = found.lines.select(columns).with_row_index("line_no", offset=1)
    with connection.cursor() as cursor:
        copy_frame(
            cursor,
            "contributions_correctionline",
            lines.with_columns(correction_id=pl.lit(correction.pk)),
        )


def _bill_difference(correction: Correction, found: Difference, act: Act) -> None:
    """Issue the bill over a correction's difference, post it, and settle what follows.

    A wage may differ by so little that no contribution does: then there is none.
    """
    moved = found.lines.filter(
        pl.any_horizontal(pl.col(name) != pl.col(f"{name}_before") for name in Dues._fields)
    )
    if moved.is_empty():
        return
    declaration = correction.declaration
    month = Month.of(declaration.month)
    bill = Bill.objects.create(
        kind=Bill.Kind.CORRECTION,
        branch_id=declaration.employer.branch_id,
        employer=declaration.employer,
        month=declaration.month,
        correction=correction,
        code=next_codes(1)[0],
        issued_on=act.day,
        due_date=due_date(month),
        **{programme.lower(): amount for programme, amount in found.by_programme.items()},
        contributions=found.amount,
        penalty=0,
        amount=found.amount,
    )
    _store_bill_lines(bill, moved)
    ledger.post(
        posting=ledger.Posting(
            key=f"BILL:{bill.code}",
            kind="BILL",
            day=act.day,
            text=_text(correction),
            lines=[line for due, penalty in parts_of(bill) for line in bill_lines(due, penalty)],
        ),
        act=act,
    )
    try:
        work_out(bill_ids={bill.pk}, act=act)
    except ledger.Overdrawn as overdrawn:
        msg = "A member has since been paid what this correction would take back."
        raise AlreadyTakenOut(msg) from overdrawn


def _text(correction: Correction) -> str:
    """Say which bill an entry corrects."""
    declaration = correction.declaration
    first = Bill.objects.filter(declaration=declaration).first()
    of = f"tagihan {first.code}" if first else "bulan tanpa tagihan"
    month = Month.of(declaration.month)
    return f"Koreksi {correction.number} iuran {declaration.employer.npp} {month}, {of}"


def _store_bill_lines(bill: Bill, moved: pl.DataFrame) -> None:
    lines = moved.select(
        "person_id",
        "employment_id",
        (pl.col("wage") - pl.col("wage_before")).alias("wage"),
        "married",
        *((pl.col(name) - pl.col(f"{name}_before")).alias(name) for name in Dues._fields),
    ).with_row_index("line_no", offset=1)
    with connection.cursor() as cursor:
        copy_frame(
            cursor,
            "contributions_billline",
            lines.with_columns(bill_id=pl.lit(bill.pk), month=pl.lit(bill.month), months=pl.lit(1)),
        )
