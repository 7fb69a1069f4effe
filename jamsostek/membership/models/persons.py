"""Insured persons, their families, their employments and wages."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch
from jamsostek.membership.models.employers import Employer
from jamsostek.membership.models.names import NAME_WORDS, PlainName
from jamsostek.membership.models.spells import spell_not_empty


class Sex(models.TextChoices):
    """As the identity card has it."""

    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


@keeps_history
class InsuredPerson(models.Model):
    """A member (peserta), known for life by one member number. NIK is checked, never a key."""

    kpj = models.CharField(max_length=11, unique=True)
    nik = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True)
    birth_place = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    registered_on = models.DateField()
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The branch that issued the number; not known of some numbers issued elsewhere."""

    class Meta:
        indexes = [
            models.Index(fields=["nik"], name="person_nik", condition=~Q(nik="")),
            models.Index(fields=["birth_date"], name="person_birth_date"),
            GinIndex(NAME_WORDS, name="person_words"),
            models.Index(Collate(PlainName("name"), "C"), name="person_plain_name"),
        ]
        constraints = [
            models.CheckConstraint(name="person_kpj_form", condition=Q(kpj__regex="^[0-9]{11}$")),
        ]

    def __str__(self) -> str:
        return f"{self.kpj} {self.name}"


class KnownElsewhere(models.Model):
    """A branch that knows a member by work there, other than the branch that issued the number.

    Triggers on employments, project workers and own-account covers add it; so what an office may
    see is told from a row and these few.
    """

    person = models.ForeignKey(
        InsuredPerson, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "branch"], name="known_elsewhere_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.branch_id}"


@keeps_history
class FamilyStatus(models.Model):
    """Whether a member counts as married for the JPK tariff, and from when to when."""

    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    married = models.BooleanField()
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            spell_not_empty("family_status_spell"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_date__isnull=True),
                name="family_status_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.married}"


class Relation(models.TextChoices):
    """How a dependant is related to the member."""

    SPOUSE = "SPOUSE", "Suami/istri"
    CHILD = "CHILD", "Anak"


class EndReason(models.TextChoices):
    """Why somebody is no longer of the insured family; a child's age needs no entry."""

    DIED = "DIED", "Meninggal dunia"
    DIVORCED = "DIVORCED", "Bercerai"
    MARRIED = "MARRIED", "Menikah"
    WORKS = "WORKS", "Sudah bekerja"
    OTHER = "OTHER", "Sebab lain"


@keeps_history
class Dependant(models.Model):
    """A member of the family: lawful spouse, or child (PP 14/1993, Pasal 33)."""

    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="dependants")
    relation = models.CharField(max_length=6, choices=Relation.choices)
    name = models.CharField(max_length=120)
    nik = models.CharField(max_length=16, blank=True)
    birth_date = models.DateField()
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, choices=EndReason.choices, blank=True)
    """Empty while it lasts, and where it ended before reasons were asked."""

    class Meta:
        constraints = [
            spell_not_empty("dependant_spell"),
            models.CheckConstraint(
                name="dependant_ends_for_a_reason",
                condition=Q(end_reason="") | Q(until_date__isnull=False),
            ),
            models.CheckConstraint(
                name="dependant_was_born", condition=Q(from_date__gte=models.F("birth_date"))
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(relation=Relation.SPOUSE, until_date__isnull=True),
                name="one_spouse_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmploymentKind(models.TextChoices):
    """On what terms somebody works."""

    PERMANENT = "PERMANENT", "Tetap"
    FIXED_TERM = "FIXED_TERM", "Kontrak (PKWT)"
    CASUAL = "CASUAL", "Harian lepas"
    PIECE_RATE = "PIECE_RATE", "Borongan"


@keeps_history
class Employment(models.Model):
    """A spell of a member with an employer; several employers at once are lawful."""

    person = models.ForeignKey(
        InsuredPerson, on_delete=models.PROTECT, related_name="employments", db_index=False
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=10, choices=EmploymentKind.choices, default=EmploymentKind.PERMANENT
    )
    title = models.CharField(max_length=80, blank=True)
    hired_on = models.DateField(null=True)
    """The first day at work, where it lies before the employer joined."""
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    agreed_until = models.DateField(null=True)
    """The first day after a fixed term as agreed; the work may end before."""
    end_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["employer", "person"], name="employment_employer"),
            models.Index(fields=["person", "employer"], name="employment_person"),
        ]
        constraints = [
            spell_not_empty("employment_spell"),
            models.UniqueConstraint(
                fields=["person", "employer"],
                condition=Q(until_date__isnull=True),
                name="employment_open_once",
            ),
            models.CheckConstraint(
                name="only_fixed_terms_are_agreed",
                condition=Q(agreed_until__isnull=True)
                | Q(kind=EmploymentKind.FIXED_TERM, agreed_until__gt=models.F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.employer_id} from {self.from_date}"

    @property
    def may_be_ended(self) -> bool:
        """Whether the end is still to be told: it is open, or only that of the contract."""
        return self.until_date is None or self.until_date == self.agreed_until


class WageRecord(models.Model):
    """The wage agreed from a day on, in rupiah a month, day or piece-rate month."""

    class Basis(models.TextChoices):
        """How the wage is counted."""

        MONTHLY = "MONTHLY", "Bulanan"
        DAILY = "DAILY", "Harian"
        PIECE_RATE = "PIECE_RATE", "Borongan"

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="wages")
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.MONTHLY)
    wage = models.BigIntegerField()
    from_date = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="wage_above_zero", condition=Q(wage__gt=0))]

    def __str__(self) -> str:
        return f"{self.employment_id}: {self.wage}"
