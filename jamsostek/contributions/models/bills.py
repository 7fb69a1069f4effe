"""Bills, their lines, and what was received for them."""

from django.db import models
from django.db.models import F, Q

from jamsostek.contributions.models.corrections import Correction
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

    WRITTEN_OFF = "WRITTEN_OFF"

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
    correction = models.OneToOneField(
        Correction, on_delete=models.PROTECT, null=True, related_name="bill"
    )
    """The correction whose difference it asks for, or gives back where it is below zero."""
    place = models.SmallIntegerField(default=0, db_default=0)
    """Where it stands among the versions of its month (see rules.versions)."""
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
    taken_off = models.BigIntegerField(default=0, db_default=0)
    """What later versions of its month take off it; over all of them this adds up to nothing."""
    asked = models.GeneratedField(
        expression=F("amount") - F("taken_off"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    """What is still to be paid for it in all."""
    received = models.BigIntegerField(default=0)
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    """The day its claim was given up; what is received for it since waits in suspense."""
    written_off_on = models.DateField(null=True)
    """Since when its claim is given up; money that covers it after all takes that back."""

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
                condition=Q(amount=F("contributions") + F("penalty")),
            ),
            models.CheckConstraint(
                name="bill_withdrawn_or_settled",
                condition=Q(withdrawn_on__isnull=True) | Q(settled_on__isnull=True),
            ),
            models.CheckConstraint(
                name="bill_written_off_or_settled",
                condition=Q(written_off_on__isnull=True) | Q(settled_on__isnull=True),
            ),
            models.CheckConstraint(
                name="bill_programmes_add_up",
                condition=Q(contributions=F("jht") + F("jkk") + F("jkm") + F("jpk")),
            ),
            models.CheckConstraint(
                name="bill_of_correction",
                condition=Q(kind="CORRECTION", correction__isnull=False)
                | (~Q(kind="CORRECTION") & Q(correction=None)),
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
    def standing(self) -> str:
        """What it has received, or that it is given up."""
        return self.WRITTEN_OFF if self.written_off_on else self.state

    @property
    def payer(self) -> Employer | Project | OwnAccountGroup | OwnAccountCover:
        """Who is to pay it."""
        payer = self.employer or self.project or self.group or self.cover
        if payer is None:
            msg = f"Bill {self.code} has nobody to pay it."
            raise LookupError(msg)
        return payer

    @property
    def corrected_id(self) -> int | None:
        """The declaration whose month it is a version of, the first or a later one."""
        return self.declaration_id or (self.correction.declaration_id if self.correction else None)

    @property
    def late(self) -> Rupiah:
        """The contributions that are late if it is: those that no correction took off."""
        return self.contributions - self.taken_off

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
                condition=Q(jht_member=F("months") * (F("jht_member") / F("months"))),
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
    withdrawn_at = models.DateTimeField(null=True)
    """When an officer found that it was not meant so."""
    withdrawn_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    withdrawn_reason = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "bill"],
                condition=Q(withdrawn_at=None),
                name="receipt_names_bill_once",
            )
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
