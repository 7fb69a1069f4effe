"""`jamsostek wages declare`: a wage file read, declared and billed, as the pages do it."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.output import AsJson, fail, parse_month, print_json, print_table
from jamsostek.contributions.imports.fetching import Opening, opening
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import number, rupiah

if TYPE_CHECKING:
    from jamsostek.contributions.models import Declaration, WageFile
    from jamsostek.contributions.services.declarations import Assessed
    from jamsostek.kernel.acts import Act

PARTS: Final = ("jht_employer", "jht_member", "jkk", "jkm", "jpk")

Tell = Callable[[int], None]


def declare(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="xlsx, csv or txt.")],
    *,
    employer: Annotated[str, typer.Option("--employer", help="Its number, like JJ990101.")],
    month: Annotated[str, typer.Option("--month", help="The month declared, like 2011-09.")],
    register_unknown: Annotated[
        bool, typer.Option("--register-unknown", help="Register the workers nobody knows.")
    ] = False,
    end_leavers: Annotated[
        bool, typer.Option("--end-leavers", help="End the employment of those who left.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Compute everything, store nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Declare the accepted rows of a wage file, bill the contributions and post them.

    The same file again gives the same bill. Broken off, run the command once more.
    """
    declared = parse_month(month)
    content = file.read_bytes()
    from jamsostek.config.cli.django import ready  # noqa: PLC0415 - only when it is run

    with opening(content, file.name, month=declared) as opened:
        ready()
        with _refusing_facts(), _bar(file.name, shown=not as_json) as tell:
            answer = _declare(
                Sent(file.name, content, opened),
                employer.strip().upper(),
                declared,
                wishes={"register": register_unknown, "leavers": end_leavers, "dry": dry_run},
                tell=tell,
            )
    if as_json:
        print_json(answer)
    else:
        _show(answer)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was named, which a child process has begun to open."""

    name: str
    content: bytes
    opened: Opening


def _declare(
    sent: Sent,
    npp: str,
    month: Month,
    *,
    wishes: Mapping[str, bool],
    tell: Tell,
) -> dict[str, Any]:
    from django.db import transaction  # noqa: PLC0415 - needs Django

    from jamsostek.contributions.queries.terms import terms_on  # noqa: PLC0415 - as above
    from jamsostek.contributions.services import wage_files  # noqa: PLC0415 - as above
    from jamsostek.membership.queries import employer_by_npp  # noqa: PLC0415 - as above

    act = act_of("wages declare")
    found = employer_by_npp(npp)
    terms_on(found, month)
    if not wishes["dry"]:
        received = wage_files.receive_wage_file(
            employer=found, month=month, name=sent.name, content=sent.content, act=act
        )
        return _file(received, sent, wishes, act, tell)
    with transaction.atomic():
        received = wage_files.receive_wage_file(
            employer=found, month=month, name=sent.name, content=sent.content, act=act
        )
        answer = _file(received, sent, wishes, act, tell)
        transaction.set_rollback(True)
    return answer


def _file(
    received: "WageFile", sent: Sent, wishes: Mapping[str, bool], act: "Act", tell: Tell
) -> dict[str, Any]:
    from jamsostek.contributions.models import Declaration, WageFile  # noqa: PLC0415 - needs Django
    from jamsostek.contributions.queries.wage_files import checked_of  # noqa: PLC0415 - as above
    from jamsostek.contributions.services import wage_files  # noqa: PLC0415 - as above
    from jamsostek.contributions.services.declarations import (  # noqa: PLC0415 - as above
        assess,
        refuse_declared,
    )

    received.refresh_from_db(fields=["state"])
    if received.state == WageFile.State.FILED:
        declaration = Declaration.objects.select_related("bill").get(wage_file=received)
        return _answer(received, declaration=declaration) | {"recognised": True}
    wage_files.read_received(wage_file=received, progress=tell, opened=sent.opened)
    registered = 0
    if wishes["register"]:
        registered = wage_files.register_unknown_workers(wage_file=received, act=act)
        if registered:
            wage_files.read_received(wage_file=received, progress=tell)
    if received.state == WageFile.State.REFUSED:
        raise FileRefused(_refusal(received))
    if wishes["dry"]:
        month = Month.of(received.month)
        refuse_declared(received.employer, month)
        wages = wage_files.wages_to_declare(checked_of(received))
        assessed = assess(employer=received.employer, month=month, wages=wages)
        answer = _answer(received, assessed=assessed)
    else:
        declaration = wage_files.file_wage_file(
            wage_file=received, end_leavers=wishes["leavers"], act=act
        )
        answer = _answer(received, declaration=declaration)
    tell(100)
    return answer | {"registered": registered, "recognised": False}


class FileRefused(ValueError):
    """A file that cannot be taken; the sentence says why."""


def _refusal(received: "WageFile") -> str:
    from jamsostek.contributions.imports.messages import ENGLISH, reason  # noqa: PLC0415 - polars

    return f"{received.name} is refused: {reason(received.summary['code'], ENGLISH)}"


def _answer(
    received: "WageFile",
    *,
    declaration: "Declaration | None" = None,
    assessed: "Assessed | None" = None,
) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "employer": received.employer.npp,
        "month": str(Month.of(received.month)),
        "file": received.name,
        "filed": declaration is not None,
        "rows": received.summary.get("rows", {}),
        "rejected": received.summary.get("rejected", []),
    }
    if assessed is not None:
        answer["workers"] = assessed.lines.height
        answer["jkk_and_jkm_only"] = assessed.lines.filter(~assessed.lines["full_cover"]).height
        answer["wage_sum"] = assessed.total("wage")
        answer["contributions"] = {part: assessed.total(part) for part in PARTS}
    if declaration is not None:
        answer["workers"] = declaration.workers
        answer["jkk_and_jkm_only"] = declaration.lines.filter(full_cover=False).count()
        answer["wage_sum"] = declaration.wage_sum
        answer["contributions"] = {part: getattr(declaration, part) for part in PARTS}
        answer["bill"] = _bill(declaration)
    return answer


def _bill(declaration: "Declaration") -> dict[str, Any] | None:
    bill = getattr(declaration, "bill", None)
    if bill is None:
        return None
    return {
        "code": bill.code,
        "virtual_account": virtual_account(bill.code),
        "contributions": bill.contributions,
        "penalty": bill.penalty,
        "amount": bill.amount,
        "due_date": bill.due_date,
    }


@contextmanager
def _refusing_facts() -> Iterator[None]:
    """End with one sentence where a fact stands against declaring."""
    from jamsostek.contributions.queries.terms import NotAMember  # noqa: PLC0415 - needs Django
    from jamsostek.contributions.services.declarations import (  # noqa: PLC0415 - as above
        AlreadyDeclared,
        MonthAhead,
        NotEmployed,
        NothingDeclared,
    )
    from jamsostek.law.reader import LawGap  # noqa: PLC0415 - as above
    from jamsostek.law.wages import WageOutOfRange  # noqa: PLC0415 - as above
    from jamsostek.membership.models import Employer  # noqa: PLC0415 - as above
    from jamsostek.membership.queries.employers import NoRiskGroup  # noqa: PLC0415 - as above
    from jamsostek.membership.services.workers import (  # noqa: PLC0415 - as above
        NotEmployedThere,
        WorkersNotRegistered,
    )

    try:
        yield
    except Employer.DoesNotExist:
        fail("There is no employer with this number.")
    except (
        FileRefused,
        NotAMember,
        MonthAhead,
        AlreadyDeclared,
        NotEmployed,
        NotEmployedThere,
        NothingDeclared,
        LawGap,
        NoRiskGroup,
        WageOutOfRange,
        WorkersNotRegistered,
    ) as fact:
        fail(str(fact))


@contextmanager
def _bar(name: str, *, shown: bool) -> Iterator[Tell]:
    """Show a progress bar where somebody watches; give what is to be told the percent."""
    if not shown or not sys.stderr.isatty():
        yield lambda _percent: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for people
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=100)
        yield lambda percent: progress.update(task, completed=percent)


def _show(answer: Mapping[str, Any]) -> None:
    rows = answer["rows"]
    if answer["recognised"]:
        typer.echo(f"{answer['file']} is declared already; this is what became of it.")
    if rows:
        typer.echo(
            f"{number(rows['read'])} rows read, {number(rows['accepted'])} accepted, "
            f"{number(rows['rejected'])} rejected"
            + ("; `jamsostek wages check` lists them." if rows["rejected"] else ".")
        )
    if short := answer["jkk_and_jkm_only"]:
        typer.echo(f"{number(short)} workers have JKK and JKM alone by the kind of their work.")
    if answer.get("registered"):
        typer.echo(f"{number(answer['registered'])} new workers registered.")
    names = ("JHT, employer", "JHT, member", "JKK", "JKM", "JPK")
    dues = answer["contributions"]
    print_table(
        f"{answer['employer']}, {answer['month']}: {number(answer['workers'])} workers, "
        f"wages {rupiah(answer['wage_sum'])}",
        ["Contribution", "Amount"],
        [[name, rupiah(dues[part])] for name, part in zip(names, PARTS, strict=True)],
        numbers=["Amount"],
        totals=[["Contributions", rupiah(sum(dues.values()))]],
    )
    _show_bill(answer)


def _show_bill(answer: Mapping[str, Any]) -> None:
    if not answer["filed"]:
        typer.echo("Nothing was stored: this was a dry run.")
        return
    bill = answer["bill"]
    if bill is None:
        typer.echo("Nothing is to be paid.")
        return
    late = f" with {rupiah(bill['penalty'])} penalty" if bill["penalty"] else ""
    typer.echo(
        f"Bill {bill['code']} (virtual account {bill['virtual_account']}): "
        f"{rupiah(bill['amount'])}{late}, due {bill['due_date']}."
    )
