"""Regional offices, branches, users and staff."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class User(AbstractUser):
    """Somebody who can sign in: staff, or an employer's HR officer."""

    language = models.CharField(max_length=2, default="id")


class Region(models.Model):
    """A regional office (kantor wilayah)."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A branch office (kantor cabang) of one regional office."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)
    territory = ArrayField(models.CharField(max_length=8), default=list)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="branches")

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member of staff may do."""

    MEMBERSHIP_OFFICER = "MEMBERSHIP_OFFICER", "Petugas kepesertaan"
    FINANCE_OFFICER = "FINANCE_OFFICER", "Petugas keuangan"
    CLAIMS_OFFICER = "CLAIMS_OFFICER", "Petugas klaim"
    CLAIMS_SUPERVISOR = "CLAIMS_SUPERVISOR", "Penyelia klaim"
    MEDICAL_ADVISER = "MEDICAL_ADVISER", "Dokter penasihat"
    CASHIER = "CASHIER", "Kasir"
    REGIONAL_HEAD = "REGIONAL_HEAD", "Kepala kantor wilayah"
    AUDITOR = "AUDITOR", "Auditor"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"


class StaffMember(models.Model):
    """A person who works for the institution, at a branch, a regional or the head office."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="officer")
    name = models.CharField(max_length=120)
    staff_number = models.CharField(max_length=20, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="staff")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="staff")
    roles = ArrayField(models.CharField(max_length=24, choices=Role.choices), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_at_one_office",
                condition=Q(region__isnull=True) | Q(branch__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name
