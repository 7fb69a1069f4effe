"""Cover beside a naive reckoning, day by day, over random jobs, months paid and money taken back.

Everything comes through the services and the bank's own files, in random order and repeated.
"""

from datetime import date, timedelta
from itertools import count

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamsostek.contributions.models import Bill, Declaration
from jamsostek.contributions.queries.cover import cover_on
from jamsostek.contributions.services.declarations import declare
from jamsostek.contributions.services.lapsing import lapse_bills
from jamsostek.contributions.services.own_account import bill_ahead
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.jobs.bank_statements import take_statement
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import register_of
from jamsostek.treasury.models import LineKind
from tests.building import REGISTERED, contractor, project, put_on
from tests.contributions.test_receipts import bank_line, billed, take
from tests.people import act, batik_melati, hire
from tests.treasury.accounts import collecting
from tests.vendors import protected, vendor

pytestmark = pytest.mark.django_db

TWO = frozenset({"JKK", "JKM"})
THREE = TWO | {"JHT"}
names = count(1)
slow = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

jobs = st.lists(
    st.tuples(
        st.integers(0, 60),  # first day, counted from 1 September 2011
        st.integers(1, 60),  # days worked
        st.one_of(st.none(), st.integers(30, 90)),  # day the employer's first bill is paid
        st.booleans(),  # whether the bank took that back
        st.one_of(st.none(), st.integers(30, 90)),  # day it was paid again
    ),
    min_size=1,
    max_size=3,
)
START = date(2011, 9, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def first_bill(employer: Employer) -> Bill:
    """The bill of September for whoever worked there then."""
    declaration = declare(
        employer=employer,
        month=Month(2011, 9),
        wages=register_of(employer)
        .filter(pl.col("from_date") < date(2011, 10, 1))
        .select("person_id", "employment_id", wage=pl.lit(1_000_000)),
        kind=Declaration.Kind.FILE,
        act=act(date(2011, 9, 30)),
    )
    return Bill.objects.get(declaration=declaration)


@slow
@given(plan=jobs, asked=st.lists(st.integers(-5, 130), min_size=6, max_size=6), order=st.randoms())
def test_jobs_insure_from_their_start_and_the_standing_first_payment_to_their_end(
    plan, asked, order
):
    billed(batik_melati(name="PT Lama Rekaan"), Month(2011, 1))
    kpj, expected, lines = "", [], []
    for first, length, paid, is_taken_back, again in plan:
        employer = batik_melati(name=f"PT Rekaan {next(names)}", from_date=START)
        hired = hire(
            employer, "SITI", kpj=kpj, from_date=day(first), until_date=day(first + length)
        )
        kpj = kpj or hired.rows["kpj"][0]
        hire(employer, f"TEMAN {next(names)}", from_date=START)
        bill = first_bill(employer)
        standing = []
        for on, back in ((paid, is_taken_back), (again, False)):
            if on is None:
                continue
            line = bank_line(bill.amount, bill.code, day=day(on))
            lines.append(line)
            if back:
                undoing = {"kind": LineKind.REVERSAL, "reverses": line, "day": day(on)}
                lines.append(bank_line(bill.amount, **undoing))
            else:
                standing.append(on)
        if standing:
            expected.append((max(first, min(standing)), first + length))
    order.shuffle(lines)
    for line in lines:
        take(line)
    take(*lines)
    siti = InsuredPerson.objects.get(kpj=kpj)

    for number in asked:
        holds = any(begins <= number < ends for begins, ends in expected)
        assert cover_on(siti, day(number)).programmes == (THREE if holds else frozenset())


payments = st.lists(
    st.tuples(
        st.integers(0, 3),  # which of the four bills
        st.integers(1, 31),  # day of October
        st.sampled_from([(1, 2), (1, 1), (2, 1)]),  # how much of it
        st.one_of(st.none(), st.integers(0, 3)),  # days until the bank takes it back
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one[:3],
)


def statement(number: str, rows: list[tuple[int, str, int]], before: int) -> bytes:
    """A part of an account's statement of October, with the balance that it really has."""
    balance, lines = before, []
    for on, text, amount in rows:
        balance += amount
        mark = "CR" if amount > 0 else "DB"
        lines.append(f"{on:02d}/10,{text},0000,{abs(amount)}.00,{mark},{balance}.00\n")
    head = f"No. rekening : {number}\nPeriode : 01/10/2011 - 31/10/2011\n"
    head += "Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo\n"
    return f"{head}{''.join(lines)}Saldo Akhir,:,{balance}.00\n".encode()


def world(plan, order=None):
    """What a vendor and a builder's worker are insured for once all files are in."""
    cover = vendor(f"PEDAGANG {next(names)}", nik="", from_date=date(2011, 10, 3))
    of = project(contractor(f"CV Rekaan {next(names)}"))
    hired = hire(batik_melati(name=f"PT Rekaan {next(names)}"), "BUDI", until_date=date(2010, 6, 1))
    budi = InsuredPerson.objects.get(kpj=hired.rows["kpj"][0])
    put_on(of, {"name": "BUDI", "kpj": budi.kpj})
    bills = bill_project(project=of, payment=Payment.TERMS, act=act(REGISTERED))
    bills.append(bill_ahead(cover=cover, months=3, act=act(date(2011, 10, 3))))
    rows = []
    for which, on, (times, of_parts), back in plan:
        amount = bills[which].amount * times // of_parts
        rows.append((on, f"IURAN {bills[which].code}", amount))
        if back is not None:
            rows.append((min(on + back, 31), f"KOREKSI {bills[which].code}", -amount))
    rows.sort(key=lambda row: row[0])
    number = f"99{next(names):08d}"
    account = collecting(number)
    cuts = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    sums = [1_000_000_000 + sum(row[2] for row in rows[:at]) for at in range(0, len(rows), 2)]
    files = [statement(number, cut, before) for cut, before in zip(cuts, sums, strict=True)]
    if order is not None:
        files += files[:2]
        order.shuffle(files)
    for at, content in enumerate(files):
        take_statement(content=content, name=f"{at}.csv", act=act(date(2011, 11, 1)))
    lapse_bills(act=act(date(2011, 11, 4)))
    days = [date(2011, 10, 1) + timedelta(days=n) for n in range(0, 80, 5)]
    found = [
        sorted((one.programme, one.since, one.last_day) for one in cover_on(who, on).insured)
        for who in (cover.person, budi)
        for on in days
    ]
    for bill in bills:
        bill.refresh_from_db()
    assert account.number == number
    return (
        [(bill.state, bill.received, bill.settled_on) for bill in bills],
        protected(cover),
        found,
    )


@slow
@given(plan=payments, order=st.randoms(use_true_random=False))
def test_files_of_the_bank_in_any_order_and_repeated_insure_alike(plan, order):
    assert world(plan) == world(plan, order)


def test_the_worlds_compared_have_cover_to_lose():
    bought = [(0, 5, (1, 1), None), (3, 7, (1, 1), None)]
    undone = [(*payment[:3], 2) for payment in bought]

    paid, taken_back = world(bought), world(undone)

    assert paid[1] == [(date(2011, 10, 7), date(2012, 1, 1))]
    assert {len(programmes) for programmes in paid[2]} == {0, 2, 3}
    assert (taken_back[1], any(taken_back[2])) == ([], False)
