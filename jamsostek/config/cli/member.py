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
from jamsostek.kernel.words import long_date, number
from jamsostek.law.programmes import Programme

if TYPE_CHECKING:
    from jamsostek.contributions.rules.cover import Insured, NotInsured
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


@app.command("cover")
def cover(
    kpj: Kpj,
    *,
    on: Annotated[str, typer.Option("--on", help="Day, like 2011-09-30.")],
    as_json: AsJson = False,
) -> None:
    """Print for what a person is insured on a day: through whom, since when, and why."""
    day = parse_day(on)
    ready()
    person = _person(kpj)
    from jamsostek.contributions.queries.cover import cover_on  # noqa: PLC0415 - needs Django

    found = cover_on(person, day)
    answer: dict[str, Any] = {
        "kpj": person.kpj,
        "name": person.name,
        "on": day,
        "programmes": [code for code in Programme if code in found.programmes],
        "insured": [
            _told(one) | {"since": one.since, "last_day": one.last_day} for one in found.insured
        ],
        "not_insured": [_told(one) | {"reason": one.lack, "day": one.day} for one in found.lacking],
    }
    if as_json:
        print_json(answer)
        return
    _print_cover(answer)


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


def _told(one: "Insured | NotInsured") -> dict[str, Any]:
    return {
        "programme": one.programme,
        "ground": one.ground,
        "payer": one.payer,
        "payer_number": one.payer_number,
        "why": one.why("en"),
        "citation": one.citation,
    }


def _print_cover(answer: dict[str, Any]) -> None:
    title = f"{answer['name']}, {answer['kpj']}, on {long_date(answer['on'], 'en')}"
    if answer["insured"]:
        print_table(
            title,
            ["Programme", "Through", "Since", "Last day", "Why", "Article"],
            [
                [
                    one["programme"],
                    f"{one['payer_number']} {one['payer']}",
                    str(one["since"]),
                    str(one["last_day"] or "-"),
                    one["why"],
                    one["citation"],
                ]
                for one in answer["insured"]
            ],
            whole=["Programme", "Since", "Last day"],
        )
    else:
        typer.echo(f"{title}: not insured.")
        if not answer["not_insured"]:
            typer.echo("Never registered through an employer, a project or on their own.")
    for one in answer["not_insured"]:
        typer.echo(f"Not insured: {one['why']} ({one['citation']})")


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
