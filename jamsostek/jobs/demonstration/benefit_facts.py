"""What happened to the demonstration's people, as the law of benefits asks for it. All invented."""

from datetime import date, timedelta
from typing import Final

from jamsostek.benefits.jht_facts_1993 import JhtExit, JhtFacts, PaymentForm, WorkAt55
from jamsostek.benefits.jkk_facts import Cause, Cost, CostKind, JkkFacts, Outcome
from jamsostek.benefits.jkk_impairments import Injury, Loss
from jamsostek.benefits.jkk_table import Impairment
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup
from jamsostek.benefits.jpk_facts_1993 import JpkFacts, JpkItem, JpkKind
from jamsostek.benefits.jpk_package_1993 import Patient
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.survivors import Relation, Survivor
from jamsostek.jobs.demonstration.words import MEN, SECOND_NAMES_OF_MEN

DAILY_WAGES: Final = (38_000, 42_000, 45_000, 50_000, 55_000)
"""What builders earn a day."""
DEATH_ONE_IN: Final = 120
PARTIAL_ONE_IN: Final = 25
DEADLY_WAGE_MAX: Final = 1_800_000
"""Above it a supervisor alone could not decide on a death."""

INJURIES: Final = (
    Impairment.OTHER_FINGER_LEFT,
    Impairment.OTHER_FINGER_RIGHT,
    Impairment.INDEX_PHALANX_LEFT,
    Impairment.BIG_TOE,
    Impairment.OTHER_PHALANX_RIGHT,
)


def widowed(draw: int) -> Survivor:
    """Give the one whom somebody left behind."""
    first = MEN[draw % len(MEN)]
    second = SECOND_NAMES_OF_MEN[draw % len(SECOND_NAMES_OF_MEN)]
    return Survivor(relation=Relation.SPOUSE, name=f"Keluarga {first} {second}")


def accident(event: date, wage: int, draw: int, *, by_day: bool = False) -> JkkFacts:
    """Give an accident: most recover, some lose a finger or a toe, few die."""
    daily = DAILY_WAGES[draw % len(DAILY_WAGES)] if by_day else None
    monthly = None if by_day else wage
    earned = (daily or 0) * 30 if by_day else wage
    cause = Cause.COMMUTE if draw % 3 == 0 else Cause.ACCIDENT
    if draw % DEATH_ONE_IN == 0 and earned <= DEADLY_WAGE_MAX:
        return JkkFacts(
            event_date=event,
            cause=cause,
            outcome=Outcome.DEATH,
            days_unable=0,
            monthly_wage=monthly,
            daily_wage=daily,
        )
    is_partial = draw % PARTIAL_ONE_IN == 0
    return JkkFacts(
        event_date=event,
        cause=cause,
        outcome=Outcome.PARTIAL if is_partial else Outcome.RECOVERED,
        days_unable=draw % 13 + (20 if is_partial else 0),
        monthly_wage=monthly,
        daily_wage=daily,
        wage_paid=0,
        injuries=(Injury(INJURIES[draw % len(INJURIES)], Loss.LOST),) if is_partial else (),
        costs=costs(draw, together=250_000 + draw % 97 * 12_500),
    )


def costs(draw: int, *, together: int) -> tuple[Cost, ...]:
    """Give receipts that come to an amount."""
    transport = 25_000 + draw % 7 * 10_000
    doctor = (together - transport) * (20 + draw % 30) // 100
    medicine = together - transport - doctor
    return (
        Cost(CostKind.DOCTOR, doctor),
        Cost(CostKind.MEDICINE, medicine),
        Cost(CostKind.TRANSPORT_LAND, transport),
    )


def own_accident(event: date, base: int, draw: int, *, together: int) -> JkkFacts:
    """Give an accident of somebody on their own account, with receipts that come to an amount."""
    return JkkFacts(
        event_date=event,
        cause=Cause.ACCIDENT,
        outcome=Outcome.RECOVERED,
        days_unable=draw % 9,
        monthly_wage=base,
        wage_paid=0,
        costs=costs(draw, together=together),
    )


def death(event: date, draw: int) -> JkmFacts:
    """Give a death that no accident brought about."""
    return JkmFacts(
        event_date=event,
        work_accident=False,
        group=WorkerGroup.WORKER,
        cover=Cover.INSURED,
        survivors=(widowed(draw),),
    )


def care(event: date, draw: int) -> JpkFacts:
    """Give a cost of health care: spectacles, dentures, or an emergency outside the panel."""
    kind = (JpkKind.SPECTACLES, JpkKind.DENTURE, JpkKind.EMERGENCY_OUTPATIENT)[draw % 3]
    cost = 120_000 + draw % 83 * 7_500
    if kind is JpkKind.EMERGENCY_OUTPATIENT:
        item = JpkItem(kind=kind, cost=cost, is_emergency=True, standard_cost=600_000)
    else:
        item = JpkItem(kind=kind, cost=cost, prescribed=True, given_before=False)
    return JpkFacts(
        event_date=event,
        patient=Patient.WORKER,
        worker_insured=True,
        patient_covered=True,
        items=(item,),
    )


CAUSE_OF_CARE: Final = {
    JpkKind.SPECTACLES: "SPECIAL_AID",
    JpkKind.DENTURE: "SPECIAL_AID",
    JpkKind.EMERGENCY_OUTPATIENT: "EMERGENCY",
}
CAUSE_OF_EXIT: Final = {
    JhtExit.STOPPED_WORKING: "LEFT_WORK",
    JhtExit.AGE_55: "AGE",
    JhtExit.DEATH: "DIED",
}


def savings(
    exit_: JhtExit,
    *,
    left_on: date,
    joined_on: date,
    birth_date: date,
    paid_on: date,
    balance: int,
    draw: int,
) -> JhtFacts:
    """Give somebody who takes their savings: after five years, at 55, or their family."""
    is_old, is_dead = exit_ is JhtExit.AGE_55, exit_ is JhtExit.DEATH
    event = left_on - timedelta(days=1) if is_dead else left_on
    return JhtFacts(
        event_date=birth_date.replace(year=birth_date.year + 55) if is_old else event,
        exit=exit_,
        payment_date=paid_on,
        balance=balance,
        balance_date=date(paid_on.year - 1, 12, 31),
        birth_date=None if is_dead else birth_date,
        at_55=WorkAt55.NOT_WORKING if is_old else None,
        member_since=None if is_dead or is_old else joined_on,
        works_again=None if is_dead or is_old else False,
        payment_form=PaymentForm.LUMP_SUM if is_old else None,
        earlier_payments=(),
        survivors=(widowed(draw),) if is_dead else None,
    )
