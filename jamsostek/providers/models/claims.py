"""What a provider claims, line by line, and what becomes of it."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.providers.models.capitation import CapitationRun
from jamsostek.providers.models.guarantees import Guarantee
from jamsostek.providers.models.providers import Provider, Tariff


@keeps_history
class ProviderClaim(models.Model):
    """A claim of a provider: sent, checked by an officer, decided by another."""

    class State(models.TextChoices):
        """How far it has come; `providers.rules.claims` says what may follow what."""

        SUBMITTED = "SUBMITTED", "Menunggu pemeriksaan"
        CHECKED = "CHECKED", "Menunggu persetujuan"
        APPROVED = "APPROVED", "Disetujui"
        REJECTED = "REJECTED", "Ditolak"
        WITHDRAWN = "WITHDRAWN", "Ditarik pelaksana"

    code = models.CharField(max_length=10, unique=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="claims")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    """The provider's own number of its invoice."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUBMITTED)
    claimed = models.BigIntegerField()
    awarded = models.BigIntegerField(default=0)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=120)
    checker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["branch", "state", "id"], name="provider_claim_branch"),
            models.Index(fields=["provider", "id"], name="provider_claim_provider"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "reference"],
                condition=~Q(state__in=["WITHDRAWN", "REJECTED"]),
                name="provider_invoice_once",
            ),
            models.CheckConstraint(
                name="provider_claim_amounts",
                condition=Q(claimed__gt=0, awarded__gte=0, awarded__lte=F("claimed")),
            ),
            models.CheckConstraint(
                name="provider_claim_by_two_people",
                condition=Q(decider=None) | Q(checker=None) | ~Q(decider=F("checker")),
            ),
            models.CheckConstraint(
                name="provider_claim_is_checked",
                condition=Q(state__in=["SUBMITTED", "WITHDRAWN"], decider=None)
                | Q(state="CHECKED", checker__isnull=False, decider=None)
                | Q(state__in=["APPROVED", "REJECTED"], checker__isnull=False)
                & Q(decider__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.claimed}"


class ProviderClaimLine(models.Model):
    """One service on one day for one patient: as claimed, as checked, as awarded."""

    claim = models.ForeignKey(ProviderClaim, on_delete=models.PROTECT, related_name="lines")
    number = models.IntegerField()
    provider_id = models.BigIntegerField()
    kpj = models.CharField(max_length=20)
    patient_name = models.CharField(max_length=120)
    code = models.CharField(max_length=20)
    day = models.DateField()
    quantity = models.IntegerField()
    price = models.BigIntegerField()
    guarantee_number = models.CharField(max_length=60, blank=True)
    claimed = models.BigIntegerField()
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, null=True, related_name="+")
    dependant = models.ForeignKey(Dependant, on_delete=models.PROTECT, null=True, related_name="+")
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, null=True, related_name="+")
    guarantee = models.ForeignKey(Guarantee, on_delete=models.PROTECT, null=True, related_name="+")
    found = models.BigIntegerField()
    """What the checks allow."""
    allowed = models.IntegerField()
    """The quantity that the checks allow."""
    reasons = models.JSONField(default=list)
    """Why that is less than claimed: codes of `providers.rules.claims`, each with its article."""
    awarded = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    """Why an officer awards another amount than the checks allow."""

    class Meta:
        indexes = [models.Index(fields=["guarantee"], name="claim_line_guarantee")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_line_once"),
            models.UniqueConstraint(
                fields=["provider_id", "person", "dependant", "code", "day"],
                condition=Q(awarded__gt=0),
                nulls_distinct=False,
                name="service_paid_once",
            ),
            models.CheckConstraint(
                name="claim_line_claimed",
                condition=Q(quantity__gt=0, price__gt=0, claimed=F("quantity") * F("price")),
            ),
            models.CheckConstraint(
                name="claim_line_no_more_than_claimed",
                condition=Q(found__gte=0, found__lte=F("claimed"), allowed__lte=F("quantity"))
                & Q(awarded__gte=0, awarded__lte=F("claimed")),
            ),
            models.CheckConstraint(
                name="claim_line_of_somebody",
                condition=Q(awarded=0) | Q(person__isnull=False, tariff__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_line_other_amount_explained",
                condition=Q(awarded=F("found")) | Q(awarded=0) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}: {self.claimed}"


class ProviderClaimStep(models.Model):
    """One step of a claim: into which state, when, by whom and why."""

    claim = models.ForeignKey(ProviderClaim, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=9, choices=ProviderClaim.State.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.state}"


class ProviderPayable(models.Model):
    """An amount that a provider is owed: of a claim or of a month's capitation, once each.

    Its number is the source number of the payment order.
    """

    claim = models.OneToOneField(ProviderClaim, on_delete=models.PROTECT, null=True)
    capitation = models.OneToOneField(CapitationRun, on_delete=models.PROTECT, null=True)
    amount = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="provider_payable_of_one_thing",
                condition=Q(claim=None, capitation__isnull=False)
                | Q(claim__isnull=False, capitation=None),
            ),
            models.CheckConstraint(name="provider_payable_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id or self.capitation_id}: {self.amount}"
