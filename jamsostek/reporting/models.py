"""Targets that an office is to reach in a year, and sums that the reports are read from."""

from django.db import models
from django.db.models import Q

from jamsostek.institution.models import Branch, Region


class Measure(models.TextChoices):
    """What is counted."""

    EMPLOYERS = "EMPLOYERS", "Perusahaan, proyek atau wadah"
    WORKERS = "WORKERS", "Tenaga kerja"
    NEW_MEMBERS = "NEW_MEMBERS", "Peserta baru"


class Segment(models.TextChoices):
    """Whom a figure is about."""

    FORMAL = "FORMAL", "Sektor formal"
    CONSTRUCTION = "CONSTRUCTION", "Jasa konstruksi"
    OWN_ACCOUNT = "OWN_ACCOUNT", "Tenaga kerja di luar hubungan kerja (TK-LHK)"
    ALL = "ALL", "Semua program"


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


class HeadcountYear(models.Model):
    """By how much the employers and workers of a branch and segment change in a year.

    The database keeps it beside the changes by day, so that any day's realisation is read from
    whole years and the days of one. Rows are only added; a nightly job sums them up.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    segment = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    employers = models.IntegerField()
    workers = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["branch", "segment", "year"],
                include=["employers", "workers"],
                name="headcount_by_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.year}: {self.employers:+d}/{self.workers:+d}"


class BenefitDay(models.Model):
    """By how much the benefits decided on at a branch grow on a day: cases and rupiah.

    The database adds to it with every decision, so that a report reads days and not claims. Rows
    are only added; a nightly job sums them up.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    segment = models.CharField(max_length=12)
    programme = models.CharField(max_length=3)
    day = models.DateField()
    cases = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["branch", "day"],
                include=["segment", "programme", "cases", "amount"],
                name="benefit_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.programme} {self.day}: {self.cases:+d}/{self.amount:+d}"
