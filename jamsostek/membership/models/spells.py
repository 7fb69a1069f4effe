"""Constraints on spells.

That spells of one thing never overlap is kept by the trigger `membership_spells_apart`
(migration 0002): GiST exclusion constraints cost 120 microseconds a row on bulk paths, the
trigger 3; see docs/decisions.md.
"""

from django.db.models import CheckConstraint, F, Q


def spell_not_empty(name: str) -> CheckConstraint:
    """Give a constraint that a spell ends after it begins."""
    return CheckConstraint(
        name=name, condition=Q(until_date__isnull=True) | Q(until_date__gt=F("from_date"))
    )
