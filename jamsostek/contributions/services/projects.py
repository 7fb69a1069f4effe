"""Billing construction projects: the terms of a contract, and what an addendum changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

import polars as pl
from django.db import connection, transaction
from django.db.models import Sum

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill, BillReduction, ProjectTerm
from jamsostek.contributions.queries.projects import (
    bills_of_project,
    dues_of_contract,
    dues_of_version,
    late_terms,
)
from jamsostek.contributions.rules.construction import terms_of_payment
from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.rules.penalties import charged
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.rules.project_terms import (
    OpenTerm,
    Reduced,
    reductions,
    term_due_dates,
)
from jamsostek.contributions.services.bills import Uncharged, charge, next_codes
from jamsostek.contributions.services.receipts import hold_with_tied, lower_bills
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import Project, ProjectVersion
from jamsostek.membership.services import hold_project


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
                lines=bill_lines(_due(term.jkk, term.jkm), 0),
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


def _due(jkk: int, jkm: int) -> dict[Programme, int]:
    return {Programme.JKK: jkk, Programme.JKM: jkm}


@dataclass(frozen=True, slots=True)
class AddendumBilled:
    """What an addendum came to: a further bill, or less on those there are; or nothing."""

    bill: Bill | None
    reductions: tuple[BillReduction, ...]


@again_after_deadlock
@transaction.atomic
def bill_addendum(*, version: ProjectVersion, act: Act) -> AddendumBilled:
    """Bill what an addendum adds to a project's dues, or take off its bills what it lessens.

    Only the difference to the version before counts, by the tariff of the registration, so the
    bills together always ask for the dues of the newest version. What is taken off a paid bill
    waits on it as paid too much. A repeat changes nothing and gives what was done then.

    Raises:
        NotBilledYet: the version before was not billed.
        NoAddendum: it is the contract itself.
    """
    project = hold_project(version.project)
    if version.version == 0:
        msg = f"Version 0 of {project.number} is the contract."
        raise NoAddendum(msg)
    if (done := _done(version)) is not None:
        return done
    before = ProjectVersion.objects.get(project=project, version=version.version - 1)
    _must_be_billed(before, project)
    old, new = dues_of_version(before, project), dues_of_version(version, project)
    jkk, jkm = new.jkk - old.jkk, new.jkm - old.jkm
    bill = _bill_more(version, project, max(jkk, 0), max(jkm, 0), act)
    lowered = _take_off(version, project, max(-jkk, 0), max(-jkm, 0), act)
    audit.record(
        act=act,
        action="bill_addendum",
        subject_type="project",
        subject_id=project.pk,
        detail={"version": version.version, "jkk": jkk, "jkm": jkm},
    )
    return AddendumBilled(bill, lowered)


class NotBilledYet(ValueError):
    """An addendum to a contract that was not billed."""


class NoAddendum(ValueError):
    """A contract itself, taken for an addendum."""


def _done(version: ProjectVersion) -> AddendumBilled | None:
    bill = Bill.objects.filter(project_term__version=version).first()
    lowered = tuple(BillReduction.objects.filter(version=version).order_by("pk"))
    return AddendumBilled(bill, lowered) if bill or lowered else None


def _must_be_billed(before: ProjectVersion, project: Project) -> None:
    """Refuse where the bills do not ask for what the version before owes."""
    asked = Bill.objects.filter(project=project).aggregate(
        jkk=Sum("jkk", default=0), jkm=Sum("jkm", default=0)
    )
    owed = dues_of_version(before, project)
    if (asked["jkk"], asked["jkm"]) != (owed.jkk, owed.jkm):
        msg = (
            f"Version {before.version} of {project.number} is not billed: {asked} of {owed.total}."
        )
        raise NotBilledYet(msg)


def _bill_more(
    version: ProjectVersion, project: Project, jkk: int, jkm: int, act: Act
) -> Bill | None:
    """Bill a difference; it is due as contributions of the month are (PP 14/1993, Pasal 10)."""
    if not (jkk or jkm):
        return None
    bill = _extra_bill(project, act, jkk=jkk, jkm=jkm)
    ProjectTerm.objects.create(bill=bill, version=version, term=1, terms=1)
    text = f"Tagihan proyek {project.number} adendum {version.version}"
    _post(f"BILL:{bill.code}", text, bill_lines(_due(jkk, jkm), 0), act)
    return bill


def _extra_bill(
    project: Project, act: Act, *, jkk: int = 0, jkm: int = 0, penalty: int = 0
) -> Bill:
    month = Month.of(act.day)
    return Bill.objects.create(
        kind=Bill.Kind.PROJECT,
        branch_id=project.branch_id,
        project=project,
        month=month.first_day,
        code=next_codes(1)[0],
        issued_on=act.day,
        due_date=due_date(month),
        jht=0,
        jkk=jkk,
        jkm=jkm,
        jpk=0,
        contributions=jkk + jkm,
        penalty=penalty,
        amount=jkk + jkm + penalty,
    )


def _post(key: str, text: str, lines: list[tuple[int, int]], act: Act) -> int:
    posting = ledger.Posting(key=key, kind="BILL", day=act.day, text=text, lines=lines)
    return ledger.post(posting=posting, act=act).pk


def _take_off(
    version: ProjectVersion, project: Project, jkk: int, jkm: int, act: Act
) -> tuple[BillReduction, ...]:
    """Take a difference off the project's bills, each by an entry that names the bill."""
    if not (jkk or jkm):
        return ()
    of_project = Bill.objects.filter(project=project).values_list("pk", flat=True)
    held = hold_with_tied(list(of_project))
    bills = {bill.pk: bill for bill in held if bill.project_id == project.pk}
    spread = reductions(
        [
            OpenTerm(b.pk, b.due_date, b.jkk, b.jkm, min(b.jkk + b.jkm, max(0, _missing(b))))
            for b in bills.values()
        ],
        jkk=jkk,
        jkm=jkm,
    )
    lowered = [_reduction(bills[part.bill_id], part, version, act) for part in spread]
    lower_bills(reductions=lowered, act=act)
    return tuple(lowered)


def _missing(bill: Bill) -> int:
    return bill.amount - bill.received


def _reduction(bill: Bill, part: Reduced, version: ProjectVersion, act: Act) -> BillReduction:
    lines = [(account, -amount) for account, amount in bill_lines(_due(part.jkk, part.jkm), 0)]
    text = f"Pengurangan tagihan {bill.code} oleh adendum {version.version}"
    entry_id = _post(f"BILL:{bill.code}:{version.pk}", text, lines, act)
    return BillReduction(
        bill=bill,
        version=version,
        jkk=part.jkk,
        jkm=part.jkm,
        entry_id=entry_id,
        made_at=act.at,
        made_by=act.actor,
    )


@transaction.atomic
def charge_late_terms(*, project: Project, act: Act) -> Bill | None:
    """Bill the penalties of terms that were paid late and are not charged yet, if there are any.

    Two percent a month of what was late, from the day the term was due (PP 14/1993, Pasal 10
    ayat (3)). A project has no next month's bill to take them in, so they have one of their own.
    """
    hold_project(project)
    already = dict(
        Bill.objects.filter(project=project)
        .annotate(charged=Sum("penalties__amount", default=0))
        .values_list("pk", "charged")
    )
    uncharged = [
        Uncharged(late.bill, late.covered_on, late.penalty, amount)
        for late in late_terms(project, act.day)
        if late.covered_on and (amount := late.penalty.amount - already[late.bill.pk])
    ]
    penalty = charged((late.amount for late in uncharged), 0)
    if not penalty:
        return None
    bill = _extra_bill(project, act, penalty=penalty)
    charge(bill, uncharged, penalty)
    _post(f"BILL:{bill.code}", f"Denda proyek {project.number}", bill_lines({}, penalty), act)
    audit.record(
        act=act,
        action="charge_late_terms",
        subject_type="project",
        subject_id=project.pk,
        detail={"bill": bill.code, "penalty": penalty},
    )
    return bill
