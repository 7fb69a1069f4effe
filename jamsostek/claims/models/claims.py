"""Claims as they come: who, what happened, when; the steps they take and what proves them."""

from django.db import models
from django.db.models import Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    Employer,
    InsuredPerson,
    OwnAccountCover,
    ProjectWorker,
)

PROGRAMMES = [(p.value, p.value) for p in Programme]


class Segment(models.TextChoices):
    """Through what somebody was insured; the reports tell benefits apart by it."""

    FORMAL = "FORMAL", "Hubungan kerja"
    CONSTRUCTION = "CONSTRUCTION", "Jasa konstruksi"
    OWN_ACCOUNT = "OWN_ACCOUNT", "Di luar hubungan kerja"


class State(models.TextChoices):
    """How far a claim has come; `claims.rules.transitions` says what may follow what.

    The database sets it from the last step: nothing else does.
    """

    REPORTED = "REPORTED", "Dilaporkan (tahap I)"
    OPEN = "OPEN", "Melengkapi bukti"
    PENDED = "PENDED", "Ditunda"
    COMPLETE = "COMPLETE", "Bukti lengkap"
    ASSESSED = "ASSESSED", "Menunggu putusan"
    APPROVED = "APPROVED", "Disetujui, dibayarkan"
    PAID = "PAID", "Sudah dibayar"
    REJECTED = "REJECTED", "Ditolak"
    WITHDRAWN = "WITHDRAWN", "Ditarik kembali"


class Cause(models.TextChoices):
    """What happened, by programme; the evidence asked for depends on it."""

    ACCIDENT = "ACCIDENT", "Kecelakaan di tempat kerja"
    COMMUTE = "COMMUTE", "Kecelakaan dalam perjalanan kerja"
    DISEASE = "DISEASE", "Penyakit akibat kerja"
    DEATH = "DEATH", "Meninggal bukan karena kecelakaan kerja"
    AGE = "AGE", "Mencapai usia 55 tahun"
    TOTAL_DISABILITY = "TOTAL_DISABILITY", "Cacat total tetap"
    LEFT_COUNTRY = "LEFT_COUNTRY", "Meninggalkan Indonesia untuk selamanya"
    LEFT_WORK = "LEFT_WORK", "Berhenti bekerja"
    DIED = "DIED", "Meninggal dunia (JHT)"
    CIVIL_SERVANT = "CIVIL_SERVANT", "Menjadi PNS, TNI atau Polri"
    EMERGENCY = "EMERGENCY", "Perawatan darurat di luar jaringan"
    SPECIAL_AID = "SPECIAL_AID", "Alat bantu khusus"
    MATERNITY = "MATERNITY", "Persalinan"


CAUSES_OF = {
    Programme.JKK: (Cause.ACCIDENT, Cause.COMMUTE, Cause.DISEASE),
    Programme.JKM: (Cause.DEATH,),
    Programme.JHT: (
        Cause.AGE,
        Cause.TOTAL_DISABILITY,
        Cause.DIED,
        Cause.LEFT_COUNTRY,
        Cause.LEFT_WORK,
        Cause.CIVIL_SERVANT,
    ),
    Programme.JPK: (Cause.EMERGENCY, Cause.SPECIAL_AID, Cause.MATERNITY),
}


@keeps_history
class Claim(models.Model):
    """A claim for one programme's benefit after one event.

    `person` is none where somebody was never registered, or is a project's daily worker without
    a member number; `worker_name` then says who. `state` is the shadow of the last step.
    """

    code = models.CharField(max_length=10, unique=True)
    """KL and eight digits."""
    programme = models.CharField(max_length=3, choices=PROGRAMMES)
    cause = models.CharField(max_length=16, choices=Cause.choices)
    segment = models.CharField(max_length=12, choices=Segment.choices)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, null=True, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="+")
    project_worker = models.ForeignKey(
        ProjectWorker, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cover = models.ForeignKey(
        OwnAccountCover, on_delete=models.PROTECT, null=True, related_name="+"
    )
    worker_name = models.CharField(max_length=120)
    event_date = models.DateField()
    event_time = models.TimeField(null=True)
    event_place = models.CharField(max_length=200, blank=True)
    event_text = models.TextField(blank=True)
    """What happened, in the words of who reported it."""
    claimant_name = models.CharField(max_length=120)
    claimant_relation = models.CharField(max_length=40, blank=True)
    claimant_phone = models.CharField(max_length=30, blank=True)
    facts = models.JSONField(default=dict)
    """What the law needs to know, by the names of the schema of benefits."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.REPORTED)
    pended_until = models.DateField(null=True)
    reported_at = models.DateTimeField()
    second_report_at = models.DateTimeField(null=True)
    """When stage II came: the doctor's statement, which is the claim (PP 14/1993, Pasal 18)."""
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Who sees to it; none while nobody has taken it."""
    outcome_on = models.DateField(null=True)
    """The day of the doctor's statement, from which the clock of stage II runs."""
    complete_on = models.DateField(null=True)
    """The day all evidence was there, from which the month of payment runs."""

    class Meta:
        indexes = [
            models.Index(fields=["branch", "state", "id"], name="claim_work_list"),
            models.Index(fields=["person", "event_date"], name="claim_person"),
            models.Index(
                fields=["employer", "id"],
                name="claim_employer",
                condition=Q(employer__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="claim_code_form", condition=Q(code__regex="^KL[0-9]{8}$")),
            models.CheckConstraint(
                name="claim_cause_of_programme",
                condition=Q(programme="JKK", cause__in=["ACCIDENT", "COMMUTE", "DISEASE"])
                | Q(programme="JKM", cause="DEATH")
                | Q(
                    programme="JHT",
                    cause__in=[
                        "AGE",
                        "TOTAL_DISABILITY",
                        "DIED",
                        "LEFT_COUNTRY",
                        "LEFT_WORK",
                        "CIVIL_SERVANT",
                    ],
                )
                | Q(programme="JPK", cause__in=["EMERGENCY", "SPECIAL_AID", "MATERNITY"]),
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(programme__in=["JKM", "JHT"])
                & Q(state__in=["REPORTED", "OPEN", "PENDED", "COMPLETE", "ASSESSED"]),
                name="one_claim_of_savings_or_death_open",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(programme="JKM", state__in=["APPROVED", "PAID"]),
                name="death_is_awarded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.programme}"


class ClaimStep(models.Model):
    """One step of a claim: into which state, when, by whom, and why."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=9, choices=State.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """None where the system did it."""
    prepares = models.BooleanField(default=False)
    """Whether it prepared a decision: who made it does not decide."""
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "id"], name="claim_step_user")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.state}"


@keeps_history
class Evidence(models.Model):
    """One paper of a claim's checklist: asked for, received, refused or not needed."""

    class State(models.TextChoices):
        """What is known of it."""

        AWAITED = "AWAITED", "Belum ada"
        RECEIVED = "RECEIVED", "Diterima"
        REFUSED = "REFUSED", "Tidak dapat diterima"
        WAIVED = "WAIVED", "Tidak diperlukan"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=32)
    """What `claims.rules.evidence` calls it."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.AWAITED)
    dated = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind"], name="evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind}: {self.state}"


class EvidenceFile(models.Model):
    """A file that somebody sent in as evidence, as it came."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    content = models.BinaryField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "sha256"], name="evidence_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history
class Survivor(models.Model):
    """Somebody whom a dead worker left, as stated and proved in the claim."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="survivors")
    relation = models.CharField(max_length=16)
    """By the names of `benefits.heirs_*`: SPOUSE, CHILD, PARENT ..."""
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True)
    died_on = models.DateField(null=True)
    share = models.SmallIntegerField(null=True)
    """Parts as agreed or ruled; none where all of a class take alike."""
    nik = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "name"], name="survivor_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.relation}: {self.name}"
