"""Health care at the staff's branch: providers with contracts, choices, letters, claims."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from jamsostek.institution.models import Branch, StaffMember
from jamsostek.institution.services import create_sign_in
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import PRESENT
from jamsostek.jobs.demonstration.staff import BRANCH, PASSWORD
from jamsostek.kernel.acts import BUSINESS_ZONE, Act, ActorKind
from jamsostek.kernel.months import Month
from jamsostek.membership.models import InsuredPerson
from jamsostek.providers.models import Guarantee, Provider, Service
from jamsostek.providers.queries.checking import NewLine
from jamsostek.providers.queries.cover import insured_persons
from jamsostek.providers.services.capitation import approve_capitation, prepare_capitation
from jamsostek.providers.services.claims import (
    NewClaim,
    approve_claims,
    check_claims,
    reject_claim,
    submit_claims,
)
from jamsostek.providers.services.guarantees import close_guarantee, issue_guarantee
from jamsostek.providers.services.providers import (
    Account,
    Price,
    choose_for_many,
    give_sign_in,
    make_contract,
    register_provider,
)

BEGINS: Final = date(2011, 1, 1)
CHOOSERS: Final = 400
SIGN_IN: Final = "klinik"
CARE: Final = (
    Price("PERIKSA", "Pemeriksaan dokter umum", "FIRST_LEVEL", 30_000, 1, in_capitation=True),
    Price("PERSALINAN", "Persalinan normal", "MATERNITY", 500_000, 1),
    Price("RAWAT2", "Rawat inap kelas II, sehari", "INPATIENT", 175_000, 60, is_stay=True),
    Price("UGD", "Tindakan gawat darurat", "EMERGENCY", 90_000, 3),
)
HOSPITAL: Final = (
    Price("RAWAT2", "Rawat inap kelas II, sehari", "INPATIENT", 250_000, 60, is_stay=True),
    Price("ICU", "ICU, sehari", "INPATIENT", 800_000, 20, is_stay=True, is_special_care=True),
    Price("OPERASI", "Operasi sedang", "INPATIENT", 3_500_000, 1),
    Price("SPESIALIS", "Pemeriksaan dokter spesialis", "SPECIALIST", 60_000, 1),
    Price("LAB", "Laboratorium darah lengkap", "DIAGNOSTIC", 85_000, 1),
    Price("UGD", "Tindakan gawat darurat", "EMERGENCY", 150_000, 3),
)
GLASSES: Final = (
    Price("LENSA", "Lensa kacamata", "SPECIAL", 100_000, 1),
    Price("BINGKAI", "Bingkai kacamata", "SPECIAL", 100_000, 1),
)
PLAN: Final = (
    ("CLINIC", "Klinik Sehat Rekaan", CARE, (4_000, 3_500)),
    ("HOSPITAL", "RS Harapan Rekaan", HOSPITAL, None),
    ("OPTICIAN", "Optik Terang Rekaan", GLASSES, None),
)
REFERRED_BY: Final = "dr. Anwar Rekaan"


def open_health_care() -> None:
    """Make providers with all that the desk and the branch see: claims in every state."""
    branch = Branch.objects.get(code=BRANCH)
    clinic, hospital, _ = [_provider(branch, *plan) for plan in PLAN]
    user = create_sign_in(username=SIGN_IN, password=PASSWORD)
    give_sign_in(provider=clinic, user=user, name="Wulan Setyaningsih", act=act_on(PRESENT))
    patients = _insured(branch)
    if len(patients) < 2 * (len(_DAYS) + 1):
        return
    choices = [(one.pk, clinic.pk) for one in patients]
    choose_for_many(choices=choices, month=Month.of(BEGINS) + 1, act=act_on(BEGINS))
    for month in (Month(2011, 8), Month(2011, 9)):
        run = prepare_capitation(
            provider=clinic, month=month, act=_by("klaim", month.first_day + timedelta(days=2))
        )
        if month == Month(2011, 8):
            approve_capitation(run=run, act=_by("penyelia", month.first_day + timedelta(days=5)))
    _claims_of(clinic, patients)
    _claims_of(hospital, patients[len(_DAYS) + 1 :])


def _provider(
    branch: Branch,
    kind: str,
    name: str,
    prices: Sequence[Price],
    capitation: tuple[int, int] | None,
) -> Provider:
    act = act_on(BEGINS)
    made = register_provider(
        kind=kind,
        name=name,
        branch=branch,
        address="Jalan Rekaan 1, Surakarta",
        account=Account("BRI", f"9900{len(name):08d}", name),
        act=act,
    )
    make_contract(
        provider=made,
        number=f"PKS-{made.code}/2011",
        spell=(BEGINS, None),
        prices=prices,
        capitation=capitation,
        act=act,
    )
    return made


def _insured(branch: Branch) -> list[InsuredPerson]:
    """Give members of a branch who are insured in JPK since the year began."""
    known = InsuredPerson.objects.filter(branch=branch, registered_on__lt=BEGINS).order_by("pk")
    some = list(known[: 4 * CHOOSERS])
    first = insured_persons((one.pk, BEGINS) for one in some)
    last = insured_persons((one.pk, PRESENT) for one in some)
    throughout = {person for person, _ in first} & {person for person, _ in last}
    return [one for one in some if one.pk in throughout][:CHOOSERS]


_DAYS: Final = (date(2011, 8, 3), date(2011, 8, 15), date(2011, 9, 5), date(2011, 9, 12))


def _claims_of(provider: Provider, patients: Sequence[InsuredPerson]) -> None:
    """Send four claims of a stay and an emergency: paid for, rejected, checked and waiting."""
    claims = []
    for at, (day, patient) in enumerate(zip(_DAYS, patients, strict=False), 1):
        letter = _stay(provider, patient, day)
        lines = (
            NewLine(patient.kpj, "", "UGD", day, 1, 120_000),
            NewLine(patient.kpj, "", "RAWAT2", day, 4, 200_000, letter.number),
        )
        claims.append(NewClaim(provider, f"INV-{at:03d}/2011", lines))
    sent = submit_claims(claims=claims, act=act_on(date(2011, 9, 20)))
    paid, refused, checked = sent[:3]
    clerk, head = _by("klaim", date(2011, 9, 22)), _by("penyelia", date(2011, 9, 23))
    check_claims(claims=[paid, refused, checked], act=clerk)
    approve_claims(claims=[paid], act=head)
    reject_claim(claim=refused, reason="Resume medis belum dilampirkan.", act=head)
    _letter(provider, patients[len(_DAYS)], date(2011, 9, 28))


def _stay(provider: Provider, patient: InsuredPerson, day: date) -> Guarantee:
    return close_guarantee(
        guarantee=_letter(provider, patient, day),
        admitted_on=day,
        discharged_on=day + timedelta(days=3),
        special_days=0,
        act=act_on(day + timedelta(days=4)),
    )


def _letter(provider: Provider, patient: InsuredPerson, day: date) -> Guarantee:
    return issue_guarantee(
        provider=provider,
        patient=(patient, None),
        service=Service.INPATIENT,
        referral=(REFERRED_BY, "Demam berdarah"),
        signed_as="Petugas klaim",
        act=_by("klaim", day),
    )


def _by(username: str, day: date) -> Act:
    """Give a deed of one of the staff who sign in."""
    officer = StaffMember.objects.select_related("user").get(user__username=username)
    at = datetime.combine(day, time(10), BUSINESS_ZONE)
    return Act(officer.name, ActorKind.HUMAN, at, officer.user_id, "Data peragaan")
