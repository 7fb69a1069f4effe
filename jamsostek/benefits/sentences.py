"""The rule behind each kind of line in one sentence, and the words for what may be chosen."""

from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.law.programmes import Programme

PROGRAMMES: Final[dict[Programme, Label]] = {
    Programme.JKK: Label("Jaminan Kecelakaan Kerja (JKK)", "Employment injury benefit (JKK)"),
    Programme.JKM: Label("Jaminan Kematian (JKM)", "Death benefit (JKM)"),
    Programme.JHT: Label("Jaminan Hari Tua (JHT)", "Old-age savings (JHT)"),
    Programme.JPK: Label("Jaminan Pemeliharaan Kesehatan (JPK)", "Health care (JPK)"),
}
RULES: Final[dict[str, Label]] = {
    "JKM_GRANT": Label(
        "Ahli waris mendapat santunan kematian sekali, sebesar yang berlaku pada hari meninggal;"
        " upah dan lamanya menjadi peserta tidak mengubahnya.",
        "The heirs get a death grant once, as large as the law had it on the day of death; wage"
        " and length of membership do not change it.",
    ),
    "JKM_PERIODIC": Label(
        "Ahli waris juga mendapat santunan setiap bulan selama jumlah bulan yang ditetapkan.",
        "The heirs also get a sum every month, for the months that the law sets.",
    ),
    "JKM_FUNERAL": Label(
        "Biaya pemakaman dibayar sebesar yang ditetapkan, berapa pun biaya sebenarnya.",
        "Funeral costs are paid as the law sets them, whatever the funeral cost.",
    ),
    "EMERGENCY_INPATIENT": Label(
        "Rawat inap gawat darurat di luar pelaksana yang ditunjuk diganti untuk hari-hari pertama,"
        " paling banyak menurut standar biaya.",
        "A stay in hospital for an emergency outside the panel is paid back for its first days, at"
        " most at the standard costs.",
    ),
    "EMERGENCY_OUTPATIENT": Label(
        "Pertolongan gawat darurat di luar pelaksana yang ditunjuk diganti paling banyak menurut"
        " standar biaya.",
        "Emergency care outside the panel is paid back, at most at the standard cost.",
    ),
    "MATERNITY": Label(
        "Persalinan normal di rumah bersalin yang ditunjuk mendapat tunjangan tetap, sampai"
        " persalinan ketiga.",
        "A normal delivery in an appointed house has a fixed allowance, up to the third birth.",
    ),
    "IMPLANT": Label(
        "Sebagian harga alat yang ditanam atau penyangga diganti, sampai batasnya.",
        "A part of the price of an implant or brace is paid back, up to its limit.",
    ),
    "FAMILY_FUNERAL": Label(
        "Kematian keluarga yang ditanggung mendapat santunan pemakaman yang tetap.",
        "The death of an insured member of the family has a fixed grant for the funeral.",
    ),
    **dict.fromkeys(
        ("SPECTACLES", "LENSES", "FRAME", "DENTURE", "HEARING_AID", "LIMB", "EYE"),
        Label(
            "Alat bantu bagi tenaga kerja diganti menurut biayanya, sampai batas untuk alat itu.",
            "An aid for the worker is paid back at its cost, up to the limit for that aid.",
        ),
    ),
}
"""Why a line is paid, by its kind."""

_CHOICES: Final[dict[str, Label]] = {
    "WorkerGroup.WORKER": Label("tenaga kerja biasa", "ordinary worker"),
    "WorkerGroup.APPRENTICE": Label("magang", "apprentice"),
    "WorkerGroup.PUPIL": Label("murid", "pupil"),
    "WorkerGroup.JOB_CONTRACTOR": Label("pemborong perorangan", "person who takes on a job"),
    "WorkerGroup.PRISONER": Label("narapidana", "prisoner"),
    "Cover.INSURED": Label("terlindungi", "insured"),
    "Cover.IN_ARREARS": Label("terlindungi, iuran menunggak", "insured, in arrears"),
    "Cover.FIRST_UNPAID": Label(
        "terdaftar, iuran pertama belum dibayar", "registered, first contribution not paid"
    ),
    "Cover.WORKER_NOT_REPORTED": Label(
        "tidak dilaporkan pengusahanya", "not reported by the employer"
    ),
    "Cover.EMPLOYER_NOT_JOINED": Label(
        "pengusaha wajib ikut serta tetapi tidak mendaftar", "employer had to join and did not"
    ),
    "Cover.EMPLOYER_NOT_OBLIGED": Label(
        "pengusaha belum wajib ikut serta", "employer did not yet have to join"
    ),
    "Cover.STOPPED_WORKING": Label("sudah berhenti bekerja", "had stopped working"),
    "Cover.NOT_COVERED": Label("tidak terlindungi", "not covered"),
    "Patient.WORKER": Label("tenaga kerja sendiri", "the worker"),
    "Patient.SPOUSE": Label("suami atau istri", "husband or wife"),
    "Patient.CHILD": Label("anak", "child"),
}


def choice_words(choice: StrEnum) -> Label:
    """Give the words for a choice: its own, or those that stand here."""
    own = getattr(choice, "words", None)
    if isinstance(own, Label):
        return own
    return _CHOICES[f"{type(choice).__name__}.{choice.value}"]
