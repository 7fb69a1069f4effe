"""The rule behind each kind of line in one sentence, and the words for what may be chosen."""

from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.benefits.jkk_table import ROWS, Impairment
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
    "JKK_STMB": Label(
        "Selama belum mampu bekerja dibayar upah penuh empat bulan pertama, 75 % empat bulan"
        " berikutnya, lalu 50 %; pengusaha yang tetap membayar upah mendapat penggantian.",
        "While unable to work, the full wage is paid for the first four months, 75 % for the next"
        " four, then 50 %; an employer that went on paying wages is paid back.",
    ),
    "JKK_STMB_EXCESS": Label(
        "Bila santunan lebih besar dari upah yang dibayar, selisihnya milik tenaga kerja.",
        "Where the benefit is more than the wages the employer paid, the rest is the worker's.",
    ),
    "JKK_PARTIAL": Label(
        "Cacat menurut tabel dihitung: persentase tabel kali jumlah bulan kali upah sebulan.",
        "A disability of the table counts its percentage of a number of months' wages.",
    ),
    "JKK_FUNCTION": Label(
        "Fungsi yang berkurang dihitung: persen berkurangnya kali persentase tabel kali jumlah"
        " bulan kali upah sebulan.",
        "A reduced function counts the part lost of the table's percentage of the months' wages.",
    ),
    "JKK_TOTAL": Label(
        "Cacat total untuk selamanya dihitung: persentase tetap kali jumlah bulan kali upah"
        " sebulan, dibayar sekaligus.",
        "Total disability counts a fixed percentage of a number of months' wages, at once.",
    ),
    "JKK_DEATH": Label(
        "Santunan kematian karena kecelakaan kerja adalah persentase yang ditetapkan dari sejumlah"
        " bulan upah, dan paling sedikit sebesar yang diberikan Jaminan Kematian (JKM).",
        "Death by a work accident gives a fixed percentage of a number of months' wages, and no"
        " less than JKM gives.",
    ),
    **dict.fromkeys(
        ("JKK_TOTAL_PERIODIC", "JKK_DEATH_PERIODIC"),
        Label(
            "Di samping itu ada santunan berkala untuk sejumlah bulan yang ditetapkan; sejak PP"
            " 53/2012 dapat dipilih dibayar sekaligus di muka.",
            "Besides there is a monthly sum, for the months that the law sets; since PP 53/2012 it"
            " can be chosen at once.",
        ),
    ),
    "JKK_FUNERAL": Label(
        "Biaya pemakaman dibayar sebesar yang ditetapkan, berapa pun biaya sebenarnya.",
        "Funeral costs are paid as the law sets them, whatever the funeral cost.",
    ),
    "JKK_TREATMENT": Label(
        "Biaya pengobatan dan perawatan diganti menurut kuitansi, semuanya bersama sampai satu"
        " batas untuk setiap kecelakaan.",
        "Treatment and care are paid back by the receipts, all together up to one limit for each"
        " accident.",
    ),
    "JKK_DENTURE": Label(
        "Gigi tiruan diganti menurut kuitansi sampai batasnya sendiri.",
        "Dentures are paid back by the receipts up to a limit of their own.",
    ),
    "JKK_DEVICE": Label(
        "Alat bantu atau alat ganti dibayar menurut harga pusat rehabilitasi ditambah persentase"
        " tetap, satu kali untuk setiap kasus.",
        "A device is paid at the rehabilitation centre's price and a fixed part more, once a case.",
    ),
    "JKK_REHABILITATION": Label(
        "Rehabilitasi medik diganti menurut kuitansi sampai batasnya.",
        "Medical rehabilitation is paid back by the receipts up to its limit.",
    ),
    "JKK_TRANSPORT": Label(
        "Pengangkutan ke rumah sakit atau ke rumah diganti menurut kuitansi, setiap jenis angkutan"
        " sampai batasnya.",
        "The way to hospital or home is paid back by the receipts, each means up to its limit.",
    ),
    "JHT_BALANCE": Label(
        "Jaminan Hari Tua adalah seluruh iuran yang disetor beserta hasil pengembangannya.",
        "The savings are all contributions paid in, with what they earned.",
    ),
    "JHT_CONTRIBUTIONS": Label(
        "Iuran yang masuk dan uang yang keluar setelah saldo itu ikut diperhitungkan.",
        "Contributions credited and money taken out since that balance count as well.",
    ),
    "JHT_RETURN": Label(
        "Hasil pengembangan dihitung sampai bulan pembayaran dengan tingkat tahun itu.",
        "The return is counted up to the month of payment at the rate of the year.",
    ),
    "JHT_TAX": Label(
        "Pajak penghasilan dipotong saat dibayar; bagian pertama tidak dikenakan pajak.",
        "Income tax is withheld on payment; the first part is free of it.",
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
    "Cause.ACCIDENT": Label("kecelakaan kerja", "work accident"),
    "Cause.COMMUTE": Label("kecelakaan di perjalanan", "accident on the way to or from work"),
    "Cause.DISEASE": Label("penyakit akibat kerja", "occupational disease"),
    "Outcome.RECOVERED": Label("sembuh", "recovered"),
    "Outcome.PARTIAL": Label("cacat sebagian atau kekurangan fungsi", "partial disability"),
    "Outcome.TOTAL": Label("cacat total untuk selamanya", "total disability for life"),
    "Outcome.DEATH": Label("meninggal", "death"),
    "Payer.FUND": Label("dana program", "the fund"),
    "Payer.EMPLOYER": Label("pemberi kerja sendiri", "the employer itself"),
    "WorkerKind.EMPLOYEE": Label("tenaga kerja", "employee"),
    "WorkerKind.APPRENTICE": Label("magang", "apprentice"),
    "WorkerKind.PUPIL": Label("murid", "pupil"),
    "WorkerKind.PRISONER": Label("narapidana", "prisoner"),
    "WorkerKind.JOBBER": Label("pemborong perorangan", "person who takes on a job"),
    "CostKind.DOCTOR": Label("dokter", "doctor"),
    "CostKind.MEDICINE": Label("obat", "medicine"),
    "CostKind.SURGERY": Label("operasi", "surgery"),
    "CostKind.XRAY_LABORATORY": Label("rontgen dan laboratorium", "X-ray and laboratory"),
    "CostKind.WARD": Label("perawatan di rumah sakit", "stay in hospital"),
    "CostKind.DENTAL": Label("gigi", "teeth"),
    "CostKind.EYE": Label("mata", "eyes"),
    "CostKind.HEALER": Label("tabib atau sinshe berizin", "licensed healer"),
    "CostKind.DENTURE": Label("gigi tiruan", "dentures"),
    "CostKind.REHABILITATION": Label("rehabilitasi medik", "medical rehabilitation"),
    "CostKind.TRANSPORT_LAND": Label("angkutan darat, sungai atau danau", "transport by land"),
    "CostKind.TRANSPORT_SEA": Label("angkutan laut", "transport by sea"),
    "CostKind.TRANSPORT_AIR": Label("angkutan udara", "transport by air"),
    "DeviceKind.ORTHOSIS": Label("alat bantu (orthose)", "orthosis"),
    "DeviceKind.PROSTHESIS": Label("alat ganti (prothese)", "prosthesis"),
    "Loss.LOST": Label("hilang", "lost"),
    "Loss.FUNCTION": Label("fungsi berkurang", "function reduced"),
    "Recipient.MEMBER": Label("tenaga kerja", "the worker"),
    "Recipient.HEIRS": Label("keluarga", "the family"),
    "Recipient.EMPLOYER": Label("pemberi kerja", "the employer"),
    "Recipient.FUNERAL": Label("yang mengurus pemakaman", "whoever arranges the funeral"),
    "Recipient.PROVIDER": Label("rumah sakit atau dokter", "the hospital or doctor"),
    "Recipient.STATE": Label("kas negara", "the state"),
    "JhtExit.AGE_55": Label("mencapai usia 55 tahun", "reached 55"),
    "JhtExit.TOTAL_DISABILITY": Label("cacat total tetap", "total permanent disability"),
    "JhtExit.DEATH": Label("meninggal", "death"),
    "JhtExit.DEATH_WHILE_PAID": Label(
        "meninggal selama dibayar berkala", "death while being paid monthly"
    ),
    "JhtExit.LEAVING_INDONESIA": Label(
        "meninggalkan Indonesia untuk selamanya", "leaving Indonesia for good"
    ),
    "JhtExit.STOPPED_WORKING": Label("berhenti bekerja sebelum 55", "stopped working before 55"),
    "JhtExit.CIVIL_SERVICE": Label("menjadi pegawai negeri, TNI atau Polri", "civil service"),
    "WorkAt55.NOT_WORKING": Label("tidak bekerja lagi", "no longer works"),
    "WorkAt55.WORKS_AND_TAKES": Label(
        "masih bekerja, mengambil saldo pada usia 55", "works on, takes the savings at 55"
    ),
    "WorkAt55.WORKS_AND_WAITS": Label(
        "masih bekerja, menunggu sampai berhenti", "works on, waits until the end of work"
    ),
    "WorkAt55.WAITED": Label("menunggu, dan kini berhenti bekerja", "waited, and stops now"),
    "PaymentForm.LUMP_SUM": Label("sekaligus", "at once"),
    "PaymentForm.PERIODIC": Label("berkala setiap bulan", "monthly"),
    "Patient.WORKER": Label("tenaga kerja sendiri", "the worker"),
    "Patient.SPOUSE": Label("suami atau istri", "husband or wife"),
    "Patient.CHILD": Label("anak", "child"),
}


def choice_words(choice: StrEnum) -> Label:
    """Give the words for a choice: its own, or those that stand here."""
    own = getattr(choice, "words", None)
    label = ROWS[choice].label if isinstance(choice, Impairment) else own
    if isinstance(label, Label):
        return label
    return _CHOICES[f"{type(choice).__name__}.{choice.value}"]
