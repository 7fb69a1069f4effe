"""Exports whose days overlap give every line once, in whatever order they are read."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jamsostek.treasury.formats import read_statement

FIRST = date(2011, 12, 28)


@dataclass(frozen=True)
class Booking:
    """One booking of an account: few texts and amounts, so that many are alike."""

    day: int
    credit: bool
    rupiah: int
    text: str
    reference: str


BOOKINGS = st.lists(
    st.builds(
        Booking,
        day=st.integers(0, 6),
        credit=st.booleans(),
        rupiah=st.sampled_from([100, 250]),
        text=st.sampled_from(["SETORAN 65331604954", "SETORAN"]),
        reference=st.sampled_from(["", "", "A1", "A2"]),
    ),
    max_size=14,
).map(lambda bookings: sorted(bookings, key=lambda booking: booking.day))
WINDOWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted), max_size=5)


def klikbca(bookings: list[Booking], first: int, last: int) -> bytes:
    """Write the export of some days, as the bank would."""
    start, end = FIRST + timedelta(days=first), FIRST + timedelta(days=last)
    rows, balance, opening = [], 1000, None
    for each in bookings:
        before, balance = balance, balance + (each.rupiah if each.credit else -each.rupiah)
        if first <= each.day <= last:
            opening = before if opening is None else opening
            day, mark = FIRST + timedelta(days=each.day), "CR" if each.credit else "DB"
            rows.append(f"{day:%d/%m},{each.text},0000,{each.rupiah}.00,{mark},{balance}.00")
    head = f"No. rekening : 9990011223\nPeriode : {start:%d/%m/%Y} - {end:%d/%m/%Y}\n"
    head += "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n"
    return (head + "\n".join(rows) + "\nSaldo Akhir : 0.00\n").encode()


def mandiri(bookings: list[Booking], first: int, last: int) -> bytes:
    """Write the same days in a format without balances, often without references."""
    head = "Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,"
    rows = [head + "Debit,Credit"]
    for each in bookings:
        if first <= each.day <= last:
            day = FIRST + timedelta(days=each.day)
            sums = f".00,{each.rupiah}.00" if each.credit else f"{each.rupiah}.00,.00"
            rows.append(
                f"9990033,{day:%d/%m/%y},{day:%d/%m/%y},1,{each.text},,{each.reference},{sums}"
            )
    return "\n".join(rows).encode()


@settings(max_examples=80)
@given(bookings=BOOKINGS, windows=WINDOWS, data=st.data())
def test_overlapping_exports_give_each_line_once(
    bookings: list[Booking], windows: list[list[int]], data: st.DataObject
) -> None:
    spans = data.draw(st.permutations([*windows, [0, 3], [3, 6]]))

    for write in (klikbca, mandiri):
        seen = set()
        for first, last in spans:
            statement = read_statement(write(bookings, first, last))
            seen |= {line.identity() for line in statement.lines}

        assert len(seen) == len(bookings)


def test_booking_printed_twice_with_a_balance_that_stands_still_is_one() -> None:
    export = klikbca([Booking(0, credit=True, rupiah=100, text="SETORAN", reference="")], 0, 0)
    row = b"28/12,SETORAN,0000,100.00,CR,1100.00\n"

    statement = read_statement(export.replace(row, row + row))

    assert len({line.identity() for line in statement.lines}) == 1
