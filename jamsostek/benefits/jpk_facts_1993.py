"""The facts of a claim for costs under JPK, and which of them each kind of cost needs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.benefits.jpk_package_1993 import JpkExclusion, Patient


class JpkKind(StrEnum):
    """What a cost was for."""

    EMERGENCY_INPATIENT = "EMERGENCY_INPATIENT"
    EMERGENCY_OUTPATIENT = "EMERGENCY_OUTPATIENT"
    MATERNITY = "MATERNITY"
    SPECTACLES = "SPECTACLES"
    LENSES = "LENSES"
    FRAME = "FRAME"
    DENTURE = "DENTURE"
    HEARING_AID = "HEARING_AID"
    LIMB = "LIMB"
    EYE = "EYE"
    IMPLANT = "IMPLANT"
    HEART_SURGERY = "HEART_SURGERY"
    DIALYSIS = "DIALYSIS"
    CANCER = "CANCER"
    HIV_CARE = "HIV_CARE"
    CHECK_UP = "CHECK_UP"
    FAMILY_FUNERAL = "FAMILY_FUNERAL"

    @property
    def words(self) -> Label:
        """What it is called."""
        return LABELS[self]


LABELS: Final = {
    JpkKind.EMERGENCY_INPATIENT: Label(
        "Rawat inap gawat darurat di luar pelaksana yang ditunjuk",
        "Emergency in a hospital outside the panel",
    ),
    JpkKind.EMERGENCY_OUTPATIENT: Label(
        "Rawat jalan gawat darurat di luar pelaksana yang ditunjuk",
        "Emergency outside the panel, without a stay",
    ),
    JpkKind.MATERNITY: Label("Tunjangan persalinan", "Maternity allowance"),
    JpkKind.SPECTACLES: Label("Kacamata", "Spectacles"),
    JpkKind.LENSES: Label("Lensa kacamata", "Lenses of spectacles"),
    JpkKind.FRAME: Label("Bingkai kacamata", "Frame of spectacles"),
    JpkKind.DENTURE: Label("Protesa gigi", "Dentures"),
    JpkKind.HEARING_AID: Label("Alat bantu dengar", "Hearing aid"),
    JpkKind.LIMB: Label("Protesa anggota gerak", "Artificial leg or arm"),
    JpkKind.EYE: Label("Protesa mata", "Artificial eye"),
    JpkKind.IMPLANT: Label("Alat yang ditanam atau penyangga", "Implant or brace"),
    JpkKind.HEART_SURGERY: Label("Operasi jantung", "Heart surgery"),
    JpkKind.DIALYSIS: Label("Cuci darah", "Dialysis"),
    JpkKind.CANCER: Label("Pengobatan kanker", "Treatment of cancer"),
    JpkKind.HIV_CARE: Label("Pengobatan HIV/AIDS", "Treatment of HIV/AIDS"),
    JpkKind.CHECK_UP: Label("Pemeriksaan kesehatan berkala", "Medical check-up"),
    JpkKind.FAMILY_FUNERAL: Label("Santunan pemakaman keluarga", "Grant for a family funeral"),
}
AIDS: Final = {
    JpkKind.SPECTACLES: "spectacles",
    JpkKind.LENSES: "lenses",
    JpkKind.FRAME: "frame",
    JpkKind.DENTURE: "denture",
    JpkKind.HEARING_AID: "hearing_aid",
    JpkKind.LIMB: "limb",
    JpkKind.EYE: "eye",
}
"""The aids of the special services, each with the parameter that holds its amount."""
EXTRAS: Final = (
    JpkKind.HEART_SURGERY,
    JpkKind.DIALYSIS,
    JpkKind.CANCER,
    JpkKind.HIV_CARE,
    JpkKind.CHECK_UP,
)


@dataclass(frozen=True, slots=True)
class JpkItem:
    """One cost; which of its facts are needed depends on its kind."""

    kind: JpkKind = field(metadata={"id": "Untuk apa biaya itu", "en": "What the cost was for"})
    cost: int | None = field(
        default=None, metadata={"id": "Biaya menurut kuitansi", "en": "Cost by the receipt"}
    )
    exclusion: JpkExclusion | None = field(
        default=None,
        metadata={"id": "Alasan tidak dijamin, jika ada", "en": "Reason of exclusion, if any"},
    )
    is_emergency: bool | None = field(
        default=None,
        metadata={
            "id": "Keadaan gawat darurat menurut dokter",
            "en": "An emergency, as a doctor says",
        },
    )
    days: int | None = field(
        default=None, metadata={"id": "Hari rawat inap", "en": "Days in hospital"}
    )
    special_care_days: int | None = field(
        default=None,
        metadata={
            "id": "Hari perawatan khusus (ICU) di antara hari yang diganti",
            "en": "Days in special care (ICU) among the days that count",
        },
    )
    employer_statement_on: date | None = field(
        default=None,
        metadata={
            "id": "Hari surat pernyataan perusahaan diterima rumah sakit",
            "en": "Day on which the hospital had the employer's statement",
        },
    )
    standard_cost: int | None = field(
        default=None,
        metadata={"id": "Standar biaya pelayanan itu", "en": "Standard cost of that service"},
    )
    standard_day: int | None = field(
        default=None,
        metadata={
            "id": "Standar biaya sehari rawat inap",
            "en": "Standard cost of a day in hospital",
        },
    )
    standard_special_day: int | None = field(
        default=None,
        metadata={
            "id": "Standar biaya sehari perawatan khusus",
            "en": "Standard cost of a day in special care",
        },
    )
    birth_number: int | None = field(
        default=None, metadata={"id": "Persalinan yang ke-", "en": "Which birth of the family"}
    )
    in_appointed_house: bool | None = field(
        default=None,
        metadata={
            "id": "Di rumah bersalin yang ditunjuk",
            "en": "In an appointed maternity house",
        },
    )
    has_complications: bool | None = field(
        default=None,
        metadata={"id": "Persalinan dengan penyulit", "en": "Delivery with complications"},
    )
    prescribed: bool | None = field(
        default=None,
        metadata={
            "id": "Ada resep atau surat pengantar dokter spesialis yang ditunjuk",
            "en": "Prescribed by an appointed specialist",
        },
    )
    given_before: bool | None = field(
        default=None,
        metadata={"id": "Pernah mendapat alat yang sama", "en": "Had the same aid before"},
    )
    last_given_on: date | None = field(
        default=None,
        metadata={"id": "Terakhir mendapatnya pada", "en": "Last had it on"},
    )


@dataclass(frozen=True, slots=True)
class JpkFacts:
    """Whose costs they are, whether they were insured, and each cost."""

    event_date: date = field(
        metadata={"id": "Hari pertama perawatan atau pembelian", "en": "First day of the care"},
    )
    patient: Patient = field(metadata={"id": "Siapa yang dirawat", "en": "Who was cared for"})
    worker_insured: bool = field(
        metadata={
            "id": "Tenaga kerja terlindungi JPK pada hari itu",
            "en": "The worker was insured in JPK on that day",
        },
    )
    patient_covered: bool = field(
        metadata={
            "id": "Pasien tenaga kerja itu sendiri atau keluarga yang ditanggung",
            "en": "The patient is the worker or one of the family who is insured",
        },
    )
    inpatient_days_used: int = field(
        default=0,
        metadata={
            "id": "Hari rawat inap yang sudah dipakai tahun itu",
            "en": "Days in hospital used earlier that year",
        },
    )
    special_care_days_used: int = field(
        default=0,
        metadata={
            "id": "Hari perawatan khusus yang sudah dipakai tahun itu",
            "en": "Days in special care used earlier that year",
        },
    )
    member_since: date | None = field(
        default=None, metadata={"id": "Peserta sejak", "en": "Member since"}
    )
    employer_orderly: bool | None = field(
        default=None,
        metadata={"id": "Perusahaan tertib iuran", "en": "The employer is in order"},
    )
    wage_at_minimum: bool | None = field(
        default=None,
        metadata={
            "id": "Upah dilaporkan sedikitnya sebesar upah minimum",
            "en": "The wage reported is at least the minimum wage",
        },
    )
    family_reregistered: bool | None = field(
        default=None,
        metadata={"id": "Keluarga sudah didaftar ulang", "en": "The family was registered anew"},
    )
    items: tuple[JpkItem, ...] = field(
        default=(), metadata={"id": "Biaya satu per satu", "en": "Each cost"}
    )


def missing_facts(facts: JpkFacts) -> tuple[str, ...]:
    """Give the names of the facts that are needed for what is asked and not given."""
    kinds = {item.kind for item in facts.items}
    names = [name for name in _FOR_EXTRAS if kinds & set(EXTRAS)]
    names += ["family_reregistered"] if JpkKind.FAMILY_FUNERAL in kinds else []
    missing = [name for name in names if getattr(facts, name) is None]
    missing += [] if facts.items else ["items"]
    for place, item in enumerate(facts.items, 1):
        missing += [f"items.{place}.{name}" for name in _missing_of(item)]
    return tuple(missing)


def _missing_of(item: JpkItem) -> list[str]:
    names = _NEEDS.get(item.kind, _AID if item.kind in AIDS else ())
    missing = [name for name in names if getattr(item, name) is None]
    if item.kind in (JpkKind.LENSES, JpkKind.FRAME):
        if item.given_before is None:
            missing.append("given_before")
        elif item.given_before and item.last_given_on is None:
            missing.append("last_given_on")
    return missing


_FOR_EXTRAS: Final = ("member_since", "employer_orderly", "wage_at_minimum")
_AID: Final = ("cost", "prescribed")
_NEEDS: Final[dict[JpkKind, tuple[str, ...]]] = {
    JpkKind.EMERGENCY_INPATIENT: (
        "cost",
        "is_emergency",
        "days",
        "special_care_days",
        "employer_statement_on",
    ),
    JpkKind.EMERGENCY_OUTPATIENT: ("cost", "is_emergency"),
    JpkKind.MATERNITY: ("birth_number", "in_appointed_house", "has_complications"),
    JpkKind.IMPLANT: ("cost",),
}
