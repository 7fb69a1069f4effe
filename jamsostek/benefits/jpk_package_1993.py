"""The basic package of JPK: services, who may have them, referral, limits of days, exclusions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.law.citations import implements
from jamsostek.law.reader import read, row_on


class JpkService(StrEnum):
    """A kind of service of the basic package (PP 14/1993, Pasal 35 ayat (1))."""

    FIRST_LEVEL = "FIRST_LEVEL"
    SPECIALIST = "SPECIALIST"
    INPATIENT = "INPATIENT"
    MATERNITY = "MATERNITY"
    DIAGNOSTIC = "DIAGNOSTIC"
    SPECIAL = "SPECIAL"
    EMERGENCY = "EMERGENCY"


class Patient(StrEnum):
    """Who is cared for."""

    WORKER = "WORKER"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"


class JpkExclusion(StrEnum):
    """Why a treatment is not cared for."""

    COSMETIC = "COSMETIC"
    CONGENITAL = "CONGENITAL"
    INFERTILITY = "INFERTILITY"
    SELF_HARM = "SELF_HARM"
    DRUGS_OR_ALCOHOL = "DRUGS_OR_ALCOHOL"
    VENEREAL = "VENEREAL"
    HIV = "HIV"
    HAZARDOUS_SPORT = "HAZARDOUS_SPORT"
    ABROAD = "ABROAD"

    @property
    def words(self) -> Label:
        """What it is called."""
        return EXCLUSIONS[self]


SERVICES: Final = {
    JpkService.FIRST_LEVEL: Label("Rawat jalan tingkat pertama", "First-level outpatient care"),
    JpkService.SPECIALIST: Label("Rawat jalan tingkat lanjutan", "Specialist outpatient care"),
    JpkService.INPATIENT: Label("Rawat inap", "Care in hospital"),
    JpkService.MATERNITY: Label("Kehamilan dan persalinan", "Pregnancy and delivery"),
    JpkService.DIAGNOSTIC: Label("Penunjang diagnostik", "Diagnostics"),
    JpkService.SPECIAL: Label("Pelayanan khusus", "Special services"),
    JpkService.EMERGENCY: Label("Gawat darurat", "Emergency care"),
}
EXCLUSIONS: Final = {
    JpkExclusion.COSMETIC: Label("perawatan kosmetik", "cosmetic treatment"),
    JpkExclusion.CONGENITAL: Label("kelainan bawaan", "congenital conditions"),
    JpkExclusion.INFERTILITY: Label("pengobatan kemandulan", "treatment of infertility"),
    JpkExclusion.SELF_HARM: Label("menyakiti diri sendiri", "self-harm"),
    JpkExclusion.DRUGS_OR_ALCOHOL: Label("akibat narkoba atau alkohol", "drugs or alcohol"),
    JpkExclusion.VENEREAL: Label("penyakit kelamin", "venereal disease"),
    JpkExclusion.HIV: Label("HIV/AIDS", "HIV/AIDS"),
    JpkExclusion.HAZARDOUS_SPORT: Label("olahraga berbahaya", "hazardous sport"),
    JpkExclusion.ABROAD: Label("pengobatan di luar negeri", "treatment abroad"),
}
REFERRAL_ARTICLES: Final = {
    JpkService.SPECIALIST: "PP 14/1993, Pasal 39 ayat (2)",
    JpkService.INPATIENT: "PP 14/1993, Pasal 40",
    JpkService.DIAGNOSTIC: "PP 14/1993, Pasal 40",
    JpkService.SPECIAL: "PP 14/1993, Pasal 44",
}


@dataclass(frozen=True, slots=True)
class StayTerms:
    """How many days of a stay in hospital are insured."""

    emergency_days_outside: int
    inpatient_days: int
    special_care_days: int


@dataclass(frozen=True, slots=True)
class StayDays:
    """The days of a stay: on the ward and in special care as insured, and those beyond."""

    ward: int
    special: int
    special_beyond: int
    """Days in special care for which its yearly limit leaves no room."""
    beyond: int
    """Days that are not insured at all."""

    @property
    def insured(self) -> int:
        """The days of the stay that count towards the year."""
        return self.ward + self.special + self.special_beyond


@implements("UU 3/1992, Pasal 16 ayat (2)", "PP 14/1993, Pasal 35 ayat (1)")
def package_on(day: date) -> tuple[JpkService, ...]:
    """Give the services of the basic package on a day.

    Raises:
        NotInForce: JPK had not begun, or has ended.
    """
    return tuple(JpkService(name) for name in row_on("jpk", "package", on=day).value)


@implements("PP 14/1993, Pasal 33 ayat (1)", "PP 14/1993, Pasal 42", "PP 14/1993, Pasal 44")
def may_receive(service: JpkService, patient: Patient) -> bool:
    """Tell whether a kind of service is for a worker, for the spouse, for a child.

    Special services are for the worker alone; pregnancy and delivery for the worker or the wife.
    """
    if service is JpkService.SPECIAL:
        return patient is Patient.WORKER
    if service is JpkService.MATERNITY:
        return patient is not Patient.CHILD
    return True


@implements("PP 14/1993, Pasal 39 ayat (2)", "PP 14/1993, Pasal 40", "PP 14/1993, Pasal 41")
def needs_referral(service: JpkService) -> bool:
    """Tell whether a doctor's referral leads to a service; an emergency needs none."""
    return service in REFERRAL_ARTICLES


@implements("PP 14/1993, Pasal 41 ayat (3)", "PP 14/1993, Pasal 45", "PER-12/MEN/VI/2007")
def stay_days(
    days: int,
    special: int,
    day: date,
    *,
    used: int = 0,
    special_used: int = 0,
    outside: bool = False,
) -> StayDays:
    """Part the days of a stay into those insured and those beyond.

    `special` are the days in special care among those that count; `used` and `special_used` the
    days of the same calendar year before. Outside the panel an emergency has its own few days.

    Raises:
        NotInForce: JPK had not begun, or has ended.
    """
    terms = read(StayTerms, "jpk", on=day)
    counted = min(days, max(0, terms.inpatient_days - used))
    if outside:
        counted = min(counted, terms.emergency_days_outside)
    in_special = min(special, counted)
    insured_special = min(in_special, max(0, terms.special_care_days - special_used))
    return StayDays(
        ward=counted - in_special,
        special=insured_special,
        special_beyond=in_special - insured_special,
        beyond=days - counted,
    )


@implements("PER-05/MEN/1993", "PER-12/MEN/VI/2007")
def exclusions_on(day: date) -> tuple[JpkExclusion, ...]:
    """Give what JPK does not care for on a day.

    Raises:
        NotInForce: JPK had not begun, or has ended.
    """
    return tuple(JpkExclusion(name) for name in row_on("jpk", "exclusions", on=day).value)
