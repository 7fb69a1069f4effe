"""Wage files, and what employers declare with them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jamsostek.institution.models import User
from jamsostek.membership.models import Employer


class WageFile(models.Model):
    """A wage file as the employer sent it, and what was read of it."""

    class State(models.TextChoices):
        """How far the file has come."""

        READING = "READING", "Sedang dibaca"
        READ = "READ", "Sudah dibaca"
        REFUSED = "REFUSED", "Ditolak"
        FILED = "FILED", "Sudah dilaporkan"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    progress = models.SmallIntegerField(default=0)
    """Percent of the reading done."""
    summary = models.JSONField(default=dict)
    checked = models.BinaryField(null=True)
    """The checked rows, in columns (see imports.checking)."""
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "month", "sha256"], name="wage_file_recognised"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """What an employer declares for a month: whose wages, and the contributions they make."""

    class Kind(models.TextChoices):
        """Where the wages came from."""

        FILE = "FILE", "Berkas upah"
        COPY = "COPY", "Salinan bulan lalu"
        NIL = "NIL", "Nihil"
        LIST = "LIST", "Daftar di halaman"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    wage_file = models.OneToOneField(
        WageFile, on_delete=models.PROTECT, null=True, related_name="declaration"
    )
    risk_group = models.SmallIntegerField()
    programmes = ArrayField(models.CharField(max_length=3))
    workers = models.IntegerField()
    wage_sum = models.BigIntegerField()
    jht_employer = models.BigIntegerField()
    jht_member = models.BigIntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jpk = models.BigIntegerField()
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "month"], name="one_declaration_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.month:%Y-%m}"


class DeclarationLine(models.Model):
    """One worker of a declaration: the wage and what it makes under each programme.

    Written by the column; the service checks what foreign keys would.
    """

    pk = models.CompositePrimaryKey("declaration_id", "line_no")
    declaration = models.ForeignKey(
        Declaration,
        on_delete=models.PROTECT,
        related_name="lines",
        db_index=False,
        db_constraint=False,
    )
    line_no = models.IntegerField()
    person_id = models.BigIntegerField(db_index=True)
    employment_id = models.BigIntegerField()
    wage = models.BigIntegerField()
    married = models.BooleanField()
    full_cover = models.BooleanField(db_default=True)
    """Every programme of the employer; otherwise JKK and JKM alone."""
    days_worked = models.SmallIntegerField(null=True)
    """Of who is paid by the day, where they were told."""
    jht_employer = models.BigIntegerField()
    jht_member = models.BigIntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jpk = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.declaration_id}/{self.line_no}"
