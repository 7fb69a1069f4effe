"""Targets that an office is to reach in a year."""

from django.db import models
from django.db.models import Q

from jamsostek.institution.models import Branch, Region


class Measure(models.TextChoices):
    """What is counted."""

    EMPLOYERS = "EMPLOYERS", "Perusahaan"
    WORKERS = "WORKERS", "Tenaga kerja"


class Segment(models.TextChoices):
    """Whom a figure is about."""

    FORMAL = "FORMAL", "Sektor formal"


class Target(models.Model):
    """What one office is to reach by the end of a year."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    segment = models.CharField(max_length=12, choices=Segment.choices)
    measure = models.CharField(max_length=12, choices=Measure.choices)
    year = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "branch", "segment", "measure", "year"],
                name="one_target",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="target_of_one_office",
                condition=Q(region__isnull=False, branch__isnull=True)
                | Q(region__isnull=True, branch__isnull=False),
            ),
            models.CheckConstraint(name="target_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}: {self.amount}"
