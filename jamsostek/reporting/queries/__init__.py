"""What the reports read: realisation beside targets, and the records behind each figure."""

from jamsostek.reporting.queries.benefits import (
    BenefitReport,
    Benefits,
    By,
    Case,
    Chosen,
    PeriodBackwards,
    benefit_cases,
    benefit_differences,
    benefit_report,
    count_benefit_cases,
    every_benefit_case,
    in_year,
)
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
    "BenefitReport",
    "Benefits",
    "By",
    "Case",
    "Chosen",
    "Figures",
    "Listed",
    "OfficeRealisation",
    "PeriodBackwards",
    "TargetSet",
    "benefit_cases",
    "benefit_differences",
    "benefit_report",
    "by_month",
    "count_benefit_cases",
    "counted_from_spells",
    "demonstration_size",
    "differences",
    "drill_down",
    "every_benefit_case",
    "every_listed",
    "in_year",
    "listed",
    "realisation",
    "report",
    "target",
    "target_history",
    "targets_of",
]
