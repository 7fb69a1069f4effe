"""`jamsostek project`: a construction project as it stood on a day, and lists of its workers."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import (
    BAD_INPUT,
    AsJson,
    fail,
    parse_day,
    print_json,
    print_table,
)
from jamsostek.contributions.imports.messages import ENGLISH, reason
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import long_date, number, rupiah

if TYPE_CHECKING:
    import polars as pl

    from jamsostek.contributions.models import Bill
    from jamsostek.contributions.services.project_lists import ListFault
    from jamsostek.membership.models import Project
    from jamsostek.membership.services import AddedWorkers

app = typer.Typer(no_args_is_help=True)

SHOWN: Final = 50
REMARKS: Final = {
    "IN_TIME": "",
    "LATE": (
        "Registered less than a week before the work began (KEP-196/MEN/1999); insured from"
        " registration and first payment (PP 14/1993, Pasal 7)."
    ),
    "AFTER_START": (
        "Registered after the work began; insured from registration and first payment"
        " (PP 14/1993, Pasal 7), the contractor answers for accidents before"
        " (UU 3/1992, Pasal 19 ayat (2))."
    ),
}

ProjectNumber = Annotated[str, typer.Argument(help="The project's number, like JK0000001.")]
ListFile = Annotated[
    Path, typer.Option("--file", exists=True, dir_okay=False, help="The list, xlsx or csv.")
]


@app.command("show")
def show(
    project: ProjectNumber,
    *,
    on: Annotated[
        str | None, typer.Option("--on", help="As it was on a day, like 2011-09-30.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a project: facts, contract and addenda, terms with their state, workers counted."""
    asked = parse_day(on) if on else None
    ready()
    found = _project(project)
    day = asked or act_of("project show").day
    if day < found.registered_on:
        fail(f"{found.number} was not registered before {long_date(found.registered_on, 'en')}.")
    answer = _answer(found, day)
    if as_json:
        print_json(answer)
    else:
        _print(answer)


@app.command("workers")
def workers(
    project: ProjectNumber,
    *,
    file: ListFile,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Look at every row, store nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add a list of workers to a project, whole or not at all; faults are told row by row."""
    ready()
    from jamsostek.contributions.services.project_lists import (  # noqa: PLC0415 - needs Django
        ListNotTaken,
    )

    found = _project(project)
    rows = _rows(file)
    try:
        added = _add(found, rows, dry_run=dry_run)
    except ListNotTaken as refused:
        _refuse(found, file.name, refused.faults, as_json=as_json)
    answer: dict[str, Any] = {
        "project": found.number,
        "file": file.name,
        "outcome": "would_be_added" if dry_run else "added",
        "workers": added.count,
        "members": added.members,
        "faults": [],
    }
    if as_json:
        print_json(answer)
        return
    said = "could be added; nothing is stored" if dry_run else "added"
    typer.echo(f"{found.number}: {number(added.count, 'en')} workers {said}.")


def _project(named: str) -> "Project":
    from jamsostek.membership.models import Project  # noqa: PLC0415 - needs Django set up
    from jamsostek.membership.queries import project_by_number  # noqa: PLC0415 - as above

    try:
        return project_by_number(named)
    except Project.DoesNotExist:
        fail(f"There is no project {named}.")


def _rows(file: Path) -> "pl.DataFrame":
    """Read the workers of a file, or refuse it in a sentence."""
    from jamsostek.contributions.imports.project_workers import (  # noqa: PLC0415 - polars is slow
        NO_NAMES,
        read_project_workers,
    )

    month = Month.of(act_of("project workers").day)
    read = read_project_workers(file.read_bytes(), file.name, month=month)
    if read.refused == NO_NAMES:
        fail(f"{file.name} has no column of names; give one the heading Nama.")
    if read.refused:
        fail(f"{file.name} is refused: {reason(read.refused, ENGLISH)}")
    if read.rows.is_empty():
        fail(f"{file.name} has no name below its heading.")
    return read.rows


def _add(found: "Project", rows: "pl.DataFrame", *, dry_run: bool) -> "AddedWorkers":
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.contributions.services.project_lists import (  # noqa: PLC0415 - as above
        add_listed_workers,
    )

    with transaction.atomic():
        added = add_listed_workers(project=found, rows=rows, act=act_of("project workers"))
        transaction.set_rollback(dry_run)
    return added


def _refuse(found: "Project", name: str, faults: "list[ListFault]", *, as_json: bool) -> None:
    """Tell what is wrong row by row, and end with the status of bad input."""
    from django.utils import translation  # noqa: PLC0415 - needs Django set up

    from jamsostek.web.contractor.words import WORKER_FAULTS  # noqa: PLC0415 - as above

    with translation.override("en"):
        told: list[dict[str, Any]] = [
            {
                "row": fault.line,
                "name": fault.name,
                "code": fault.code,
                "message": str(WORKER_FAULTS.get(fault.code, fault.code)),
            }
            for fault in faults
        ]
    if as_json:
        facts = {"project": found.number, "file": name, "outcome": "refused", "workers": 0}
        print_json(facts | {"faults": told})
    else:
        print_table(
            name,
            ["Row", "Name", "Code", "What is wrong"],
            [[str(f["row"]), f["name"], f["code"], f["message"]] for f in told[:SHOWN]],
            numbers=["Row"],
            whole=["Code"],
        )
    rest = f"; the first {SHOWN} are shown, --json lists them all" if len(told) > SHOWN else ""
    typer.echo(f"{len(told)} rows of {name} are wrong, so no row was added{rest}.", err=True)
    raise typer.Exit(BAD_INPUT)


def _answer(found: "Project", day: date) -> dict[str, Any]:
    from jamsostek.contributions.queries.projects import (  # noqa: PLC0415 - needs Django set up
        bills_of_project,
        first_paid,
    )
    from jamsostek.contributions.rules.project_terms import (  # noqa: PLC0415 - as above
        registered_in_time,
    )
    from jamsostek.membership.queries import versions_of, workers_of_project  # noqa: PLC0415

    registered = registered_in_time(found.registered_on, found.from_date)
    known = [v for v in versions_of(found) if not v.version or v.signed_on <= day]
    paid_on = first_paid([found.pk]).get(found.pk)
    return {
        "number": found.number,
        "name": found.name,
        "on": day,
        "contractor": found.contractor.name,
        "owner": found.owner,
        "contract_number": found.contract_number,
        "place": found.place,
        "branch": found.branch.code,
        "from_date": found.from_date,
        "last_day": known[-1].until_date - timedelta(days=1),
        "registered_on": found.registered_on,
        "registered": registered.value,
        "remark": REMARKS[registered.value],
        "first_term_paid_on": paid_on if paid_on and paid_on <= day else None,
        "workers": workers_of_project(found, day).count(),
        "versions": [
            {
                "version": version.version,
                "signed_on": version.signed_on,
                "contract_value": version.contract_value,
                "wage_sum": version.wage_sum,
                "last_day": version.until_date - timedelta(days=1),
                "reason": version.reason,
            }
            for version in known
        ],
        "bills": [_bill(bill, day) for bill in bills_of_project(found) if bill.issued_on <= day],
    }


def _bill(bill: "Bill", day: date) -> dict[str, Any]:
    term = getattr(bill, "project_term", None)
    return {
        "code": bill.code,
        "version": term.version.version if term else None,
        "term": term.term if term else None,
        "terms": term.terms if term else None,
        "due_date": bill.due_date,
        "amount": bill.amount,
        "state": _state(bill, day),
    }


def _state(bill: "Bill", day: date) -> str:
    """Tell how a bill stood when a day ended."""
    ends = (("PAID", bill.settled_on), ("WRITTEN_OFF", bill.written_off_on))
    for state, since in (*ends, ("WITHDRAWN", bill.withdrawn_on)):
        if since and since <= day:
            return state
    return "OVERDUE" if bill.due_date < day else "OPEN"


def _print(answer: dict[str, Any]) -> None:
    typer.echo(f"{answer['number']} {answer['name']}, on {long_date(answer['on'], 'en')}")
    typer.echo(f"Built by {answer['contractor']} for {answer['owner']}, {answer['place']}")
    begins, ends = (long_date(answer[key], "en") for key in ("from_date", "last_day"))
    typer.echo(
        f"Work from {begins} to {ends},"
        f" registered on {long_date(answer['registered_on'], 'en')} at {answer['branch']}"
    )
    if answer["remark"]:
        typer.echo(answer["remark"])
    paid_on = answer["first_term_paid_on"]
    typer.echo(
        f"First term paid on {long_date(paid_on, 'en')}."
        if paid_on
        else "The first term is not paid: nobody is insured."
    )
    typer.echo(f"Workers on the list: {number(answer['workers'], 'en')}")
    print_table(
        "Contract",
        ["Version", "Signed", "Value", "Wages", "Last day"],
        [
            [
                f"Addendum {v['version']}" if v["version"] else "Contract",
                str(v["signed_on"]),
                rupiah(v["contract_value"], "en"),
                rupiah(v["wage_sum"], "en") if v["wage_sum"] is not None else "-",
                str(v["last_day"]),
            ]
            for v in answer["versions"]
        ],
        numbers=["Value", "Wages"],
        whole=["Version", "Signed", "Last day"],
    )
    print_table(
        "Bills",
        ["Code", "For", "Due", "Amount", "State"],
        [
            [b["code"], _asks(b), str(b["due_date"]), rupiah(b["amount"], "en"), b["state"]]
            for b in answer["bills"]
        ],
        numbers=["Amount"],
        whole=["Code", "For", "Due", "State"],
    )


def _asks(bill: dict[str, Any]) -> str:
    if bill["term"] is None:
        return "Penalties"
    if bill["version"]:
        return f"Addendum {bill['version']}, term {bill['term']} of {bill['terms']}"
    return f"Term {bill['term']} of {bill['terms']}"
