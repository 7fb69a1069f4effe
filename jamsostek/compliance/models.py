"""Agreements to pay in instalments, and reminders that were sent."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.contributions.models import Bill
from jamsostek.documents.models import Document
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models import Employer


@keeps_history
class Agreement(models.Model):
    """That an employer pays named bills in instalments: asked for, then decided by a second.

    Whether it is kept is worked out from what the bills received, and stands nowhere.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "PROPOSED", "Diusulkan"
        REFUSED = "REFUSED", "Ditolak"
        AGREED = "AGREED", "Disepakati"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    count = models.SmallIntegerField()
    first_date = models.DateField()
    amount = models.BigIntegerField()
    reason = models.TextField()
    is_asked_by_employer = models.BooleanField()
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
                name="agreement_by_two_people", condition=~Q(proposer=F("decider"))
            ),
            models.CheckConstraint(
                name="agreement_state_told",
                condition=Q(state="PROPOSED", decider=None, decided_at=None)
                | Q(
                    state__in=["REFUSED", "AGREED"],
                    decider__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="agreement_count", condition=Q(count__range=(2, 12), amount__gt=0)
            ),
            models.UniqueConstraint(
                fields=["employer"], condition=Q(state="PROPOSED"), name="one_agreement_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.count} x {self.amount}"


class AgreementBill(models.Model):
    """One bill of an agreement, and what it lacked then."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bills")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "bill"], name="agreed_once"),
            models.CheckConstraint(name="agreed_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.amount}"


class Instalment(models.Model):
    """One payment that an agreement waits for."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="instalments")
    number = models.SmallIntegerField()
    due_date = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="instalment_once"),
            models.CheckConstraint(name="instalment_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}: {self.amount}"


class Reminder(models.Model):
    """One letter about unpaid bills: which grade, when, and the paper itself."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    grade = models.SmallIntegerField()
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    penalty = models.BigIntegerField()
    """What had grown of penalties that no bill had charged yet."""
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminder_grade", condition=Q(grade__range=(1, 3), amount__gt=0)
            )
        ]
        indexes = [models.Index(fields=["employer", "sent_on"], name="reminder_employer_day")]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.grade}, {self.sent_on}"


class ReminderBill(models.Model):
    """One bill of a letter; of each grade it has one letter at most."""

    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="bills")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="+")
    grade = models.SmallIntegerField()
    amount = models.BigIntegerField()
    penalty = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bill", "grade"], name="reminded_once_a_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.grade}"


class ReminderRun(models.Model):
    """One round of letters of a branch: how far it is, and what came of it."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    letters = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.branch_id}, {self.day}: {self.letters}"
