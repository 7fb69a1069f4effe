"""The facts of a work accident or occupational disease, and what must be known of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import FactsContradict, FactsMissing, Recipient
from jamsostek.benefits.facts import doc
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.jkk_diseases import Disease
from jamsostek.benefits.jkk_impairments import Injury, faults_of, missing_of
from jamsostek.benefits.survivors import Beneficiary, Heirs, Survivor, Takers
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, row_on


class Cause(StrEnum):
    """What kind of event it was."""

    ACCIDENT = "ACCIDENT"
    COMMUTE = "COMMUTE"
    DISEASE = "DISEASE"


class Outcome(StrEnum):
    """What came of it, as the doctor found."""

    RECOVERED = "RECOVERED"
    PARTIAL = "PARTIAL"
    TOTAL = "TOTAL"
    DEATH = "DEATH"


class Payer(StrEnum):
    """Who owes what the law gives."""

    FUND = "FUND"
    EMPLOYER = "EMPLOYER"


class WorkerKind(StrEnum):
    """Those whom the act takes for workers here though they may have no wage of their own."""

    EMPLOYEE = "EMPLOYEE"
    APPRENTICE = "APPRENTICE"
    PUPIL = "PUPIL"
    PRISONER = "PRISONER"
    JOBBER = "JOBBER"


class CostKind(StrEnum):
    """What was paid for, by the letters and numbers of the annex."""

    DOCTOR = "DOCTOR"
    MEDICINE = "MEDICINE"
    SURGERY = "SURGERY"
    XRAY_LABORATORY = "XRAY_LABORATORY"
    WARD = "WARD"
    DENTAL = "DENTAL"
    EYE = "EYE"
    HEALER = "HEALER"
    DENTURE = "DENTURE"
    REHABILITATION = "REHABILITATION"
    TRANSPORT_LAND = "TRANSPORT_LAND"
    TRANSPORT_SEA = "TRANSPORT_SEA"
    TRANSPORT_AIR = "TRANSPORT_AIR"


class DeviceKind(StrEnum):
    """A device that helps a limb or takes its place."""

    ORTHOSIS = "ORTHOSIS"
    PROSTHESIS = "PROSTHESIS"


@dataclass(frozen=True, slots=True)
class Cost:
    """Money spent, of one kind."""

    kind: CostKind = field(metadata=doc("jenis biaya", "kind of cost"))
    amount: int = field(
        metadata=doc("jumlah menurut kuitansi, rupiah", "sum of the receipts, rupiah")
    )


@dataclass(frozen=True, slots=True)
class Device:
    """An orthosis or prosthesis that was bought."""

    kind: DeviceKind = field(metadata=doc("jenis alat", "kind of device"))
    centre_price: int | None = field(
        default=None,
        metadata=doc(
            "harga yang ditetapkan pusat rehabilitasi, rupiah (tanpa ini tidak dapat dihitung)",
            "price set by the rehabilitation centre, rupiah (without it nothing can be computed)",
        ),
    )


@dataclass(frozen=True, slots=True)
class JkkFacts:
    """A work accident, an accident on the way, or an occupational disease."""

    event_date: date = field(
        metadata=doc(
            "hari kecelakaan; untuk penyakit hari diagnosis",
            "day of the accident; of a disease, of the diagnosis",
        )
    )
    cause: Cause = field(
        metadata=doc(
            "jenis kejadian: kecelakaan kerja, di perjalanan, atau penyakit",
            "kind of event: accident, on the way, or disease",
        )
    )
    outcome: Outcome = field(
        metadata=doc("akibatnya menurut dokter", "what came of it, as the doctor found")
    )
    days_unable: int = field(
        metadata=doc(
            "hari tidak mampu bekerja (0 bila tidak ada)", "days unable to work (0 if none)"
        )
    )
    monthly_wage: int | None = field(
        default=None,
        metadata=doc("upah sebulan terakhir, rupiah", "wage of the last month, rupiah"),
    )
    daily_wage: int | None = field(
        default=None,
        metadata=doc("upah sehari, bila dibayar harian", "wage of a day, if paid by the day"),
    )
    piece_earnings: tuple[int, ...] | None = field(
        default=None,
        metadata=doc(
            "upah borongan tiap bulan, yang terlama dahulu",
            "piece-rate earnings by month, oldest first",
        ),
    )
    depends_on_weather: bool | None = field(
        default=None,
        metadata=doc(
            "pekerjaan borongan itu tergantung cuaca", "piece-rate work that depends on the weather"
        ),
    )
    worker_kind: WorkerKind | None = field(
        default=None,
        metadata=doc(
            "magang, murid, narapidana atau pemborong perorangan (kosong: pekerja)",
            "apprentice, pupil, prisoner or jobber (empty: employee)",
        ),
    )
    comparable_wage: int | None = field(
        default=None,
        metadata=doc(
            "upah sebulan pekerja dengan pekerjaan yang sama; untuk pemborong yang tertinggi",
            "monthly wage of workers doing the same work; of a jobber, the highest",
        ),
    )
    wage_paid: int | None = field(
        default=None,
        metadata=doc(
            "upah yang tetap dibayar pengusaha selama tidak mampu bekerja (0 bila tidak)",
            "wages that the employer went on paying meanwhile (0 if none)",
        ),
    )
    injuries: tuple[Injury, ...] = field(
        default=(),
        metadata=doc("cacat menurut tabel", "disabilities of the table"),
    )
    costs: tuple[Cost, ...] = field(
        default=(), metadata=doc("biaya menurut jenis", "costs by kind")
    )
    devices: tuple[Device, ...] = field(
        default=(), metadata=doc("alat bantu atau alat ganti", "orthoses and prostheses")
    )
    device_given_before: bool | None = field(
        default=None,
        metadata=doc(
            "alat sudah pernah diganti untuk kasus ini", "a device was already paid in this case"
        ),
    )
    advanced_by: Recipient | None = field(
        default=None,
        metadata=doc(
            "yang lebih dahulu membayar biaya (kosong: menurut Pasal 14 pengusaha)",
            "who advanced the costs (empty: the employer, by Pasal 14)",
        ),
    )
    periodic_up_front: bool | None = field(
        default=None,
        metadata=doc(
            "santunan berkala dipilih dibayar di muka (ditanyakan sejak 23 April 2012)",
            "periodic benefit chosen at once (asked since 23 April 2012)",
        ),
    )
    disease: Disease | None = field(
        default=None,
        metadata=doc(
            "penyakit menurut daftar Keppres 22/1993", "disease of the list of Keppres 22/1993"
        ),
    )
    is_employed: bool | None = field(
        default=None,
        metadata=doc(
            "masih bekerja pada hari diagnosis", "still employed on the day of the diagnosis"
        ),
    )
    employment_ended: date | None = field(
        default=None,
        metadata=doc("hari terakhir hubungan kerja", "last day of employment"),
    )
    arose_on: date | None = field(
        default=None,
        metadata=doc(
            "hari timbulnya penyakit menurut dokter, bila sebelum diagnosis",
            "day the disease arose, if a doctor puts it before the diagnosis",
        ),
    )
    payer: Payer = field(
        default=Payer.FUND,
        metadata=doc(
            "yang berutang: dana program, atau pengusaha yang belum ikut serta",
            "who owes it: the fund, or the employer that had not joined",
        ),
    )
    died_on: date | None = field(
        default=None,
        metadata=doc(
            "hari meninggal, bila sesudah hari kecelakaan", "day of death, if after the accident"
        ),
    )
    survivors: tuple[Survivor, ...] | None = field(
        default=None,
        metadata=doc(
            "keluarga yang ditinggalkan, bila meninggal; daftar kosong bila tidak ada",
            "the family left behind, on death; an empty list where there is none",
        ),
    )
    will: tuple[Beneficiary, ...] | None = field(
        default=None,
        metadata=doc(
            "yang ditunjuk dalam wasiat, bila tidak ada keluarga; daftar kosong: tanpa wasiat",
            "whom a will names, where there is no family; an empty list: no will",
        ),
    )


DAYS_MAX: Final = 36_500


def check_facts(facts: JkkFacts) -> None:
    """Refuse facts of which one is wanting or which cannot be true together.

    Raises:
        FactsMissing: something is not given without which an amount would be a guess.
        FactsContradict: the first thing that cannot be.
    """
    missing = tuple(_missing(facts))
    if missing:
        raise FactsMissing(missing)
    for fault in _faults(facts):
        raise FactsContradict(fault)


def _missing(facts: JkkFacts) -> Iterator[str]:
    yield from _missing_of_wage(facts)
    if facts.days_unable > 0 and facts.wage_paid is None:
        yield "wage_paid"
    if facts.outcome is Outcome.PARTIAL and not facts.injuries:
        yield "injuries"
    if facts.devices and facts.device_given_before is None:
        yield "device_given_before"
    if facts.periodic_up_front is None and _may_choose(facts):
        yield "periodic_up_front"
    yield from _missing_of_heirs(facts)
    for place, injury in enumerate(facts.injuries, 1):
        yield from (f"injuries.{place}.{name}" for name in missing_of(injury))
    if facts.cause is Cause.DISEASE:
        yield from _missing_of_disease(facts)


def _missing_of_wage(facts: JkkFacts) -> Iterator[str]:
    if facts.worker_kind in {None, WorkerKind.EMPLOYEE}:
        if facts.monthly_wage is None and facts.daily_wage is None and not facts.piece_earnings:
            yield "monthly_wage"
    elif facts.comparable_wage is None:
        yield "comparable_wage"
    if facts.piece_earnings and facts.depends_on_weather is None:
        yield "depends_on_weather"


def _may_choose(facts: JkkFacts) -> bool:
    """Tell whether the law of the day lets them have the periodic benefit at once."""
    if _takers(facts) in {Takers.ESTATES_OFFICE, Takers.FUNERAL_ONLY}:
        return False
    name = {Outcome.TOTAL: "total_up_front", Outcome.DEATH: "death_up_front"}.get(facts.outcome)
    try:
        return name is not None and bool(row_on("jkk", name, on=facts.event_date))
    except NotInForce:
        return False


def _takers(facts: JkkFacts) -> Takers | None:
    try:
        heirs = heirs_after(facts)
    except FactsMissing:
        return None
    return heirs.takers if heirs else None


def _missing_of_heirs(facts: JkkFacts) -> Iterator[str]:
    died = [one.died_on for one in facts.survivors or () if one.died_on]
    is_dead = facts.outcome is Outcome.DEATH
    if is_dead and facts.died_on is None and max(died, default=date.min) >= facts.event_date:
        yield "died_on"
    try:
        heirs_after(facts)
    except FactsMissing as lacking:
        yield from lacking.names


def heirs_after(facts: JkkFacts) -> Heirs | None:
    """Give who takes after a fatal accident; None where nobody died or the family was not told.

    Raises:
        FactsMissing: no kin lives and nothing was said about a will.
        FactsContradict: the survivors cannot be as they are given.
    """
    if facts.outcome is not Outcome.DEATH or facts.survivors is None:
        return None
    return heirs_of(
        Programme.JKK, facts.survivors, facts.will, on=facts.died_on or facts.event_date
    )


def _missing_of_disease(facts: JkkFacts) -> Iterator[str]:
    if facts.disease is None:
        yield "disease"
    if facts.is_employed is None:
        yield "is_employed"
    elif not facts.is_employed and facts.employment_ended is None:
        yield "employment_ended"


def _faults(facts: JkkFacts) -> Iterator[str]:
    if not 0 <= facts.days_unable <= DAYS_MAX:
        yield f"Nobody is unable to work for {facts.days_unable} days."
    amounts = [cost.amount for cost in facts.costs] + [facts.wage_paid or 0]
    amounts += [device.centre_price or 0 for device in facts.devices]
    if min(amounts) < 0:
        yield f"A sum of {min(amounts)} cannot have been paid."
    if facts.wage_paid and not facts.days_unable:
        yield "wage_paid is what was paid while unable to work, and days_unable is 0."
    wages = (facts.monthly_wage, facts.daily_wage, facts.piece_earnings)
    if sum(wage is not None for wage in wages) > 1:
        yield "Give one wage: of the month, of the day, or by the piece."
    is_deemed = facts.worker_kind not in {None, WorkerKind.EMPLOYEE}
    if is_deemed == any(wage is not None for wage in wages):
        yield f"A worker of kind {facts.worker_kind} is counted by comparable_wage alone."
    if not is_deemed and facts.comparable_wage is not None:
        yield "comparable_wage is for apprentices, pupils, prisoners and jobbers."
    if facts.depends_on_weather is not None and facts.piece_earnings is None:
        yield "Only piece-rate work is asked whether it depends on the weather."
    if facts.injuries and facts.outcome in {Outcome.RECOVERED, Outcome.DEATH}:
        yield f"Disabilities are assessed of those who live with them, not after {facts.outcome}."
    if facts.periodic_up_front and facts.outcome not in {Outcome.TOTAL, Outcome.DEATH}:
        yield f"The outcome {facts.outcome} has no periodic benefit to be paid at once."
    yield from _faults_of_death(facts)
    yield from _faults_of_disease(facts)
    yield from faults_of(facts.injuries)


def _faults_of_death(facts: JkkFacts) -> Iterator[str]:
    if facts.died_on and facts.outcome is not Outcome.DEATH:
        yield f"died_on is for who died, not after {facts.outcome}."
    if facts.died_on and facts.died_on < facts.event_date:
        yield f"A death of {facts.died_on} lies before the accident of {facts.event_date}."


def _faults_of_disease(facts: JkkFacts) -> Iterator[str]:
    given = (facts.disease, facts.is_employed, facts.employment_ended, facts.arose_on)
    if facts.cause is not Cause.DISEASE:
        if any(fact is not None for fact in given):
            yield "Facts of a disease are given, but the cause is an accident."
        return
    if facts.is_employed and facts.employment_ended and facts.employment_ended < facts.event_date:
        yield "The worker cannot be employed still and have left before the diagnosis."
    if facts.arose_on and facts.arose_on > facts.event_date:
        yield "A disease does not arise after its diagnosis."
