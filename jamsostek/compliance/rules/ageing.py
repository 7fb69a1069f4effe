"""How long something is overdue, in the spans that arrears are shown by."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Span:
    """Months overdue, a begun month as a whole one; `most` is None where there is no end."""

    least: int
    most: int | None

    @property
    def words(self) -> str:
        """The span in figures: 1, 4-6, >24."""
        if self.most is None:
            return f">{self.least - 1}"
        return str(self.least) if self.most == self.least else f"{self.least}-{self.most}"

    def holds(self, months: int) -> bool:
        """Tell whether so many months lie in the span."""
        return self.least <= months and (self.most is None or months <= self.most)


SPANS: Final = (
    Span(1, 1),
    Span(2, 2),
    Span(3, 3),
    Span(4, 6),
    Span(7, 12),
    Span(13, 24),
    Span(25, None),
)
"""From the day after the due date, as penalties count (`penalties.months_late`)."""
