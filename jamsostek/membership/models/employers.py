"""Employers: their enrolment, risk group and the people who act for them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.law.programmes import Programme
from jamsostek.membership.models.names import NAME_WORDS, PlainName
from jamsostek.membership.models.spells import spell_not_empty

PROGRAMMES = [(p.value, p.value) for p in Programme]


class EmployerKind(models.TextChoices):
    """The legal form, as the law and the statistics tell employers apart."""

    BUMN = "BUMN", "BUMN/BUMD"
    JOINT_VENTURE = "JOINT_VENTURE", "Usaha patungan"
    PMA = "PMA", "Penanaman modal asing (PMA)"
    FOUNDATION = "FOUNDATION", "Yayasan"
    COOPERATIVE = "COOPERATIVE", "Koperasi"
    SOLE_TRADER = "SOLE_TRADER", "Perusahaan perorangan"
    OTHER = "OTHER", "Badan usaha lain"


@keeps_history
class Employer(models.Model):
    """An employer registered with the programme (UU 3/1992, Pasal 17)."""

    npp = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    """The name without legal form, case and signs: what similar names share."""
    kind = models.CharField(max_length=13, choices=EmployerKind.choices)
    industry = models.CharField(max_length=200)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    regency_code = models.CharField(max_length=5, blank=True)
    npwp = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["branch", "name"], name="employer_branch_name"),
            models.Index(fields=["name_key"], name="employer_name_key"),
            GinIndex(NAME_WORDS, name="employer_words"),
            models.Index(Collate(PlainName("name"), "C"), name="employer_plain_name"),
        ]
        constraints = [
            spell_not_empty("employer_spell"),
            models.CheckConstraint(
                name="employer_npp_form", condition=Q(npp__regex=r"^[A-Z]{2}[0-9]{6}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.npp} {self.name}"


class RiskGroupDecision(models.Model):
    """The JKK risk group of an employer from a day on; the industry list only suggests."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="risk_groups")
    risk_group = models.SmallIntegerField()
    from_date = models.DateField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "from_date"], name="one_risk_group_a_day"),
            models.CheckConstraint(
                name="risk_group_one_to_five", condition=Q(risk_group__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.risk_group}"


@keeps_history
class ProgrammeEnrolment(models.Model):
    """A programme an employer takes part in, and since when."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="programmes")
    programme = models.CharField(max_length=3, choices=PROGRAMMES)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["employer", "programme"], name="enrolment_employer")]
        constraints = [
            spell_not_empty("enrolment_spell"),
            models.UniqueConstraint(
                fields=["employer", "programme"],
                condition=Q(until_date__isnull=True),
                name="enrolment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {self.programme}"


class EmployerUser(models.Model):
    """A sign-in that acts for one employer."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="users")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
