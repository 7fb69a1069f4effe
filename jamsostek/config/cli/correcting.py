"""`jamsostek wages correct`: one wage of a declared month, corrected as the pages do it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.output import AsJson, fail, parse_month, print_json, print_table
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import rupiah

if TYPE_CHECKING:
    from jamsostek.contributions.models import Declaration
    from jamsostek.contributions.services.corrections import Difference


def correct(
    *,
    employer: Annotated[str, typer.Option("--employer", help="Its number, like JJ990101.")],
    month: Annotated[str, typer.Option("--month", help="The declared month, like 2011-09.")],
    member: Annotated[str, typer.Option("--member", help="The worker's member number (KPJ).")],
    wage: Annotated[
        int, typer.Option("--wage", min=0, help="The right wage; 0 takes the worker out.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it is corrected.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Compute the difference, store nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Correct one wage of a declared month, and bill or give back the difference."""
    asked = parse_month(month)
    from jamsostek.config.cli.django import ready  # noqa: PLC0415 - only when it is run

    ready()
    from jamsostek.contributions.services import corrections  # noqa: PLC0415 - needs Django

    declaration = _declaration(employer.strip().upper(), asked)
    wages = {_person(member.strip()): wage}
    try:
        found = corrections.difference(declaration=declaration, wages=wages)
        answer = _answer(asked, found)
        if not dry_run:
            made = corrections.correct(
                declaration=declaration, wages=wages, reason=reason, act=act_of("wages correct")
            )
            bill = getattr(made, "bill", None)
            answer |= {"version": made.number, "bill": bill.code if bill else None}
    except ValueError as refused:
        fail(str(refused))
    if as_json:
        print_json(answer)
    else:
        rows = [(name, rupiah(amount)) for name, amount in answer["difference"].items()]
        print_table(f"{employer} {asked}", ["programme", "difference"], rows)


def _declaration(npp: str, month: Month) -> "Declaration":
    from jamsostek.contributions.models import Declaration  # noqa: PLC0415 - needs Django

    found = Declaration.objects.filter(employer__npp=npp, month=month.first_day)
    declaration = found.select_related("employer").first()
    if declaration is None:
        fail(f"{npp} has not declared {month}; declare it with `jamsostek wages declare`.")
    return declaration


def _person(kpj: str) -> int:
    from jamsostek.membership.models import InsuredPerson  # noqa: PLC0415 - needs Django

    person = InsuredPerson.objects.filter(kpj=kpj).values_list("pk", flat=True).first()
    if person is None:
        fail(f"Nobody has the member number {kpj}.")
    return person


def _answer(month: Month, found: "Difference") -> dict[str, Any]:
    by_programme = {programme.value: each for programme, each in found.by_programme.items()}
    lines = found.lines.select("wage_before", "wage").row(0)
    return {
        "month": str(month),
        "wage_before": lines[0],
        "wage": lines[1],
        "difference": {**by_programme, "total": found.amount},
    }
