"""`jamsostek member`: one human with all member numbers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamsostek.config.cli.acting import act_of
from jamsostek.config.cli.django import ready
from jamsostek.config.cli.output import AsJson, fail, parse_day, print_json, print_table
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.words import number

if TYPE_CHECKING:
    from jamsostek.membership.models import InsuredPerson

app = typer.Typer()

Kpj = Annotated[str, typer.Argument(help="Any member number (KPJ) of the person, eleven digits.")]


@app.command("show")
def show(kpj: Kpj, *, as_json: AsJson = False) -> None:
    """Print a person: who, every number, every job with its number, and the JHT balances."""
    ready()
    person = _person(kpj)
    from jamsostek.membership.queries import profile_of  # noqa: PLC0415 - needs Django set up
    from jamsostek.savings.queries import summary_of  # noqa: PLC0415 - as above

    day = act_of("member show").day
    profile = profile_of(person.kpj, day)
    savings = summary_of(profile.ids, day)
    answer: dict[str, Any] = {
        "kpj": profile.kpj,
        "name": profile.name,
        "nik": profile.nik,
        "birth_date": profile.birth_date,
        "family": profile.married,
        "numbers": _numbers(profile.ids, savings.balances),
        "employments": [
            {k: v for k, v in asdict(job).items() if k not in {"id", "branch_id"}}
            for job in profile.employments
        ],
        "balance": savings.balance or 0,
    }
    if as_json:
        print_json(answer)
        return
    _print_numbers(f"{profile.name}, {profile.kpj}", answer["numbers"])
    print_table(
        "Jobs",
        ["KPJ", "Employer", "From", "First day out"],
        [
            [job.kpj, f"{job.npp} {job.employer}", str(job.from_date), str(job.until_date or "-")]
            for job in profile.employments
        ],
        whole=["KPJ", "From", "First day out"],
    )


@app.command("numbers")
def numbers(
    kpj: Kpj,
    *,
    known_on: Annotated[
        str | None, typer.Option(help="As it was known when a day ended, like 2011-09-30.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the numbers that are one person, the kept one first, each with its JHT balance."""
    known_at = None
    if known_on is not None:
        after = parse_day(known_on) + timedelta(days=1)
        known_at = datetime.combine(after, time.min, BUSINESS_ZONE).astimezone(UTC)
        known_at -= timedelta(microseconds=1)
    ready()
    person = _person(kpj)
    from jamsostek.membership.queries import numbers_of  # noqa: PLC0415 - needs Django set up
    from jamsostek.savings.queries import summary_of  # noqa: PLC0415 - as above

    ids = [one.pk for one in numbers_of(person, known_at=known_at)]
    found = _numbers(ids, summary_of(ids, act_of("member numbers").day).balances)
    if as_json:
        print_json(found)
        return
    _print_numbers(f"Numbers of {person.name}", found)


def _person(kpj: str) -> "InsuredPerson":
    from jamsostek.membership.models import InsuredPerson  # noqa: PLC0415 - needs Django set up

    person = InsuredPerson.objects.filter(kpj=kpj.replace(" ", "")).first()
    if person is None:
        fail(f"There is no member {kpj}.")
    return person


def _numbers(ids: list[int], balances: Mapping[int, int]) -> list[dict[str, Any]]:
    from jamsostek.membership.models import InsuredPerson  # noqa: PLC0415 - needs Django set up

    persons = InsuredPerson.objects.in_bulk(ids)
    return [
        {
            "kpj": persons[i].kpj,
            "name": persons[i].name,
            "registered_on": persons[i].registered_on,
            "kept": i == ids[0],
            "balance": balances.get(i, 0),
        }
        for i in ids
    ]


def _print_numbers(title: str, found: list[dict[str, Any]]) -> None:
    print_table(
        title,
        ["KPJ", "Name", "Registered", "JHT balance"],
        [
            [one["kpj"], one["name"], str(one["registered_on"]), number(one["balance"], "en")]
            for one in found
        ],
        numbers=["JHT balance"],
        whole=["KPJ", "Registered"],
        totals=[["", "", "", number(sum(one["balance"] for one in found), "en")]],
    )
