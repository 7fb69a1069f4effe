"""What the bills of a construction project ask for, and what is taken off them again."""

from django.db import models
from django.db.models import Q

from jamsostek.contributions.models.bills import Bill
from jamsostek.membership.models import ProjectVersion


class ProjectTerm(models.Model):
    """Which term of which version of a project's contract a bill asks for.

    A bill of a project without one asks for penalties alone.
    """

    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, related_name="project_term")
    version = models.ForeignKey(ProjectVersion, on_delete=models.PROTECT, related_name="+")
    term = models.SmallIntegerField()
    terms = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "term"], name="project_term_billed_once"),
            models.CheckConstraint(
                name="project_term_of_terms", condition=Q(term__gte=1, term__lte=models.F("terms"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.term}/{self.terms}"


class BillReduction(models.Model):
    """What an addendum to a smaller contract takes off a bill of its project.

    The bill is lowered by a trigger when this is written, and in no other way: what it asked
    before is its amount and its later reductions together.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="reductions")
    version = models.ForeignKey(ProjectVersion, on_delete=models.PROTECT, related_name="+")
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bill", "version"], name="bill_reduced_once"),
            models.CheckConstraint(
                name="reduction_above_zero",
                condition=Q(jkk__gte=0, jkm__gte=0) & (Q(jkk__gt=0) | Q(jkm__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}: -{self.amount}"

    @property
    def amount(self) -> int:
        """What it takes off, both programmes together."""
        return self.jkk + self.jkm
