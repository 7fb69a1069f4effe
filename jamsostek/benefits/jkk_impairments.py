"""The table of disabilities (Lampiran II Romawi II): what percentage each one counts.

Right and left are as the table has them: no text before July 2015 swaps them for the left-handed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.benefits.facts import doc
from jamsostek.benefits.jkk_table import ROWS, Impairment, Measure
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements
from jamsostek.law.reader import Row, row_on


class Loss(StrEnum):
    """Whether a part is gone, or does less than it did."""

    LOST = "LOST"
    FUNCTION = "FUNCTION"


@dataclass(frozen=True, slots=True)
class Injury:
    """A disability for life, by its row of the table."""

    impairment: Impairment = field(metadata=doc("baris tabel cacat", "row of the table"))
    loss: Loss | None = field(
        default=None,
        metadata=doc(
            "bagian badan hilang, atau fungsinya berkurang", "part lost, or function reduced"
        ),
    )
    percent: Decimal | None = field(
        default=None,
        metadata=doc("persen fungsi yang berkurang", "per cent of the function lost"),
    )
    degree: Decimal | None = field(
        default=None,
        metadata=doc(
            "persen yang ditetapkan dokter dalam rentang baris (kulit kepala)",
            "per cent the doctor set within the row's range (scalp)",
        ),
    )
    shortening_cm: Decimal | None = field(
        default=None, metadata=doc("kaki memendek dalam sentimeter", "leg shortened in centimetres")
    )
    decibels: Decimal | None = field(
        default=None,
        metadata=doc("penurunan daya dengar dalam desibel", "hearing lost in decibels"),
    )
    capacity_lost: int | None = field(
        default=None,
        metadata=doc(
            "kemampuan kerja fisik yang hilang dalam persen",
            "physical capacity lost in per cent",
        ),
    )
    best_eye: Decimal | None = field(
        default=None,
        metadata=doc(
            "efisiensi mata yang lebih baik dalam persen",
            "efficiency of the better eye in per cent",
        ),
    )
    worst_eye: Decimal | None = field(
        default=None,
        metadata=doc(
            "efisiensi mata yang lebih buruk dalam persen",
            "efficiency of the worse eye in per cent",
        ),
    )
    vision_lost: Decimal | None = field(
        default=None,
        metadata=doc(
            "ketajaman atau lapangan pandang yang hilang dalam persen",
            "acuity or visual field lost in per cent",
        ),
    )

    @property
    def label(self) -> Label:
        """What the disability is called."""
        return ROWS[self.impairment].label

    @property
    def is_function(self) -> bool:
        """Whether a function is reduced, so that the percentage counts in part."""
        return self.loss is Loss.FUNCTION


@dataclass(frozen=True, slots=True)
class Rated:
    """What a disability counts: the percentage exactly and as a working, and where it stands."""

    percent: Fraction
    working: str
    citation: str
    caution: str = ""
    note: Said | None = None


class OffTable(ValueError):
    """A loss that no row of the table holds."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.en)
        self.why = why


_NEEDED: Final[dict[Measure, tuple[str, ...]]] = {
    Measure.PLAIN: (),
    Measure.LIMB: ("loss",),
    Measure.RANGE: ("degree",),
    Measure.LENGTH: ("shortening_cm",),
    Measure.DECIBELS: ("decibels",),
    Measure.CAPACITY: ("capacity_lost",),
    Measure.EYES: ("best_eye", "worst_eye"),
    Measure.VISION: ("vision_lost",),
}
_MEASURES: Final = (
    "degree",
    "shortening_cm",
    "decibels",
    "capacity_lost",
    "best_eye",
    "worst_eye",
    "vision_lost",
)


def missing_of(injury: Injury) -> Iterator[str]:
    """Name the facts that a disability lacks."""
    needed = _NEEDED[ROWS[injury.impairment].measure]
    yield from (name for name in needed if getattr(injury, name) is None)
    if injury.is_function and injury.percent is None:
        yield "percent"


def faults_of(injuries: Sequence[Injury]) -> Iterator[str]:
    """Say what cannot be: a measure out of range or out of place, a part lost twice."""
    for injury in injuries:
        yield from _faults_of(injury)
    lost = {injury.impairment for injury in injuries if not injury.is_function}
    for impairment, count in Counter(injury.impairment for injury in injuries).items():
        row = ROWS[impairment]
        if count > row.most:
            yield f"{row.label.en} is given {count} times; nobody has more than {row.most}."
        around = next((part for part in row.within if part in lost), None)
        if around:
            yield f"{ROWS[around].label.en} already takes in: {row.label.en}."


def _faults_of(injury: Injury) -> Iterator[str]:
    row = ROWS[injury.impairment]
    for name in _MEASURES:
        value = getattr(injury, name)
        if value is None:
            continue
        if name not in _NEEDED[row.measure]:
            yield f"{name} does not go with: {row.label.en}."
        elif value < 0 or (name not in {"shortening_cm", "decibels"} and value > 100):
            yield f"{name} of {value} cannot be."
    if injury.is_function and row.measure not in {Measure.PLAIN, Measure.LIMB}:
        yield f"A reduced function is already measured in: {row.label.en}."
    if injury.percent is not None and not (injury.is_function and 0 < injury.percent <= 100):
        yield "percent is the part of a function that was lost, above 0 to 100, with loss FUNCTION."
    if (
        injury.best_eye is not None
        and injury.worst_eye is not None
        and injury.best_eye < injury.worst_eye
    ):
        yield "The better eye sees less than the worse one."


@lru_cache(maxsize=8192)
def rated(injury: Injury, on: date) -> Rated:
    """Give the percentage of a disability on a day.

    Raises:
        NotFound: the row of that day is unknown.
        OffTable: the loss lies beyond the table.
    """
    return _RATERS[ROWS[injury.impairment].measure](injury, on)


@implements(
    "PP 14/1993, Lampiran II Romawi II", "PP 14/1993, Lampiran II Romawi I huruf A angka 2 huruf c"
)
def table_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of the table, or of a function the part of it that was lost."""
    row = _row(injury.impairment.parameter, on)
    exact, working = Fraction(row.value), f"{row.value}%"
    if injury.is_function and injury.percent is not None:
        exact *= Fraction(injury.percent) / 100
        working = f"{plain(injury.percent)}% x {working}"
    return _rated(exact, working, on, row)


@implements("PP 14/1993, Lampiran II Romawi II")
def scalp_percent(injury: Injury, on: date) -> Rated:
    """Give what the doctor set for a scalp torn off, which must lie within the range of its row.

    Raises:
        OffTable: it lies outside.
    """
    row = _row(injury.impairment.parameter, on)
    least, most = row.value
    degree = injury.degree or Decimal(0)
    if not least <= degree <= most:
        raise OffTable(_outside(degree, least, most))
    return _rated(Fraction(degree), f"{plain(degree)}%", on, row)


@implements("PP 14/1993, Lampiran II Romawi II")
def shortening_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of a shortened leg: below 5 cm, from 5 and from 7.5."""
    row, lengths = _row(injury.impairment.parameter, on), _row("leg_lengths", on)
    step = sum(length <= (injury.shortening_cm or 0) for length in lengths.value)
    percent = row.value[step] if injury.shortening_cm else 0
    return _rated(Fraction(percent), f"{percent}%", on, row)


@implements("PP 14/1993, Lampiran II Romawi II")
def hearing_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of hearing that became worse: for every full ten decibels."""
    return _stepped(injury, on, injury.decibels or Decimal(0), "decibel_step")


@implements("PP 14/1993, Lampiran II Romawi II")
def capacity_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of lost physical working capacity, by the span that the loss lies in.

    Raises:
        OffTable: more is lost than the last span holds.
    """
    row = _row(injury.impairment.parameter, on)
    lost = injury.capacity_lost or 0
    last = _row("capacity_to", on).value[-1]
    if lost > last:
        raise OffTable(_beyond(last))
    step = sum(first <= lost for first in _row("capacity_from", on).value)
    percent = row.value[step - 1] if step else 0
    return _rated(Fraction(percent), f"{percent}%", on, row)


@implements("PP 14/1993, Lampiran II Romawi II")
def vision_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of vision lost: for every full tenth of the efficiency of both eyes.

    The better eye counts three times, the worse once; the print leaves the divisor out, which
    can only be four.
    """
    best, worst = injury.best_eye or Decimal(0), injury.worst_eye or Decimal(0)
    efficiency = (3 * best + worst) / 4
    note = Said(
        f"Efisiensi kedua mata: (3 x {comma(best)} + {comma(worst)}) / 4 = {comma(efficiency)} %.",
        f"Efficiency of both: (3 x {plain(best)} + {plain(worst)}) / 4 = {plain(efficiency)} %.",
    )
    caution = "" if best == worst else _DIVISOR
    found = _stepped(injury, on, 100 - efficiency, "vision_step")
    return Rated(found.percent, found.working, found.citation, joined(caution, found.caution), note)


@implements("PP 14/1993, Lampiran II Romawi II")
def field_percent(injury: Injury, on: date) -> Rated:
    """Give the percentage of acuity or visual field lost: for every full tenth."""
    return _stepped(injury, on, injury.vision_lost or Decimal(0), "vision_step")


def _outside(degree: Decimal, least: int, most: int) -> Said:
    return Said(
        f"{comma(degree)} % di luar rentang tabel, {least} sampai {most} %; dokter menetapkannya.",
        f"{plain(degree)} % is not within the table's {least} to {most} %; ask the doctor.",
    )


def _beyond(last: int) -> Said:
    return Said(
        f"Tabel berakhir pada {last} % kemampuan kerja fisik; di atasnya dokter menyatakan apakah "
        "cacat total.",
        f"The table ends at {last} % of physical capacity; above it the doctor says whether the "
        "disability is total.",
    )


def plain(number: Decimal) -> str:
    """Write a decimal without needless noughts or an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def comma(number: Decimal) -> str:
    """Write a decimal as Indonesian does."""
    return plain(number).replace(".", ",")


def _stepped(injury: Injury, on: date, lost: Decimal, step_name: str) -> Rated:
    """Count full steps only ("setiap"), and never more than the whole sense is worth."""
    row, step = _row(injury.impairment.parameter, on), _row(step_name, on)
    steps = int(lost // step.value)
    whole = ROWS[injury.impairment].whole
    percent, working, caution = Fraction(steps * row.value), f"{steps} x {row.value}%", ""
    if lost % step.value:
        caution = _FULL_STEPS
    if whole is not None:
        most = _row(whole.parameter, on)
        if percent > most.value:
            percent, working = Fraction(most.value), f"min({working}, {most.value}%)"
            caution = joined(caution, _WHOLE)
    return _rated(percent, working, on, row, caution)


_DIVISOR: Final = Said(
    "Rumus yang tercetak kehilangan pembaginya; dipakai empat.",
    "The printed formula lacks its divisor; four is supplied.",
)
_FULL_STEPS: Final = Said(
    'Hanya setiap 10 penuh yang dihitung ("setiap"); PER-25/MEN/XII/2008 akan memastikannya.',
    'Only every full ten counts ("setiap"); PER-25/MEN/XII/2008 would make it certain.',
)
_WHOLE: Final = Said(
    "Dihitung paling tinggi seperti kehilangan seluruhnya; naskah tidak mengaturnya.",
    "Counted at most like the whole loss; the text is silent on it.",
)


def _rated(percent: Fraction, working: str, on: date, row: Row, caution: str = "") -> Rated:
    return Rated(percent, working, _row("table", on).value, joined(caution, row.caution(on)))


@lru_cache(maxsize=8192)
def _row(name: str, on: date) -> Row:
    return row_on("impairments", name, on=on)


_RATERS: Final[dict[Measure, Callable[[Injury, date], Rated]]] = {
    Measure.PLAIN: table_percent,
    Measure.LIMB: table_percent,
    Measure.RANGE: scalp_percent,
    Measure.LENGTH: shortening_percent,
    Measure.DECIBELS: hearing_percent,
    Measure.CAPACITY: capacity_percent,
    Measure.EYES: vision_percent,
    Measure.VISION: field_percent,
}
