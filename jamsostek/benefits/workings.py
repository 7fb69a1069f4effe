"""Workings: the sum beside an amount, written so that it can be read and worked out again.

A working is an expression over whole and decimal numbers: `60% x 80 x 1200000`,
`min(3500000 + 900000, 20000000)`, `100% x 12/30 x 1500000`. It knows + - x / %, brackets, min and
max, is worked out exactly, and is rounded once, half up, at the end.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, NoReturn

from jamsostek.kernel.money import Rupiah, round_rupiah
from jamsostek.kernel.words import Lang, number

_TOKEN: Final = re.compile(r"\s*(\d+(?:\.\d+)?|min|max|[-+x/%(),])")
_CHOICE: Final[dict[str, Callable[[list[Fraction]], Fraction]]] = {"min": min, "max": max}
_SHOWN: Final = re.compile(r"\d+(?:\.\d+)?|min|max|, ?")
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "id": {"min": "terendah dari ", "max": "tertinggi dari "},
    "en": {"min": "lowest of ", "max": "highest of "},
}


@lru_cache(maxsize=16_384)
def evaluate(working: str) -> Rupiah:
    """Work a working out again, in whole rupiah rounded half up.

    Raises:
        NotAWorking: it is no expression of the kind described above.
    """
    reader = _Reader(working)
    found = reader.sum()
    reader.end()
    return round_rupiah(found)


def shown(working: str, lang: Lang = "id") -> str:
    """Give a working as people write it: 60% x 80 x 1.200.000."""

    def words(found: re.Match[str]) -> str:
        text = found.group()
        if text[0].isdigit():
            whole, _, decimals = text.partition(".")
            point = "," if lang == "id" else "."
            return number(int(whole), lang) + (point + decimals if decimals else "")
        return "; " if text[0] == "," else _WORDS[lang][text]

    return _SHOWN.sub(words, working)


class NotAWorking(ValueError):
    """A text that is no working."""


class _Reader:
    """Reads a working from left to right; each method reads what it is named for."""

    def __init__(self, working: str) -> None:
        self.working = working
        self.tokens = list(self._tokens())
        self.place = 0

    def sum(self) -> Fraction:
        found = self._product()
        while self._next_is("+", "-"):
            sign = 1 if self._take() == "+" else -1
            found += sign * self._product()
        return found

    def end(self) -> None:
        if self.place < len(self.tokens):
            self._refuse()

    def _tokens(self) -> Iterator[str]:
        place = 0
        text = self.working.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                self._refuse()
            yield found.group(1)
            place = found.end()

    def _product(self) -> Fraction:
        found = self._part()
        while self._next_is("x", "/"):
            is_times = self._take() == "x"
            other = self._part()
            if not is_times and other == 0:
                self._refuse()
            found = found * other if is_times else found / other
        return found

    def _part(self) -> Fraction:
        found = self._plain()
        if self._next_is("%"):
            self._take()
            found /= 100
        return found

    def _plain(self) -> Fraction:
        symbol = self._take()
        if symbol[0].isdigit():
            return Fraction(symbol)
        if symbol == "-":
            return -self._plain()
        choose = _CHOICE.get(symbol)
        if choose:
            symbol = self._take()
        if symbol != "(":
            self._refuse()
        found = [self.sum()]
        while choose and self._next_is(","):
            self._take()
            found.append(self.sum())
        if self._take() != ")":
            self._refuse()
        return choose(found) if choose else found[0]

    def _next_is(self, *tokens: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place] in tokens

    def _take(self) -> str:
        if self.place == len(self.tokens):
            self._refuse()
        self.place += 1
        return self.tokens[self.place - 1]

    def _refuse(self) -> NoReturn:
        raise NotAWorking(f"{self.working!r} is no working.")
