"""Providers of JPK (PPK), their contracts and tariffs, and which one a member has chosen."""

from django.db import models
from django.db.models import F, Q

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models import InsuredPerson


class ProviderKind(models.TextChoices):
    """What sort of provider it is."""

    CLINIC = "CLINIC", "Klinik"
    DOCTOR = "DOCTOR", "Dokter"
    DENTIST = "DENTIST", "Dokter gigi"
    MATERNITY = "MATERNITY", "Rumah bersalin"
    HOSPITAL = "HOSPITAL", "Rumah sakit"
    PHARMACY = "PHARMACY", "Apotek"
    OPTICIAN = "OPTICIAN", "Optik"
    LABORATORY = "LABORATORY", "Laboratorium"


class Service(models.TextChoices):
    """A kind of service of the basic package (PP 14/1993, Pasal 35 ayat (1))."""

    FIRST_LEVEL = "FIRST_LEVEL", "Rawat jalan tingkat pertama"
    SPECIALIST = "SPECIALIST", "Rawat jalan tingkat lanjutan"
    INPATIENT = "INPATIENT", "Rawat inap"
    MATERNITY = "MATERNITY", "Kehamilan dan persalinan"
    DIAGNOSTIC = "DIAGNOSTIC", "Penunjang diagnostik"
    SPECIAL = "SPECIAL", "Pelayanan khusus"
    EMERGENCY = "EMERGENCY", "Gawat darurat"


@keeps_history
class Provider(models.Model):
    """Who cares for members under a contract (pelaksana pelayanan kesehatan)."""

    code = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=10, choices=ProviderKind.choices)
    name = models.CharField(max_length=120)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    bank = models.CharField(max_length=40)
    account_number = models.CharField(max_length=34)
    account_name = models.CharField(max_length=120)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["branch", "name"], name="provider_branch_name")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProviderUser(models.Model):
    """Somebody at a provider who may sign in."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="users")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


@keeps_history
class ProviderContract(models.Model):
    """A contract with a provider for a spell (PP 14/1993, Pasal 37 ayat (1)).

    With capitation amounts the provider is paid ahead for every head that has chosen it; the
    amount of a head goes by whether the worker has an insured family.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=60)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    capitation_single = models.BigIntegerField(null=True)
    capitation_family = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="contract_number_once"),
            models.CheckConstraint(
                name="contract_spell",
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("from_date")),
            ),
            models.CheckConstraint(
                name="contract_capitation",
                condition=Q(capitation_single=None, capitation_family=None)
                | Q(capitation_single__gt=0, capitation_family__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Tariff(models.Model):
    """The price of a service under a contract from a day on; the newest row of a day holds."""

    contract = models.ForeignKey(ProviderContract, on_delete=models.PROTECT, related_name="tariffs")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    service = models.CharField(max_length=11, choices=Service.choices)
    price = models.BigIntegerField()
    quantity_max = models.IntegerField()
    """The most of it on one day for one patient; for a stay, the most days of one line."""
    is_stay = models.BooleanField(default=False)
    """Its quantity are days in hospital."""
    is_special_care = models.BooleanField(default=False)
    in_capitation = models.BooleanField(default=False)
    """Paid ahead for those who have chosen the provider, so that no line of theirs is paid."""
    from_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "code", "from_date"], name="tariff_once"),
            models.CheckConstraint(name="tariff_price", condition=Q(price__gt=0)),
            models.CheckConstraint(name="tariff_quantity", condition=Q(quantity_max__gt=0)),
            models.CheckConstraint(
                name="tariff_special_care_is_a_stay",
                condition=Q(is_special_care=False) | Q(is_stay=True),
            ),
            models.CheckConstraint(
                name="tariff_stay_is_inpatient",
                condition=Q(is_stay=False) | Q(service="INPATIENT"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.price}"


@keeps_history
class ProviderChoice(models.Model):
    """Which provider of the first level a worker and family have chosen, from a month on."""

    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="choices")
    from_month = models.DateField()
    until_month = models.DateField(null=True)
    """The first month no longer; None while it lasts."""
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_month__isnull=True),
                name="choice_open_once",
            ),
            models.UniqueConstraint(fields=["person", "from_month"], name="choice_of_a_month"),
            models.CheckConstraint(
                name="choice_spell",
                condition=Q(until_month__isnull=True) | Q(until_month__gte=F("from_month")),
            ),
            models.CheckConstraint(
                name="choice_of_whole_months",
                condition=Q(from_month__day=1) & (Q(until_month=None) | Q(until_month__day=1)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.provider_id} from {self.from_month:%Y-%m}"
