"""Guarantee letters (surat jaminan): that a named patient's care at a provider will be paid."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.documents.models import Document
from jamsostek.institution.models import Branch
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.providers.models.providers import Provider, Service


@keeps_history
class Guarantee(models.Model):
    """A letter for one referral or one stay, good for a few days; its days when it has ended."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "OPEN", "Berlaku"
        CLOSED = "CLOSED", "Selesai dirawat"
        WITHDRAWN = "WITHDRAWN", "Dicabut"

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="guarantees")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    dependant = models.ForeignKey(Dependant, on_delete=models.PROTECT, null=True, related_name="+")
    """None: the worker is the patient."""
    service = models.CharField(max_length=11, choices=Service.choices)
    referred_by = models.CharField(max_length=120)
    diagnosis = models.CharField(max_length=200)
    from_date = models.DateField()
    until_date = models.DateField()
    """The first day on which care can no longer begin under it."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    admitted_on = models.DateField(null=True)
    discharged_on = models.DateField(null=True)
    ward_days = models.IntegerField(default=0)
    special_days = models.IntegerField(default=0)
    """Days in special care within the limit."""
    beyond_days = models.IntegerField(default=0)
    """Days that the yearly limits leave to the member."""
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(fields=["provider", "state"], name="guarantee_provider_state"),
            models.Index(fields=["branch", "issued_at"], name="guarantee_branch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dependant"],
                condition=Q(state="OPEN", service="INPATIENT"),
                nulls_distinct=False,
                name="one_stay_at_a_time",
            ),
            models.CheckConstraint(
                name="guarantee_spell", condition=Q(until_date__gt=F("from_date"))
            ),
            models.CheckConstraint(
                name="guarantee_closed_with_days",
                condition=Q(state="CLOSED", admitted_on__isnull=False, discharged_on__isnull=False)
                | Q(state__in=["OPEN", "WITHDRAWN"], admitted_on=None, discharged_on=None),
            ),
            models.CheckConstraint(
                name="guarantee_days",
                condition=Q(ward_days__gte=0, special_days__gte=0, beyond_days__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def patient(self) -> str:
        """The name of who is cared for."""
        return self.dependant.name if self.dependant else self.person.name


class GuaranteeYear(models.Model):
    """The days of a stay that count towards a calendar year's limits."""

    guarantee = models.ForeignKey(Guarantee, on_delete=models.PROTECT, related_name="years")
    year = models.SmallIntegerField()
    days = models.IntegerField()
    special_days = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guarantee", "year"], name="guarantee_year_once"),
            models.CheckConstraint(
                name="guarantee_year_days",
                condition=Q(days__gt=0, special_days__gte=0, special_days__lte=F("days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guarantee_id} {self.year}: {self.days}"
