"""The standing cast of health care: a hospital and a clinic with contracts, a worker with family.

All are invented.
"""

from datetime import UTC, date, datetime

from jamsostek.institution.models import Branch, StaffMember, User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Dependant, InsuredPerson, Relation
from jamsostek.membership.services import add_dependant
from jamsostek.providers.models import Provider, ProviderContract
from jamsostek.providers.queries.checking import NewLine
from jamsostek.providers.services.claims import NewClaim, submit_claims
from jamsostek.providers.services.guarantees import issue_guarantee
from jamsostek.providers.services.providers import (
    Account,
    Price,
    choose_provider,
    make_contract,
    register_provider,
)
from tests.contributions.test_receipts import billed
from tests.people import FOUR, act, batik_melati, hire, person, yogyakarta

BEGINS = date(2011, 1, 1)
TODAY = date(2011, 10, 20)
FEBRUARY = Month(2011, 2)
ROOM = Price("KAMAR", "Kamar kelas II, sehari", "INPATIENT", 250_000, 60, is_stay=True)
ICU = Price("ICU", "ICU, sehari", "INPATIENT", 800_000, 20, is_stay=True, is_special_care=True)
PRICES = (
    ROOM,
    ICU,
    Price("OPERASI", "Operasi sedang", "INPATIENT", 3_000_000, 1),
    Price("SPESIALIS", "Dokter spesialis", "SPECIALIST", 75_000, 1),
    Price("UGD", "Tindakan gawat darurat", "EMERGENCY", 150_000, 2),
)
CLINIC_PRICES = (
    Price("PERIKSA", "Pemeriksaan dokter", "FIRST_LEVEL", 30_000, 1, in_capitation=True),
    Price("PERSALINAN", "Persalinan normal", "MATERNITY", 500_000, 1),
)


def by(user: User, day: date = TODAY) -> Act:
    """A deed of an officer."""
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Act(actor=user.username, kind=ActorKind.HUMAN, at=at, user_id=user.pk)


def officer(name: str) -> User:
    user, is_new = User.objects.get_or_create(username=name)
    if is_new:
        StaffMember.objects.create(
            user=user, name=name, staff_number=name, branch=yogyakarta(), roles=[]
        )
    return user


def provider(kind: str = "HOSPITAL", name: str = "RS Rekaan", at: Branch | None = None) -> Provider:
    return register_provider(
        kind=kind,
        name=name,
        branch=at or yogyakarta(),
        address="Jalan Rekaan 1",
        account=Account("BRI", "990000123456", name),
        act=act(BEGINS),
    )


def hospital(**changes) -> Provider:
    made = provider(**changes)
    contracted(made)
    return made


def contracted(made: Provider, until: date | None = None) -> ProviderContract:
    return make_contract(
        provider=made,
        number="PKS-1/2011",
        spell=(BEGINS, until),
        prices=PRICES,
        capitation=None,
        act=act(BEGINS),
    )


def clinic(**changes) -> Provider:
    made = provider(**({"kind": "CLINIC", "name": "Klinik Rekaan"} | changes))
    make_contract(
        provider=made,
        number="PKS-2/2011",
        spell=(BEGINS, None),
        prices=CLINIC_PRICES,
        capitation=(4_000, 3_500),
        act=act(BEGINS),
    )
    return made


def worker(*names: str) -> InsuredPerson:
    """Workers of an employer that has paid for JPK since 2005; gives the first."""
    employer = batik_melati(programmes=FOUR, name=f"PT {names[0]} Rekaan")
    hire(employer, *names)
    billed(employer, Month(2011, 1))
    return person(names[0])


def wife(of: InsuredPerson, name: str = "Dewi Rekaan"):
    return relative(of, Relation.SPOUSE, name, date(1985, 8, 17))


def child(of: InsuredPerson, name: str, born: date):
    return relative(of, Relation.CHILD, name, born)


def child_of_old_records(of: InsuredPerson, name: str, born: date) -> Dependant:
    """A child that older records hold although three others have their place."""
    return Dependant.objects.create(
        person=of, relation=Relation.CHILD, name=name, birth_date=born, from_date=date(2010, 6, 1)
    )


def relative(of: InsuredPerson, relation: str, name: str, born: date):
    return add_dependant(
        person=of,
        relation=relation,
        name=name,
        birth_date=born,
        from_date=max(born, date(2010, 1, 1)),
        act=act(),
    )


def chosen(who: InsuredPerson, where: Provider, month: Month = FEBRUARY):
    return choose_provider(person=who, provider=where, month=month, act=act())


def letter(where: Provider, who: InsuredPerson, kin=None, day: date = date(2011, 10, 3), **changes):
    facts = {
        "provider": where,
        "patient": (who, kin),
        "service": "INPATIENT",
        "referral": ("dr. Rekaan", "Demam berdarah"),
        "signed_as": "Petugas",
        "act": by(officer("penerbit"), day),
    }
    return issue_guarantee(**(facts | changes))


def line(who: InsuredPerson, code: str = "UGD", **changes) -> NewLine:
    facts = {
        "kpj": who.kpj,
        "patient": "",
        "code": code,
        "day": date(2011, 10, 5),
        "quantity": 1,
        "price": 100_000,
    }
    return NewLine(**(facts | changes))


def claim(where: Provider, *lines: NewLine, reference: str = "INV-1", day: date = TODAY):
    new = NewClaim(where, reference, tuple(lines))
    (made,) = submit_claims(claims=[new], act=act(day))
    return made
