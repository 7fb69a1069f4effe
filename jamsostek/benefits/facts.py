"""What every facts class shares: how a fact is documented, and how missing ones are named."""

from collections.abc import Mapping

from jamsostek.benefits.awards import FactsMissing


def doc(indonesian: str, english: str) -> Mapping[str, str]:
    """Give the one-line documentation of a fact, for its field."""
    return {"id": indonesian, "en": english}


def require(facts: object, *names: str) -> None:
    """Check that facts are given.

    Raises:
        FactsMissing: at least one is not; it names all of them.
    """
    missing = tuple(name for name in dict.fromkeys(names) if getattr(facts, name) is None)
    if missing:
        raise FactsMissing(missing)
