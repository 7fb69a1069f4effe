"""The answers of `jamsostek calculate benefit`: awards, the schema of facts, examples."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

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
from jamsostek.benefits.jkm_1993 import JkmFacts
from jamsostek.benefits.reading import NotReadable, read_text
from jamsostek.benefits.schema import (
    Fact,
    FactsUnreadable,
    every_fact,
    json_schema,
    read_facts,
    written_facts,
)
from jamsostek.benefits.what_if import JkmChange, NegativeAmount, what_if_jkm
from jamsostek.config.cli.output import fail, print_json, print_table, refusing
from jamsostek.kernel.words import Lang, long_date, number, rupiah
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap

LIST: Final = "list"
NEEDED: Final[dict[str, str]] = {
    "id": "Fakta ini diperlukan dan belum ada:",
    "en": "These facts are needed and not given:",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of `jamsostek calculate benefit` ask for."""

    programme: str
    facts: str
    lang: str
    example: str
    as_json: bool
    explained: bool
    html: bool
    schema: bool


def answer(asked: Asked) -> None:
    """Print what was asked for: an award, the schema, an example or the list of them."""
    of = benefit_named(asked.programme)
    if asked.schema:
        _print_schema(of, _language(asked.lang or "en"), as_json=asked.as_json)
    elif asked.example:
        _print_example(of, asked.example, as_json=asked.as_json)
    elif not asked.facts:
        fail("Give --facts FILE, or see --schema and --example list.")
    else:
        is_page = asked.explained or asked.html
        lang = _language(asked.lang or ("id" if is_page else "en"))
        found = _Answer(of, _read(asked.facts), lang)
        found.show(as_json=asked.as_json, explained=is_page, html=asked.html)


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


def compare(file: str, change: JkmChange, *, as_json: bool) -> None:
    """Print what JKM claims come to under the law and under a change."""
    with refusing(
        NotReadable, FactsUnreadable, FactsMissing, FactsContradict, LawGap, NegativeAmount
    ):
        found = what_if_jkm(_claims(text_of(file)), change)
    if as_json:
        print_json(asdict(found) | {"difference": found.difference})
        return
    print_table(
        "JKM under other amounts",
        ["Claims", "Changed", "By the law", "Supposed", "Difference"],
        [
            [
                number(found.claims, "en"),
                number(found.changed, "en"),
                *(rupiah(n, "en") for n in (found.before, found.after, found.difference)),
            ]
        ],
        numbers=["Claims", "Changed", "By the law", "Supposed", "Difference"],
    )


def _claims(text: str) -> Iterator[JkmFacts]:
    lines = [line for line in text.splitlines() if line.strip()]
    by_lines = bool(lines) and all(line.lstrip().startswith("{") for line in lines)
    claims = (read_text(line) for line in lines) if by_lines else read_text(text)
    for place, claim in enumerate(claims if by_lines or isinstance(claims, list) else [claims], 1):
        try:
            yield read_facts(JkmFacts, claim)
        except (FactsUnreadable, NotReadable) as error:
            raise FactsUnreadable((f"Claim {place}: {error}",)) from error
