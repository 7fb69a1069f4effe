"""Which papers prove a claim: a checklist by programme and cause, required or as it happens.

The forms are those of PER-05/MEN/1993 as PER-12/MEN/VI/2007 keeps them; what else is asked follows
PP 14/1993 where it says so, and else the practice of 2007 to 2014.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from jamsostek.kernel.words import Lang


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a checklist: what it is, where it is asked, and whether it must be there.

    `when` says in words when one that is not required in every case is needed. `is_medical`
    papers tell of somebody's body and are shown to fewer people.
    """

    kind: str
    title: str
    title_en: str
    citation: str
    required: bool = True
    when: str = ""
    is_medical: bool = False

    def title_in(self, lang: Lang) -> str:
        """Give its name in a language."""
        return self.title if lang == "id" else self.title_en


FORMS: Final = "PER-12/MEN/VI/2007; PER-05/MEN/1993"
PRACTICE: Final = "praktik penyelenggara 2007-2014"
STAGE_TWO: Final = "PP 14/1993, Pasal 18 ayat (5)"

CARD: Final = Paper("CARD", "Kartu peserta (KPJ)", "Member card (KPJ)", STAGE_TWO)
IDENTITY: Final = Paper("IDENTITY", "KTP tenaga kerja", "Identity card of the worker", PRACTICE)
FAMILY: Final = Paper("FAMILY", "Kartu keluarga (KK)", "Family card (KK)", PRACTICE)
PROXY: Final = Paper(
    "PROXY", "Surat kuasa", "Power of attorney", PRACTICE, False, "bila yang mengurus dikuasakan"
)
DEATH: Final = Paper(
    "DEATH",
    "Surat kematian dari rumah sakit, kepolisian atau kelurahan",
    "Death certificate of hospital, police or village",
    PRACTICE,
)
HEIRS: Final = Paper(
    "HEIRS",
    "Surat keterangan ahli waris dari lurah atau kepala desa",
    "Statement of heirs by the village head",
    PRACTICE,
)
HEIR_IDENTITY: Final = Paper(
    "HEIR_IDENTITY", "KTP ahli waris", "Identity cards of the heirs", PRACTICE
)

_JKK: Final = (
    Paper(
        "FORM_3",
        "Formulir 3: laporan kecelakaan tahap I",
        "Form 3: accident report, stage I",
        f"UU 3/1992, Pasal 10 ayat (1); {FORMS}",
    ),
    Paper(
        "FORM_3A",
        "Formulir 3a: laporan kecelakaan tahap II",
        "Form 3a: accident report, stage II",
        f"UU 3/1992, Pasal 10 ayat (2); {FORMS}",
    ),
    CARD,
    IDENTITY,
    Paper("CHRONOLOGY", "Kronologis kejadian", "Account of what happened", PRACTICE),
    Paper("ATTENDANCE", "Daftar absensi", "Attendance list", PRACTICE),
    Paper(
        "RECEIPTS",
        "Kuitansi pengangkutan, pengobatan dan perawatan",
        "Receipts for transport and treatment",
        STAGE_TWO,
        False,
        "bila biaya diminta kembali",
    ),
)
_DOCTOR: Final = Paper(
    "FORM_3B",
    "Formulir 3b: surat keterangan dokter",
    "Form 3b: doctor's certificate",
    f"{STAGE_TWO}; {FORMS}",
    is_medical=True,
)
_DOCTOR_DISEASE: Final = Paper(
    "FORM_3C",
    "Formulir 3c: surat keterangan dokter untuk penyakit akibat kerja",
    "Form 3c: doctor's certificate of an occupational disease",
    f"PP 14/1993, Pasal 19; {FORMS}",
    is_medical=True,
)
_POLICE: Final = Paper(
    "POLICE",
    "Surat keterangan kepolisian",
    "Police report",
    PRACTICE,
    False,
    "bila kecelakaan lalu lintas",
)
_AFTER_DEATH: Final = tuple(
    Paper(one.kind, one.title, one.title_en, one.citation, False, "bila meninggal dunia")
    for one in (DEATH, FAMILY, HEIRS, HEIR_IDENTITY)
)
_JHT: Final = (
    Paper("FORM_5", "Formulir 5: permintaan pembayaran JHT", "Form 5: claim of JHT", FORMS),
    CARD,
    IDENTITY,
    FAMILY,
    PROXY,
)
_STOPPED: Final = Paper(
    "STOPPED",
    "Surat keterangan berhenti bekerja (paklaring)",
    "Employer's statement of the end of work",
    "PP 14/1993, Pasal 32",
)
_JPK: Final = (
    Paper("JPK_REQUEST", "Permintaan penggantian biaya", "Request for costs", PRACTICE),
    CARD,
    FAMILY,
    Paper("RECEIPTS", "Kuitansi asli", "Original receipts", "PP 14/1993, Pasal 41"),
    Paper(
        "DIAGNOSIS",
        "Surat keterangan dokter dan diagnosis",
        "Doctor's statement and diagnosis",
        "PP 14/1993, Pasal 41",
        is_medical=True,
    ),
)

CHECKLISTS: Final[Mapping[str, tuple[Paper, ...]]] = {
    "ACCIDENT": (*_JKK, _DOCTOR, _POLICE, *_AFTER_DEATH, PROXY),
    "COMMUTE": (*_JKK, _DOCTOR, _POLICE, *_AFTER_DEATH, PROXY),
    "DISEASE": (*_JKK, _DOCTOR_DISEASE, *_AFTER_DEATH, PROXY),
    "DEATH": (
        Paper("FORM_4", "Formulir 4: permintaan jaminan kematian", "Form 4: claim of JKM", FORMS),
        CARD,
        DEATH,
        IDENTITY,
        FAMILY,
        HEIR_IDENTITY,
        HEIRS,
        PROXY,
    ),
    "AGE": _JHT,
    "TOTAL_DISABILITY": (
        *_JHT,
        Paper(
            "DISABILITY",
            "Surat keterangan dokter tentang cacat total tetap",
            "Doctor's statement of total permanent disability",
            "PP 14/1993, Pasal 24 ayat (2)",
            is_medical=True,
        ),
    ),
    "DIED": (*_JHT, DEATH, HEIR_IDENTITY, HEIRS),
    "LEFT_COUNTRY": (
        *_JHT,
        Paper(
            "LEAVING",
            "Pernyataan tidak kembali ke Indonesia, paspor dan visa",
            "Statement of leaving Indonesia for good, passport and visa",
            "PP 14/1993, Pasal 25",
        ),
    ),
    "LEFT_WORK": (*_JHT, _STOPPED),
    "CIVIL_SERVANT": (
        *_JHT,
        _STOPPED,
        Paper(
            "APPOINTMENT",
            "Surat keputusan pengangkatan PNS, TNI atau Polri",
            "Appointment as civil servant, soldier or police officer",
            PRACTICE,
        ),
    ),
    "EMERGENCY": (
        *_JPK,
        Paper(
            "EMPLOYER_STATEMENT",
            "Surat pernyataan perusahaan tentang keadaan gawat darurat",
            "Employer's statement of the emergency",
            "PP 14/1993, Pasal 41 ayat (2)",
            False,
            "bila rawat inap",
        ),
    ),
    "SPECIAL_AID": (
        *_JPK,
        Paper(
            "PRESCRIPTION",
            "Resep atau surat pengantar dokter spesialis",
            "Prescription or referral of a specialist",
            "PP 14/1993, Pasal 44",
            is_medical=True,
        ),
    ),
    "MATERNITY": (
        *_JPK,
        Paper("BIRTH", "Surat keterangan lahir", "Statement of birth", "PP 14/1993, Pasal 42"),
    ),
}
"""What is asked for each cause; a paper that is not required may be asked as the case has it."""


def checklist(cause: str) -> tuple[Paper, ...]:
    """Give the papers of a cause, each once, the form first."""
    return tuple({paper.kind: paper for paper in CHECKLISTS[cause]}.values())


def paper_of(cause: str, kind: str) -> Paper:
    """Give one paper of a cause's checklist.

    Raises:
        KeyError: the checklist has no such paper.
    """
    return {paper.kind: paper for paper in checklist(cause)}[kind]


def missing_papers(cause: str, present: Collection[str]) -> tuple[Paper, ...]:
    """Give the required papers that are neither received nor waived."""
    return tuple(
        paper for paper in checklist(cause) if paper.required and paper.kind not in present
    )
