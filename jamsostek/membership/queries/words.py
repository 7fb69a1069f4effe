"""What was typed into a search: the words of a name, or the digits of a number."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from django.contrib.postgres.search import SearchQuery

TITLES: Final = frozenset(
    {"h", "hj", "haji", "hajjah", "kh", "drs", "dra", "dr", "ir", "prof", "r", "rr", "ra", "rm"}
    | {"raden", "tn", "ny", "sdr", "bpk", "ibu", "alm", "almh"}
)
"""What stands before a name and is no part of it."""
LEGAL_FORMS: Final = frozenset({"pt", "cv", "ud", "pd", "fa", "nv", "tbk", "persero"})

_DEGREE = (
    r"(?:s\.?(?:e|h|t|p|kom|pd|sos|si|ag|ip|ked|farm|psi|hum|km|pt|tp|hut|st|kep|th)"
    r"|m\.?(?:m|si|t|h|pd|kom|hum|ag|kes|sc|ba|p|ph)|a\.?md|ph\.?d|b\.?a)"
)
_DEGREES = re.compile(rf",\s*{_DEGREE}\b\.?|\b(?=\w{{1,2}}\.\w){_DEGREE}\b\.?")
_APOSTROPHES = re.compile("['`’‘ʼ´]")  # noqa: RUF001 - as people type them
_WORDS = re.compile(r"[^\W_]+")
_NPP = re.compile(r"[A-Z]{2}\d{1,6}", re.ASCII)
_PROJECT = re.compile(r"JK\d{1,7}", re.ASCII)
_GROUP = re.compile(r"WD\d{1,6}", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[\s./-]+")


def words_of(text: str, *, ignored: Collection[str] = ()) -> list[str]:
    """Give the words of a name in small letters, without titles and degrees.

    What is left out is kept where nothing else would stay.
    """
    plain = _APOSTROPHES.sub("", text.lower())
    every = _WORDS.findall(plain)
    words = [w for w in _WORDS.findall(_DEGREES.sub(" ", plain)) if w not in ignored] or every
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words


def digits_of(text: str) -> str:
    """Give the digits of a number written with spaces, dots or dashes; else nothing."""
    bare = _BETWEEN_DIGITS.sub("", text)
    return bare if bare.isascii() and bare.isdecimal() else ""


def npp_of(text: str) -> str:
    """Give an employer number as it is kept, or its beginning; nothing where it is none."""
    return _number_of(_NPP, text)


def project_number_of(text: str) -> str:
    """Give a project's number as it is kept, or its beginning; nothing where it is none."""
    return _number_of(_PROJECT, text)


def group_number_of(text: str) -> str:
    """Give a group's number as it is kept, or its beginning; nothing where it is none."""
    return _number_of(_GROUP, text)


def _number_of(form: re.Pattern[str], text: str) -> str:
    bare = _BETWEEN_DIGITS.sub("", text).upper()
    return bare if form.fullmatch(bare) else ""


def prefix_query(text: str) -> SearchQuery | None:
    """Give a query for names that have, for every word typed, a word beginning with it."""
    words = words_of(text)
    return all_of([[f"{word}:*"] for word in words]) if words else None


def all_of(choices: Sequence[Collection[str]]) -> SearchQuery:
    """Give a query for names with one word out of each choice; a word with `:*` only begins so.

    A choice may hold several words at once, joined by spaces.
    """
    every = " & ".join(f"({' | '.join(_together(one) for one in choice)})" for choice in choices)
    return SearchQuery(every, search_type="raw", config="simple")


def _together(words: str) -> str:
    return f"({' & '.join(words.split())})"
