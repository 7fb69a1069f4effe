"""Files to try the pages with: September's wages of one company, and the payment of its bills."""

from datetime import date
from typing import Final

from jamsostek.contributions.models import Bill
from jamsostek.jobs.demonstration.dealings import ACCOUNTS, Dealer, balance_of, dealers
from jamsostek.jobs.demonstration.sizes import PRESENT, Size
from jamsostek.jobs.demonstration.statements import Booking, Period, klikbca
from jamsostek.jobs.demonstration.wage_files import Changes, Stranger, workbook
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer

SEPTEMBER: Final = Month(2011, 9)
NEWCOMER: Final = Stranger("Wahyu Kurniawan", "9972100207900002", date(1990, 7, 2), 905_000)
"""In the file and not yet registered: the page offers to do it."""


def samples(size: Size, seed: int) -> dict[str, bytes]:
    """Give files by name: the wages of September, and a statement if the company has open bills.

    The company is the one that `perusahaan` signs in for.
    """
    dealer = dealers(size, seed)[0]
    employer = Employer.objects.get(npp=dealer.company.npp)
    wages = workbook(employer, SEPTEMBER, Changes(strangers=[NEWCOMER]))
    files = {f"upah-{SEPTEMBER}-{employer.npp}.xlsx": wages}
    bills = list(Bill.objects.filter(employer=employer, settled_on=None).order_by("month"))
    if bills:
        files[f"mutasi-{bills[-1].code}.csv"] = _paying(bills, dealer)
    return files


def _paying(bills: list[Bill], dealer: Dealer) -> bytes:
    number = ACCOUNTS[0][1]
    bookings = [
        Booking(
            PRESENT,
            bill.amount - bill.received,
            f"TRSF E-BANKING CR IURAN {bill.code} {dealer.company.name.upper()}",
        )
        for bill in bills
    ]
    return klikbca(Period(number, PRESENT, PRESENT, balance_of(number)), bookings)
