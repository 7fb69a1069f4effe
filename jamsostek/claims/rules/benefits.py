"""What each programme's benefit needs to know, and who works it out."""

from collections.abc import Mapping
from typing import Any

from jamsostek.benefits.awards import Award
from jamsostek.benefits.jkm_1993 import JkmFacts, assess_jkm
from jamsostek.benefits.jpk_1993 import assess_jpk
from jamsostek.benefits.jpk_facts_1993 import JpkFacts
from jamsostek.benefits.schema import Fact, read_facts, schema_of, written_facts
from jamsostek.law.programmes import Programme

FACTS: Mapping[Programme, type[Any]] = {Programme.JKM: JkmFacts, Programme.JPK: JpkFacts}
ASSESS: Mapping[Programme, Any] = {Programme.JKM: assess_jkm, Programme.JPK: assess_jpk}


def facts_wanted(programme: Programme) -> tuple[Fact, ...]:
    """Give every fact that a programme's benefit may need, as the schema documents it."""
    return schema_of(FACTS[programme])


def work_out(programme: Programme, given: Mapping[str, Any]) -> tuple[dict[str, Any], Award]:
    """Work a benefit out; give its facts as they were read, and the award.

    Raises:
        FactsMissing, FactsUnreadable, FactsContradict: the facts are not whole, or cannot be.
        LawGap: the day lies outside the law, or a value of it was not found.
    """
    facts = read_facts(FACTS[programme], given)
    return written_facts(facts), ASSESS[programme](facts)
