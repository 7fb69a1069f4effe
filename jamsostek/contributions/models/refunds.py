"""Money given back to who paid it: proposed by one officer, decided by another, then paid."""

from django.db import models
from django.db.models import F, Q

from jamsostek.contributions.models.bills import Bill
from jamsostek.institution.models import Branch, User
from jamsostek.treasury.models import StatementLine


class Refund(models.Model):
    """What is to be given back of some receipts, to which account; its state with it."""

    class State(models.TextChoices):
        """How far it has come; `contributions.rules.refunds` says what may follow what."""

        PROPOSED = "PROPOSED", "Menunggu putusan"
        APPROVED = "APPROVED", "Disetujui, belum dibayar"
        PAID = "PAID", "Sudah dibayar"
        REJECTED = "REJECTED", "Ditolak"
        WITHDRAWN = "WITHDRAWN", "Ditarik kembali"
        RETURNED = "RETURNED", "Dikembalikan bank"

    HOLDING = (State.PROPOSED, State.APPROVED, State.PAID)
    """The states in which its money can be given to no bill."""

    code = models.CharField(max_length=10, unique=True)
    """What the transfer is to say, so that the bank's line is recognised."""
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", null=True)
    """Whose bill had the money; none where the receipt named no bill."""
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, null=True, related_name="refunds")
    """The bill that received too much, if it was one."""
    amount = models.BigIntegerField()
    bank = models.CharField(max_length=40)
    account_number = models.CharField(max_length=34)
    account_name = models.CharField(max_length=120)
    reason = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    paid_line = models.OneToOneField(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The bank's debit that paid it."""
    returned_line = models.OneToOneField(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The bank's credit that brought it back."""

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="refund_state")]
        constraints = [
            models.CheckConstraint(
                name="refund_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="refund_is_decided",
                condition=Q(state__in=["PROPOSED", "WITHDRAWN"]) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="refund_lines",
                condition=Q(paid_line__isnull=False, state__in=["PAID", "RETURNED"])
                | (Q(paid_line=None) & ~Q(state__in=["PAID", "RETURNED"])),
            ),
            models.CheckConstraint(
                name="refund_returned_line",
                condition=Q(state="RETURNED", returned_line__isnull=False)
                | (~Q(state="RETURNED") & Q(returned_line=None)),
            ),
            models.CheckConstraint(name="refund_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"


class RefundPart(models.Model):
    """What a refund gives back of one receipt."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="parts")
    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refund_part_once"),
            models.CheckConstraint(name="refund_part_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount}"


class RefundStep(models.Model):
    """One step of a refund: into which state, when, by whom, why, and the entry that it made."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=9, choices=Refund.State.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    entry_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.state}"
