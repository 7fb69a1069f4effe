"""Bills, their lines, and what was received for them."""

from django.db import models
from django.db.models import Q

from jamsostek.contributions.models.declarations import Declaration
from jamsostek.institution.models import Branch
from jamsostek.kernel.money import Rupiah
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, OwnAccountCover, OwnAccountGroup, Project
from jamsostek.treasury.models import StatementLine


class Bill(models.Model):
    """What somebody is to pay under one payment code: an employer, a project, a group, a worker."""

    class Kind(models.TextChoices):
        """For what it asks."""

        MONTH = "MONTH", "Iuran bulanan"
        PROJECT = "PROJECT", "Iuran jasa konstruksi"
        OWN_ACCOUNT = "OWN_ACCOUNT", "Iuran TK-LHK"
        CORRECTION = "CORRECTION", "Koreksi iuran"

    class State(models.TextChoices):
        """What the bill has received, as a shadow of its allocations."""

        OPEN = "OPEN", "Belum dibayar"
        PART = "PART", "Dibayar sebagian"
        PAID = "PAID", "Lunas"
        OVER = "OVER", "Lebih bayar"

    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.MONTH)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(
        OwnAccountGroup, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cover = models.ForeignKey(
        OwnAccountCover, on_delete=models.PROTECT, null=True, related_name="+"
    )
    month = models.DateField()
    declaration = models.OneToOneField(
        Declaration, on_delete=models.PROTECT, null=True, related_name="bill"
    )
    """The declaration of the month; None on bills of other kinds."""
    code = models.CharField(max_length=11, unique=True)
    issued_on = models.DateField()
    due_date = models.DateField()
    jht = models.BigIntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jpk = models.BigIntegerField()
    contributions = models.BigIntegerField()
    """The four programmes together."""
    penalty = models.BigIntegerField()
    amount = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    """The day its claim was given up; what is received for it since waits in suspense."""

    class Meta:
        indexes = [
            models.Index(fields=["employer", "month"], name="bill_employer_month"),
            models.Index(fields=["branch", "due_date"], name="bill_branch_due"),
            models.Index(
                fields=["due_date"], name="bill_unsettled", condition=Q(settled_on__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="bill_adds_up",
                condition=Q(amount=models.F("contributions") + models.F("penalty")),
            ),
            models.CheckConstraint(
                name="bill_withdrawn_or_settled",
                condition=Q(withdrawn_on__isnull=True) | Q(settled_on__isnull=True),
            ),
            models.CheckConstraint(
                name="bill_programmes_add_up",
                condition=Q(
                    contributions=models.F("jht")
                    + models.F("jkk")
                    + models.F("jkm")
                    + models.F("jpk")
                ),
            ),
            models.CheckConstraint(
                name="bill_has_one_payer",
                condition=Q(
                    kind__in=["MONTH", "CORRECTION"],
                    employer__isnull=False,
                    project=None,
                    group=None,
                    cover=None,
                )
                | Q(kind="PROJECT", employer=None, project__isnull=False, group=None, cover=None)
                | Q(
                    kind="OWN_ACCOUNT", employer=None, project=None, group__isnull=False, cover=None
                )
                | Q(
                    kind="OWN_ACCOUNT", employer=None, project=None, group=None, cover__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"

    @property
    def payer(self) -> Employer | Project | OwnAccountGroup | OwnAccountCover:
        """Who is to pay it."""
        payer = self.employer or self.project or self.group or self.cover
        if payer is None:
            msg = f"Bill {self.code} has nobody to pay it."
            raise LookupError(msg)
        return payer

    @property
    def due(self) -> dict[Programme, Rupiah]:
        """What it asks for each programme, all payers together."""
        return {
            Programme.JHT: self.jht,
            Programme.JKK: self.jkk,
            Programme.JKM: self.jkm,
            Programme.JPK: self.jpk,
        }


class BillLine(models.Model):
    """One person of a bill that no declaration stands behind: months paid ahead, or a difference.

    Amounts are for all its months together, in whole months alike; a correction's are signed.
    """

    pk = models.CompositePrimaryKey("bill_id", "line_no")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines", db_index=False)
    line_no = models.IntegerField()
    person_id = models.BigIntegerField(db_index=True)
    cover_id = models.BigIntegerField(null=True, db_index=True)
    employment_id = models.BigIntegerField(null=True)
    month = models.DateField()
    months = models.SmallIntegerField(default=1)
    wage = models.BigIntegerField()
    married = models.BooleanField()
    jht_employer = models.BigIntegerField()
    jht_member = models.BigIntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jpk = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="bill_line_months", condition=Q(months__range=(1, 12))),
            models.CheckConstraint(
                name="bill_line_jht_by_month",
                condition=Q(
                    jht_member=models.F("months") * (models.F("jht_member") / models.F("months"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}/{self.line_no}"


class PenaltyAssessment(models.Model):
    """The penalty for one bill paid late, taken into a later bill (PP 14/1993, Pasal 10)."""

    late_bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="penalties")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="penalty_items")
    months = models.SmallIntegerField()
    paid_on = models.DateField()
    amount = models.BigIntegerField()
    """What is charged now: the penalty less what earlier bills already charged of it."""
    working = models.CharField(max_length=120)
    citation = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.late_bill_id}: {self.amount}"


class Naming(models.Model):
    """That a receipt is meant for a bill: by its payment code, or by an officer's decision."""

    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, related_name="+")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="namings")
    by_officer = models.BooleanField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "bill"], name="receipt_names_bill_once")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} for {self.bill_id}"


class Allocation(models.Model):
    """What one receipt pays of one bill: worked out from all receipts, never typed in."""

    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, related_name="+")
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "bill"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_allocation",
            ),
            models.CheckConstraint(name="allocation_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} -> {self.bill_id}: {self.amount}"


class Settlement(models.Model):
    """That a bill was covered in full, on which day, and the entry that moved the money."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="settlements")
    settled_on = models.DateField()
    entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    undone_entry_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(undone_entry_id__isnull=True),
                name="settled_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} on {self.settled_on}"
