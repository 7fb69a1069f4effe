"""Capitation: what a provider is paid ahead for a month, and for whom."""

from django.db import models
from django.db.models import F, Q

from jamsostek.institution.models import User
from jamsostek.providers.models.providers import Provider, ProviderContract


class CapitationRun(models.Model):
    """The capitation of a provider and a month: worked out once, then approved by a second."""

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "PREPARED", "Menunggu persetujuan"
        APPROVED = "APPROVED", "Disetujui"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="capitations")
    contract = models.ForeignKey(ProviderContract, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREPARED)
    workers = models.IntegerField()
    heads = models.IntegerField()
    """Workers and insured family together."""
    amount_of_month = models.BigIntegerField()
    correction = models.BigIntegerField()
    """What earlier months were paid too little, or below zero too much."""
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=120)
    preparer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "month"], name="capitation_once"),
            models.CheckConstraint(
                name="capitation_by_two_people",
                condition=Q(decider=None) | Q(preparer=None) | ~Q(preparer=F("decider")),
            ),
            models.CheckConstraint(
                name="capitation_state_told",
                condition=Q(state="PREPARED", decider=None, decided_at=None)
                | Q(state="APPROVED", decider__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="capitation_counts",
                condition=Q(workers__gte=0, heads__gte=F("workers"), amount_of_month__gte=0),
            ),
            models.CheckConstraint(
                name="capitation_not_below_zero",
                condition=Q(amount_of_month__gte=-F("correction")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.month:%Y-%m}: {self.amount}"

    @property
    def amount(self) -> int:
        """What is paid: the month and the corrections."""
        return self.amount_of_month + self.correction


class CapitationLine(models.Model):
    """A worker on a capitation list; for an earlier month, the difference of heads and money."""

    run = models.ForeignKey(CapitationRun, on_delete=models.PROTECT, related_name="lines")
    person_id = models.BigIntegerField()
    month = models.DateField()
    heads = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person_id", "month"], name="capitation_line_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month:%Y-%m}: {self.amount}"
