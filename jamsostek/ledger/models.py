"""Accounts, entries and lines; balances are a cache the database keeps beside them."""

from django.db import models
from django.db.models import Q


class AccountKind(models.TextChoices):
    """The side of the books an account stands on."""

    ASSET = "ASSET", "Aset"
    LIABILITY = "LIABILITY", "Liabilitas"
    INCOME = "INCOME", "Pendapatan"
    EXPENSE = "EXPENSE", "Beban"


class Fund(models.TextChoices):
    """Whose money it is: a programme's, or the institution's own."""

    JHT = "JHT", "Dana JHT"
    JKK = "JKK", "Dana JKK"
    JKM = "JKM", "Dana JKM"
    JPK = "JPK", "Dana JPK"
    BADAN = "BADAN", "Dana badan"


class Account(models.Model):
    """One account of the chart, or a member's own account below its control account."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=9, choices=AccountKind.choices)
    fund = models.CharField(max_length=5, choices=Fund.choices)
    control = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    never_debit = models.BooleanField(default=False)
    """A balance that may never turn against its holder: a member's savings."""

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Entry(models.Model):
    """One journal entry: what happened, under whose hand; its lines add up to zero."""

    key = models.CharField(max_length=120, unique=True)
    payload_hash = models.BinaryField()
    kind = models.CharField(max_length=20)
    day = models.DateField()
    text = models.CharField(max_length=200)
    line_count = models.IntegerField()
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversals", db_index=False
    )
    made_at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=8)
    user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["day"], name="ledger_entry_day")]
        constraints = [
            models.CheckConstraint(name="entry_has_lines", condition=Q(line_count__gte=2)),
            models.UniqueConstraint(
                name="entry_reversed_once",
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Line(models.Model):
    """One side of an entry, in whole rupiah: above zero debit, below zero credit.

    Accounts and entries are checked by one trigger per insert instead of row foreign keys.
    """

    pk = models.CompositePrimaryKey("entry_id", "line_no")
    entry_id = models.BigIntegerField()
    line_no = models.IntegerField()
    account_id = models.BigIntegerField()
    amount = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "day"], name="ledger_line_account")]
        constraints = [
            models.CheckConstraint(
                name="line_amount_bounds",
                condition=~Q(amount=0) & Q(amount__gte=-(10**15)) & Q(amount__lte=10**15),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.line_no}: {self.amount}"


class Balance(models.Model):
    """What an account stands at: a cache of its lines, kept by the trigger.

    The row is made with the account, and carries what the trigger must know of it, so that a
    posting looks nowhere else. Nobody but the triggers writes here.
    """

    account = models.OneToOneField(
        Account,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="balance",
        db_constraint=False,
    )
    amount = models.BigIntegerField()
    never_debit = models.BooleanField()
    fund = models.CharField(max_length=5, choices=Fund.choices)
    total_id = models.BigIntegerField()
    """The account whose day totals take it up: its control account, or itself."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="balance_never_debit",
                condition=Q(never_debit=False) | Q(amount__lte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount}"


class DayTotal(models.Model):
    """What moved on a control account on one day: a cache for trial balances of any day."""

    pk = models.CompositePrimaryKey("account_id", "day")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}: {self.debit}/{self.credit}"
