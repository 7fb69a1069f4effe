"""Bank accounts, the statement files read, and every line once."""

from django.db import models
from django.db.models import Q


class BankAccount(models.Model):
    """An account of the institution at a bank, with its own account in the books."""

    bank = models.CharField(max_length=40)
    number = models.CharField(max_length=34, unique=True)
    name = models.CharField(max_length=120)
    ledger_account_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"


class StatementFile(models.Model):
    """A statement as the bank sent it."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    format = models.CharField(max_length=20)
    content = models.BinaryField()
    opening_sen = models.BigIntegerField(null=True)
    closing_sen = models.BigIntegerField(null=True)
    lines_read = models.IntegerField()
    lines_new = models.IntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Direction(models.TextChoices):
    """Whether money came or went, as the bank's customer sees it."""

    CREDIT = "C", "Masuk"
    DEBIT = "D", "Keluar"


class LineKind(models.TextChoices):
    """What a statement line is to us."""

    PAYMENT = "PAYMENT", "Setoran"
    INTEREST = "INTEREST", "Jasa giro"
    REVERSAL = "REVERSAL", "Pembatalan setoran"
    CHARGE = "CHARGE", "Biaya dan pajak bank"
    OUTGOING = "OUTGOING", "Pengeluaran lain"


class StatementLine(models.Model):
    """One booked line, stored once however often the bank sends it.

    Banks count in sen; the books in whole rupiah. `amount_sen` is what the bank says, `amount`
    is what is booked: whole rupiah, half up.
    """

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField()
    identity = models.CharField(max_length=64)
    day = models.DateField()
    value_date = models.DateField(null=True)
    direction = models.CharField(max_length=1, choices=Direction.choices)
    amount_sen = models.BigIntegerField()
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    text = models.TextField()
    reference = models.CharField(max_length=60, blank=True)
    codes = models.JSONField(default=list)
    """The payment codes the text can be read to name, of bills or not."""
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    """The payment this debit takes back: worked out from all lines, so it may change."""

    class Meta:
        indexes = [
            models.Index(fields=["account", "day", "id"], name="statement_line_day"),
            models.Index(fields=["account", "amount_sen"], name="statement_line_alike"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "identity"], name="statement_line_once"),
            models.CheckConstraint(name="statement_line_amount", condition=Q(amount_sen__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.direction} {self.amount}"


class StatementUpload(models.Model):
    """A statement as somebody sent it, on its way into the books in the background."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "WAITING", "Menunggu"
        TAKEN = "TAKEN", "Sudah dibukukan"
        REFUSED = "REFUSED", "Ditolak"

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, null=True, related_name="uploads"
    )
    """Whose statement it is, where the format does not say."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    """How many lines have been given to their bills, and of how many."""
    file = models.ForeignKey(
        StatementFile, on_delete=models.PROTECT, null=True, related_name="uploads"
    )
    result = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
