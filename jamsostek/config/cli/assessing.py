"""`jamsostek calculate benefit`: what a programme pays for an event, from a file of facts."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from jamsostek.benefits.assessing import BENEFITS, Benefit, asked_for, examples
from jamsostek.benefits.awards import Award, FactsContradict, FactsMissing
from jamsostek.benefits.explaining import (
    ExplainedLine,
    Explanation,
    as_html,
    as_text,
    explain,
    sentence,
)
from jamsostek.benefits.reading import NotReadable, read_text
from jamsostek.benefits.schema import Fact, FactsUnreadable, every_fact, json_schema, written_facts
from jamsostek.config.cli.output import AsJson, fail, print_json, print_table, refusing
from jamsostek.kernel.words import Lang, long_date, rupiah
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap

LIST: Final = "list"
NEEDED: Final[dict[str, str]] = {
    "id": "Fakta ini diperlukan dan belum ada:",
    "en": "These facts are needed and not given:",
}

WhichProgramme = Annotated[str, typer.Argument(help="jkk, jkm, jht or jpk.", metavar="PROGRAMME")]
FactsFile = Annotated[
    str, typer.Option("--facts", help="A YAML or JSON file of facts; - reads standard input.")
]
InLanguage = Annotated[
    str, typer.Option("--lang", help="id or en; a page is in id, the rest in en.")
]


def benefit(  # noqa: PLR0913 - one option each
    programme: WhichProgramme,
    *,
    facts: FactsFile = "",
    as_json: AsJson = False,
    explained: Annotated[
        bool, typer.Option("--explain", help="Answer as a readable page.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="The page as HTML.")] = False,
    lang: InLanguage = "",
    schema: Annotated[
        bool, typer.Option("--schema", help="Print which facts may be given.")
    ] = False,
    example: Annotated[
        str, typer.Option(help="Print an example by name; `list` lists them.", metavar="NAME")
    ] = "",
) -> None:
    """Compute what a programme pays for an event, line by line, with each article."""
    asked = benefit_named(programme)
    if schema:
        _print_schema(asked, _language(lang or "en"), as_json=as_json)
    elif example:
        _print_example(asked, example, as_json=as_json)
    elif not facts:
        fail("Give --facts FILE, or see --schema and --example list.")
    else:
        answer = _Answer(
            asked, _read(facts), _language(lang or ("id" if explained or html else "en"))
        )
        answer.show(as_json=as_json, explained=explained or html, html=html)


def benefit_named(programme: str) -> Benefit:
    """Give what a programme pays, or refuse."""
    try:
        return BENEFITS[Programme(programme.strip().upper())]
    except ValueError:
        fail(f"There is no programme {programme[:20]!r}; it is jkk, jkm, jht or jpk.")


def _language(lang: str) -> Lang:
    if lang not in ("id", "en"):
        fail(f"There is no language {lang[:20]!r}; it is id or en.")
    return "id" if lang == "id" else "en"


def _read(file: str) -> Any:  # noqa: ANN401 - what the file holds
    with refusing(NotReadable):
        return read_text(text_of(file))


def text_of(file: str) -> str:
    """Give the text of a file, or of standard input where it is named -; or refuse."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        fail(f"{file} is no text in UTF-8.")
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


class _Answer:
    """A claim's facts assessed, ready to be shown in a language."""

    def __init__(self, asked: Benefit, given: object, lang: Lang) -> None:
        self.asked = asked
        self.lang = lang
        try:
            with refusing(FactsUnreadable, FactsContradict, LawGap):
                self.facts, self.award = asked.assessed(given)
        except FactsMissing as missing:
            _ask(missing, asked, lang)

    def show(self, *, as_json: bool, explained: bool, html: bool) -> None:
        """Print the award as JSON, as a page or as a table."""
        explanation = explain(self.award, self.facts, self.lang)
        if as_json:
            print_json(told(self.award, self.facts, explanation))
        elif explained:
            typer.echo(as_html(explanation) if html else as_text(explanation), nl=False)
        else:
            _print_award(self.award, explanation)


def _ask(missing: FactsMissing, asked: Benefit, lang: Lang) -> NoReturn:
    lines = [f"  {name}: {meaning}" for name, meaning in asked_for(missing, asked, lang)]
    fail("\n".join([NEEDED[lang], *lines]))


def told(award: Award, facts: object, explanation: Explanation) -> dict[str, Any]:
    """Give an award as plain data."""
    return {
        "programme": award.programme,
        "event_date": award.event_date,
        "facts": written_facts(facts),
        "lines": [
            {
                "kind": str(line.kind),
                "label": words.label,
                "amount": line.amount,
                "citation": line.citation,
                "working": line.working,
                "working_shown": words.working,
                "recipient": line.recipient,
                "months": line.months,
                "caution": words.caution,
            }
            for line, words in zip(award.lines, explanation.lines, strict=True)
        ],
        "subtotals": dict(_by_recipient(award)),
        "shares": [
            {"heir": share.name, "relation": share.relation, "amount": share.amount}
            for share in explanation.shares
        ],
        "total": award.total,
        "is_determined": award.is_determined,
        "undetermined": [asdict(each) for each in explanation.open],
        "notes": list(explanation.notes),
    }


def _by_recipient(award: Award) -> Iterable[tuple[str, int]]:
    sums: dict[str, int] = {}
    for line in award.lines:
        sums[line.recipient.value] = sums.get(line.recipient.value, 0) + line.amount
    return sums.items()


def _print_award(award: Award, of: Explanation) -> None:
    print_table(
        f"{of.title}, {long_date(award.event_date, of.lang)}",
        ["Line", "Working", "Amount", "To", "Article"],
        [_cells(line, of.lang) for line in of.lines],
        numbers=["Amount"],
        totals=[
            *(
                [sentence(who), "", rupiah(amount, of.lang), "", ""]
                for who, amount in (of.subtotals if len(of.subtotals) > 1 else ())
            ),
            ["Total", "", rupiah(of.total, of.lang), "", ""],
        ],
    )
    for share in of.shares:
        typer.echo(f"Share of {share.who}: {rupiah(share.amount, of.lang)}")
    for line in of.lines:
        if line.caution:
            typer.echo(f"Caution, {line.label}: {line.caution}")
    for each in of.open:
        typer.echo(f"Cannot be determined: {each.label} ({each.citation}). {each.settled_by}")
    for note in of.notes:
        typer.echo(f"Note: {note}")


def _cells(line: ExplainedLine, lang: Lang) -> list[str]:
    to = f"{line.recipient}; {line.months}" if line.months else line.recipient
    return [line.label, line.working, rupiah(line.amount, lang), to, line.citation]


def _print_schema(asked: Benefit, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        title = f"Facts of a claim for {asked.programme}"
        print_json(json_schema(asked.facts, title))
        return
    print_table(
        f"Facts of {asked.programme}",
        ["Name", "Kind", "Needed", "Meaning"],
        [_schema_cells(place, fact, lang) for place, fact in every_fact(asked.facts)],
        whole=["Name"],
    )
    typer.echo("A fact that is not always needed is asked for where it is.")


def _schema_cells(place: str, fact: Fact, lang: Lang) -> list[str]:
    kind = ", ".join(fact.choices) if fact.choices else fact.kind.words.in_(lang)
    needed = "always" if fact.is_required else ""
    return [place, f"list: {kind}" if fact.is_list else kind, needed, fact.doc.in_(lang)]


def _print_example(asked: Benefit, name: str, *, as_json: bool) -> None:
    of_programme = {each.name: each for each in examples() if each.programme is asked.programme}
    if name == LIST:
        rows = [[each.name, each.title.en, each.title.id] for each in of_programme.values()]
        if as_json:
            print_json([dict(zip(("name", "en", "id"), row, strict=True)) for row in rows])
            return
        print_table(f"Examples of {asked.programme}", ["Name", "English", "Indonesia"], rows)
        return
    if name not in of_programme:
        fail(f"There is no example {name[:40]!r}; `--example list` lists them.")
    typer.echo(of_programme[name].text, nl=False)
