"""Own-account workers pay ahead: bills for whole months, and what becomes of them.

Everything is voluntary, so a bill is an offer that stands until its first month ends: money of
that month or earlier settles it, later money does not. Some days after, when the banks' files
are in, `lapse_bills` gives the claim up; money that came too late is billed anew from the month
in which it came. docs/howto/own-account.md tells it in the users' words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection, transaction
from django.db.models import Sum

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.own_account import (
    Unbillable,
    billable_covers,
    lapsed_bills,
)
from jamsostek.contributions.queries.own_account_lines import COUNTED, Billable, lines_of_periods
from jamsostek.contributions.rules.own_account import PERIODS, NoSuchPeriod
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.services.bills import next_codes
from jamsostek.contributions.services.withdrawals import give_up
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import month_name
from jamsostek.ledger import services as ledger
from jamsostek.membership.models import OwnAccountCover, OwnAccountGroup


@dataclass(frozen=True, slots=True)
class BilledGroup:
    """The bill of a group, or None where nobody could be billed, and who is not on it."""

    bill: Bill | None
    left_out: Sequence[Unbillable]


@transaction.atomic
def bill_ahead(
    *, cover: OwnAccountCover, months: int, act: Act, from_month: Month | None = None
) -> Bill:
    """Bill one own-account worker for months ahead, and post it.

    The months begin after those billed before, or with the present one. `from_month` may begin
    them with the next month instead, where nothing is protected until then.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
        NotBilled: the worker cannot be billed, with the reason: it has ended, an open bill
            stands, too old, the base is below the minimum wage, the month is wrong.
    """
    check_period(months)
    _hold([cover.pk], act)
    payer = _Payer(branch_id=cover.branch_id, cover_id=cover.pk)
    found = billable_covers([cover.pk], months, act.day, from_month=from_month)
    if found.unbillable:
        raise NotBilled(found.unbillable[0])
    (bill,) = _bill({cover.pk: payer}, found.billable, act)
    return bill


@transaction.atomic
def bill_covers(*, covers: Collection[OwnAccountCover], months: int, act: Act) -> list[Bill]:
    """Bill many own-account workers, each under a code of its own, in a few statements.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
        NotBilled: one of them cannot be billed, with the reason.
    """
    check_period(months)
    payers = {each.pk: _Payer(branch_id=each.branch_id, cover_id=each.pk) for each in covers}
    _hold(payers, act)
    found = billable_covers(list(payers), months, act.day)
    if found.unbillable:
        raise NotBilled(found.unbillable[0])
    return _bill(payers, found.billable, act)


@transaction.atomic
def bill_again(*, bill: Bill, day: date, act: Act) -> Bill:
    """Bill anew what a bill given up was for: as many months, from the month of a day on.

    Those of a group who cannot be billed are left out.

    Raises:
        NotBilled: nobody on it can be billed.
    """
    months = dict(
        bill.lines.values_list("cover_id").annotate(months=Sum("months")).order_by("cover_id")
    )
    payer = _Payer(branch_id=bill.branch_id, group_id=bill.group_id, cover_id=bill.cover_id)
    _hold(months, act)
    billable: list[Billable] = []
    unbillable: list[Unbillable] = []
    for count in sorted(set(months.values())):
        alike = [cover_id for cover_id, each in months.items() if each == count]
        found = billable_covers(alike, count, day)
        billable += found.billable
        unbillable += found.unbillable
    if not billable:
        raise NotBilled(unbillable[0])
    (made,) = _bill(dict.fromkeys(months, payer), billable, act)
    return made


class NotBilled(ValueError):
    """Somebody who cannot be billed, with the reason."""

    def __init__(self, unbillable: Unbillable) -> None:
        super().__init__(f"{unbillable.name}: {unbillable}")
        self.unbillable = unbillable


@transaction.atomic
def bill_group(
    *,
    group: OwnAccountGroup,
    months: int,
    act: Act,
    cover_ids: Collection[int] | None = None,
) -> BilledGroup:
    """Bill the members of a group, all or those chosen, under one code.

    Each goes on after the months billed before, or begins with the present month. Who cannot be
    billed is left out and told with the reason.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
        NotInGroup: one of those chosen is no member of the group.
    """
    (billed,) = _bill_groups([group], months, act, cover_ids)
    return billed


@transaction.atomic
def bill_groups(*, groups: Sequence[OwnAccountGroup], months: int, act: Act) -> list[BilledGroup]:
    """Bill all members of many groups, one bill each, in a few statements; in the order given.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12 months.
    """
    return _bill_groups(groups, months, act, None)


def _bill_groups(
    groups: Sequence[OwnAccountGroup],
    months: int,
    act: Act,
    chosen: Collection[int] | None,
) -> list[BilledGroup]:
    check_period(months)
    members = OwnAccountCover.objects.filter(group__in=groups, until_date=None)
    if chosen is not None:
        members = members.filter(pk__in=chosen)
    group_of = dict(members.values_list("pk", "group_id"))
    if chosen is not None and (strangers := set(chosen) - group_of.keys()):
        raise NotInGroup(f"{len(strangers)} of those chosen are no members of the group now.")
    branch_of = {group.pk: group.branch_id for group in groups}
    payers = {
        cover_id: _Payer(branch_id=branch_of[group_id], group_id=group_id)
        for cover_id, group_id in group_of.items()
    }
    _hold(payers, act)
    found = billable_covers(list(payers), months, act.day)
    bills = {bill.group_id: bill for bill in _bill(payers, found.billable, act)}
    return [
        BilledGroup(
            bills.get(group.pk),
            [one for one in found.unbillable if group_of[one.cover_id] == group.pk],
        )
        for group in groups
    ]


class NotInGroup(ValueError):
    """Somebody chosen for a group's bill who is not of the group."""


def _hold(cover_ids: Collection[int], act: Act) -> None:
    """Hold covers, so that two bills of one worker are one after the other.

    Bills whose time is over and that received nothing are in nobody's way: they are given up.
    """
    covers = OwnAccountCover.objects.filter(pk__in=cover_ids).order_by("pk")
    list(covers.select_for_update(no_key=True).values_list("pk"))
    over = lapsed_bills(act.day).filter(received=0, lines__cover_id__in=cover_ids)
    give_up(bills=list(over.distinct()), act=act)


@dataclass(frozen=True, slots=True)
class _Payer:
    """Who is to pay: one bill for each of them."""

    branch_id: int
    group_id: int | None = None
    cover_id: int | None = None


def _bill(payers: dict[int, _Payer], billable: Sequence[Billable], act: Act) -> list[Bill]:
    """Make one bill for each payer with the lines of its covers; payers in order of covers."""
    lines = lines_of_periods(billable)
    if lines.is_empty():
        return []
    numbers = {payer: number for number, payer in enumerate(dict.fromkeys(payers.values()))}
    of_cover = pl.DataFrame(
        {
            "cover_id": list(payers),
            "payer": [numbers[payer] for payer in payers.values()],
        },
        schema={"cover_id": pl.Int64, "payer": pl.Int64},
    )
    lines = lines.join(of_cover, on="cover_id", maintain_order="left")
    sums = lines.group_by("payer").agg(pl.col(*COUNTED).sum(), pl.col("month").min())
    by_number = {number: payer for payer, number in numbers.items()}
    asked = sums.sort("payer").to_dicts()
    bills = Bill.objects.bulk_create(
        _unsaved(by_number[one["payer"]], one, code, act)
        for one, code in zip(asked, next_codes(len(asked)), strict=True)
    )
    ids = pl.DataFrame(
        {"payer": [one["payer"] for one in asked], "bill_id": [bill.pk for bill in bills]},
        schema={"payer": pl.Int64, "bill_id": pl.Int64},
    )
    _write_lines(lines.join(ids, on="payer", maintain_order="left"))
    ledger.post_many(postings=[_posting(bill) for bill in bills], act=act)
    _record(bills, lines, act)
    return bills


def _write_lines(lines: pl.DataFrame) -> None:
    rows = lines.select(
        "bill_id",
        pl.int_range(1, pl.len() + 1).over("bill_id").cast(pl.Int32).alias("line_no"),
        *("person_id", "cover_id", "month", "months", "wage", "married"),
        pl.lit(0, pl.Int64).alias("jht_employer"),
        *COUNTED,
    )
    with connection.cursor() as cursor:
        copy_frame(cursor, "contributions_billline", rows)


def _unsaved(payer: _Payer, sums: dict[str, int], code: str, act: Act) -> Bill:
    month = Month.of(sums["month"])  # type: ignore[arg-type]
    total = sum(sums[name] for name in COUNTED)
    return Bill(
        kind=Bill.Kind.OWN_ACCOUNT,
        branch_id=payer.branch_id,
        group_id=payer.group_id,
        cover_id=payer.cover_id,
        month=month.first_day,
        code=code,
        issued_on=act.day,
        due_date=month.last_day,
        jht=sums["jht_member"],
        jkk=sums["jkk"],
        jkm=sums["jkm"],
        jpk=sums["jpk"],
        contributions=total,
        penalty=0,
        amount=total,
    )


def _posting(bill: Bill) -> ledger.Posting:
    return ledger.Posting(
        key=f"BILL:{bill.code}",
        kind="BILL",
        day=bill.issued_on,
        text=f"Tagihan iuran TK-LHK {bill.code} mulai {month_name(Month.of(bill.month))}",
        lines=bill_lines(bill.due, bill.penalty),
    )


def _record(bills: Sequence[Bill], lines: pl.DataFrame, act: Act) -> None:
    single = bills[0] if len(bills) == 1 else None
    audit.record(
        act=act,
        action="bill_ahead",
        subject_type="bill",
        subject_id=single.pk if single else None,
        detail={"code": single.code} if single else {"bills": len(bills), "lines": lines.height},
    )


def check_period(months: int) -> None:
    """Refuse a number of months that cannot be paid at once.

    Raises:
        NoSuchPeriod: other than 1, 3, 6 or 12.
    """
    if months not in PERIODS:
        raise NoSuchPeriod(f"{months} months cannot be paid at once; 1, 3, 6 or 12 can.")
