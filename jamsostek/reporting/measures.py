"""What each figure of the reports counts, in the words that stand beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.rules import achievement

SEGMENT_NAMES: Final[dict[Lang, dict[Segment, str]]] = {
    "id": {Segment.FORMAL: "Sektor formal"},
    "en": {Segment.FORMAL: "Formal sector"},
}
MEASURE_NAMES: Final[dict[Lang, dict[Measure, str]]] = {
    "id": {Measure.EMPLOYERS: "Perusahaan", Measure.WORKERS: "Tenaga kerja"},
    "en": {Measure.EMPLOYERS: "Companies", Measure.WORKERS: "Workers"},
}
COUNTS: Final[dict[Lang, dict[Measure, str]]] = {
    "id": {
        Measure.EMPLOYERS: "Yang kepesertaannya berlaku pada hari itu.",
        Measure.WORKERS: (
            "Menurut hubungan kerja yang berlaku pada hari itu;"
            " orang yang bekerja pada dua perusahaan dihitung di keduanya."
        ),
    },
    "en": {
        Measure.EMPLOYERS: "Those whose membership holds on that day.",
        Measure.WORKERS: (
            "By the employments that hold on that day;"
            " somebody who works for two companies is counted at both."
        ),
    },
}


@dataclass(frozen=True, slots=True)
class Realisation:
    """How many there are of something on a day, and how many there were to be that year."""

    segment: Segment
    measure: Measure
    realised: int
    target: int | None

    @property
    def achievement(self) -> Decimal | None:
        """Percent of the target, to two places, half up; None where no target is set."""
        return None if self.target is None else achievement(self.realised, self.target)

    def counted_from(self, lang: Lang = "id") -> str:
        """Say what the figure counts."""
        return COUNTS[lang][self.measure]


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """How many there were at the end of a month, or on the day of the report in its month."""

    month: Month
    on: date
    realised: int
