"""Facts read from plain data, and what may stand there: the schema behind every programme's facts.

A facts dataclass documents its fields with `metadata={"id": ..., "en": ...}`. From that alone come
the reader of a mapping, the list that people read, and the JSON Schema that machines read. Places
are named as people count: `injuries.1.percent` is the first injury's.
"""

import types
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from jamsostek.benefits.awards import FactsMissing, Label
from jamsostek.kernel.money import written_rupiah

Facts = TypeVar("Facts")

SHOWN_MAX: Final = 40
DECIMALS_MAX: Final = 30


class Kind(StrEnum):
    """What kind of thing a fact is."""

    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    TEXT = "text"
    CHOICE = "choice"
    GROUP = "group"

    @property
    def words(self) -> Label:
        """What is wanted, in words."""
        return _WANTED[self]


_WANTED: Final[dict[Kind, Label]] = {
    Kind.DAY: Label("tanggal seperti 2011-09-30", "a day like 2011-09-30"),
    Kind.WHOLE: Label("bilangan bulat seperti 2500000", "a whole number like 2500000"),
    Kind.DECIMAL: Label("bilangan seperti 4.5", "a number like 4.5"),
    Kind.YES_NO: Label("true atau false", "true or false"),
    Kind.TEXT: Label("teks dalam tanda petik", "text, in quotation marks where it is a number"),
    Kind.CHOICE: Label("salah satu pilihan", "one of the choices"),
    Kind.GROUP: Label("kelompok fakta", "a group of facts"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that may be given: its name, kind, meaning, choices or parts."""

    name: str
    kind: Kind
    is_required: bool
    is_list: bool
    doc: Label
    default: Any
    choices: tuple[str, ...] = ()
    parts: tuple["Fact", ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in rupiah; the name of a count says what it counts."""
        return self.kind is Kind.WHOLE and COUNTED.isdisjoint(self.name.split("_"))

    @property
    def wanted(self) -> str:
        """What may stand there, in English."""
        one = f"one of {', '.join(self.choices)}" if self.choices else self.kind.words.en
        return f"a list, each {one}" if self.is_list else one


COUNTED: Final = frozenset(
    ["days", "months", "years", "share", "parts", "number", "children", "times", "lost"]
)
"""Words in the name of a whole number that is no amount."""


class FactsUnreadable(ValueError):
    """Facts that the schema does not know or that are of another kind; one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def schema_of(facts: type[object]) -> tuple[Fact, ...]:
    """Give every fact that a dataclass of facts takes, in its order."""
    return _schema(cast("Hashable", facts))


@cache
def _hints(facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any facts
    return get_type_hints(facts)


@cache
def _schema(facts: Any) -> tuple[Fact, ...]:  # noqa: ANN401 - any facts
    hints = _hints(facts)
    return tuple(_fact(field, hints[field.name]) for field in fields(facts))


def read_facts(facts: type[Facts], given: object) -> Facts:
    """Fill a dataclass of facts from plain data, such as YAML or JSON holds.

    Raises:
        FactsUnreadable: a name is not known, or a value is of another kind.
        FactsMissing: facts that are always needed are not given; all are named.
    """
    reading = _Reading()
    found = reading.group(facts, given, "")
    if reading.problems:
        raise FactsUnreadable(tuple(reading.problems))
    if reading.missing:
        raise FactsMissing(tuple(reading.missing))
    return found  # type: ignore[no-any-return]


def written_facts(facts: object) -> dict[str, Any]:
    """Give facts as plain data for JSON that `read_facts` reads back as the same facts."""
    return {
        field.name: _written(value)
        for field in fields(facts)  # type: ignore[arg-type]
        if (value := getattr(facts, field.name)) is not None
    }


class _Reading:
    """Reads plain data into facts; gathers all that is wrong before anything is said."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.missing: list[str] = []

    def group(self, facts: type[object], given: object, place: str) -> Any:  # noqa: ANN401 - any facts
        if not isinstance(given, Mapping):
            self.wrong(place or "The whole", given, "names with their facts, as `wage: 2500000`")
            return None
        known = {fact.name: fact for fact in schema_of(facts)}
        for name in given:
            if name not in known:
                self.problems.append(_unknown(f"{place}{name}", str(name), known))
        hints = _hints(cast("Hashable", facts))
        found = {}
        for name, fact in known.items():
            value = given.get(name)
            if value is not None:
                found[name] = self.value(fact, hints[name], value, f"{place}{name}")
            elif fact.is_required:
                self.missing.append(f"{place}{name}")
        return None if self.problems or self.missing else facts(**found)

    def value(self, fact: Fact, hint: Any, value: object, place: str) -> Any:  # noqa: ANN401 - any kind
        wanted, container = _unwrapped(hint)
        if not container:
            return self.single(fact, wanted, value, place)
        if not isinstance(value, list | tuple):
            return self.wrong(place, value, fact.wanted)
        return container(
            self.single(fact, wanted, item, f"{place}.{n}") for n, item in enumerate(value, 1)
        )

    def single(self, fact: Fact, wanted: Any, value: object, place: str) -> Any:  # noqa: ANN401 - any kind
        if fact.kind is Kind.GROUP:
            return self.group(wanted, value, f"{place}.")
        found = _READERS[fact.kind](value, wanted)
        return self.wrong(place, value, _wanted_one(fact)) if found is None else found

    def wrong(self, place: str, value: object, wanted: str) -> None:
        """Note a value of another kind."""
        shown = repr(str(value) if isinstance(value, date | Decimal) else value)
        if len(shown) > SHOWN_MAX:
            shown = shown[:SHOWN_MAX] + "..."
        self.problems.append(f"{place.rstrip('.')} is {shown}; wanted is {wanted}.")


def _unknown(place: str, name: str, known: Mapping[str, Fact]) -> str:
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    if near:
        return f"There is no fact {place!r}; did you mean {near[0]!r}?"
    return f"There is no fact {place!r}; known are {', '.join(known)}."


def _wanted_one(fact: Fact) -> str:
    if fact.choices:
        near = ", ".join(fact.choices)
        return f"one of {near}"
    return fact.kind.words.en


def _fact(field: Field[Any], hint: Any) -> Fact:  # noqa: ANN401 - any annotation
    wanted, container = _unwrapped(hint)
    kind = _kind(wanted)
    needed = field.default is MISSING and field.default_factory is MISSING
    return Fact(
        name=field.name,
        kind=kind,
        is_required=needed,
        is_list=container is not None,
        doc=Label(field.metadata.get("id", ""), field.metadata.get("en", "")),
        choices=tuple(choice.value for choice in wanted) if kind is Kind.CHOICE else (),
        parts=schema_of(wanted) if kind is Kind.GROUP else (),
        default=field.default,
    )


def _kind(wanted: Any) -> Kind:  # noqa: ANN401 - any annotation
    if is_dataclass(wanted):
        return Kind.GROUP
    if issubclass(wanted, StrEnum):
        return Kind.CHOICE
    return _KINDS[wanted]


def _unwrapped(hint: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any annotation
    """Give what one value is, and the container where there are several."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (option for option in get_args(hint) if option is not types.NoneType)
    if get_origin(hint) in (tuple, frozenset):
        return get_args(hint)[0], get_origin(hint)
    return hint, None


def _day(value: object, _wanted: type) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value if is_day else None  # type: ignore[return-value]


def _whole(value: object, _wanted: type) -> int | None:
    if isinstance(value, str):
        return written_rupiah(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _decimal(value: object, _wanted: type) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    is_plain = found.is_finite() and abs(int(found.as_tuple().exponent)) < DECIMALS_MAX
    return found if is_plain else None


def _yes_no(value: object, _wanted: type) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object, _wanted: type) -> str | None:
    return value if isinstance(value, str) else None


def _choice(value: object, wanted: type[StrEnum]) -> StrEnum | None:
    if not isinstance(value, str):
        return None
    code = value.strip().replace("-", "_").upper()
    return next((choice for choice in wanted if choice.value.upper() == code), None)


_READERS: Final[dict[Kind, Any]] = {
    Kind.DAY: _day,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
}
_KINDS: Final[dict[Any, Kind]] = {
    date: Kind.DAY,
    int: Kind.WHOLE,
    Decimal: Kind.DECIMAL,
    bool: Kind.YES_NO,
    str: Kind.TEXT,
}


def _written(value: object) -> Any:  # noqa: ANN401 - any fact
    if is_dataclass(value):
        return written_facts(value)
    if isinstance(value, tuple | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return [_written(item) for item in items]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def every_fact(facts: type[object]) -> Iterator[tuple[str, Fact]]:
    """Give every fact with its place, those of groups too: `injuries.percent`."""
    yield from _placed(schema_of(facts), "")


def _placed(schema: tuple[Fact, ...], before: str) -> Iterator[tuple[str, Fact]]:
    for fact in schema:
        yield f"{before}{fact.name}", fact
        yield from _placed(fact.parts, f"{before}{fact.name}.")


def json_schema(facts: type[object], title: str) -> dict[str, Any]:
    """Give the schema as JSON Schema, its descriptions in English."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    } | _json_group(schema_of(facts))


_JSON: Final[dict[Kind, dict[str, Any]]] = {
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DECIMAL: {"type": ["number", "string"]},
    Kind.YES_NO: {"type": "boolean"},
    Kind.TEXT: {"type": "string"},
}


def _json_group(schema: tuple[Fact, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [fact.name for fact in schema if fact.is_required],
        "properties": {fact.name: _json_fact(fact) for fact in schema},
    }


def _json_fact(fact: Fact) -> dict[str, Any]:
    if fact.kind is Kind.GROUP:
        one = _json_group(fact.parts)
    elif fact.kind is Kind.CHOICE:
        one = {"type": "string", "enum": list(fact.choices)}
    else:
        one = _JSON[fact.kind]
    described = {"type": "array", "items": one} if fact.is_list else one
    return {"description": fact.doc.en} | described
