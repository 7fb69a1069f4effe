"""What `jamsostek bank unmatched` lists: everything that makes up the suspense account."""

from collections.abc import Iterable, Mapping
from typing import Any

from jamsostek.config.cli.output import print_table
from jamsostek.contributions.queries.bills import bills_over_paid, bills_part_paid
from jamsostek.contributions.queries.payers import payer_of
from jamsostek.contributions.queries.receipts import suspense, waiting_receipts
from jamsostek.contributions.queries.refunds import unexplained_lines
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.kernel.words import number


def unmatched_money() -> dict[str, Any]:
    """Give the lines and bills whose money waits, and sums that add up to the suspense account."""
    lines = [(line, line.waiting) for line in _any(waiting_receipts())]
    lines += [(line, line.amount) for line in unexplained_lines()]
    money = waiting_money()
    return {
        "lines": [_line_row(line, rest) for line, rest in lines],
        "part_paid": [_bill_row(b, missing=b.missing) for b in _any(bills_part_paid())],
        "over_paid": [_bill_row(b, excess=b.excess) for b in _any(bills_over_paid())],
        "sums": {
            "unallocated": money.unallocated.amount,
            "part_paid": money.part_paid.amount,
            "over_paid": money.over_paid.amount,
            "unexplained": money.unexplained.amount,
            "suspense": suspense().waiting,
        },
    }


def _any(rows: Iterable[Any]) -> Iterable[Any]:
    """Let the columns be read that a query adds to its rows."""
    return rows


def _line_row(line: Any, rest: int) -> dict[str, Any]:  # noqa: ANN401 - a model, read after Django
    return {
        "line": line.pk,
        "account": line.account.number,
        "date": line.day.isoformat(),
        "dir": line.direction,
        "amount": line.amount,
        "waiting": rest,
        "codes": line.codes,
        "text": line.text,
    }


def _bill_row(bill: Any, **difference: int) -> dict[str, Any]:  # noqa: ANN401 - as above
    payer = payer_of(bill)
    return {
        "code": bill.code,
        "kind": bill.kind,
        "npp": bill.employer and bill.employer.npp,
        "payer": payer.number,
        "name": payer.name,
        "month": f"{bill.month:%Y-%m}",
        "amount": bill.amount,
        "received": bill.received,
        **difference,
    }


def show(found: Mapping[str, Any]) -> None:
    """Print the lines, the bills and the sums as tables."""
    print_table(
        "Not matched",
        ["Line", "Day", "Amount", "Waiting", "Text"],
        [
            [
                str(row["line"]),
                row["date"],
                ("-" if row["dir"] == "D" else "") + number(row["amount"], "id"),
                number(row["waiting"], "id"),
                row["text"],
            ]
            for row in found["lines"]
        ],
        numbers=["Line", "Amount", "Waiting"],
    )
    for key, title, last in (
        ("part_paid", "Paid too little", "missing"),
        ("over_paid", "Paid too much", "excess"),
    ):
        print_table(
            title,
            ["Code", "Payer, month", "Due", "Received", last.capitalize()],
            [
                [row["code"], f"{row['payer']} {row['month']}"]
                + [number(row[name], "id") for name in ("amount", "received", last)]
                for row in found[key]
            ],
            numbers=["Code", "Due", "Received", last.capitalize()],
        )
    sums = found["sums"]
    print_table(
        "Suspense",
        ["Waiting for", "Amount"],
        [
            ["A bill", number(sums["unallocated"], "id")],
            ["The rest of a bill", number(sums["part_paid"], "id")],
            ["Paid too much", number(sums["over_paid"], "id")],
            ["An explanation", number(sums["unexplained"], "id")],
        ],
        numbers=["Amount"],
        totals=[["In the suspense account", number(sums["suspense"], "id")]],
    )
