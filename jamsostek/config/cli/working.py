"""What kind of worker a calculation is for: the wage it counts, and the programmes it gives."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from jamsostek.config.cli.output import fail, parse_rupiah
from jamsostek.contributions.rules.wages import base_of_daily
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.law.wages import CountedWage, wage_of_daily
from jamsostek.membership.rules import Service, WorkerProgrammes, worker_programmes

KINDS: Final = {
    "permanent": "PERMANENT",
    "fixed-term": "FIXED_TERM",
    "casual": "CASUAL",
    "piece-rate": "PIECE_RATE",
}

WorkerKind = Annotated[str, typer.Option(help="permanent, fixed-term, casual or piece-rate.")]
MonthsEmployed = Annotated[
    int | None, typer.Option(help="Whole months worked on end before this month.")
]
ContractMonths = Annotated[
    int | None, typer.Option(help="Whole months of a fixed term; left out where it is open.")
]
DailyWage = Annotated[
    int | None, typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="The wage of a day.")
]
Days = Annotated[int | None, typer.Option(help="Days a casual worker worked in the month.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A worker as the options of a command tell of one."""

    kind: str
    months_employed: int | None
    contract_months: int | None
    wage: int | None
    daily_wage: int | None
    days: int | None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a month's wage was told."""
        return self.kind == "permanent" and self.wage is not None


def counted_wage(asked: Asked, month: Month) -> CountedWage:
    """Give the wage that contributions are counted on.

    Raises:
        NoWageRecord, WageOutOfRange, NotInForce: see law.wages and contributions.rules.wages.
    """
    if (asked.wage is None) == (asked.daily_wage is None):
        fail("Give --wage for a month, or else --daily-wage.")
    if asked.wage is not None:
        if asked.days is not None:
            fail("--days goes with --daily-wage.")
        return CountedWage(asked.wage, "", "")
    daily = asked.daily_wage or 0
    if asked.kind == "casual":
        if asked.days is None:
            fail("A casual worker's contributions need --days, the days worked in the month.")
        return base_of_daily(daily, asked.days, month=month)
    if asked.days is not None:
        fail("--days is for casual workers; for others a month is counted in whole.")
    return wage_of_daily(daily, on=month.first_day)


def standing_of(asked: Asked, month: Month) -> WorkerProgrammes:
    """Give which programmes the worker has in the month, and why.

    Raises:
        NotInForce: the month lies outside the law.
    """
    if asked.kind not in KINDS:
        fail(f"There is no worker {asked.kind!r}; it is {', '.join(KINDS)}.")
    for option, months in (
        ("--months-employed", asked.months_employed),
        ("--contract-months", asked.contract_months),
    ):
        if months is not None and months < 0:
            fail(f"{option} is counted from 0 up.")
    if asked.contract_months is not None and asked.kind != "fixed-term":
        fail("--contract-months is for fixed-term workers.")
    if asked.months_employed is None and asked.kind in {"casual", "piece-rate"}:
        fail("Say --months-employed, the whole months worked on end before this month.")
    months = asked.months_employed or 0
    service = Service(KINDS[asked.kind], months, months, asked.contract_months)
    return worker_programmes(service, month=month)


def told(asked: Asked, counted: CountedWage, standing: WorkerProgrammes) -> dict[str, Any]:
    """Give the kind of worker and the wage counted as plain data."""
    answer: dict[str, Any] = {
        "worker": {
            "kind": asked.kind,
            "programmes": sorted(standing.programmes),
            "full_cover": standing.full_cover,
            "reason": standing.reason_in("en"),
            "citation": standing.citation,
            "note": standing.caution,
        }
    }
    if counted.working:
        answer["wage"] = {
            "amount": counted.amount,
            "working": counted.working,
            "citation": counted.citation,
        }
    return answer


def print_worker(asked: Asked, counted: CountedWage, standing: WorkerProgrammes) -> None:
    """Print the working of the wage, and why the worker has these programmes."""
    if counted.working:
        typer.echo(f"Wage: {counted.working} ({counted.citation})")
    if asked.kind != "permanent":
        typer.echo(f"Programmes: {standing.reason_in('en')} ({standing.citation})")


def within(chosen: Collection[Programme], standing: WorkerProgrammes) -> frozenset[Programme]:
    """Give those of the chosen programmes that the worker has; after JPK, JPK stays a fault."""
    return frozenset(chosen) if standing.full_cover else frozenset(chosen) & standing.programmes
