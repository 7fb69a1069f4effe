"""What letters on claims say, in words that whoever lost somebody or is hurt understands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jamsostek.benefits.workings import shown
from jamsostek.kernel.words import long_date, rupiah

PROGRAMMES: Final = {
    "JKK": "Jaminan Kecelakaan Kerja",
    "JKM": "Jaminan Kematian",
    "JHT": "Jaminan Hari Tua",
    "JPK": "Jaminan Pemeliharaan Kesehatan",
}
EVENTS: Final = {
    "ACCIDENT": "{worker} mengalami kecelakaan kerja pada {day}",
    "COMMUTE": "{worker} mengalami kecelakaan dalam perjalanan kerja pada {day}",
    "DISEASE": "{worker} dinyatakan menderita penyakit akibat kerja pada {day}",
    "DEATH": "{worker} meninggal pada {day}",
    "DIED": "{worker} meninggal pada {day}",
    "AGE": "{worker} mencapai usia 55 tahun pada {day}",
    "TOTAL_DISABILITY": "{worker} mengalami cacat total tetap pada {day}",
    "LEFT_COUNTRY": "{worker} meninggalkan Indonesia pada {day}",
    "LEFT_WORK": "{worker} berhenti bekerja pada {day}",
    "CIVIL_SERVANT": "{worker} menjadi pegawai negeri, TNI atau Polri pada {day}",
    "EMERGENCY": "{worker} atau keluarganya dirawat darurat pada {day}",
    "SPECIAL_AID": "{worker} atau keluarganya memerlukan alat bantu pada {day}",
    "MATERNITY": "{worker} atau istrinya bersalin pada {day}",
}
"""What happened, by cause, as a letter says it after 'karena'."""
PAID_AS: Final = {
    "EMPLOYER": " sebagai pengganti yang sudah dibayarkannya lebih dahulu",
    "HEIRS": " sebagai ahli waris",
    "FUNERAL": " sebagai yang mengurus pemakaman",
    "PROVIDER": " sebagai pemberi pelayanan",
}
"""As what somebody is paid, where it is not the worker."""
NEXT: Final = {
    "NOT_COVERED": (
        "Bila tenaga kerja itu bekerja atau terdaftar pada hari tersebut, serahkan buktinya,"
        " misalnya slip upah, perjanjian kerja atau kartu peserta: klaim dapat diperiksa kembali."
    ),
    "NOT_WORK_RELATED": (
        "Tanyakan kepada kami apakah kejadian ini menjadi hak program lain, seperti Jaminan"
        " Pemeliharaan Kesehatan atau Jaminan Kematian."
    ),
    "CONDITIONS_NOT_MET": "Klaim dapat diajukan lagi begitu syaratnya terpenuhi.",
    "PAID_BEFORE": "Kami dapat menunjukkan kapan dan kepada siapa jaminan itu dibayarkan.",
    "NOT_PROVED": "Bila kemudian ada bukti, serahkan kepada kami: klaim dapat diperiksa kembali.",
    "OTHER_PROGRAMME": (
        "Datanglah ke kantor kami: petugas membantu mengajukannya sebagai klaim program itu."
    ),
}
"""What one can do after a refusal, by its ground."""
STMB: Final = "STMB adalah santunan selama sementara tidak mampu bekerja."
SORROW: Final = "Kami turut berdukacita atas meninggalnya {worker}."
"""How a letter begins where somebody died."""
OBJECTION: Final = (
    "Bila Ibu atau Bapak tidak setuju, ajukan keberatan secara tertulis ke kantor kami, dengan"
    " menyebut nomor klaim {code} dan alasannya. Tidak ada biaya. Peraturan tidak menetapkan batas"
    " waktu, tetapi sebaiknya segera. Keberatan dijawab oleh pejabat lain daripada yang memutus."
)
OBJECTION_JKK: Final = (
    "Perhitungan Jaminan Kecelakaan Kerja dapat pula dimintakan hitung ulang kepada Pegawai"
    " Pengawas Ketenagakerjaan pada dinas tenaga kerja (UU 3/1992, Pasal 24 ayat (2)); bila masih"
    " berbeda pendapat, Menteri yang menetapkan (Pasal 24 ayat (4))."
)
KEEP: Final = (
    "Yang sudah dibayarkan kepada yang berhak tidak akan diminta kembali (UU 3/1992, Pasal 32)."
)


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about."""

    code: str
    programme: str
    cause: str
    worker: str
    event_date: date
    has_died: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody is paid: how much, as whom, how, and by when; months where it is monthly."""

    name: str
    role: str
    amount: int
    by_transfer: str
    """The bank account, or empty for cash."""
    months: int
    monthly: int | None
    """What comes each month; None where months differ."""
    first_on: date


def opening(about: About) -> list[str]:
    """Give the paragraphs that say what a letter answers."""
    first = [SORROW.format(worker=about.worker)] if about.has_died else []
    event = EVENTS[about.cause].format(worker=about.worker, day=long_date(about.event_date))
    programme = PROGRAMMES[about.programme]
    return [
        *first,
        f"Surat ini menjawab klaim {about.code} atas {programme}, karena {event}.",
    ]


def approval(total: int, amount: int, reason: str) -> list[str]:
    """Give the paragraphs that say what was granted, and what it changes of earlier decisions."""
    said = f"Klaim ini kami setujui. Hak seluruhnya {rupiah(total)}."
    earlier = total - amount
    if earlier:
        change = "menambah" if amount > 0 else "mengurangi"
        said += f" Sebelumnya sudah diputus {rupiah(earlier)}"
        said += f"; putusan ini {change} {rupiah(abs(amount))}." if amount else ", jadi tetap."
    return [
        f"{said} Alasan pejabat yang memutus: {_sentence(reason)}",
        "Perhitungannya sebagai berikut; di sebelahnya tertulis pasal yang menjadi dasarnya.",
    ]


def working_of(working: str) -> str:
    """Give how a line was worked out as people write it; nothing where it is but the amount."""
    said = shown(working)
    return "" if said.replace(".", "").isdigit() else said


def line_label(label: str, months: int) -> str:
    """Give what a line is, and over how many months it comes."""
    return f"{label}, dibayar {months} bulan" if months > 1 else label


def what_happens(code: str, shares: Sequence[Share], pay_by: date | None) -> list[str]:
    """Give the paragraphs that say who is paid what, how and when, and what is left to do."""
    if not shares:
        return ["Tidak ada pembayaran baru dari putusan ini."]
    said = [_share(share, code) for share in shares]
    if pay_by is not None:
        what = "pembayaran pertama" if any(share.months > 1 for share in shares) else "jaminan ini"
        said.append(
            f"Menurut undang-undang, {what} harus kami bayar paling lambat {long_date(pay_by)}"
            f" (UU 3/1992, Pasal 26). Bila belum diterima pada hari itu, hubungi kantor kami dengan"
            f" menyebut nomor klaim {code}."
        )
    if any(share.by_transfer for share in shares):
        said.append("Periksa nama dan nomor rekening di atas; bila keliru, segera beri tahu kami.")
    return said


def _share(share: Share, code: str) -> str:
    how = (
        f"ditransfer ke rekening {share.by_transfer}"
        if share.by_transfer
        else f"dapat diambil tunai di kasir kantor kami dengan membawa KTP dan nomor klaim {code}"
    )
    who = f"{share.name} menerima"
    as_what = PAID_AS.get(share.role, "")
    first = long_date(share.first_on)
    if share.months == 1:
        return f"{who} {rupiah(share.amount)}{as_what}, {how}, mulai {first}."
    when = f"setiap bulan selama {share.months} bulan, mulai {first}"
    if share.monthly is None:
        return f"{who} {rupiah(share.amount)}{as_what}, dibagi {when}, {how}."
    return (
        f"{who} {rupiah(share.monthly)}{as_what} {when} (seluruhnya {rupiah(share.amount)}), {how}."
    )


def tax(amount: int) -> str:
    """Give the sentence on what is kept back for the state."""
    return f"Pajak penghasilan {rupiah(amount)} kami potong dan kami setor ke kas negara."


def uncertain(cautions: Sequence[str]) -> list[str]:
    """Give the paragraphs on values that are not certain, each once."""
    if not cautions:
        return []
    return [*dict.fromkeys(cautions), "Bila ternyata lain, Anda dapat meminta hitung ulang."]


def closing(about: About, *, was_paid: bool) -> list[str]:
    """Give the paragraphs that say what to do if one does not agree."""
    more = [OBJECTION_JKK] if about.programme == "JKK" else []
    return [OBJECTION.format(code=about.code), *more, *([KEEP] if was_paid else [])]


def refusal(words: str, reason: str, citation: str) -> list[str]:
    """Give the paragraphs that say why nothing is paid."""
    return [
        f"Klaim ini tidak dapat kami bayar, karena {words}.",
        f"Penjelasan pejabat yang memutus: {_sentence(reason)} Dasarnya: {citation}.",
    ]


def after_refusal(reason_code: str, owed_by: str) -> list[str]:
    """Give the paragraphs that say what one can do, and who owes it where somebody does."""
    said = [NEXT[reason_code]] if reason_code in NEXT else []
    if owed_by:
        said.append(
            f"Hak itu tidak hilang: yang wajib membayarnya adalah pengusaha, {owed_by}. Mintalah"
            " kepada pengusaha; bila tidak dipenuhi, laporkan ke dinas tenaga kerja setempat."
        )
    return said or ["Petugas kami bersedia menjelaskan putusan ini di kantor kami."]


def request(code: str) -> list[str]:
    """Give the paragraphs that say how the papers that lack are handed in."""
    return [
        (
            f"Serahkan ke kantor kami dengan menyebut nomor klaim {code}, atau kirim fotonya"
            " melalui halaman klaim Anda. Tidak ada biaya."
            " Bila ada yang sulit diperoleh, datanglah: petugas kami membantu mencari penggantinya."
        ),
        (
            "Begitu semuanya ada, klaim kami putuskan, dan jaminan yang disetujui kami bayar dalam"
            " satu bulan (UU 3/1992, Pasal 26)."
        ),
    ]


def _sentence(text: str) -> str:
    """Give a text with a stop at its end."""
    said = text.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
