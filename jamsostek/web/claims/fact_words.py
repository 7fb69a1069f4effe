"""Facts of a claim in words, whole or not: what each is called and how its value is said."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.explaining import sentence, short_doc
from jamsostek.benefits.schema import Fact, Kind, schema_of
from jamsostek.benefits.sentences import choice_words
from jamsostek.kernel.words import Lang, long_date, number, rupiah

YES_NO: Final = (("", _("Belum diketahui")), ("true", _("Ya")), ("false", _("Tidak")))

Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was told: its name, what it is called, its value in words."""

    name: str
    label: str
    value: str


def told(facts: Any, given: Mapping[str, Any], language: Lang) -> Iterator[Told]:  # noqa: ANN401 - any facts
    """Give the facts that are told, whole or not, in the order of the schema."""
    speaker = _Speaker(choices_of(facts, language), language)
    for fact in schema_of(facts):
        if fact.name in given:
            value = speaker.words(fact, given[fact.name], fact.name)
            yield Told(fact.name, sentence(short_doc(fact, language)), value)


class _Speaker:
    """Says the values of facts in a language."""

    def __init__(self, choices: Choices, language: Lang) -> None:
        self.choices = choices
        self.language = language
        self.plain: dict[Kind, Callable[[Fact, Any], str]] = {
            Kind.DAY: self._day,
            Kind.WHOLE: self._whole,
            Kind.YES_NO: lambda _fact, value: str(dict(YES_NO)["true" if value else "false"]),
            Kind.DECIMAL: lambda _fact, value: self._decimal(value),
        }

    def words(self, fact: Fact, value: Any, place: str) -> str:  # noqa: ANN401 - any fact
        if isinstance(value, list | tuple | frozenset):
            each = [self.words(fact, one, place) for one in value]
            return "; ".join(each) or str(_("tidak ada"))
        if fact.kind is Kind.GROUP:
            parts = (
                self.words(part, value[part.name], f"{place}.{part.name}")
                for part in fact.parts
                if value.get(part.name) is not None
            )
            return ", ".join(parts)
        if fact.kind is Kind.CHOICE:
            return self.choices[place].get(str(value), str(value))
        say = self.plain.get(fact.kind)
        return say(fact, value) if say else str(value)

    def _day(self, fact: Fact, value: Any) -> str:  # noqa: ANN401 - a day or its text
        day = as_typed(fact, value)
        return long_date(day, self.language) if isinstance(day, date) else str(value)

    def _whole(self, fact: Fact, value: Any) -> str:  # noqa: ANN401 - a number
        write = rupiah if fact.is_money else number
        return write(int(value), self.language)

    def _decimal(self, value: Any) -> str:  # noqa: ANN401 - a number
        return str(value).replace(".", ",") if self.language == "id" else str(value)


def as_typed(fact: Fact, stored: Any) -> Any:  # noqa: ANN401 - what was kept
    """Give a value that was kept as its field takes it."""
    if fact.kind is Kind.YES_NO:
        return "true" if stored else "false"
    if fact.kind is Kind.DAY and isinstance(stored, str):
        try:
            return date.fromisoformat(stored)
        except ValueError:
            return stored
    return stored


@cache
def choices_of(facts: Any, language: Lang) -> dict[str, dict[str, str]]:  # noqa: ANN401 - any facts
    """Give for the place of every fact with choices what each choice is called."""
    return dict(_placed(facts, language, ""))


def _placed(
    facts: type[object], language: Lang, before: str
) -> Iterator[tuple[str, dict[str, str]]]:
    for name, hint in get_type_hints(facts).items():
        for kind in _inside(hint):
            if is_dataclass(kind):
                yield from _placed(kind, language, f"{before}{name}.")
            elif issubclass(kind, StrEnum):
                yield (
                    f"{before}{name}",
                    {choice.value: sentence(choice_words(choice).in_(language)) for choice in kind},
                )


def _inside(hint: Any) -> Iterator[type]:  # noqa: ANN401 - any annotation
    parts = get_args(hint)
    for part in parts:
        yield from _inside(part)
    if not parts and isinstance(hint, type):
        yield hint
