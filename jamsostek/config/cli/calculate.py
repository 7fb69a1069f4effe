"""`jamsostek calculate`: what the law of a month asks, with its articles, without a database."""

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from jamsostek.config.cli.assessing import benefit, what_if
from jamsostek.config.cli.calculating import construction, own_account
from jamsostek.config.cli.choosing import parse_family, parse_programmes
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    parse_month,
    parse_rupiah,
    print_json,
    print_table,
    refusing,
)
from jamsostek.config.cli.working import (
    Asked,
    ContractMonths,
    DailyWage,
    Days,
    MonthsEmployed,
    WorkerKind,
    counted_wage,
    print_worker,
    standing_of,
    told,
    within,
)
from jamsostek.contributions.rules.dues import (
    ContributionLine,
    NoSuchRiskGroup,
    contribution_lines,
)
from jamsostek.contributions.rules.penalties import NegativeDue, late_penalty
from jamsostek.contributions.rules.wages import casual_base
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import long_date, month_name, number, rupiah
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import (
    CountedWage,
    NoWageRecord,
    WageOutOfRange,
    wage_of_daily,
    wage_of_pieces,
)
from jamsostek.membership.rules import NoSuchEmployer, must_register, programmes_on

app = typer.Typer()
app.command("benefit")(benefit)
app.command("what-if")(what_if)
app.command("construction")(construction)
app.command("own-account")(own_account)

ROMAN: Final = ("I", "II", "III", "IV", "V")
DIGITS_MAX: Final = 10

LINE: Final = ("programme", "payer", "base", "rate", "amount", "citation")

InMonth = Annotated[str, typer.Option("--month", help="Contribution month, like 2011-09.")]


@app.command("contribution")
def contribution(  # noqa: PLR0913 - one option each
    *,
    month: InMonth,
    wage: Annotated[
        int | None,
        typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="Monthly wage, whole rupiah."),
    ] = None,
    risk_group: Annotated[str, typer.Option(help="JKK risk group, I to V or 1 to 5.")],
    family: Annotated[str, typer.Option(help="For JPK: married (has a family) or single.")],
    programmes: Annotated[
        str | None, typer.Option(help="Such as jht,jkk,jkm,jpk; all of the month if left out.")
    ] = None,
    worker: WorkerKind = "permanent",
    months_employed: MonthsEmployed = None,
    contract_months: ContractMonths = None,
    daily_wage: DailyWage = None,
    days: Days = None,
    as_json: AsJson = False,
) -> None:
    """Compute one worker's contributions for a month, line by line."""
    asked = parse_month(month)
    who = Asked(worker, months_employed, contract_months, wage, daily_wage, days)
    with refusing(LawGap, WageOutOfRange, NoSuchRiskGroup, NoWageRecord):
        standing = standing_of(who, asked)
        counted = counted_wage(who, asked)
        lines = contribution_lines(
            counted.amount,
            parse_family(family),
            risk_group=_risk_group(risk_group),
            programmes=within(_programmes(programmes, asked), standing),
            month=asked,
        )
    employer, member = _total(lines, "employer"), _total(lines, "member")
    if as_json:
        print_json(
            {
                "month": asked,
                "lines": [{name: getattr(line, name) for name in LINE} for line in lines],
                "employer_total": employer,
                "member_total": member,
                "total": employer + member,
            }
            | ({} if who.is_plain else told(who, counted, standing))
        )
        return
    _print_contribution(asked, lines)
    print_worker(who, counted, standing)
    notes = [line.note for line in lines] + [standing.caution]
    for note in dict.fromkeys(filter(None, notes)):
        typer.echo(f"Note: {note}")


def _print_contribution(month: Month, lines: list[ContributionLine]) -> None:
    employer, member = _total(lines, "employer"), _total(lines, "member")
    print_table(
        f"Contributions for {month_name(month, 'en')}",
        ["Programme", "Payer", "Base", "Rate %", "Amount", "Article"],
        [_cells(line) for line in lines],
        numbers=["Base", "Rate %", "Amount"],
        totals=[
            ["", "employer", "", "", rupiah(employer, "en"), ""],
            ["", "member", "", "", rupiah(member, "en"), ""],
            ["Total", "", "", "", rupiah(employer + member, "en"), ""],
        ],
    )


@app.command("wage")
def wage_(
    *,
    month: InMonth,
    daily: Annotated[
        int | None,
        typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="The wage of a day."),
    ] = None,
    days_worked: Annotated[
        int | None,
        typer.Option(help="Days a casual worker worked in the month, for contributions."),
    ] = None,
    earned: Annotated[
        list[int] | None,
        typer.Option(
            parser=parse_rupiah,
            metavar="RUPIAH",
            help="Earnings by the piece of one month; again for each month, oldest first.",
        ),
    ] = None,
    weather: Annotated[
        bool, typer.Option("--weather", help="The piece work depends on the weather.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compute the monthly wage of who is paid by the day or by the piece."""
    alone = (days_worked is not None and daily is None) or (weather and not earned)
    if (daily is None) == (not earned) or alone:
        fail("Give --daily, also with --days-worked, or else --earned, also with --weather.")
    asked = parse_month(month)
    with refusing(LawGap, WageOutOfRange, NoWageRecord):
        counted = _wage(daily, days_worked, earned or [], weather=weather, month=asked)
    if as_json:
        print_json(
            {"wage": counted.amount, "working": counted.working, "citation": counted.citation}
        )
        return
    print_table(
        f"Wage for {month_name(asked, 'en')}",
        ["Working", "Wage", "Article"],
        [[counted.working, rupiah(counted.amount, "en"), counted.citation]],
        numbers=["Wage"],
    )


@app.command("penalty")
def penalty(
    *,
    month: InMonth,
    due: Annotated[
        int,
        typer.Option(
            parser=parse_rupiah, metavar="RUPIAH", help="Contributions due, in whole rupiah."
        ),
    ],
    paid: Annotated[str, typer.Option(help="Day of payment, like 2011-12-20.")],
    as_json: AsJson = False,
) -> None:
    """Compute the penalty for paying a month late."""
    asked, paid_on = parse_month(month), parse_day(paid)
    with refusing(LawGap, NegativeDue):
        late = late_penalty(due, month=asked, paid_on=paid_on)
    if as_json:
        print_json(
            {
                "penalty": late.amount,
                "months": late.months,
                "due_date": late.due_date,
                "citation": late.citation,
            }
        )
        return
    print_table(
        f"Penalty for {month_name(asked, 'en')}, paid on {long_date(paid_on, 'en')}",
        ["Due date", "Months late", "Working", "Penalty", "Article"],
        [
            [
                long_date(late.due_date, "en"),
                number(late.months, "en"),
                late.working,
                rupiah(late.amount, "en"),
                late.citation,
            ]
        ],
        numbers=["Months late", "Penalty"],
    )


@app.command("must-register")
def must_register_(
    *,
    workers: Annotated[int, typer.Option(help="Number of workers.")],
    payroll: Annotated[
        int,
        typer.Option(
            parser=parse_rupiah, metavar="RUPIAH", help="Wages of a month, all workers, in rupiah."
        ),
    ],
    on: Annotated[str, typer.Option(help="Day, like 2011-09-01.")],
    already_registered: Annotated[
        bool, typer.Option("--already-registered", help="The employer has joined before.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell whether an employer must register its workers."""
    with refusing(LawGap, NoSuchEmployer):
        duty = must_register(
            workers=workers,
            payroll=payroll,
            on=parse_day(on),
            already_registered=already_registered,
        )
    if as_json:
        print_json(
            {
                "must_register": duty.must_register,
                "reason": duty.reason,
                "citation": duty.citation,
            }
        )
        return
    print_table(
        "Duty to register",
        ["Must register", "Reason", "Article"],
        [["yes" if duty.must_register else "no", duty.reason, duty.citation]],
    )


def _wage(
    daily: int | None,
    days_worked: int | None,
    earned: Sequence[int],
    *,
    weather: bool,
    month: Month,
) -> CountedWage:
    if daily is None:
        return wage_of_pieces(earned, on=month.first_day, depends_on_weather=weather)
    if days_worked is None:
        return wage_of_daily(daily, on=month.first_day)
    return casual_base(daily, days_worked, month=month)


def _risk_group(text: str) -> int:
    written = text.strip().upper()
    if written in ROMAN:
        return ROMAN.index(written) + 1
    if not (written.isascii() and written.isdigit() and len(written) < DIGITS_MAX):
        fail(f"There is no risk group {text[:20]!r}; it is I to V.")
    return int(written)


def _programmes(text: str | None, month: Month) -> frozenset[Programme]:
    return programmes_on(month.first_day) if text is None else parse_programmes(text)


def _total(lines: list[ContributionLine], payer: str) -> int:
    return sum(line.amount for line in lines if line.payer == payer)


def _cells(line: ContributionLine) -> list[str]:
    return [
        line.programme,
        line.payer,
        rupiah(line.base, "en"),
        str(line.rate),
        rupiah(line.amount, "en"),
        line.citation,
    ]
