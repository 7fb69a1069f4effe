"""`jamsostek provider`: capitation of a month, and whether JPK cares for somebody."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import (
    AsJson,
    fail,
    parse_day,
    parse_month,
    print_json,
    print_table,
)
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import number

if TYPE_CHECKING:
    from jamsostek.providers.models import CapitationRun
    from jamsostek.providers.queries.eligibility import Eligibility

app = typer.Typer()


@app.command("capitation")
def capitation(
    *,
    month: Annotated[str, typer.Option(help="The month, like 2011-10.")],
    provider: Annotated[str, typer.Option(help="One provider's code; else all with one.")] = "",
    as_json: AsJson = False,
) -> None:
    """Work out the capitation of a month; what is worked out already stays as it is."""
    ready()
    from jamsostek.providers import models  # noqa: PLC0415 - needs Django set up
    from jamsostek.providers.services.capitation import (  # noqa: PLC0415 - needs Django set up
        MonthAhead,
        NoCapitation,
        PreparedAlready,
        prepare_capitation,
    )

    asked = parse_month(month)
    providers = models.Provider.objects.filter(contracts__capitation_single__isnull=False)
    if provider:
        providers = providers.filter(code=provider)
        if not providers:
            fail(f"There is no provider {provider!r} with capitation.")
    for one in providers.distinct().order_by("code"):
        try:
            prepare_capitation(provider=one, month=asked, act=act_of("provider capitation"))
        except (PreparedAlready, NoCapitation):
            continue
        except MonthAhead as refusal:
            fail(str(refusal))
    runs = models.CapitationRun.objects.filter(
        month=asked.first_day, provider__in=providers.distinct()
    )
    rows = list(runs.select_related("provider").order_by("provider__code"))
    _print_runs(asked, rows, as_json=as_json)


def _print_runs(asked: Month, rows: list["CapitationRun"], *, as_json: bool) -> None:
    answer = [
        {
            "provider": run.provider.code,
            "name": run.provider.name,
            "workers": run.workers,
            "heads": run.heads,
            "amount_of_month": run.amount_of_month,
            "correction": run.correction,
            "amount": run.amount,
            "state": run.state,
        }
        for run in rows
    ]
    if as_json:
        print_json(answer)
        return
    heads = ("Provider", "Name", "Workers", "Heads", "Month", "Corrections", "Amount", "State")
    print_table(
        f"Capitation of {asked}",
        heads,
        [
            tuple(
                number(value, "en") if isinstance(value, int) else str(value)
                for value in row.values()
            )
            for row in answer
        ],
        numbers=heads[2:7],
    )


@app.command("eligibility")
def eligibility(
    kpj: Annotated[str, typer.Argument(help="The member number (KPJ), eleven digits.")],
    *,
    on: Annotated[str, typer.Option(help="The day of care, like 2011-10-03.")],
    patient: Annotated[str, typer.Option(help="A family member's name; else the worker.")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell whether JPK cares for a worker or one of the family on a day, why, and the limits."""
    ready()
    from jamsostek.membership.models import InsuredPerson  # noqa: PLC0415 - needs Django set up
    from jamsostek.membership.queries.families import dependants_of  # noqa: PLC0415 - as above
    from jamsostek.providers.queries.checking import plain  # noqa: PLC0415 - as above
    from jamsostek.providers.queries.eligibility import eligibility_on  # noqa: PLC0415 - as above

    day = parse_day(on)
    person = InsuredPerson.objects.filter(kpj=kpj).first()
    if person is None:
        fail(f"There is no member {kpj!r}.")
    kin = None
    if patient:
        family = dependants_of(person)
        kin = next((one for one in family if plain(one.name) == plain(patient)), None)
        if kin is None:
            fail(f"Member {kpj} has nobody named {patient!r} on record.")
    right = eligibility_on(person, day, dependant=kin)
    _print_right(right, as_json=as_json)


def _print_right(right: "Eligibility", *, as_json: bool) -> None:
    answer: dict[str, Any] = {
        "kpj": right.person.kpj,
        "patient": right.name,
        "day": right.day,
        "covered": right.covered,
        "why": right.why("en"),
        "citation": right.citation,
        "family": right.family.ground.value if right.family else None,
        "provider": right.provider.code if right.provider else None,
        "referral_for": [one.service.value for one in right.services if one.referral],
        "not_for_patient": [one.service.value for one in right.services if not one.allowed],
        "inpatient_days_left": right.inpatient_days_left if right.covered else None,
        "special_care_days_left": right.special_care_days_left if right.covered else None,
        "caution": right.caution,
    }
    if as_json:
        print_json(answer)
        return
    rows = [(name.replace("_", " "), str(value)) for name, value in answer.items()]
    print_table(f"Member {right.person.kpj} on {right.day}", ("Fact", "Value"), rows)
