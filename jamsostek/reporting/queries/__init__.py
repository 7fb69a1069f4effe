"""What the reports read: realisation beside targets, and the records behind each figure."""

from jamsostek.reporting.queries.counting import counted_from_spells, differences
from jamsostek.reporting.queries.demonstration import demonstration_size
from jamsostek.reporting.queries.realisation import (
    Figures,
    OfficeRealisation,
    by_month,
    drill_down,
    realisation,
    report,
    target,
    targets_of,
)
from jamsostek.reporting.queries.records import Listed, every_listed, listed
from jamsostek.reporting.queries.targets import TargetSet, target_history

__all__ = [
    "Figures",
    "Listed",
    "OfficeRealisation",
    "TargetSet",
    "by_month",
    "counted_from_spells",
    "demonstration_size",
    "differences",
    "drill_down",
    "every_listed",
    "listed",
    "realisation",
    "report",
    "target",
    "target_history",
    "targets_of",
]
