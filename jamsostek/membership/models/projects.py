"""Construction projects: who builds what, for how much, and who works on the site."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models.employers import Employer
from jamsostek.membership.models.names import NAME_WORDS, PlainName
from jamsostek.membership.models.persons import InsuredPerson, Sex


@keeps_history
class Contractor(models.Model):
    """A firm that builds (pelaksana jasa konstruksi); it may be a member as employer as well."""

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    npwp = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_key"], name="contractor_name_key"),
            models.Index(fields=["branch", "name"], name="contractor_branch_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employer"], condition=Q(employer__isnull=False), name="one_contractor"
            )
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history
class Project(models.Model):
    """A construction project whose workers are insured while it lasts (KEP-196/MEN/1999).

    `until_date`, `contract_value` and `wage_sum` are those of the newest version.
    """

    number = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=200)
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="projects")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=120)
    """For whom it is built (pemberi kerja)."""
    contract_number = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200)
    regency_code = models.CharField(max_length=5, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()
    contract_value = models.BigIntegerField()
    wage_sum = models.BigIntegerField(null=True)
    """All wages of the project where they are known; the tariff then goes by them."""
    registered_on = models.DateField()
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["branch", "from_date"], name="project_branch_day"),
            models.Index(fields=["contractor"], name="project_contractor"),
            GinIndex(NAME_WORDS, name="project_words"),
            models.Index(Collate(PlainName("name"), "C"), name="project_plain_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="project_spell", condition=Q(until_date__gt=models.F("from_date"))
            ),
            models.CheckConstraint(name="project_value", condition=Q(contract_value__gt=0)),
            models.CheckConstraint(
                name="project_number_form", condition=Q(number__regex=r"^JK[0-9]{7}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ProjectVersion(models.Model):
    """What the contract said from a day on: the first version, then each addendum."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="versions")
    version = models.SmallIntegerField()
    """0 is the contract itself."""
    contract_value = models.BigIntegerField()
    wage_sum = models.BigIntegerField(null=True)
    until_date = models.DateField()
    signed_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="project_version_once"),
            models.CheckConstraint(name="version_value", condition=Q(contract_value__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}/{self.version}: {self.contract_value}"


class Subcontractor(models.Model):
    """A firm that does part of a project; its workers are insured through the project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="subcontractors")
    name = models.CharField(max_length=120)
    npwp = models.CharField(max_length=20, blank=True)
    work = models.CharField(max_length=120, blank=True)
    contract_value = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ProjectWorker(models.Model):
    """Somebody insured on a project; a daily worker needs no member number.

    The spell ends with the project at the latest; an addendum that moves its end moves theirs.
    """

    class Kind(models.TextChoices):
        """On what terms somebody works on the site."""

        REGULAR = "REGULAR", "Tetap atau kontrak"
        DAILY = "DAILY", "Harian lepas atau borongan"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="workers")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    nik = models.CharField(max_length=16, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.DAILY)
    title = models.CharField(max_length=80, blank=True)
    from_date = models.DateField()
    until_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_worker_spell", condition=Q(until_date__gt=models.F("from_date"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.project_id}"


class ContractorUser(models.Model):
    """A sign-in that acts for one contractor."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="users")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
