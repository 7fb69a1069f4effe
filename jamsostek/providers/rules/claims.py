"""What is paid of a provider's line, and why not more; the steps of a claim."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.jpk_package_1993 import JpkService, Patient, may_receive, needs_referral
from jamsostek.kernel.money import Rupiah

MAY_FOLLOW: Final[dict[str, frozenset[str]]] = {
    "SUBMITTED": frozenset({"CHECKED", "WITHDRAWN"}),
    "CHECKED": frozenset({"APPROVED", "REJECTED", "SUBMITTED"}),
    "APPROVED": frozenset(),
    "REJECTED": frozenset(),
    "WITHDRAWN": frozenset(),
}
"""A checked claim that its second officer sends back is submitted once more."""


class Reason(StrEnum):
    """Why less is paid than claimed."""

    UNKNOWN_MEMBER = "UNKNOWN_MEMBER"
    UNKNOWN_PATIENT = "UNKNOWN_PATIENT"
    DAY_AHEAD = "DAY_AHEAD"
    NO_CONTRACT = "NO_CONTRACT"
    NO_TARIFF = "NO_TARIFF"
    NOT_INSURED = "NOT_INSURED"
    FAMILY_NOT_INSURED = "FAMILY_NOT_INSURED"
    NOT_FOR_PATIENT = "NOT_FOR_PATIENT"
    IN_CAPITATION = "IN_CAPITATION"
    CHOSE_ANOTHER = "CHOSE_ANOTHER"
    NO_GUARANTEE = "NO_GUARANTEE"
    OTHER_GUARANTEE = "OTHER_GUARANTEE"
    OUTSIDE_GUARANTEE = "OUTSIDE_GUARANTEE"
    STAY_NOT_ENDED = "STAY_NOT_ENDED"
    REPEATED = "REPEATED"
    DAYS_USED = "DAYS_USED"
    TOO_MANY = "TOO_MANY"
    ABOVE_TARIFF = "ABOVE_TARIFF"


CITATIONS: Final[dict[Reason, str]] = {
    Reason.UNKNOWN_MEMBER: "PP 14/1993, Pasal 38 ayat (3)",
    Reason.UNKNOWN_PATIENT: "PP 14/1993, Pasal 33 ayat (1)",
    Reason.NO_CONTRACT: "PP 14/1993, Pasal 37 ayat (1)",
    Reason.NO_TARIFF: "PP 14/1993, Pasal 37 ayat (1)",
    Reason.NOT_INSURED: "UU 3/1992, Pasal 16 ayat (1)",
    Reason.FAMILY_NOT_INSURED: "PP 14/1993, Pasal 33 ayat (1)",
    Reason.NOT_FOR_PATIENT: "PP 14/1993, Pasal 42 dan Pasal 44",
    Reason.IN_CAPITATION: "PP 14/1993, Pasal 37 ayat (2)",
    Reason.CHOSE_ANOTHER: "PP 14/1993, Pasal 38 ayat (1)",
    Reason.NO_GUARANTEE: "PP 14/1993, Pasal 39, Pasal 40 dan Pasal 44",
    Reason.OTHER_GUARANTEE: "PP 14/1993, Pasal 40",
    Reason.OUTSIDE_GUARANTEE: "PP 14/1993, Pasal 40",
    Reason.DAYS_USED: "PP 14/1993, Pasal 45",
    Reason.ABOVE_TARIFF: "PP 14/1993, Pasal 37 ayat (1)",
}
"""Where a reason is written; those of plain arithmetic stand in the contract alone."""


@dataclass(frozen=True, slots=True)
class TariffTerms:
    """What a contract says of a service on a day."""

    service: JpkService
    price: Rupiah
    quantity_max: int
    is_stay: bool = False
    is_special_care: bool = False
    in_capitation: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeTerms:
    """What a guarantee says of a line that names it."""

    is_for_this: bool
    """The same provider, patient and kind of service, and not withdrawn."""
    from_date: date
    until_date: date
    admitted_on: date | None = None
    discharged_on: date | None = None
    days_left: int = 0
    """Days of this sort of the stay that no line has claimed yet."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Everything that is known of a line."""

    day: date
    quantity: int
    price: Rupiah
    submitted_on: date
    is_member: bool = True
    patient: Patient | None = Patient.WORKER
    worker_insured: bool = True
    family_insured: bool = True
    has_contract: bool = True
    tariff: TariffTerms | None = None
    guarantee: GuaranteeTerms | None = None
    has_chosen: bool = False
    """The worker has chosen this provider for the month of the day."""
    is_paid: bool = False
    """The same service of the same patient and day is paid, or stands higher in the claim."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be paid of a line, and why not more."""

    amount: Rupiah
    quantity: int
    reasons: tuple[Reason, ...] = ()


def check_line(facts: LineFacts) -> Checked:
    """Work out what a line may be paid: nothing for a reason, or price and quantity within terms.

    Only the first reason that forbids a payment is told; all that lower it are.
    """
    refusal = _refusal(facts)
    if refusal or facts.tariff is None:
        return Checked(0, 0, (refusal or Reason.NO_TARIFF,))
    reasons = []
    quantity = min(facts.quantity, facts.tariff.quantity_max)
    if quantity < facts.quantity:
        reasons.append(Reason.TOO_MANY)
    if facts.tariff.is_stay and facts.guarantee and facts.guarantee.days_left < quantity:
        quantity = max(0, facts.guarantee.days_left)
        reasons.append(Reason.DAYS_USED)
    price = min(facts.price, facts.tariff.price)
    if price < facts.price:
        reasons.append(Reason.ABOVE_TARIFF)
    return Checked(price * quantity, quantity, tuple(reasons))


def _refusal(facts: LineFacts) -> Reason | None:
    """Give the first reason for which nothing can be paid."""
    tests = (
        (not facts.is_member, Reason.UNKNOWN_MEMBER),
        (facts.patient is None, Reason.UNKNOWN_PATIENT),
        (facts.day > facts.submitted_on, Reason.DAY_AHEAD),
        (not facts.has_contract, Reason.NO_CONTRACT),
        (facts.tariff is None, Reason.NO_TARIFF),
        (not facts.worker_insured, Reason.NOT_INSURED),
        (not facts.family_insured, Reason.FAMILY_NOT_INSURED),
    )
    known = next((reason for found, reason in tests if found), None)
    return known or _refusal_by_terms(facts)


def _refusal_by_terms(facts: LineFacts) -> Reason | None:
    if facts.tariff is None or facts.patient is None:
        return None
    if not may_receive(facts.tariff.service, facts.patient):
        return Reason.NOT_FOR_PATIENT
    if facts.tariff.in_capitation:
        return Reason.IN_CAPITATION if facts.has_chosen else Reason.CHOSE_ANOTHER
    if facts.is_paid:
        return Reason.REPEATED
    return _refusal_by_guarantee(facts, facts.tariff)


def _refusal_by_guarantee(facts: LineFacts, tariff: TariffTerms) -> Reason | None:
    letter = facts.guarantee
    if letter is None:
        return Reason.NO_GUARANTEE if needs_referral(tariff.service) else None
    if not letter.is_for_this:
        return Reason.OTHER_GUARANTEE
    if letter.admitted_on is None or letter.discharged_on is None:
        if tariff.is_stay:
            return Reason.STAY_NOT_ENDED
        is_within = letter.from_date <= facts.day < letter.until_date
    else:
        is_within = letter.admitted_on <= facts.day <= letter.discharged_on
    return None if is_within else Reason.OUTSIDE_GUARANTEE


def may_follow(state: str, following: str) -> bool:
    """Tell whether a claim in one state may come into another."""
    return following in MAY_FOLLOW[state]
