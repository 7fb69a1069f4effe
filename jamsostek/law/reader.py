"""The law in force on a day: dated values from `parameters/*.yaml`, each with its citation.

A formula declares the numbers it needs as a frozen dataclass and has it filled:

    @dataclass(frozen=True, slots=True)
    class PenaltyTerms:
        late_payment: Rate

    terms = read(PenaltyTerms, "penalties", on=date(2011, 9, 1))

A field is an `int`, a `Decimal`, a `bool`, a `str`, a `Rate` (a number of percent) or a tuple of
one of these. A field that may be `None` accepts a day on which the law has no such value.
"""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import NoneType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

import yaml

from jamsostek.kernel.money import millionths
from jamsostek.kernel.words import Said

FOLDER: Final = Path(__file__).parent
UNKNOWN: Final = "unknown"
"""A value that the law has and we have not found: it is refused, never guessed."""

Terms = TypeVar("Terms")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent as the law writes it, and as whole millionths to compute with."""

    percent: Decimal
    millionths: int

    def __str__(self) -> str:
        return str(self.percent)


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a parameter from one day on, and where it is written.

    `status` says how it was found (verified, press, recalled, contradictory) and `confidence`
    how far it may be relied on. `billed_from` is the first day that bills in practice followed
    the value, where that was later than the law.
    """

    from_date: date
    value: Any
    citation: str
    status: str = "verified"
    confidence: str = "high"
    billed_from: date | None = None
    note: str = ""
    note_id: str = ""
    """The note in Indonesian, where members read it."""

    @property
    def rate(self) -> Rate:
        """The value as a rate in percent."""
        return _rate(self.value)

    def caution(self, on: date) -> str:
        """Give what an amount resting on this row must say: weak evidence, or another practice."""
        differs = self.billed_from is not None and on < self.billed_from
        if not differs and self.confidence == "high":
            return ""
        return Said(self.note_id, self.note) if self.note_id else self.note


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number fixed by law, with its history, oldest first."""

    subject: str
    name: str
    title: str
    unit: str
    rows: tuple[Row, ...]


def read(terms: type[Terms], subject: str, *, on: date) -> Terms:
    """Fill a dataclass of terms with the values of a subject that are in force on a day.

    Raises:
        NotInLaw: a field names no parameter of the subject, or is of another kind.
        NotInForce: a value has not begun or has ended, and its field may not be None.
        NotFound: the law has the value but we have not found it.
    """
    kinds = get_type_hints(terms)
    names = [field.name for field in fields(terms)]  # type: ignore[arg-type]
    return terms(**{name: _value(subject, name, on, kinds[name]) for name in names})


@lru_cache(maxsize=65_536)
def row_on(subject: str, name: str, *, on: date) -> Row:
    """Give the row of a parameter that is in force on a day.

    Raises:
        NotInLaw: the subject has no such parameter.
        NotInForce: it has not begun, or has ended.
        NotFound: the law has the value but we have not found it.
    """
    parameter = parameter_named(subject, name)
    row = next((row for row in reversed(parameter.rows) if row.from_date <= on), None)
    if row is None:
        first = parameter.rows[0]
        raise NotInForce(
            f"On {on} the law did not yet have {subject}.{name}: it begins on {first.from_date}"
            f" ({first.citation})."
        )
    if row.value is None:
        raise NotInForce(
            f"On {on} the law no longer had {subject}.{name}: it ended on {row.from_date}"
            f" ({row.citation}). What took its place, if anything, is not in this version."
        )
    if row.value == UNKNOWN:
        raise NotFound(
            f"The {name} ({subject}) of {on} under {row.citation} is unknown. {row.note}"
        )
    return row


def parameter_named(subject: str, name: str) -> Parameter:
    """Give a parameter with its whole history.

    Raises:
        NotInLaw: there is no such subject, or it has no such parameter.
    """
    try:
        return parameters(subject)[name]
    except KeyError:
        raise NotInLaw(f"{subject}.yaml has no {name}.") from None


@cache
def parameters(subject: str) -> dict[str, Parameter]:
    """Give every parameter of a subject by name.

    Raises:
        NotInLaw: there is no such subject.
    """
    file = FOLDER / "parameters" / f"{subject}.yaml"
    if not file.is_file():
        raise NotInLaw(f"The law has no subject {subject}.")
    return {name: _parameter(subject, name, body) for name, body in load(file).items()}


def subjects() -> list[str]:
    """Give the subjects that parameters are kept by."""
    return sorted(file.stem for file in (FOLDER / "parameters").glob("*.yaml"))


class LawGap(LookupError):
    """The law, as this version has it, gives no answer."""


class NotInLaw(LawGap):
    """A name that no parameter has, or a field of another kind than the value."""


class NotInForce(LawGap):
    """A day before a value begins or after it has ended."""


class NotFound(LawGap):
    """A value that the law has and we have not found."""


def load(file: Path) -> Any:  # noqa: ANN401 - what YAML holds
    """Read a YAML file with numbers that have a point as exact decimals."""
    with file.open("rb") as stream:
        return yaml.load(stream, Loader=_ExactLoader)  # noqa: S506 - a safe loader, made exact


class _ExactLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, with decimals for floats."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node).replace("_", ""))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)


def _parameter(subject: str, name: str, body: dict[str, Any]) -> Parameter:
    rows = tuple(Row(from_date=row.pop("from"), **row) for row in map(dict, body["rows"]))
    return Parameter(subject, name, body["title"], body["unit"], rows)


def _value(subject: str, name: str, on: date, kind: Any) -> Any:  # noqa: ANN401 - any annotation
    options = get_args(kind) if NoneType in get_args(kind) else (kind,)
    try:
        row = row_on(subject, name, on=on)
    except NotInForce:
        if NoneType in options:
            return None
        raise
    wanted = next(option for option in options if option is not NoneType)
    return _as_kind(row.value, wanted, f"{subject}.yaml, {name} from {row.from_date}")


def _as_kind(value: Any, kind: Any, place: str) -> Any:  # noqa: ANN401 - any annotation
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_as_kind(item, get_args(kind)[0], place) for item in value)
    if kind is Rate and type(value) in (int, Decimal):
        return _rate(value)
    if type(value) is not kind:
        raise NotInLaw(f"{place} is {value!r}, not of kind {kind}.")
    return value


def _rate(value: int | Decimal) -> Rate:
    percent = Decimal(value)
    return Rate(percent, millionths(percent))
