"""Own-account workers (TK-LHK): who is covered, on what terms, alone or through a group."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate

from jamsostek.audit.models import keeps_history
from jamsostek.institution.models import Branch, User
from jamsostek.membership.models.names import NAME_WORDS, PlainName
from jamsostek.membership.models.persons import InsuredPerson
from jamsostek.membership.models.spells import spell_not_empty


@keeps_history
class OwnAccountGroup(models.Model):
    """A group (wadah): a cooperative or association whose collector pays for its members."""

    number = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    collector = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["branch", "name"], name="group_branch_name"),
            models.Index(fields=["name_key"], name="group_name_key"),
            GinIndex(NAME_WORDS, name="group_words"),
            models.Index(Collate(PlainName("name"), "C"), name="group_plain_name"),
        ]
        constraints = [
            spell_not_empty("own_account_group_spell"),
            models.CheckConstraint(
                name="group_number_form", condition=Q(number__regex=r"^WD[0-9]{6}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class GroupUser(models.Model):
    """A sign-in of a group's collector."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(OwnAccountGroup, on_delete=models.PROTECT, related_name="users")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class MemberUser(models.Model):
    """A member's own sign-in."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(InsuredPerson, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.person_id)


@keeps_history
class OwnAccountCover(models.Model):
    """That somebody without an employer takes part (PER-24/MEN/VI/2006).

    Registered from `from_date`; insured only in the months paid for (OwnAccountProtection).
    """

    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        OwnAccountGroup, on_delete=models.PROTECT, null=True, related_name="covers"
    )
    occupation = models.CharField(max_length=80)
    regency_code = models.CharField(max_length=40)
    """Of the minimum wage: a regency like 33.74, or a zone of one like 33.01/Kota."""
    phone = models.CharField(max_length=30, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    end_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["branch", "from_date"], name="own_account_branch_day"),
        ]
        constraints = [
            spell_not_empty("own_account_spell"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_date__isnull=True),
                name="own_account_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.from_date}"


class OwnAccountTerms(models.Model):
    """The base and the programmes chosen from a month on; the newest row of a month holds."""

    cover = models.ForeignKey(OwnAccountCover, on_delete=models.PROTECT, related_name="terms")
    from_month = models.DateField()
    base = models.BigIntegerField()
    programmes = ArrayField(models.CharField(max_length=3))
    jht_rate = models.IntegerField(default=0)
    """In millionths of the base; 0 without JHT."""
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="own_account_base", condition=Q(base__gt=0)),
            models.CheckConstraint(
                name="own_account_programmes", condition=Q(programmes__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cover_id}: {self.base} from {self.from_month:%Y-%m}"


class OwnAccountProtection(models.Model):
    """The days somebody is insured because they were paid for; withdrawn with the payment.

    `bill_id` is the bill that was paid, a number of the contributions floor above.
    """

    cover = models.ForeignKey(OwnAccountCover, on_delete=models.PROTECT, related_name="paid_spells")
    bill_id = models.BigIntegerField()
    from_date = models.DateField()
    until_date = models.DateField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bill_id"], name="protection_bill")]
        constraints = [
            models.CheckConstraint(
                name="protection_spell", condition=Q(until_date__gt=F("from_date"))
            ),
            models.UniqueConstraint(
                fields=["cover", "from_date"],
                condition=Q(withdrawn_at__isnull=True),
                name="protection_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cover_id}: {self.from_date} to {self.until_date}"
