"""Constraints that keep the spells of one thing apart."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db.models import CheckConstraint, F, Func, Q, Value


def spells_apart(name: str, *holders: str) -> ExclusionConstraint:
    """Give a constraint that no two spells of the same holders share a day."""
    point = [
        (Func(F(h), F(h), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for h in holders
    ]
    days = Func(
        F("from_date"), F("until_date"), function="daterange", output_field=DateRangeField()
    )
    return ExclusionConstraint(name=name, expressions=[*point, (days, RangeOperators.OVERLAPS)])


def spell_not_empty(name: str) -> CheckConstraint:
    """Give a constraint that a spell ends after it begins."""
    return CheckConstraint(
        name=name, condition=Q(until_date__isnull=True) | Q(until_date__gt=F("from_date"))
    )


