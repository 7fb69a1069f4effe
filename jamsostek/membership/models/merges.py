"""One person under several member numbers: who is whose duplicate, and who said so."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import User
from jamsostek.membership.models.persons import InsuredPerson


@keeps_history
class PersonMerge(models.Model):
    """That one member number means the person of another; proposed, then decided by a second.

    Nothing of either person is rewritten: whatever came under a number stays under it, and who
    reads about a person reads under all numbers (`membership_samehuman`). So a split leaves
    everything as if the two had never been merged.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "PROPOSED", "Diusulkan"
        REFUSED = "REFUSED", "Ditolak"
        MERGED = "MERGED", "Digabung"
        SPLIT = "SPLIT", "Dipisahkan kembali"

    duplicate = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    reason = models.TextField()
    evidence = models.TextField()
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    split_by = models.CharField(max_length=120, blank=True)
    split_at = models.DateTimeField(null=True)
    split_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(duplicate=F("kept"))),
            models.CheckConstraint(name="merge_by_two_people", condition=~Q(proposer=F("decider"))),
            models.CheckConstraint(
                name="merge_state_told",
                condition=Q(state="PROPOSED", decider=None, decided_at=None, split_at=None)
                | Q(
                    state__in=["REFUSED", "MERGED"],
                    decider__isnull=False,
                    decided_at__isnull=False,
                    split_at=None,
                )
                | Q(
                    state="SPLIT",
                    decider__isnull=False,
                    decided_at__isnull=False,
                    split_at__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=Q(state__in=["PROPOSED", "MERGED"]),
                name="merged_into_one",
            ),
        ]
        indexes = [models.Index(fields=["kept"], name="merge_kept", condition=Q(state="MERGED"))]

    def __str__(self) -> str:
        return f"{self.duplicate_id} is {self.kept_id}: {self.state}"
