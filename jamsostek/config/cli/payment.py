"""`jamsostek payment`: what waits, runs to the bank, its answers, and the cash desk.

Who acts is named with `--as`: a run is prepared by one officer and released by another.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    parse_rupiah,
    print_json,
    print_table,
    refusing,
)
from jamsostek.kernel.words import number

if TYPE_CHECKING:
    from jamsostek.kernel.acts import Act
    from jamsostek.treasury.models import CashDesk, CashSession, PaymentOrder, PaymentRun

app = typer.Typer(no_args_is_help=True)
cash = typer.Typer(no_args_is_help=True)
app.add_typer(cash, name="cash", help="The cash desk: opened, paid from, counted, confirmed.")

As = Annotated[str, typer.Option("--as", help="The officer who acts, by sign-in name.")]
Code = Annotated[str, typer.Argument(help="The code, like PR00000001.")]
Desk = Annotated[int, typer.Argument(help="The till's number, as `open-desk` gave it.")]
Amount = Annotated[str, typer.Option(help="Whole rupiah, like 2.500.000.")]


@app.callback()
def _group() -> None:
    """Payments of what is owed."""


@app.command("list")
def list_payments(
    *,
    state: Annotated[str, typer.Option(help="QUEUED, SENT, UNKNOWN, PAID, RETURNED...")] = "QUEUED",
    office: Annotated[str, typer.Option(help="KP, a regional office or a branch.")] = "KP",
    as_json: AsJson = False,
) -> None:
    """List payments in a state, what is due first."""
    ready()
    from jamsostek.institution import queries as offices  # noqa: PLC0415 - needs Django set up
    from jamsostek.treasury.models import PaymentOrder  # noqa: PLC0415 - as above

    if state not in PaymentOrder.State.values:
        fail(f"{state!r} is no state; use one of {', '.join(PaymentOrder.State.values)}.")
    with refusing(offices.UnknownOffice):
        place = offices.office(office)
    found = PaymentOrder.objects.filter(state=state, branch_id__in=place.branch_ids)
    orders = [
        _told(order) for order in found.select_related("branch", "run").order_by("due_on", "pk")
    ]
    if as_json:
        print_json({"payments": orders, "amount": sum(order["amount"] for order in orders)})
        return
    print_table(
        f"Payments, {state}",
        ["Code", "Due", "Payee", "Method", "Run", "Amount"],
        [
            [
                order["code"],
                order["due_on"].isoformat(),
                order["payee"],
                order["method"],
                order["run"] or "",
                number(order["amount"], "en"),
            ]
            for order in orders
        ],
        numbers=["Amount"],
        totals=[["", "", "", "", "", number(sum(o["amount"] for o in orders), "en")]],
    )


@app.command("run")
def prepare(
    *,
    account: Annotated[str, typer.Option(help="The number of our bank account.")],
    until: Annotated[str, typer.Option(help="Payments due up to this day, like 2011-10-03.")],
    office: Annotated[str, typer.Option(help="KP, a regional office or a branch.")] = "KP",
    least: Amount = "",
    most: Amount = "",
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Prepare a run of the transfers that are due."""
    day = parse_day(until)
    bounds = [parse_rupiah(text) if text else None for text in (least, most)]
    ready()
    from jamsostek.institution import queries as offices  # noqa: PLC0415 - needs Django set up
    from jamsostek.institution.models import Branch, Region  # noqa: PLC0415 - as above
    from jamsostek.treasury.queries import NoSuchBankAccount, bank_account  # noqa: PLC0415
    from jamsostek.treasury.services.runs import Choice, NothingDue, prepare_run  # noqa: PLC0415

    act = _act(officer, "CASHIER", "payment run")
    with refusing(NothingDue, NoSuchBankAccount, offices.UnknownOffice):
        place = offices.office(office)
        region = Region.objects.filter(code=place.code).first()
        choice = Choice(
            day,
            branch=Branch.objects.filter(code=place.code).first(),
            region_id=region.pk if region else None,
            least=bounds[0],
            most=bounds[1],
        )
        run = prepare_run(account=bank_account(account), choice=choice, act=act)
    _show_run(run, as_json=as_json)


@app.command("release")
def release(
    code: Code,
    *,
    amount: Amount,
    officer: As,
    into: Annotated[Path, typer.Option(file_okay=False, help="Where the files go.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Release a run that comes to an amount, and write the files for the bank.

    Released before, it only writes the same files again.
    """
    seen = parse_rupiah(amount)
    ready()
    from jamsostek.treasury.services.runs import (  # noqa: PLC0415 - needs Django set up
        RunChanged,
        RunNotNow,
        SamePerson,
        release_run,
    )

    act = _act(officer, "FINANCE_OFFICER", "payment release")
    with refusing(SamePerson, RunNotNow, RunChanged):
        run = release_run(run=_run(code), amount=seen, act=act)
    into.mkdir(parents=True, exist_ok=True)
    for file in run.files.order_by("pk"):
        (into / file.name).write_bytes(bytes(file.content))
    _show_run(run, as_json=as_json)


@app.command("result")
def result(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="pain.002 or CSV.")],
    *,
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Take in the bank's answer; the same file again changes nothing."""
    ready()
    from jamsostek.treasury.formats.payment_results import ResultUnreadable  # noqa: PLC0415
    from jamsostek.treasury.services.payment_results import take_result  # noqa: PLC0415

    act = _act(officer, "FINANCE_OFFICER", "payment result")
    with refusing(ResultUnreadable):
        taken = take_result(content=file.read_bytes(), name=file.name, act=act)
    told = {
        "file": taken.name,
        "paid": taken.paid,
        "returned": taken.returned,
        "unknown": taken.unknown,
        "pending": taken.pending,
        "faults": taken.faults,
    }
    if as_json:
        print_json(told)
        return
    typer.echo(f"{taken.paid} paid, {taken.returned} returned, {taken.pending} pending.")
    for fault in taken.faults:
        typer.echo(f"  {fault['code']}: {fault['fault']}")


@cash.command("open-desk")
def open_desk(
    name: Annotated[str, typer.Argument(help="What it is called, like 'Loket 1'.")],
    *,
    office: Annotated[str, typer.Option(help="The branch.")],
    as_json: AsJson = False,
) -> None:
    """Open a till at a branch."""
    ready()
    from jamsostek.config.cli.acting import act_of  # noqa: PLC0415 - needs Django set up
    from jamsostek.institution.models import Branch  # noqa: PLC0415 - as above
    from jamsostek.treasury.services import cash as services  # noqa: PLC0415 - as above

    branch = Branch.objects.filter(code=office).first()
    if branch is None:
        fail(f"There is no branch {office}.")
    with refusing(services.DeskOpenAlready):
        desk = services.open_desk(branch=branch, name=name, act=act_of("payment cash open-desk"))
    if as_json:
        print_json({"desk": desk.pk, "name": desk.name, "branch": branch.code})
        return
    typer.echo(f"Till {desk.pk}, {desk.name} of {branch.name}, is there.")


@cash.command("open")
def open_session(
    desk: Desk, *, counted: Amount, brought: Amount = "0", officer: As, as_json: AsJson = False
) -> None:
    """Open a till with what is counted in it, and what was brought from the bank."""
    there, added = parse_rupiah(counted), parse_rupiah(brought)
    ready()
    from jamsostek.treasury.services import cash as services  # noqa: PLC0415 - needs Django

    act = _act(officer, "CASHIER", "payment cash open")
    with refusing(services.SessionOpen, services.OtherThanBooks):
        session = services.open_session(desk=_desk(desk), counted=there, brought=added, act=act)
    _show_session(session, as_json=as_json)


@cash.command("pay")
def pay(
    code: Code,
    *,
    desk: Annotated[int, typer.Option(help="The till's number.")],
    receiver: Annotated[str, typer.Option(help="Who received it, and by which papers.")],
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Hand a payment out over the counter."""
    ready()
    from jamsostek.treasury.models import PaymentOrder  # noqa: PLC0415 - needs Django set up
    from jamsostek.treasury.services import cash as services  # noqa: PLC0415 - as above
    from jamsostek.treasury.services.payments import NotNow, ReasonMissing  # noqa: PLC0415

    order = PaymentOrder.objects.filter(code=code).first()
    if order is None:
        fail(f"There is no payment {code}.")
    act, session = _act(officer, "CASHIER", "payment cash pay"), _session(desk)
    facts = (services.NotAtThisTill, services.NotYourTill, services.NotOpen, services.TillEmpty)
    with refusing(NotNow, ReasonMissing, *facts):
        paid = services.pay_cash(order=order, session=session, receiver=receiver, act=act)
    if as_json:
        print_json(_told(paid))
        return
    typer.echo(f"{paid.code}: {number(paid.amount, 'en')} handed to {receiver}.")


@cash.command("count")
def count(
    desk: Desk,
    *,
    counted: Amount,
    reason: Annotated[str, typer.Option(help="Why it differs from the books.")] = "",
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Count a till at the end of the session."""
    there = parse_rupiah(counted)
    ready()
    from jamsostek.treasury.services import cash as services  # noqa: PLC0415 - needs Django
    from jamsostek.treasury.services.payments import ReasonMissing  # noqa: PLC0415 - as above

    act = _act(officer, "CASHIER", "payment cash count")
    with refusing(services.NotYourTill, services.NotOpen, ReasonMissing):
        session = services.count_session(
            session=_session(desk), counted=there, reason=reason, act=act
        )
    _show_session(session, as_json=as_json)


@cash.command("close")
def close(desk: Desk, *, counted: Amount, officer: As, as_json: AsJson = False) -> None:
    """Confirm a count as the second person, which closes the till."""
    there = parse_rupiah(counted)
    ready()
    from jamsostek.treasury.services import cash as services  # noqa: PLC0415 - needs Django
    from jamsostek.treasury.services.runs import SamePerson  # noqa: PLC0415 - as above

    act = _act(officer, "FINANCE_OFFICER", "payment cash close")
    with refusing(SamePerson, services.NotOpen, services.CountsDiffer):
        session = services.close_session(session=_session(desk), counted=there, act=act)
    _show_session(session, as_json=as_json)


def _act(username: str, role: str, command: str) -> "Act":
    """Give the deed of an officer in a role, or refuse."""
    from dataclasses import replace  # noqa: PLC0415 - beside what needs Django

    from jamsostek.config.cli.acting import act_of  # noqa: PLC0415 - needs Django set up
    from jamsostek.institution.models import StaffMember  # noqa: PLC0415 - as above
    from jamsostek.kernel.acts import ActorKind  # noqa: PLC0415 - as above

    officer = StaffMember.objects.filter(user__username=username, user__is_active=True).first()
    if officer is None or role not in officer.roles:
        fail(f"{username} is no officer in the role {role}.")
    return replace(
        act_of(command), actor=officer.name, kind=ActorKind.HUMAN, user_id=officer.user_id
    )


def _run(code: str) -> "PaymentRun":
    from jamsostek.treasury.models import PaymentRun  # noqa: PLC0415 - needs Django set up

    run = PaymentRun.objects.filter(code=code).first()
    if run is None:
        fail(f"There is no run {code}.")
    return run


def _desk(desk: int) -> "CashDesk":
    from jamsostek.treasury.models import CashDesk  # noqa: PLC0415 - needs Django set up

    found = CashDesk.objects.filter(pk=desk).first()
    if found is None:
        fail(f"There is no till {desk}.")
    return found


def _session(desk: int) -> "CashSession":
    from jamsostek.treasury.models import CashSession  # noqa: PLC0415 - needs Django set up

    going = CashSession.objects.filter(desk=_desk(desk)).exclude(state=CashSession.State.CLOSED)
    found = going.first()
    if found is None:
        fail(f"Till {desk} is closed.")
    return found


def _told(order: "PaymentOrder") -> dict[str, Any]:
    return {
        "code": order.code,
        "state": order.state,
        "due_on": order.due_on,
        "payee": order.payee,
        "method": order.method,
        "run": order.run.code if order.run else None,
        "paid_on": order.paid_on,
        "amount": order.amount,
    }


def _show_run(run: "PaymentRun", *, as_json: bool) -> None:
    files = [file.name for file in run.files.order_by("pk")]
    if as_json:
        print_json(
            {
                "run": run.code,
                "state": run.state,
                "count": run.count,
                "amount": run.amount,
                "files": files,
            }
        )
        return
    made = f" Files: {', '.join(files)}." if files else ""
    typer.echo(f"{run.code}: {run.count} payments, {number(run.amount, 'en')}, {run.state}.{made}")


def _show_session(session: "CashSession", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "desk": session.desk_id,
                "state": session.state,
                "cashier": session.cashier_name,
                "opening": session.opening_amount,
                "expected": session.expected_amount,
                "counted": session.counted_amount,
            }
        )
        return
    typer.echo(f"Till {session.desk_id}: {session.state}, {session.cashier_name}.")
