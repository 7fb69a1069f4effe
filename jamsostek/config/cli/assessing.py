"""`jamsostek calculate benefit`: what a programme pays for an event, from a file of facts.

The options alone stand here. What answers them knows every benefit, and is loaded when it is asked.
"""

from typing import Annotated

import typer

from jamsostek.config.cli.output import AsJson

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
    from jamsostek.config.cli.awarding import Asked, answer  # noqa: PLC0415 - see above

    answer(Asked(programme, facts, lang, example, as_json, explained, html, schema))
