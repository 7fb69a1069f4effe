"""`jamsostek staff`: offices, and the people who sign in for them and for employers."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import fail, refusing

if TYPE_CHECKING:
    from jamsostek.institution.models import User

app = typer.Typer()

UserName = Annotated[str, typer.Argument(metavar="USERNAME", help="What the person signs in with.")]
Name = Annotated[str, typer.Option(help="The person's name.")]


@app.command("offices")
def offices() -> None:
    """Load the regional offices and branches that the reference knows; again adds what is new."""
    ready()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.audit import services as audit  # noqa: PLC0415 - as above
    from jamsostek.institution.services import load_offices  # noqa: PLC0415 - as above

    act = act_of("staff offices")
    with transaction.atomic():
        loaded = load_offices(on=act.day)
        audit.record(
            act=act, action="load_offices", subject_type="office", detail={"loaded": loaded}
        )
    typer.echo(f"{loaded} offices are new.")


@app.command("appoint")
def appoint(
    username: UserName,
    *,
    name: Name,
    number: Annotated[str, typer.Option(help="The staff number.")],
    office: Annotated[str, typer.Option(help="Its code: KP, KW05, KC-SKA.")],
    role: Annotated[list[str], typer.Option(help="Like finance-officer; once for each role.")],
) -> None:
    """Make a sign-in for somebody of the staff, with an office and roles; asks for a password."""
    ready()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.audit import services as audit  # noqa: PLC0415 - as above
    from jamsostek.institution import services  # noqa: PLC0415 - as above
    from jamsostek.institution.models import Role  # noqa: PLC0415 - as above
    from jamsostek.institution.queries import UnknownOffice  # noqa: PLC0415 - as above
    from jamsostek.institution.queries import office as office_with_code  # noqa: PLC0415 - as above

    codes = [each.strip().upper().replace("-", "_") for each in role]
    if unknown := [given for given, code in zip(role, codes, strict=True) if code not in Role]:
        known = ", ".join(each.lower().replace("_", "-") for each in Role)
        fail(f"There is no role {unknown[0]!r}; there are {known}.")
    facts = (UnknownOffice, services.UsernameTaken, services.RolesClash, services.AlreadyAppointed)
    with refusing(*facts), transaction.atomic():
        at = office_with_code(office)
        member = services.appoint(
            user=_new_user(username),
            name=name,
            staff_number=number,
            office=at,
            roles=[Role(code) for code in codes],
        )
        audit.record(
            act=act_of("staff appoint"),
            action="appoint",
            subject_type="staff",
            subject_id=member.pk,
            detail={"username": username, "office": at.code, "roles": member.roles},
        )
    typer.echo(f"{name} signs in as {username} at {at.code}: {', '.join(member.roles)}.")


@app.command("employer")
def employer(
    username: UserName,
    *,
    npp: Annotated[str, typer.Option(help="The employer's number, like JJ990101.")],
    name: Name,
) -> None:
    """Make a sign-in for somebody of an employer, for its portal; asks for a password."""
    ready()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.institution.services import UsernameTaken  # noqa: PLC0415 - as above
    from jamsostek.membership.models import Employer  # noqa: PLC0415 - as above
    from jamsostek.membership.queries import employer_by_npp  # noqa: PLC0415 - as above
    from jamsostek.membership.services import let_sign_in  # noqa: PLC0415 - as above

    try:
        found = employer_by_npp(npp.strip().upper())
    except Employer.DoesNotExist:
        fail(f"There is no employer {npp}.")
    with refusing(UsernameTaken), transaction.atomic():
        let_sign_in(
            user=_new_user(username), name=name, employer=found, act=act_of("staff employer")
        )
    typer.echo(f"{name} signs in as {username} for {found.name}.")


@app.command("contractor")
def contractor(
    username: UserName,
    *,
    firm: Annotated[str, typer.Option(help="The contractor's name, or a project's number.")],
    name: Name,
) -> None:
    """Make a sign-in for somebody of a contractor, for its projects; asks for a password."""
    ready()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.institution.services import UsernameTaken  # noqa: PLC0415 - as above
    from jamsostek.membership.queries import contractors_named  # noqa: PLC0415 - as above
    from jamsostek.membership.services import let_contractor_sign_in  # noqa: PLC0415 - as above

    found = contractors_named(firm)
    if len(found) != 1:
        fail(
            f"There is no contractor {firm}."
            if not found
            else f"{len(found)} contractors are called {firm}; give the number of a project."
        )
    with refusing(UsernameTaken), transaction.atomic():
        let_contractor_sign_in(
            user=_new_user(username), name=name, contractor=found[0], act=act_of("staff contractor")
        )
    typer.echo(f"{name} signs in as {username} for {found[0].name}.")


@app.command("collector")
def collector(
    username: UserName,
    *,
    group: Annotated[str, typer.Option(help="The group's number, like WD000001.")],
    name: Name,
) -> None:
    """Make a sign-in for the collector of a group of own-account workers; asks for a password."""
    ready()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from jamsostek.institution.services import UsernameTaken  # noqa: PLC0415 - as above
    from jamsostek.membership.models import OwnAccountGroup  # noqa: PLC0415 - as above
    from jamsostek.membership.queries import group_by_number  # noqa: PLC0415 - as above
    from jamsostek.membership.services import let_collector_sign_in  # noqa: PLC0415 - as above

    try:
        found = group_by_number(group)
    except OwnAccountGroup.DoesNotExist:
        fail(f"There is no group {group}.")
    with refusing(UsernameTaken), transaction.atomic():
        let_collector_sign_in(
            user=_new_user(username), name=name, group=found, act=act_of("staff collector")
        )
    typer.echo(f"{name} signs in as {username} for {found.name}.")


def _new_user(username: str) -> "User":
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - needs Django set up
    from django.utils import translation  # noqa: PLC0415 - as above

    from jamsostek.institution.models import User  # noqa: PLC0415 - as above
    from jamsostek.institution.services import create_sign_in  # noqa: PLC0415 - as above

    password = _password()
    try:
        with translation.override("en"):
            validate_password(password, User(username=username))
    except ValidationError as error:
        fail(" ".join(error.messages))
    return create_sign_in(username=username, password=password)


def _password() -> str:
    """Ask twice where somebody types, and read one line where a program does."""
    if sys.stdin.isatty():
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return asked
    return sys.stdin.readline().rstrip("\n")
