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
SORROW: Final = "Kami turut berdukacita atas meninggalnya {worker}."
"""How a letter begins where somebody died."""
OBJECTION: Final = (
    "Bila Ibu atau Bapak tidak setuju, ajukan keberatan secara tertulis ke kantor kami, dengan"
    " menyebut nomor klaim {code}. Tidak ada biaya. Peraturan tidak menetapkan batas waktu, tetapi"
    " sebaiknya segera. Keberatan dijawab oleh pejabat lain daripada yang memutus."
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
    worker: str
    event_date: date
    has_died: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody is paid: how much, how, and by when; months where it comes monthly."""

    name: str
    amount: int
    by_transfer: str
    """The bank account, or empty for cash."""
    months: int
    first_on: date


def opening(about: About) -> list[str]:
    """Give the paragraphs that say what a letter answers."""
    first = [SORROW.format(worker=about.worker)] if about.has_died else []
    return [
        *first,
        (
            f"Surat ini menjawab klaim {about.code} atas {PROGRAMMES[about.programme]} untuk"
            f" {about.worker}, karena kejadian pada {long_date(about.event_date)}."
        ),
    ]


def line_label(label: str, working: str, months: int) -> str:
    """Give a line with how it was worked out."""
    said = shown(working)
    monthly = f", dibayar {months} bulan" if months > 1 else ""
    return f"{label}{monthly}" if said.replace(".", "").isdigit() else f"{label}{monthly}: {said}"


def what_happens(shares: Sequence[Share], pay_by: date | None) -> list[str]:
    """Give the paragraphs that say who is paid what, how and when."""
    said = []
    for share in shares:
        how = (
            f"ditransfer ke rekening {share.by_transfer}"
            if share.by_transfer
            else "dapat diambil tunai di kasir kantor kami dengan membawa KTP dan surat ini"
        )
        when = (
            f"setiap bulan selama {share.months} bulan, mulai {long_date(share.first_on)}"
            if share.months > 1
            else f"mulai {long_date(share.first_on)}"
        )
        said.append(f"{share.name} menerima {rupiah(share.amount)}, {how}, {when}.")
    if pay_by is not None:
        said.append(
            "Menurut undang-undang, kami harus membayar paling lambat"
            f" {long_date(pay_by)} (UU 3/1992, Pasal 26)."
        )
    return said


def closing(about: About) -> list[str]:
    """Give the paragraphs that say what to do if one does not agree."""
    more = [OBJECTION_JKK] if about.programme == "JKK" else []
    return [OBJECTION.format(code=about.code), *more, KEEP]


def refusal(words: str, reason: str, citation: str, owed_by: str) -> list[str]:
    """Give the paragraphs that say why nothing is paid, and who owes it where somebody does."""
    said = [
        f"Klaim ini tidak dapat kami bayar: {words}. {reason} Dasarnya: {citation}.",
    ]
    if owed_by:
        said.append(
            f"Hak itu tidak hilang: yang wajib membayarnya adalah pengusaha, {owed_by}. Mintalah"
            " kepada pengusaha; bila tidak dipenuhi, laporkan ke dinas tenaga kerja setempat."
        )
    return said


def request(code: str, papers: Sequence[str]) -> list[str]:
    """Give the paragraphs that ask for the papers that lack."""
    return [
        f"Agar klaim {code} dapat kami hitung dan bayar, masih diperlukan:",
        *(f"{number}. {paper}" for number, paper in enumerate(papers, 1)),
        (
            "Serahkan ke kantor kami, atau kirim fotonya melalui halaman klaim Anda. Tidak ada"
            " biaya. Bila ada yang sulit diperoleh, datanglah: petugas kami membantu mencari"
            " penggantinya."
        ),
    ]
