"""What the reports read: realisation beside targets, and the records behind each figure."""

from jamsostek.reporting.queries.counting import counted_from_spells, differences
from jamsostek.reporting.queries.demonstration import demonstration_size
from jamsostek.reporting.queries.realisation import (
    Figures,
    OfficeRealisation,
    by_month,
    drill_down,
    realisation,
    target,
)
from jamsostek.reporting.queries.records import Listed, every_listed, listed

__all__ = [
    "Figures",
    "Listed",
    "OfficeRealisation",
    "by_month",
    "counted_from_spells",
    "demonstration_size",
    "differences",
    "drill_down",
    "every_listed",
    "listed",
    "realisation",
    "target",
]
