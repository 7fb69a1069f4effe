"""Texts as the embedded fonts can print them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

UNPRINTABLE: Final = "\N{REPLACEMENT CHARACTER}"
LONGEST_WORD: Final = 18
LONG_WORD: Final = re.compile(rf"[^\s/\-]{{{LONGEST_WORD + 1},}}")
BREAK: Final = "\N{ZERO WIDTH SPACE}"

PRINTABLE: Final = (
    *((0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A)),
    *((0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x04FF), (0x1E00, 0x1EFF), (0x2010, 0x2027)),
    *((0x2030, 0x2040), (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2150, 0x2151), (0x2153, 0x2184)),
    *((0x2190, 0x21FF), (0x2200, 0x22FF)),
)
"""Latin, Greek, Cyrillic and signs: what the fonts that come with typst have a shape for."""


def printable(text: str) -> str:
    """Give a text with a visible mark for each character that has no shape.

    Signs that steer the direction or the breaking of lines are left out, runs of blanks become
    one, and a word too long for a column may be broken within.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    seen = (
        character if _has_shape(character) else UNPRINTABLE
        for character in composed
        if unicodedata.category(character) not in {"Cf", "Cc", "Cs", "Co"}
    )
    return LONG_WORD.sub(_breakable, "".join(seen))


def printable_in(thing: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Give the same structure with every text made printable."""
    if isinstance(thing, str):
        return printable(thing)
    if isinstance(thing, Mapping):
        return {name: printable_in(value) for name, value in thing.items()}
    if isinstance(thing, Sequence):
        return [printable_in(value) for value in thing]
    return thing


def _has_shape(character: str) -> bool:
    place = ord(character)
    return any(first <= place <= last for first, last in PRINTABLE)


def _breakable(word: re.Match[str]) -> str:
    """Allow a break after every so many signs of a long word."""
    parts = (word[0][at : at + LONGEST_WORD] for at in range(0, len(word[0]), LONGEST_WORD))
    return BREAK.join(parts)
