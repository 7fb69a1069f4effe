"""Guarantee letters: issued for a referral or a stay, closed with its days, or withdrawn."""

from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from jamsostek.audit import services as audit
from jamsostek.benefits.jpk_package_1993 import JpkService, may_receive
from jamsostek.documents import services as documents
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Certificate, Kind, Signatory
from jamsostek.documents.services import NewDocument
from jamsostek.kernel.acts import Act
from jamsostek.kernel.words import long_date
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.providers.models import Guarantee, GuaranteeYear, Provider, Service
from jamsostek.providers.queries.eligibility import Eligibility, eligibility_on
from jamsostek.providers.queries.guarantees import days_used
from jamsostek.providers.queries.providers import contract_on
from jamsostek.providers.rules.stays import parted

VALID_DAYS: Final = 7
"""Days from its own on which care can begin under a letter."""
LONGEST_VALID: Final = 30

State = Guarantee.State


@transaction.atomic
def issue_guarantee(
    *,
    provider: Provider,
    patient: tuple[InsuredPerson, Dependant | None],
    service: str,
    referral: tuple[str, str],
    signed_as: str,
    act: Act,
    days: int = VALID_DAYS,
) -> Guarantee:
    """Issue the letter that a patient's care at a provider is paid, good for some days.

    `referral` is who referred the patient, and the diagnosis.

    Raises:
        NotEligible: the patient is not insured on the day, or not for this service.
        NoContract: the provider has no contract on the day.
        StayOpen: the patient has a letter for a stay that has not ended.
        NoDaysLeft: the year's days in hospital are used up.
        TooLong: it would hold longer than a letter may.
        NoAddress, LawGap: as for every document.
    """
    person, dependant = patient
    InsuredPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not 1 <= days <= LONGEST_VALID:
        raise TooLong(f"A letter holds 1 to {LONGEST_VALID} days, not {days}.")
    if contract_on(provider, act.day) is None:
        raise NoContract(f"{provider.code} has no contract on {act.day}.")
    right = eligibility_on(person, act.day, dependant=dependant)
    _must_be_eligible(right, service)
    letter = _letter(provider, right, service, referral, act)
    letter.until_date = act.day + timedelta(days=days)
    _must_have_no_open_stay(letter)
    letter.document = _paper(letter, right, signed_as, act)
    letter.number = letter.document.number
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError as error:
        raise StayOpen(f"{person.kpj} has a letter for a stay that has not ended.") from error
    _record(act, "issue_guarantee", letter)
    return letter


@transaction.atomic
def close_guarantee(
    *,
    guarantee: Guarantee,
    admitted_on: date,
    discharged_on: date,
    special_days: int,
    act: Act,
) -> Guarantee:
    """Note the days of a stay or visit under a letter; they count towards the year's limits.

    Raises:
        NotOpen: it is closed or withdrawn.
        OutsideLetter: care began outside the letter's days, or ends after today.
        NotAStay: the days cannot be those of a stay.
    """
    held = _held_open(guarantee)
    if not held.from_date <= admitted_on < held.until_date or discharged_on > act.day:
        raise OutsideLetter(f"{held.number} holds from {held.from_date} before {held.until_date}.")
    used = days_used(held.person, held.dependant)
    years = parted(admitted_on, discharged_on, special_days, used)
    held.state = State.CLOSED
    held.admitted_on, held.discharged_on = admitted_on, discharged_on
    if held.service == Service.INPATIENT:
        held.ward_days = sum(each.stay.ward for each in years)
        held.special_days = sum(each.stay.special for each in years)
        held.beyond_days = sum(each.stay.beyond + each.stay.special_beyond for each in years)
    held.save(
        update_fields=[
            *("state", "admitted_on", "discharged_on"),
            *("ward_days", "special_days", "beyond_days"),
        ]
    )
    if held.service == Service.INPATIENT:
        GuaranteeYear.objects.bulk_create(
            GuaranteeYear(
                guarantee=held,
                year=each.year,
                days=each.stay.insured,
                special_days=each.stay.special,
            )
            for each in years
            if each.stay.insured
        )
    _record(act, "close_guarantee", held)
    return held


@transaction.atomic
def withdraw_guarantee(*, guarantee: Guarantee, act: Act) -> Guarantee:
    """Withdraw a letter that no care has begun under, with its paper, for the act's reason.

    Raises:
        NotOpen: it is closed or withdrawn.
        NoReason: the act says no reason.
    """
    held = _held_open(guarantee)
    documents.withdraw(document=held.document, act=act)
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    _record(act, "withdraw_guarantee", held)
    return held


class NotEligible(ValueError):
    """A patient whom JPK does not care for on the day, or not with this service."""

    def __init__(self, right: Eligibility) -> None:
        super().__init__(f"{right.person.kpj} is not insured on {right.day}: {right.citation}.")
        self.right = right


class NoContract(ValueError):
    """A provider without a contract."""


class StayOpen(ValueError):
    """A second letter for a stay while one is open."""


class NoDaysLeft(ValueError):
    """A year whose days in hospital are used up."""


class TooLong(ValueError):
    """A letter for longer than a letter may hold."""


class NotOpen(ValueError):
    """A letter that is closed or withdrawn."""


class OutsideLetter(ValueError):
    """Care that began outside the days of its letter, or has not ended."""


def _letter(
    provider: Provider, right: Eligibility, service: str, referral: tuple[str, str], act: Act
) -> Guarantee:
    return Guarantee(
        provider=provider,
        branch_id=provider.branch_id,
        person=right.person,
        dependant=right.dependant,
        service=service,
        referred_by=referral[0].strip(),
        diagnosis=referral[1].strip(),
        from_date=act.day,
        issued_at=act.at,
        issued_by=act.actor,
    )


def _must_be_eligible(right: Eligibility, service: str) -> None:
    if not right.covered or not may_receive(JpkService(service), right.patient):
        raise NotEligible(right)
    if service == Service.INPATIENT and not right.inpatient_days_left:
        raise NoDaysLeft(f"{right.person.kpj} has no days in hospital left in {right.day.year}.")


def _must_have_no_open_stay(letter: Guarantee) -> None:
    if letter.service != Service.INPATIENT:
        return
    stays = Guarantee.objects.filter(state=State.OPEN, service=Service.INPATIENT)
    if stays.filter(person=letter.person, dependant=letter.dependant).exists():
        raise StayOpen(f"{letter.person.kpj} has a letter for a stay that has not ended.")


def _held_open(guarantee: Guarantee) -> Guarantee:
    InsuredPerson.objects.select_for_update(no_key=True).get(pk=guarantee.person_id)
    held = Guarantee.objects.select_for_update(no_key=True, of=("self",)).get(pk=guarantee.pk)
    if held.state != State.OPEN:
        raise NotOpen(f"{held.number} is {held.state}.")
    return held


def _paper(letter: Guarantee, right: Eligibility, signed_as: str, act: Act) -> Document:
    last = letter.until_date - timedelta(days=1)
    remarks = [_TERMS, "Tunjukkan surat ini bersama kartu pemeliharaan kesehatan."]
    if letter.service == Service.INPATIENT:
        left, special = right.inpatient_days_left, right.special_care_days_left
        remarks.insert(
            1, f"Sisa hari tahun {act.day.year}: rawat inap {left}, perawatan khusus {special}."
        )
    body = Certificate(
        attests="menjamin biaya pemeliharaan kesehatan",
        holder=letter.patient,
        sentence=f"pada {letter.provider.name}",
        facts=(
            ("Pelayanan", Service(letter.service).label),
            ("Nomor KPJ tenaga kerja", letter.person.kpj),
            ("Tenaga kerja", letter.person.name),
            ("Dirujuk oleh", letter.referred_by),
            ("Berlaku", f"{long_date(letter.from_date)} sampai {long_date(last)}"),
        ),
        remarks=tuple(remarks),
        signatory=Signatory(act.actor, signed_as),
    )
    new = NewDocument(
        kind=Kind.GUARANTEE,
        subject_type="insured_person",
        subject_id=letter.person.pk,
        holder=letter.patient,
        office_code=letter.provider.branch.code,
        title="Surat Jaminan",
        body=body,
    )
    return documents.issue(new=new, act=act)


_TERMS: Final = (
    "Biaya dibayar menurut tarif perjanjian dan batas Jaminan Pemeliharaan Kesehatan"
    " (PP 14/1993, Pasal 37, Pasal 40 dan Pasal 45)."
)


def _record(act: Act, action: str, letter: Guarantee) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="insured_person",
        subject_id=letter.person_id,
        detail={"guarantee": letter.number, "provider": letter.provider.code},
    )
