"""Payment orders: what is to be paid to whom, for which things owed, and how far it has come."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch
from jamsostek.treasury.models.cash import CashSession
from jamsostek.treasury.models.runs import PaymentRun
from jamsostek.treasury.models.statements import StatementLine


@keeps_history
class PaymentOrder(models.Model):
    """An amount to be paid to somebody, by transfer or in cash.

    The database lets its state move only as `treasury.rules.payments` says.
    """

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "QUEUED", "Menunggu dibayar"
        SENT = "SENT", "Dikirim ke bank"
        UNKNOWN = "UNKNOWN", "Belum jelas"
        """Sent, and nobody knows what became of it: never sent again by itself."""
        PAID = "PAID", "Sudah dibayar"
        RETURNED = "RETURNED", "Dikembalikan bank"
        CANCELLED = "CANCELLED", "Dibatalkan"

    class Method(models.TextChoices):
        """How it is paid."""

        TRANSFER = "TRANSFER", "Transfer"
        CASH = "CASH", "Tunai"

    code = models.CharField(max_length=10, unique=True)
    """What the transfer says, so that the bank's line is recognised."""
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    payee = models.CharField(max_length=120)
    method = models.CharField(max_length=8, choices=Method.choices)
    bank = models.CharField(max_length=40, blank=True)
    account_number = models.CharField(max_length=34, blank=True)
    account_name = models.CharField(max_length=120, blank=True)
    amount = models.BigIntegerField()
    text = models.CharField(max_length=120)
    due_on = models.DateField()
    payable_account_id = models.BigIntegerField()
    """The account of the books that owes it."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, null=True, related_name="orders")
    session = models.ForeignKey(
        CashSession, on_delete=models.PROTECT, null=True, related_name="orders"
    )
    paid_on = models.DateField(null=True)
    settled_line = models.ForeignKey(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The bank's debit that took it: its own, or that of its whole run."""
    returned_line = models.OneToOneField(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The bank's credit that brought it back."""
    reissue_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reissued_as"
    )
    ordered_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(
                fields=["branch", "due_on", "id"],
                condition=Q(state="QUEUED"),
                name="payment_waits",
            ),
            models.Index(fields=["state", "id"], name="payment_state"),
        ]
        constraints = [
            models.CheckConstraint(name="payment_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_target",
                condition=Q(method="CASH", bank="", account_number="", account_name="")
                | (
                    Q(method="TRANSFER") & ~Q(bank="") & ~Q(account_number="") & ~Q(account_name="")
                ),
            ),
            models.CheckConstraint(
                name="payment_way",
                condition=Q(method="TRANSFER", session=None)
                | Q(method="CASH", run=None, settled_line=None, returned_line=None),
            ),
            models.CheckConstraint(
                name="payment_sent_somehow",
                condition=Q(state__in=["QUEUED", "CANCELLED"], session=None)
                | Q(run__isnull=False)
                | Q(session__isnull=False, state="PAID"),
            ),
            models.CheckConstraint(
                name="payment_paid_on",
                condition=Q(state="PAID", paid_on__isnull=False)
                | Q(state="RETURNED")
                | Q(state__in=["QUEUED", "SENT", "UNKNOWN", "CANCELLED"], paid_on=None),
            ),
            models.CheckConstraint(
                name="payment_not_itself",
                condition=Q(reissue_of=None) | ~Q(reissue_of=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"


class PaymentItem(models.Model):
    """One thing owed that an order pays, as its subject numbers it.

    While it stands no other order can pay the same thing. It falls when its order is cancelled, or
    returned and issued anew; the database alone lets it fall.
    """

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="items")
    source = models.CharField(max_length=12)
    source_id = models.BigIntegerField()
    amount = models.BigIntegerField()
    standing = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=Q(standing=True),
                name="payment_item_once",
            ),
            models.CheckConstraint(name="payment_item_above_zero", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["source", "source_id"], name="payment_item_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}: {self.amount}"


class PaymentStep(models.Model):
    """One step of an order: into which state, when, by whom, why, and the entry that it made."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=9, choices=PaymentOrder.State.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    entry_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.order_id}: {self.state}"
