"""What each programme's benefit needs to know, and who works it out."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from jamsostek.benefits.assessing import BENEFITS
from jamsostek.benefits.awards import Award, FactsMissing
from jamsostek.benefits.schema import Fact, read_facts, schema_of, written_facts
from jamsostek.law.programmes import Programme


def facts_type(programme: Programme) -> type[Any]:
    """Give the dataclass of facts that a programme's benefit is worked out from."""
    return BENEFITS[programme].facts


def facts_wanted(programme: Programme) -> tuple[Fact, ...]:
    """Give every fact that a programme's benefit may need, as the schema documents it."""
    return schema_of(facts_type(programme))


def check_facts(programme: Programme, given: Mapping[str, Any]) -> None:
    """Check facts that need not be whole yet.

    Raises:
        FactsUnreadable: a name is not known, or a value is of another kind.
    """
    with suppress(FactsMissing):
        read_facts(facts_type(programme), given)


def work_out(programme: Programme, given: Mapping[str, Any]) -> tuple[dict[str, Any], Award]:
    """Work a benefit out; give its facts as they were read, and the award.

    Raises:
        FactsMissing, FactsUnreadable, FactsContradict: the facts are not whole, or cannot be.
        LawGap: the day lies outside the law, or a value of it was not found.
    """
    facts, award = BENEFITS[programme].assessed(given)
    return written_facts(facts), award
