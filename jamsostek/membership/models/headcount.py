"""Net changes of the number of employers and workers, kept by the database itself."""

from django.db import models

from jamsostek.institution.models import Branch


class HeadcountChange(models.Model):
    """By how much the employers and workers of a branch and segment change on a day.

    Triggers on employers and employments add rows, never update them, so that two officers
    who register workers on one day do not wait for each other; a nightly job sums them up.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    segment = models.CharField(max_length=12)
    day = models.DateField()
    employers = models.IntegerField()
    workers = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["branch", "segment", "day"],
                include=["employers", "workers"],
                name="headcount_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.day}: {self.employers:+d}/{self.workers:+d}"
