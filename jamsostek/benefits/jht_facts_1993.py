"""The facts of a claim for JHT savings, and which of them each way out needs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jamsostek.benefits.facts import doc
from jamsostek.benefits.jht_tax_2009 import EarlierPayment
from jamsostek.benefits.survivors import Beneficiary, Survivor


class JhtExit(StrEnum):
    """Why the savings are to be paid."""

    AGE_55 = "AGE_55"
    TOTAL_DISABILITY = "TOTAL_DISABILITY"
    DEATH = "DEATH"
    DEATH_WHILE_PAID = "DEATH_WHILE_PAID"
    """Died while being paid in monthly parts: what is left is paid."""
    LEAVING_INDONESIA = "LEAVING_INDONESIA"
    STOPPED_WORKING = "STOPPED_WORKING"
    CIVIL_SERVICE = "CIVIL_SERVICE"
    """Became a civil servant, soldier or police officer."""


class WorkAt55(StrEnum):
    """What somebody does who reaches 55."""

    NOT_WORKING = "NOT_WORKING"
    WORKS_AND_TAKES = "WORKS_AND_TAKES"
    """Works on, and takes the savings at 55."""
    WORKS_AND_WAITS = "WORKS_AND_WAITS"
    """Works on, and leaves the savings until the end of work."""
    WAITED = "WAITED"
    """Had worked on and waited, and now stops: the event is the end of work."""


class PaymentForm(StrEnum):
    """How savings are paid, at the member's choice where the law gives one."""

    LUMP_SUM = "LUMP_SUM"
    PERIODIC = "PERIODIC"


@dataclass(frozen=True, slots=True)
class JhtMovement:
    """An amount credited to the account, or taken out of it, after the balance."""

    value_day: date = field(metadata=doc("tanggal valuta", "value day"))
    amount: int = field(metadata=doc("jumlah; keluar: negatif", "amount; below zero if taken out"))


@dataclass(frozen=True, slots=True)
class JhtFacts:
    """What must be known of a claim for savings."""

    event_date: date | None = field(
        default=None,
        metadata=doc(
            "hari kejadian: mencapai usia 55, ditetapkan cacat, meninggal, meninggalkan Indonesia,"
            " atau hari pertama tidak bekerja lagi",
            "day of the event: 55th birthday, finding of disability, death, departure, or first"
            " day no longer worked",
        ),
    )
    exit: JhtExit | None = field(
        default=None, metadata=doc("alasan pembayaran", "why the savings are to be paid")
    )
    payment_date: date | None = field(
        default=None, metadata=doc("tanggal pembayaran", "day of payment")
    )
    balance: int | None = field(
        default=None,
        metadata=doc(
            "saldo pada tanggal itu, termasuk hasil pengembangan (DEATH_WHILE_PAID: sisanya)",
            "balance on balance_date with its returns; for DEATH_WHILE_PAID what is left",
        ),
    )
    balance_date: date | None = field(
        default=None,
        metadata=doc(
            "tanggal saldo: 31 Desember tahun terakhir yang dibukukan, atau tanggal pembayaran",
            "day of the balance: 31 December of the last year credited, or the day of payment",
        ),
    )
    movements: tuple[JhtMovement, ...] = field(
        default=(),
        metadata=doc("iuran dan pengeluaran setelah saldo", "what was credited or taken out since"),
    )
    birth_date: date | None = field(
        default=None, metadata=doc("tanggal lahir tenaga kerja", "the worker's day of birth")
    )
    at_55: WorkAt55 | None = field(
        default=None,
        metadata=doc(
            "masih bekerja pada usia 55 atau tidak, dan pilihannya",
            "whether the worker works on at 55, and the choice made",
        ),
    )
    disability_certified: bool | None = field(
        default=None,
        metadata=doc(
            "cacat total tetap sudah ditetapkan dokter",
            "whether a doctor certified total permanent disability",
        ),
    )
    member_since: date | None = field(
        default=None, metadata=doc("hari pertama kepesertaan", "first day of membership")
    )
    works_again: bool | None = field(
        default=None,
        metadata=doc("sudah bekerja kembali", "whether the worker is in work again"),
    )
    works_again_on: date | None = field(
        default=None,
        metadata=doc("hari pertama bekerja kembali", "first day in work again"),
    )
    payment_form: PaymentForm | None = field(
        default=None,
        metadata=doc(
            "pilihan tenaga kerja: sekaligus atau berkala (usia 55 dan cacat total)",
            "the member's choice: at once or monthly (at 55 and on total disability)",
        ),
    )
    periodic_months: int | None = field(
        default=None,
        metadata=doc("jumlah bulan bila berkala, 2 sampai 60", "months if monthly, 2 to 60"),
    )
    earlier_payments: tuple[EarlierPayment, ...] | None = field(
        default=None,
        metadata=doc(
            "bagian hak yang sama yang sudah dibayar; daftar kosong bila tidak ada",
            "parts of the same savings paid before; an empty list where there are none",
        ),
    )
    entitled_on: date | None = field(
        default=None,
        metadata=doc(
            "hari timbulnya hak yang dibayar berkala (untuk DEATH_WHILE_PAID)",
            "for DEATH_WHILE_PAID: day on which the right paid monthly arose",
        ),
    )
    has_npwp: bool | None = field(
        default=None,
        metadata=doc(
            "memiliki NPWP (pembayaran tahun ketiga dan seterusnya)",
            "whether there is a taxpayer number (payments of the third year and later)",
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
            "whom a will names, asked where there is no family; an empty list: no will",
        ),
    )


ALWAYS = ("event_date", "exit", "payment_date", "balance", "balance_date", "earlier_payments")
NEEDED = {
    JhtExit.AGE_55: ("birth_date", "at_55"),
    JhtExit.TOTAL_DISABILITY: ("disability_certified",),
    JhtExit.DEATH: ("survivors",),
    JhtExit.DEATH_WHILE_PAID: ("survivors", "entitled_on"),
    JhtExit.LEAVING_INDONESIA: (),
    JhtExit.STOPPED_WORKING: ("birth_date", "member_since", "works_again"),
    JhtExit.CIVIL_SERVICE: (),
}
"""What each way out needs besides."""
