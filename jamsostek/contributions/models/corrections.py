"""Corrections of what was declared: every one a further version, none a change."""

from django.db import models
from django.db.models import Q

from jamsostek.contributions.models.declarations import Declaration, WageFile


class Correction(models.Model):
    """That some lines of a declaration were wrong or lacking, who said so, and why."""

    declaration = models.ForeignKey(
        Declaration, on_delete=models.PROTECT, related_name="corrections", db_index=False
    )
    number = models.SmallIntegerField()
    """The version that it makes; what was declared at first is version 0."""
    wage_file = models.OneToOneField(
        WageFile, on_delete=models.PROTECT, null=True, related_name="correction"
    )
    """The corrected file that the differences were taken from, if one was sent."""
    workers = models.IntegerField()
    """How many workers more, or fewer, the month has by it."""
    wage_sum = models.BigIntegerField()
    """How much more, or less, the wages add up to."""
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "number"], name="correction_numbered_once"
            ),
            models.CheckConstraint(
                name="correction_has_reason", condition=Q(number__gte=1) & ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}, version {self.number}"


class CorrectionLine(models.Model):
    """One worker of a correction: wage and contributions as they were, and as they are now.

    A wage of zero is none: before, the worker was not in the month; after, is out of it.
    """

    pk = models.CompositePrimaryKey("correction_id", "line_no")
    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line_no = models.IntegerField()
    person_id = models.BigIntegerField(db_index=True)
    employment_id = models.BigIntegerField()
    wage_before = models.BigIntegerField()
    wage = models.BigIntegerField()
    married = models.BooleanField()
    full_cover = models.BooleanField()
    """Every programme of the employer; otherwise JKK and JKM alone."""
    jht_employer_before = models.BigIntegerField()
    jht_member_before = models.BigIntegerField()
    jkk_before = models.BigIntegerField()
    jkm_before = models.BigIntegerField()
    jpk_before = models.BigIntegerField()
    jht_employer = models.BigIntegerField()
    jht_member = models.BigIntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jpk = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_line_differs",
                condition=Q(wage__gte=0) & Q(wage_before__gte=0) & ~Q(wage=models.F("wage_before")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}/{self.line_no}: {self.wage_before} -> {self.wage}"
