"""The benefits by programme: which facts each takes, who assesses them, and worked examples."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jamsostek.benefits.awards import Award, FactsMissing, Label
from jamsostek.benefits.jht_1993 import assess_jht
from jamsostek.benefits.jht_facts_1993 import JhtFacts
from jamsostek.benefits.jkk_1993 import assess_jkk
from jamsostek.benefits.jkk_facts import JkkFacts
from jamsostek.benefits.jkm_1993 import JkmFacts, assess_jkm
from jamsostek.benefits.jpk_1993 import assess_jpk
from jamsostek.benefits.jpk_facts_1993 import JpkFacts
from jamsostek.benefits.reading import read_text
from jamsostek.benefits.schema import Fact, every_fact, read_facts
from jamsostek.benefits.shares import shares_of
from jamsostek.kernel.words import Lang
from jamsostek.law.programmes import Programme

FOLDER: Final = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a programme pays: its facts and the function that assesses them."""

    programme: Programme
    facts: type[Any]
    assess: Callable[[Any], Award]

    def assessed(self, given: object) -> tuple[Any, Award]:
        """Read facts from plain data and assess them.

        Raises:
            FactsUnreadable, FactsMissing, FactsContradict: as the facts are.
            LawGap: the day lies outside the law, or a value of it was not found.
        """
        facts = read_facts(self.facts, given)
        award = self.assess(facts)
        shares_of(award, facts)  # survivors that cannot be are refused here, not when shown
        return facts, award

    def fact_at(self, place: str) -> Fact:
        """Give the fact that a place such as `injuries.1.percent` means."""
        name = ".".join(part for part in place.split(".") if not part.isdigit())
        return dict(every_fact(self.facts))[name]


BENEFITS: Final = {
    benefit.programme: benefit
    for benefit in (
        Benefit(Programme.JKK, JkkFacts, assess_jkk),
        Benefit(Programme.JKM, JkmFacts, assess_jkm),
        Benefit(Programme.JHT, JhtFacts, assess_jht),
        Benefit(Programme.JPK, JpkFacts, assess_jpk),
    )
}
"""What each programme pays."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file of facts that can be assessed as it is; its first two lines say what it shows."""

    programme: Programme
    name: str
    title: Label
    text: str

    @property
    def given(self) -> Any:  # noqa: ANN401 - what the file holds
        """Its facts as plain data."""
        return read_text(self.text)


@cache
def examples() -> tuple[Example, ...]:
    """Give every example, by programme and name."""
    return tuple(_examples())


def _examples() -> Iterator[Example]:
    for file in sorted(FOLDER.glob("*/*.yaml")):
        text = file.read_text(encoding="utf-8")
        first, second, *_ = (line.removeprefix("#").strip() for line in text.splitlines())
        yield Example(
            Programme(file.parent.name.upper()), file.stem, Label(id=first, en=second), text
        )


def asked_for(missing: FactsMissing, benefit: Benefit, lang: Lang) -> list[tuple[str, str]]:
    """Give each missing fact by name, with what it means."""
    return [(name, benefit.fact_at(name).doc.in_(lang)) for name in missing.names]
