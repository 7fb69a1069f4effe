"""JHT accounts: the money is in the ledger, the months and years are here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jamsostek.institution.models import Branch
from jamsostek.membership.models import Employer, InsuredPerson


class SavingsAccount(models.Model):
    """A member's JHT account and the ledger account that holds its money."""

    person = models.OneToOneField(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    ledger_account_id = models.BigIntegerField(unique=True)
    opened_on = models.DateField()

    def __str__(self) -> str:
        return f"JHT {self.person_id}"


class ContributionYear(models.Model):
    """Twelve months of one year with one employer: the JHT contributions received for each.

    Written by the column; the service joins what foreign keys would check. Half of each page is
    left free, so that the twelve updates of a year stay on it and touch no index.
    """

    pk = models.CompositePrimaryKey("account_id", "employer_id", "year")
    account = models.ForeignKey(
        SavingsAccount,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    year = models.SmallIntegerField()
    months = ArrayField(models.BigIntegerField(), size=12)

    class Meta:
        constraints = [
            models.CheckConstraint(name="twelve_months", condition=Q(months__len=12)),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.year}"


class SavingsYear(models.Model):
    """A calendar year of one account, as the yearly return needs it.

    `weighted` is the sum of every amount that moved in the year times the days left in the
    year after its value day, so that the return on daily balances needs one row an account.
    Written by the column like ContributionYear.
    """

    pk = models.CompositePrimaryKey("account_id", "year")
    account = models.ForeignKey(
        SavingsAccount,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    year = models.SmallIntegerField()
    moved = models.BigIntegerField()
    weighted = models.BigIntegerField()
    opening = models.BigIntegerField(null=True)
    credited_return = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.year}: {self.moved}"


class ReturnRun(models.Model):
    """One crediting of a year's return to all accounts, resumable where it stopped.

    The first round credits the year; a further one posts what later changes to it amount to.
    """

    year = models.SmallIntegerField()
    round = models.SmallIntegerField(default=1)
    rate_percent = models.DecimalField(max_digits=6, decimal_places=3)
    citation = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=120)
    entry_id_max = models.BigIntegerField(null=True)
    """Up to here the round saw every entry; null where that could not be told as it began."""
    cursor = models.BigIntegerField(default=0)
    accounts = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "round"], name="return_round_once")]

    def __str__(self) -> str:
        return f"{self.year}/{self.round}: {self.rate_percent} %"


class StatementRun(models.Model):
    """The yearly statements of a branch, on their way to the printer in the background.

    `done` of `total` counts each statement twice: when it is issued, and when it stands in a file.
    """

    year = models.SmallIntegerField()
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "branch"], name="statement_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.branch_id}: {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        """How far it is; a hundred only when it is finished."""
        if self.finished_at:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class StatementPrint(models.Model):
    """One file for the printer: many statements of a run, one behind the other.

    Made of documents that stand by themselves, so it may be made anew or taken away.
    """

    run = models.ForeignKey(StatementRun, on_delete=models.PROTECT, related_name="files")
    place = models.SmallIntegerField()
    statements = models.IntegerField()
    first = models.CharField(max_length=200)
    last = models.CharField(max_length=200)
    """Whose statements stand first and last in it."""
    made_of = models.CharField(max_length=64)
    """The hash of the documents' hashes: while it is the same, the file is what it would be."""
    size = models.IntegerField()
    pdf = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="statement_print_place")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.place}: {self.statements}"
