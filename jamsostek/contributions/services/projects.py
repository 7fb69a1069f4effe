"""Billing construction projects: the terms of a contract, and what an addendum changes."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

import polars as pl
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.projects import (
    bills_of_project,
    dues_of_contract,
)
from jamsostek.contributions.rules.construction import terms_of_payment
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.rules.project_terms import (
    term_due_dates,
)
from jamsostek.contributions.services.bills import next_codes
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.membership.models import Project


class Payment(StrEnum):
    """In how many parts a contractor pays."""

    ONCE = "ONCE"
    TERMS = "TERMS"
    """The terms of the decree: a half and two quarters."""


class _Contract(NamedTuple):
    """A project as far as billing its contract goes."""

    project_id: int
    version_id: int
    branch_id: int
    number: str
    registered_on: date
    from_date: date
    until_date: date
    contract_value: int
    wage_sum: int | None
    billed_terms: int | None


class _Term(NamedTuple):
    """A bill about to be made."""

    contract: _Contract
    term: int
    terms: int
    due_date: date
    jkk: int
    jkm: int


def bill_project(*, project: Project, payment: Payment, act: Act) -> list[Bill]:
    """Bill a project's contract, a bill a term, each under a payment code of its own.

    Gives its bills in the order of payment; a repeat gives those made then.

    Raises:
        BilledOtherwise: it was billed before, in another number of terms.
        NotInForce: the project was registered before the decree, or the law of that day names
            no terms.
    """
    bill_projects(project_ids=[project.pk], payment=payment, act=act)
    terms = bills_of_project(project).filter(project_term__version__version=0)
    return list(terms.order_by("project_term__term"))


@transaction.atomic
def bill_projects(*, project_ids: Collection[int], payment: Payment, act: Act) -> int:
    """Bill the contracts of projects in a fixed number of statements; give how many bills.

    Projects billed before stay as they are. Addenda are billed one by one, after this.

    Raises:
        BilledOtherwise: one was billed before, in another number of terms.
        NotInForce: one was registered before the decree, or the law of that day names no terms.
    """
    terms: list[_Term] = []
    for contract in _contracts(project_ids):
        wanted = list(_terms(contract, payment))
        if contract.billed_terms is None:
            terms += wanted
        elif wanted and contract.billed_terms != wanted[0].terms:
            msg = f"{contract.number} was billed in {contract.billed_terms} terms."
            raise BilledOtherwise(msg)
    if not terms:
        return 0
    codes = next_codes(len(terms))
    _write(terms, codes, act)
    ledger.post_many(
        postings=[
            ledger.Posting(
                key=f"BILL:{code}",
                kind="BILL",
                day=act.day,
                text=f"Tagihan proyek {term.contract.number} termin {term.term}/{term.terms}",
                lines=bill_lines(of_programmes(term.jkk, term.jkm), 0),
            )
            for code, term in zip(codes, terms, strict=True)
        ],
        act=act,
    )
    billed = {term.contract.project_id for term in terms}
    audit.record(
        act=act,
        action="bill_project" if len(billed) == 1 else "bill_projects",
        subject_type="project",
        subject_id=next(iter(billed)) if len(billed) == 1 else None,
        detail={"projects": len(billed), "bills": len(terms)},
    )
    return len(terms)


class BilledOtherwise(ValueError):
    """A project billed before in another number of terms."""


CONTRACTS: Final = """
SELECT p.id, v.id, p.branch_id, p.number, p.registered_on, p.from_date, v.until_date,
    v.contract_value, v.wage_sum,
    (SELECT max(t.terms) FROM contributions_projectterm t WHERE t.version_id = v.id)
FROM membership_project p
JOIN membership_projectversion v ON v.project_id = p.id AND v.version = 0
WHERE p.id = ANY(%s) ORDER BY p.id
"""


def _contracts(project_ids: Collection[int]) -> Iterator[_Contract]:
    ids = list(project_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM membership_project WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", [ids]
        )
        cursor.execute(CONTRACTS, [ids])
        yield from map(_Contract._make, cursor.fetchall())


def _terms(contract: _Contract, payment: Payment) -> Iterator[_Term]:
    """Give the terms that ask for anything, JKK and JKM split one by one."""
    dues = dues_of_contract(
        contract_value=contract.contract_value,
        wage_sum=contract.wage_sum,
        registered_on=contract.registered_on,
    )
    parts = [[dues.jkk], [dues.jkm]]
    if payment is Payment.TERMS:
        parts = [terms_of_payment(amount, on=contract.registered_on) for (amount,) in parts]
    days = term_due_dates(
        len(parts[0]),
        registered_on=contract.registered_on,
        from_date=contract.from_date,
        until_date=contract.until_date,
    )
    for number, (day, jkk, jkm) in enumerate(zip(days, *parts, strict=True), 1):
        if jkk or jkm:
            yield _Term(contract, number, len(days), day, jkk, jkm)


def _write(terms: list[_Term], codes: list[str], act: Act) -> None:
    """Write the bills and which terms they ask for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('contributions_bill_id_seq') FROM generate_series(1, %s)", [len(terms)]
        )
        ids = [number for (number,) in cursor.fetchall()]
        bills = pl.DataFrame(
            [
                {
                    "id": number,
                    "kind": Bill.Kind.PROJECT.value,
                    "branch_id": term.contract.branch_id,
                    "project_id": term.contract.project_id,
                    "month": Month.of(term.due_date).first_day,
                    "code": code,
                    "issued_on": act.day,
                    "due_date": term.due_date,
                    "jkk": term.jkk,
                    "jkm": term.jkm,
                }
                for number, code, term in zip(ids, codes, terms, strict=True)
            ]
        )
        both = pl.col("jkk") + pl.col("jkm")
        nothing = [pl.lit(0).alias(name) for name in ("jht", "jpk", "penalty", "received")]
        state = pl.lit(Bill.State.OPEN.value)
        bills = bills.with_columns(*nothing, contributions=both, amount=both, state=state)
        copy_frame(cursor, "contributions_bill", bills)
        copy_frame(
            cursor,
            "contributions_projectterm",
            pl.DataFrame(
                {
                    "bill_id": ids,
                    "version_id": [term.contract.version_id for term in terms],
                    "term": [term.term for term in terms],
                    "terms": [term.terms for term in terms],
                }
            ),
        )


def of_programmes(jkk: int, jkm: int) -> dict[Programme, int]:
    """Give the two amounts of a project's bill by programme."""
    return {Programme.JKK: jkk, Programme.JKM: jkm}
