"""What some companies of the demonstration do month by month: declare, and pay in their own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from jamsostek.contributions.models import Bill, Declaration, Naming
from jamsostek.contributions.services import wage_files
from jamsostek.contributions.services.declarations import declare, declare_as_last_month
from jamsostek.contributions.services.receipts import assign_receipt
from jamsostek.jobs.bank_statements import take_statement
from jamsostek.jobs.demonstration import building, own_account
from jamsostek.jobs.demonstration.companies import Company, companies
from jamsostek.jobs.demonstration.register import act_on
from jamsostek.jobs.demonstration.sizes import Size
from jamsostek.jobs.demonstration.staff import BRANCH, let_employer_sign_in
from jamsostek.jobs.demonstration.statements import Booking, Period, klikbca, mt940
from jamsostek.jobs.demonstration.wage_files import (
    Changes,
    Stranger,
    payroll,
    text_file,
    workbook,
)
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import MONTHS as MONTH_NAMES
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.treasury.models import LineKind, StatementFile, StatementLine
from jamsostek.treasury.queries import bank_account
from jamsostek.treasury.services import open_bank_account

MONTHS: Final = (Month(2011, 5), Month(2011, 6), Month(2011, 7), Month(2011, 8))
"""The months declared; September is left to whoever tries the pages."""

FILED_ON: Final = 5
"""The day of the next month on which everybody declares."""

ACCOUNTS: Final = (("BCA", "9990011223"), ("Mandiri", "9990077700011"))


class Habit(StrEnum):
    """How a company pays."""

    EXACT = "EXACT"
    LATE = "LATE"
    """Three weeks after the due date."""
    IN_PARTS = "IN_PARTS"
    """Three fifths at once, the rest two weeks later; August's rest is still out."""
    TOO_MUCH = "TOO_MUCH"
    """Rounds up to the next hundred thousand."""
    TWO_AT_ONCE = "TWO_AT_ONCE"
    """Every other month, one transfer for two bills."""
    NO_CODE = "NO_CODE"
    """By transfer without the payment code; an officer finds the first ones."""
    STOPPED = "STOPPED"
    """Nothing since June's contributions."""
    SKIPS = "SKIPS"
    """Did not declare July."""


class Way(StrEnum):
    """How a company declares."""

    WORKBOOK = "WORKBOOK"
    TEXT = "TEXT"
    COPY = "COPY"
    """The first month from the register, then as last month."""


@dataclass(frozen=True, slots=True)
class Dealer:
    """A company that declares and pays, and how."""

    company: Company
    habit: Habit
    way: Way


PATTERN: Final = (
    (Habit.EXACT, Way.WORKBOOK),
    (Habit.LATE, Way.TEXT),
    (Habit.IN_PARTS, Way.COPY),
    (Habit.TOO_MUCH, Way.COPY),
    (Habit.TWO_AT_ONCE, Way.COPY),
    (Habit.NO_CODE, Way.COPY),
    (Habit.STOPPED, Way.WORKBOOK),
    (Habit.SKIPS, Way.COPY),
)
SIZES: Final = range(24, 180)
"""Companies that declare have this many workers, so that their pages can be taken in."""

HANDY: Final = 60
"""How many workers a company has whose sign-in is printed, as far as there is one."""


def dealers(size: Size, seed: int) -> list[Dealer]:
    """Give the companies that declare: first two of the branch that staff signs in at."""
    old_enough = [
        company
        for company in companies(size, seed)
        if company.workers in SIZES and company.from_date <= date(2011, 4, 1)
    ]
    at_branch = [company for company in old_enough if company.branch_code == BRANCH]
    home = sorted(at_branch, key=lambda company: abs(company.workers - HANDY))[:2]
    others = [company for company in old_enough if company not in home]
    step = max(1, len(others) // (size.declaring - len(home)))
    chosen = [*home, *others[::step]][: size.declaring]
    rest = (Habit.EXACT, Way.COPY)
    return [
        Dealer(company, *(PATTERN[at] if at < len(PATTERN) else rest))
        for at, company in enumerate(chosen)
    ]


def let_employers_sign_in(size: Size, seed: int) -> None:
    """Create the sign-ins for the personnel offices of the two companies at the staff's branch."""
    for dealer, (username, name) in zip(dealers(size, seed), EMPLOYER_SIGN_INS, strict=False):
        employer = Employer.objects.get(npp=dealer.company.npp)
        let_employer_sign_in(username, name, employer, act_on(MONTHS[0].first_day))


EMPLOYER_SIGN_INS: Final = (("perusahaan", "Puji Rahayu"), ("perusahaan2", "Heru Waluyo"))


def open_accounts() -> None:
    """Open the two bank accounts that contributions are paid into."""
    for bank, number in ACCOUNTS:
        open_bank_account(
            bank=bank,
            number=number,
            name="Rekening iuran Kantor Wilayah V",
            act=act_on(MONTHS[0].first_day, hour=8),
        )


SPECIAL_ACCOUNT: Final = "9990011300"
"""Into this account projects and own-account workers pay."""


def open_special_account() -> None:
    """Open the account for construction projects and own-account workers."""
    open_bank_account(
        bank="BCA", number=SPECIAL_ACCOUNT, name="Rekening iuran program khusus",
        act=act_on(date(2010, 12, 31), hour=8),
    )  # fmt: skip


def pay_special(month: Month) -> None:
    """Take in a month's statement of that account."""
    paid = [*building.bookings_of(month), *own_account.bookings_of(month)]
    bookings = sorted([*paid, *_of_the_bank(month)], key=lambda booking: booking.day)
    period = Period(SPECIAL_ACCOUNT, month.first_day, month.last_day, balance_of(SPECIAL_ACCOUNT))
    taken = take_statement(
        content=klikbca(period, bookings),
        name=f"mutasi-{SPECIAL_ACCOUNT}-{month}.csv",
        act=act_on(month.last_day, hour=16),
    )
    if taken.allocated.failures:
        raise PaymentLost(str(taken.allocated.failures[0]))


def file_month(size: Size, seed: int, month: Month) -> None:
    """Have every dealer declare one month, a few days into the next."""
    for at, dealer in enumerate(dealers(size, seed)):
        if dealer.habit is Habit.SKIPS and month == Month(2011, 7):
            continue
        employer = Employer.objects.get(npp=dealer.company.npp)
        if dealer.way is Way.COPY:
            _declare_by_hand(employer, month, skipped=dealer.habit is Habit.SKIPS)
        else:
            _send_file(employer, month, dealer.way, _changes(employer, month, first=at == 0))


def _declare_by_hand(employer: Employer, month: Month, *, skipped: bool) -> None:
    act = act_on((month + 1).day(FILED_ON))
    if month == MONTHS[0] or (skipped and month == Month(2011, 8)):
        wages = payroll(employer, month).select("person_id", "employment_id", "wage")
        declare(employer=employer, month=month, wages=wages, kind=Declaration.Kind.FILE, act=act)
    else:
        declare_as_last_month(employer=employer, month=month, act=act)


def _send_file(employer: Employer, month: Month, way: Way, changes: Changes) -> None:
    """Send a wage file as the personnel office would; register whom it names and we do not know."""
    act = act_on((month + 1).day(FILED_ON))
    write, ending = (workbook, "xlsx") if way is Way.WORKBOOK else (text_file, "csv")
    wage_file = wage_files.receive_wage_file(
        employer=employer,
        month=month,
        name=f"upah-{month}-{employer.npp}.{ending}",
        content=write(employer, month, changes),
        act=act,
    )
    wage_file = wage_files.read_received(wage_file=wage_file)
    if changes.strangers:
        wage_files.register_unknown_workers(wage_file=wage_file, act=act)
        wage_file = wage_files.read_received(wage_file=wage_file)
    wage_files.file_wage_file(wage_file=wage_file, end_leavers=True, act=act)


STRANGER: Final = Stranger("Ratna Anggraini", "9972505103880001", date(1988, 3, 11), 950_000)


def _changes(employer: Employer, month: Month, *, first: bool) -> Changes:
    """Give what the first company's files bring: somebody new in July, who leaves in August."""
    if first and month == Month(2011, 7):
        return Changes(strangers=[STRANGER])
    if first and month == Month(2011, 8):
        newcomer = InsuredPerson.objects.get(nik=STRANGER.nik, employments__employer=employer)
        return Changes(leaves=(newcomer.kpj, date(2011, 8, 26)))
    return Changes()


def pay_month(size: Size, seed: int, month: Month) -> None:
    """Take in both banks' statements of a month, with what the dealers paid in it."""
    paid = [
        (at, booking)
        for at, dealer in enumerate(dealers(size, seed))
        for booking in _payments(dealer, month)
    ]
    act = act_on(month.last_day, hour=16)
    for at, ((_, number), write) in enumerate(zip(ACCOUNTS, (klikbca, mt940), strict=True)):
        own = [booking for dealer_at, booking in paid if dealer_at % 2 == at]
        bookings = sorted([*own, *_of_the_bank(month)], key=lambda booking: booking.day)
        period = Period(number, month.first_day, month.last_day, balance_of(number))
        ending = "csv" if write is klikbca else "sta"
        taken = take_statement(
            content=write(period, bookings), name=f"mutasi-{number}-{month}.{ending}", act=act
        )
        if taken.allocated.failures:
            raise PaymentLost(str(taken.allocated.failures[0]))
    _find_payers(month)


class PaymentLost(RuntimeError):
    """A payment of the demonstration that could not be given to its bill."""


def balance_of(number: str) -> int:
    """Give the balance at the end of the last statement of an account, in whole rupiah."""
    last = StatementFile.objects.filter(account=bank_account(number)).order_by("pk").last()
    return (last.closing_sen or 0) // 100 if last else 25_000_000


def _of_the_bank(month: Month) -> list[Booking]:
    return [
        Booking(month.last_day, 84_512, "JASA GIRO"),
        Booking(month.last_day, -16_902, "PAJAK JASA GIRO"),
        Booking(month.last_day, -25_000, "BIAYA ADM"),
    ]


def _payments(dealer: Dealer, month: Month) -> Iterator[Booking]:
    """Give what a company pays in a month, for the bills it has by then."""
    for bill in Bill.objects.filter(employer__npp=dealer.company.npp).order_by("month"):
        billed = Month.of(bill.month)
        for day, amount in _instalments(dealer, bill, billed):
            if Month.of(day) == month and amount:
                yield Booking(day, amount, _text(dealer, [bill], billed))
    if dealer.habit is Habit.TWO_AT_ONCE and month in TWO_AT_ONCE_PAID:
        yield from _two_at_once(dealer, month)


TWO_AT_ONCE_PAID: Final = (Month(2011, 7), Month(2011, 9))


def _two_at_once(dealer: Dealer, month: Month) -> Iterator[Booking]:
    open_bills = list(
        Bill.objects.filter(employer__npp=dealer.company.npp, settled_on=None).order_by("month")
    )
    together = sum(bill.amount for bill in open_bills)
    if together:
        yield Booking(month.day(12), together, _text(dealer, open_bills, month + -1))


def _instalments(dealer: Dealer, bill: Bill, billed: Month) -> list[tuple[date, int]]:
    """Give the days and amounts in which a company pays one bill."""
    habit, due = dealer.habit, bill.due_date
    part = bill.amount * 3 // 5
    rounded = -(-bill.amount // 100_000) * 100_000
    on_time = due - timedelta(days=1 + (dealer.company.number + billed.number) % 9)
    ways: dict[Habit, list[tuple[date, int]]] = {
        Habit.LATE: [(due + timedelta(days=21), bill.amount)],
        Habit.IN_PARTS: [(on_time, part), (due + timedelta(days=14), bill.amount - part)],
        Habit.TOO_MUCH: [(on_time, rounded)],
        Habit.TWO_AT_ONCE: [],
        Habit.STOPPED: [(on_time, bill.amount)] if billed <= Month(2011, 6) else [],
    }
    paid = ways.get(habit, [(on_time, bill.amount)])
    if habit is Habit.IN_PARTS and billed == MONTHS[-1]:
        return paid[:1]
    return paid


def _text(dealer: Dealer, bills: Sequence[Bill], billed: Month) -> str:
    """Give what the bank prints beside a payment."""
    name = dealer.company.name.upper()
    month = f"{MONTH_NAMES['id'][billed.number - 1][:3].upper()} {billed.year}"
    if dealer.habit is Habit.NO_CODE:
        return f"KR OTOMATIS {name} IURAN JAMSOSTEK {month}"
    codes = " DAN ".join(bill.code for bill in bills)
    if len(bills) == 1 and dealer.company.number % 3 == 0:
        return f"KR OTOMATIS VA {virtual_account(codes)} {name}"
    return f"TRSF E-BANKING CR IURAN {month} {codes} {name}"


def _find_payers(month: Month) -> None:
    """Have an officer give the payments without code to their bills; September's still wait."""
    if month == Month(2011, 9):
        return
    named = Naming.objects.values("line_id")
    waiting = StatementLine.objects.filter(
        kind=LineKind.PAYMENT, day__range=(month.first_day, month.last_day)
    ).exclude(pk__in=named)
    for line in waiting:
        name = line.text.removeprefix("KR OTOMATIS ").partition(" IURAN")[0]
        bill = Bill.objects.filter(
            employer__name__iexact=name, amount=line.amount, settled_on=None
        ).first()
        if bill:
            assign_receipt(
                line=line,
                bill=bill,
                reason="Nama perusahaan dan jumlahnya cocok.",
                act=act_on(month.last_day, hour=17),
            )
