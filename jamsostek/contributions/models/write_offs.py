"""Claims given up: proposed by one officer, decided by a second, taken back if money comes."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.contributions.models.bills import Bill
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models import Employer


@keeps_history
class WriteOff(models.Model):
    """That claims on an employer are to be given up, on what ground, and who decided so."""

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "PROPOSED", "Diusulkan"
        REFUSED = "REFUSED", "Ditolak"
        APPROVED = "APPROVED", "Disetujui"

    class Ground(models.TextChoices):
        """Why the money cannot be had."""

        BANKRUPT = "BANKRUPT", "Pailit"
        GONE = "GONE", "Tidak ditemukan lagi"
        TIME_BARRED = "TIME_BARRED", "Kedaluwarsa"
        OTHER = "OTHER", "Sebab lain"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="+")
    """Whose bills they are; None for those of a project."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    ground = models.CharField(max_length=11, choices=Ground.choices)
    reason = models.TextField()
    amount = models.BigIntegerField()
    """What its bills lacked in all when it was proposed."""
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="write_off_by_two_people", condition=~Q(proposer=F("decider"))
            ),
            models.CheckConstraint(
                name="write_off_state_told",
                condition=Q(state="PROPOSED", decider=None, decided_at=None)
                | Q(
                    state__in=["REFUSED", "APPROVED"],
                    decider__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="write_off_has_reason", condition=~Q(reason="") & Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.amount}, {self.state}"


class WriteOffItem(models.Model):
    """One bill of a write-off: its whole claim, or only the old penalties charged in it."""

    class Part(models.TextChoices):
        """What of the bill."""

        WHOLE = "WHOLE", "Seluruh tagihan"
        PENALTY = "PENALTY", "Denda saja"

    write_off = models.ForeignKey(WriteOff, on_delete=models.PROTECT, related_name="items")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="write_off_items")
    part = models.CharField(max_length=7, choices=Part.choices)
    amount = models.BigIntegerField()
    """What of it was lacking when it was proposed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["write_off", "bill"], name="written_off_once"),
            models.CheckConstraint(name="write_off_item_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.amount}"


class WriteOffPosting(models.Model):
    """That the books show a bill's claim as given up, and the entry that took that back.

    The other versions of a month that is given up go with it.
    """

    item = models.ForeignKey(WriteOffItem, on_delete=models.PROTECT, related_name="postings")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="+")
    posted_on = models.DateField()
    amount = models.BigIntegerField()
    """The bill's whole claim then."""
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    undone_entry_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(undone_entry_id__isnull=True),
                name="write_off_posted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} on {self.posted_on}"


class PenaltyWaiver(models.Model):
    """A penalty taken off the bill that charged it; the row itself lowers the bill."""

    item = models.OneToOneField(WriteOffItem, on_delete=models.PROTECT, related_name="waiver")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="waivers")
    amount = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="waiver_above_zero", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.amount}"
