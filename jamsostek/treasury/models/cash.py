"""Cash desks, what their tills went through in a session, and money between till and bank."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.treasury.models.statements import Direction, StatementLine


class CashDesk(models.Model):
    """A till of a branch, with its own account in the books."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    ledger_account_id = models.BigIntegerField(unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="cash_desk_name")]

    def __str__(self) -> str:
        return self.name


@keeps_history
class CashSession(models.Model):
    """One cashier at one till, from its opening to the count that a second person confirms."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "OPEN", "Buka"
        COUNTED = "COUNTED", "Dihitung, menunggu pengesahan"
        CLOSED = "CLOSED", "Tutup"

    desk = models.ForeignKey(CashDesk, on_delete=models.PROTECT, related_name="sessions")
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    cashier = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cashier_name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    opening_amount = models.BigIntegerField()
    """What was in the till when it was opened, which is what the books say."""
    expected_amount = models.BigIntegerField(null=True)
    counted_amount = models.BigIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)
    difference_reason = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField(null=True)
    """The entry that booked the difference, if there was one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk"], condition=~Q(state="CLOSED"), name="cash_session_one_open"
            ),
            models.CheckConstraint(
                name="cash_session_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("cashier")),
            ),
            models.CheckConstraint(
                name="cash_session_state_told",
                condition=Q(
                    state="OPEN",
                    counted_amount=None,
                    expected_amount=None,
                    counted_at=None,
                    confirmed_by=None,
                    closed_at=None,
                )
                | Q(
                    state="COUNTED",
                    counted_amount__gte=0,
                    expected_amount__gte=0,
                    counted_at__isnull=False,
                    confirmed_by=None,
                    closed_at=None,
                )
                | Q(
                    state="CLOSED",
                    counted_amount__gte=0,
                    expected_amount__gte=0,
                    counted_at__isnull=False,
                    confirmed_by__isnull=False,
                    closed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(name="cash_session_opening", condition=Q(opening_amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.state}"


class CashTransfer(models.Model):
    """Money brought from the bank to a till, or taken from it to the bank."""

    code = models.CharField(max_length=10, unique=True)
    """What the bank's line is to say."""
    session = models.ForeignKey(CashSession, on_delete=models.PROTECT, related_name="transfers")
    direction = models.CharField(max_length=1, choices=Direction.choices)
    """As the till sees it: in, or out."""
    amount = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    line = models.OneToOneField(
        StatementLine, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The bank's line of it, once that has come."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="cash_transfer_above_zero", condition=Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"
