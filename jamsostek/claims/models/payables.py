"""What a decision makes payable, to whom and when; and what is to be given back."""

from django.db import models
from django.db.models import Q

from jamsostek.audit.models import keeps_history
from jamsostek.claims.models.assessments import AwardLine, Decision
from jamsostek.claims.models.claims import Claim, Survivor
from jamsostek.membership.models import Employer


@keeps_history
class Payee(models.Model):
    """Somebody who is paid for a claim, and how: into an account or in cash."""

    class Method(models.TextChoices):
        """How the money goes."""

        TRANSFER = "TRANSFER", "Transfer bank"
        CASH = "CASH", "Tunai"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payees")
    role = models.CharField(max_length=8)
    """By the names of `benefits.awards.Recipient`."""
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    method = models.CharField(max_length=8, choices=Method.choices)
    bank = models.CharField(max_length=40, blank=True)
    account_number = models.CharField(max_length=34, blank=True)
    account_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payee_has_account",
                condition=Q(method="CASH") | ~Q(bank="") & ~Q(account_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.role}: {self.name}"


class Payable(models.Model):
    """One amount that a decision makes payable: of one line, to one payee, on one day.

    What was paid of it stands in the treasury, where one live payment for each is kept.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="payables")
    line = models.ForeignKey(AwardLine, on_delete=models.PROTECT, related_name="payables")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="payables")
    number = models.SmallIntegerField(default=1)
    """The month of a periodic benefit; else one."""
    due_on = models.DateField()
    amount = models.BigIntegerField()
    withdrawn_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="withdrawn"
    )
    """The later decision that took it back before anybody was told to pay it."""

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="payable_due", condition=Q(withdrawn_by=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["line", "payee", "number"], name="payable_once"),
            models.CheckConstraint(name="payable_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}/{self.number}: {self.amount}"


@keeps_history
class Reclaim(models.Model):
    """What an employer is to give back by a decision (UU 3/1992, Pasal 18 ayat (4) and (5)).

    Never from the entitled person: what was paid too much to them stays theirs (Pasal 32).
    """

    class State(models.TextChoices):
        """Whether it came back."""

        OPEN = "OPEN", "Belum dibayar"
        PAID = "PAID", "Sudah dibayar"
        CANCELLED = "CANCELLED", "Tidak ditagih lagi"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reclaim")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    citation = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    cancelled_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The later decision after which nothing is to be given back."""
    paid_line_id = models.BigIntegerField(null=True, unique=True)
    """The bank line that brought it."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="reclaim_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="reclaim_paid_by_line",
                condition=Q(state="OPEN", paid_line_id=None, cancelled_by=None)
                | Q(state="PAID", paid_line_id__isnull=False, cancelled_by=None)
                | Q(state="CANCELLED", paid_line_id=None, cancelled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.amount}"
