"""`jamsostek calculate benefit`: what a programme pays for an event, from a file of facts.

The options alone stand here. What answers them knows every benefit, and is loaded when it is asked.
"""

from datetime import date
from typing import Annotated

import typer

from jamsostek.config.cli.output import AsJson, parse_day, parse_rupiah

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


Amount = Annotated[
    int | None, typer.Option(parser=parse_rupiah, metavar="RUPIAH", help="Supposed amount.")
]


def what_if(
    *,
    facts: Annotated[
        str, typer.Option("--facts", help="JKM claims: JSON by lines, or a list in YAML.")
    ],
    grant: Amount = None,
    funeral: Amount = None,
    monthly: Amount = None,
    from_: Annotated[str, typer.Option("--from", help="First day of death it holds for.")] = "",
    as_json: AsJson = False,
) -> None:
    """Compute what JKM claims would come to if the law gave other amounts."""
    from jamsostek.benefits.what_if import JkmChange  # noqa: PLC0415 - see above
    from jamsostek.config.cli.awarding import compare  # noqa: PLC0415 - see above

    first = parse_day(from_) if from_ else date.min
    compare(facts, JkmChange(grant, funeral, monthly, first), as_json=as_json)
