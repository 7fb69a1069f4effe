"""`jamsostek claim`: the work list with its clocks, one claim, working out and deciding.

Who acts is named with `--as`: one officer works a claim out, another decides it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, fail, parse_month, print_json, print_table, refusing
from jamsostek.kernel.words import month_name, number

if TYPE_CHECKING:
    from jamsostek.claims.models import Claim
    from jamsostek.claims.queries.working import WorkItem
    from jamsostek.institution.queries import Office as Place
    from jamsostek.kernel.acts import Act

app = typer.Typer(no_args_is_help=True)

As = Annotated[str, typer.Option("--as", help="The officer who acts, by sign-in name.")]
Code = Annotated[str, typer.Argument(help="The claim's code, like KL00000001.")]
Office = Annotated[str, typer.Option(help="KP, a regional office or a branch.")]
State = Annotated[str, typer.Option(help="A state; without it, all that are open.")]


@app.callback()
def _group() -> None:
    """Claims of benefits."""


@app.command("list")
def list_claims(
    *,
    state: State = "",
    office: Office = "KP",
    count: Annotated[int, typer.Option(help="How many at most.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the claims of an office, oldest first, each with the clock that runs out."""
    _show_list(_items(state, office, count), as_json=as_json, title="Claims")


@app.command("clock")
def clock(*, office: Office = "KP", as_json: AsJson = False) -> None:
    """List the open claims whose clock has run out or soon will, the most urgent first."""
    items = [item for item in _items("", office, 10_000) if _is_urgent(item)]
    items.sort(key=lambda item: _row(item)["due_at"])
    _show_list(items, as_json=as_json, title="Claims whose time runs out")


@app.command("show")
def show(code: Code, *, as_json: AsJson = False) -> None:
    """Show a claim: papers, steps, the award line by line, payments."""
    claim = _claim(code)
    told = _told(claim)
    if as_json:
        print_json(told)
        return
    typer.echo(f"{claim.code} {claim.programme} {claim.cause}, {claim.worker_name}: {claim.state}")
    typer.echo(f"Event {claim.event_date}, reported {claim.reported_at:%Y-%m-%d %H:%M}.")
    if told["papers_lacking"]:
        typer.echo(f"Papers lacking: {', '.join(told['papers_lacking'])}.")
    rows = [
        [line["label"], line["citation"], line["working"], number(line["amount"], "en")]
        for line in told["lines"]
    ]
    if rows:
        total = number(told["total"], "en")
        columns = ["Line", "Article", "Working", "Amount"]
        totals = [["Total", f"owed by {told['payer']}", "", total]]
        print_table("Award", columns, rows, numbers=["Amount"], totals=totals)
    for payable in told["payables"]:
        payment = payable["payment"] or "not ordered yet"
        amount = number(payable["amount"], "en")
        typer.echo(f"- {payable['due_on']} {payable['payee']} {amount}: {payment}")


@app.command("assess")
def assess(
    code: Code, *, by: As, reason: Annotated[str, typer.Option()] = "", as_json: AsJson = False
) -> None:
    """Work a complete claim out, for another officer to decide."""
    claim = _claim(code)
    from jamsostek.benefits.awards import FactsMissing  # noqa: PLC0415 - needs Django set up
    from jamsostek.claims.services import assessing  # noqa: PLC0415 - as above
    from jamsostek.law.reader import LawGap  # noqa: PLC0415 - as above

    with refusing(ValueError, FactsMissing, LawGap):
        made = assessing.assess(claim=claim, act=_act(by, "claim assess"), reason=reason)
    answer = {"claim": claim.code, "number": made.number, "total": made.total, "payer": made.payer}
    if as_json:
        print_json(answer | {"difference": made.difference})
        return
    typer.echo(f"{claim.code}: Rp{number(made.total, 'en')}, owed by {made.payer}.")


@app.command("decide")
def decide(
    code: Code,
    outcome: Annotated[str, typer.Argument(help="APPROVED, REJECTED or RETURNED.")],
    *,
    by: As,
    ground: Annotated[str, typer.Option(help="The code of the ground, like ENTITLED.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence for the letter.")],
    article: Annotated[str, typer.Option(help="Where a refusal is written.")] = "",
    as_json: AsJson = False,
) -> None:
    """Decide a claim that another officer worked out."""
    claim = _claim(code)
    from jamsostek.claims.models import Decision  # noqa: PLC0415 - needs Django set up
    from jamsostek.claims.queries.latest import last_assessment  # noqa: PLC0415 - as above
    from jamsostek.claims.rules.reasons import REASONS  # noqa: PLC0415 - as above
    from jamsostek.claims.services import deciding  # noqa: PLC0415 - as above

    if outcome not in Decision.Outcome.values:
        fail(f"{outcome!r} is none of {', '.join(Decision.Outcome.values)}.")
    if ground not in {one.code for one in REASONS}:
        fail(f"{ground!r} is no ground; use one of {', '.join(one.code for one in REASONS)}.")
    assessment = last_assessment(claim)
    if assessment is None:
        fail(f"{claim.code} is not worked out yet.")
    with refusing(ValueError):
        made = deciding.decide(
            assessment=assessment,
            outcome=outcome,
            reason_code=ground,
            reason=reason,
            citation=article,
            act=_act(by, "claim decide"),
        )
    if as_json:
        print_json({"claim": claim.code, "outcome": made.outcome, "amount": made.amount})
        return
    typer.echo(f"{claim.code}: {made.outcome}, Rp{number(made.amount, 'en')}.")


@app.command("tax")
def tax(
    *,
    month: Annotated[str, typer.Option(help="The month of the decisions, like 2011-09.")],
    office: Office = "KP",
    as_json: AsJson = False,
) -> None:
    """List the tax withheld from JHT in a month, for the return to the tax office."""
    asked = parse_month(month)
    place = _office(office)
    from jamsostek.claims.queries.taxes import withheld_in  # noqa: PLC0415 - needs Django set up

    found = withheld_in(asked, place.branch_ids)
    total = sum(one.tax for one in found)
    if as_json:
        print_json({"month": asked, "withheld": found, "total": total})
        return
    print_table(
        f"Tax withheld from JHT in {month_name(asked, 'en')}",
        ["Claim", "Member", "Name", "Decided", "Gross", "Tax", "Article"],
        [
            [
                *(one.code, one.kpj, one.name, str(one.decided_on)),
                *(number(one.gross, "en"), number(one.tax, "en"), one.citation),
            ]
            for one in found
        ],
        numbers=["Gross", "Tax"],
        totals=[["Total", "", "", "", "", number(total, "en"), ""]],
    )


def _office(code: str) -> "Place":
    ready()
    from jamsostek.institution import queries as offices  # noqa: PLC0415 - needs Django set up

    with refusing(offices.UnknownOffice):
        return offices.office(code)


def _items(state: str, office: str, count: int) -> "list[WorkItem]":
    ready()
    from jamsostek.claims.models import State as States  # noqa: PLC0415 - needs Django set up
    from jamsostek.claims.queries.working import Wanted, work_list  # noqa: PLC0415 - as above
    from jamsostek.config.cli.acting import act_of  # noqa: PLC0415 - as above

    if state and state not in States.values:
        fail(f"{state!r} is no state; use one of {', '.join(States.values)}.")
    place = _office(office)
    wanted = Wanted(count=count)
    return work_list(
        place.branch_ids,
        act_of("claim list").at,
        replace(wanted, states=(state,)) if state else wanted,
    )


def _is_urgent(item: "WorkItem") -> bool:
    return item.deadline is not None and item.deadline.standing in {"SOON", "LATE"}


def _show_list(items: "list[WorkItem]", *, as_json: bool, title: str) -> None:
    rows = [_row(item) for item in items]
    if as_json:
        print_json({"claims": rows})
        return
    print_table(
        title,
        ["Code", "Programme", "Worker", "Event", "State", "Papers", "Clock", "Due", "Standing"],
        [
            [
                row["code"],
                row["programme"],
                row["worker"],
                row["event_date"].isoformat(),
                row["state"],
                str(row["papers_missing"]),
                row["clock"] or "",
                (row["due_at"] or "")[:16],
                row["standing"] or "",
            ]
            for row in rows
        ],
        whole=["Code", "Due"],
    )


def _row(item: "WorkItem") -> dict[str, Any]:
    deadline = item.deadline
    return {
        "code": item.code,
        "programme": item.programme,
        "cause": item.cause,
        "worker": item.worker,
        "kpj": item.kpj,
        "branch": item.branch,
        "event_date": item.event_date,
        "state": item.state,
        "officer": item.officer,
        "papers_missing": item.papers_missing,
        "total": item.total,
        "clock": deadline.clock.value if deadline else None,
        "due_at": deadline.due_at.isoformat() if deadline else None,
        "standing": deadline.standing.value if deadline else None,
    }


def _claim(code: str) -> "Claim":
    ready()
    from jamsostek.claims.models import Claim  # noqa: PLC0415 - needs Django set up
    from jamsostek.claims.queries.files import claim_by_code  # noqa: PLC0415 - as above

    try:
        return claim_by_code(code, None)
    except Claim.DoesNotExist:
        fail(f"There is no claim {code}.")


def _told(claim: "Claim") -> dict[str, Any]:
    from jamsostek.claims.queries.files import claim_file  # noqa: PLC0415 - needs Django set up
    from jamsostek.config.cli.acting import act_of  # noqa: PLC0415 - as above

    file = claim_file(claim, act_of("claim show").at)
    assessment = file.assessment
    lacking = [one for one in file.papers if one.paper.required and not one.is_there]
    return {
        "code": claim.code,
        "programme": claim.programme,
        "cause": claim.cause,
        "worker": claim.worker_name,
        "event_date": claim.event_date,
        "state": claim.state,
        "papers_lacking": [one.paper.title_en for one in lacking],
        "steps": [
            {"state": step.state, "at": step.made_at.isoformat(), "by": step.made_by}
            for step in file.steps
        ],
        "facts": assessment.facts if assessment else claim.facts,
        "payer": assessment.payer if assessment else None,
        "total": assessment.total if assessment else None,
        "law_version": assessment.law_version if assessment else None,
        "lines": [
            {
                "label": line.label_en,
                "amount": line.amount,
                "citation": line.citation,
                "working": line.working,
                "recipient": line.recipient,
            }
            for line in file.lines
        ],
        "payables": [
            {
                "due_on": one.payable.due_on,
                "payee": one.payable.payee.name,
                "amount": one.payable.amount,
                "payment": one.payment.state if one.payment else None,
            }
            for one in file.payables
        ],
    }


def _act(username: str, command: str) -> "Act":
    """Give the deed of an officer, or refuse; the services ask for the office that it takes."""
    from jamsostek.config.cli.acting import act_of  # noqa: PLC0415 - needs Django set up
    from jamsostek.institution.models import StaffMember  # noqa: PLC0415 - as above
    from jamsostek.kernel.acts import ActorKind  # noqa: PLC0415 - as above

    officer = StaffMember.objects.filter(user__username=username, user__is_active=True).first()
    if officer is None:
        fail(f"{username} is no officer.")
    return replace(
        act_of(command), actor=officer.name, kind=ActorKind.HUMAN, user_id=officer.user_id
    )
