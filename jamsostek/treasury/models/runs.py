"""Payment runs: orders sent to the bank together, the files made of them, and its answers."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.treasury.models.statements import BankAccount, StatementLine


@keeps_history
class PaymentRun(models.Model):
    """Orders that go to the bank in one file: prepared by one person, released by another."""

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "PREPARED", "Menunggu pelepasan"
        RELEASED = "RELEASED", "Dilepas"
        CANCELLED = "CANCELLED", "Dibatalkan"

    code = models.CharField(max_length=10, unique=True)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    """Whose orders alone it holds, if it was asked so."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARED)
    due_until = models.DateField()
    count = models.IntegerField()
    amount = models.BigIntegerField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    settled_line = models.OneToOneField(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The one debit by which the bank took the whole run, where it did so."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_released_by_another",
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="run_state_told",
                condition=Q(state="RELEASED", released_by__isnull=False, released_at__isnull=False)
                | Q(
                    state__in=["PREPARED", "CANCELLED"],
                    released_by=None,
                    released_at=None,
                    settled_line=None,
                ),
            ),
            models.CheckConstraint(name="run_totals", condition=Q(count__gte=0, amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.count}, {self.amount}"


class PaymentFile(models.Model):
    """What was made for the bank of a run, once, as it was made."""

    class Format(models.TextChoices):
        """How it is written."""

        PAIN_001 = "PAIN001", "ISO 20022 pain.001.001.03"
        CSV = "CSV", "CSV"

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=7, choices=Format.choices)
    name = models.CharField(max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "format"], name="payment_file_once")]

    def __str__(self) -> str:
        return self.name


class PaymentResultFile(models.Model):
    """What the bank answered, as it came, and what was made of it."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    format = models.CharField(max_length=7)
    content = models.BinaryField()
    paid = models.IntegerField()
    returned = models.IntegerField()
    unknown = models.IntegerField()
    pending = models.IntegerField()
    faults = models.JSONField(default=list)
    """What could not be taken: code and why, for somebody to look at."""
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
