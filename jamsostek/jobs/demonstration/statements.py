"""Bank statements as two banks would export them, made from the demonstration's payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Booking:
    """One line of a statement: whole rupiah, above zero what came in, below zero what went out."""

    day: date
    amount: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """What a statement covers, and where the balance stood before."""

    account: str
    first: date
    last: date
    opening: int


def klikbca(period: Period, bookings: Sequence[Booking]) -> bytes:
    """Write the CSV export of a bank's pages: days without year, signs in a column of their own."""
    lines = [
        "Informasi Rekening - Mutasi Rekening",
        f"No. rekening : {period.account}",
        "Nama : REKENING IURAN KANTOR WILAYAH V",
        f"Periode : {period.first:%d/%m/%Y} - {period.last:%d/%m/%Y}",
        "Kode Mata Uang : IDR",
        "",
        "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo",
    ]
    balance = period.opening
    for booking in bookings:
        balance += booking.amount
        sign = "CR" if booking.amount > 0 else "DB"
        amount = f"{abs(booking.amount)}.00,{sign}"
        lines.append(f"'{booking.day:%d/%m},{booking.text},'0000,{amount},{balance}.00")
    incoming = sum(booking.amount for booking in bookings if booking.amount > 0)
    lines += [
        f'Saldo Awal,:,"{period.opening:,}.00"',
        f'Mutasi Debet,:,"{period.opening + incoming - balance:,}.00"',
        f'Mutasi Kredit,:,"{incoming:,}.00"',
        f'Saldo Akhir,:,"{balance:,}.00"',
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


LINE_WIDTH: Final = 65


def mt940(period: Period, bookings: Sequence[Booking]) -> bytes:
    """Write one SWIFT message: amounts with a decimal comma, texts in lines of 65 characters."""
    balance = period.opening + sum(booking.amount for booking in bookings)
    lines = [
        "{1:F01ZZZZIDJAAXXX0000000000}{4:",
        f":20:STMT{period.last:%y%m%d}",
        f":25:{period.account}",
        f":28C:{period.last:%m}/001",
        f":60F:{_side(period.opening)}{period.first:%y%m%d}IDR{abs(period.opening)},00",
    ]
    for number, booking in enumerate(bookings, start=1):
        amount = f"{_side(booking.amount)}{abs(booking.amount)},00"
        reference = f"FT{booking.day:%y%j}{number:05d}"
        lines.append(f":61:{booking.day:%y%m%d}{amount}NTRFNONREF//{reference}")
        folded = [
            booking.text[at : at + LINE_WIDTH] for at in range(0, len(booking.text), LINE_WIDTH)
        ]
        lines += [f":86:{folded[0]}", *folded[1:]]
    lines += [f":62F:{_side(balance)}{period.last:%y%m%d}IDR{abs(balance)},00", "-}"]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _side(amount: int) -> str:
    return "C" if amount >= 0 else "D"
