"""What was worked out for a claim, what a doctor said, and what was decided and objected to."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.claims.models.claims import Claim
from jamsostek.documents.models import Document
from jamsostek.institution.models import User


class MedicalOpinion(models.Model):
    """What the medical adviser finds: facts by the names of the schema, and the reasons."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="opinions")
    facts = models.JSONField()
    text = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=120)
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.text[:40]}"


class Assessment(models.Model):
    """The award worked out for a claim: from which facts, under which law, with what result.

    Never changed: whoever works it out again makes the next number. `total` is the award as a
    whole; `difference` what it adds to, or takes from, what earlier decisions awarded.
    """

    class Payer(models.TextChoices):
        """Who owes the award (UU 3/1992, Pasal 18 and 19)."""

        FUND = "FUND", "Dana program"
        EMPLOYER = "EMPLOYER", "Pengusaha"
        NOBODY = "NOBODY", "Tidak berhak"

    class Because(models.TextChoices):
        """Why it was worked out."""

        FIRST = "FIRST", "Perhitungan pertama"
        RETURNED = "RETURNED", "Dikembalikan pejabat pemutus"
        WAGE = "WAGE", "Upah dibetulkan"
        OBJECTION = "OBJECTION", "Keberatan diterima"
        EVIDENCE = "EVIDENCE", "Bukti baru"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    number = models.SmallIntegerField()
    law_date = models.DateField()
    """The day whose law was applied."""
    law_version = models.CharField(max_length=64)
    """The hash of the parameters and formulas that were applied."""
    facts = models.JSONField()
    """By the names of the schema, as `benefits.schema` reads them back."""
    sources = models.JSONField(default=dict)
    """By fact of the register: from where it was taken."""
    because = models.CharField(max_length=9, choices=Because.choices, default=Because.FIRST)
    undetermined = models.JSONField(default=list)
    """What could not be determined, by kind, article and what would settle it."""
    notes = models.JSONField(default=list)
    payer = models.CharField(max_length=8, choices=Payer.choices)
    payer_reason = models.TextField()
    payer_citation = models.CharField(max_length=200)
    total = models.BigIntegerField()
    difference = models.BigIntegerField()
    """Where the fund does not owe it, what a refusal takes back of earlier awards."""
    reason = models.TextField(blank=True)
    """Why it was worked out again; empty the first time."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    maker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="assessment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}: {self.total}"


class AwardLine(models.Model):
    """One line of an assessment: amount, label, article, working, and to whom."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="lines")
    line_no = models.SmallIntegerField()
    kind = models.CharField(max_length=40)
    label_id = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160)
    amount = models.BigIntegerField()
    citation = models.CharField(max_length=200)
    working = models.TextField()
    recipient = models.CharField(max_length=8)
    months = models.SmallIntegerField(default=1)
    caution = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "line_no"], name="award_line_once"),
            models.CheckConstraint(
                name="award_line_explained", condition=~Q(citation="") & ~Q(working="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.line_no}: {self.amount}"


class Decision(models.Model):
    """What a second officer decided on an assessment, why, and the letter that says so."""

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "APPROVED", "Disetujui"
        REJECTED = "REJECTED", "Ditolak"
        RETURNED = "RETURNED", "Dikembalikan untuk diperbaiki"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason_code = models.CharField(max_length=32)
    reason = models.TextField()
    citation = models.CharField(max_length=200, blank=True)
    """Where a refusal is written."""
    amount = models.BigIntegerField()
    """What it awards beyond earlier decisions; below zero where it is less than they did."""
    overpaid = models.BigIntegerField(default=0)
    """What of that had already left and stays (Pasal 32); below zero where a later one uses it."""
    maker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who made the assessment: the pair is held apart by the database."""
    decider = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    entry_id = models.BigIntegerField(null=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(outcome__in=["APPROVED", "REJECTED"]),
                name="assessment_decided_once",
            ),
            models.CheckConstraint(
                name="claim_decided_by_another", condition=~Q(maker=F("decider"))
            ),
            models.CheckConstraint(
                name="decision_has_reason",
                condition=~Q(reason="") & (~Q(outcome="REJECTED") | ~Q(citation="")),
            ),
            models.CheckConstraint(
                name="only_approval_awards",
                condition=Q(outcome="APPROVED")
                | Q(outcome="REJECTED", amount__lte=0)
                | Q(amount=0, overpaid=0, entry_id=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.outcome}"


@keeps_history
class Objection(models.Model):
    """That somebody does not accept a decision, and what came of it."""

    class State(models.TextChoices):
        """How far it has come."""

        RAISED = "RAISED", "Diajukan"
        UPHELD = "UPHELD", "Diterima, klaim dibuka kembali"
        DISMISSED = "DISMISSED", "Tidak diterima"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    text = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.RAISED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answerer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state="RAISED"), name="one_objection_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.state}"
