"""Many claims at once, whole: reported, proved, worked out by the law, decided and booked in sets.

A list of settled claims comes from another register or a demonstration. Each is worked out by the
same law as a single one, and every row goes through the same constraints; what is owed is ordered
and paid afterwards as for single claims.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.audit.services import Detail
from jamsostek.benefits.assessing import BENEFITS
from jamsostek.benefits.awards import Award, Recipient
from jamsostek.benefits.schema import written_facts
from jamsostek.claims.rules.clocks import months_after
from jamsostek.claims.rules.difference import Owed
from jamsostek.claims.rules.evidence import checklist
from jamsostek.claims.rules.shares import Line, Part, owed_of, withheld
from jamsostek.claims.rules.versions import law_version
from jamsostek.claims.services.bulk_rows import COLUMNS, copy_rows, draw_codes, draw_numbers
from jamsostek.kernel.acts import BUSINESS_ZONE, Act
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.services.closing_many import EmptiedAccount, close_many
from jamsostek.treasury.services.payments import Destination

KIND: Final = "CLAIM"
"""The kind of the entries of decisions, as of single ones."""
NINE: Final = time(9)
TEN: Final = time(10)
ELEVEN: Final = time(11)
TWO: Final = time(14)


@dataclass(frozen=True, slots=True)
class Hand:
    """An officer by whom a step is taken."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who is paid as what, and where the money goes."""

    role: Recipient
    name: str
    destination: Destination


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledClaim:
    """A claim with all its facts, and the days on which it came, was whole and was decided."""

    programme: Programme
    cause: str
    segment: str
    branch_id: int
    worker_name: str
    facts: Any
    """As the programme's law takes them."""
    reported_on: date
    complete_on: date
    decided_on: date
    claimant_name: str
    claimant_relation: str
    receivers: Sequence[Receiver]
    person_id: int | None = None
    employer_id: int | None = None
    project_worker_id: int | None = None
    cover_id: int | None = None
    savings: EmptiedAccount | None = None
    """Of JHT: the account that is emptied."""
    payer_reason: str = ""


class NotSettled(ValueError):
    """A claim of a list that cannot be decided as it is; the message says which and why."""


@dataclass(slots=True)
class _Tables:
    """The rows of each table, in the order of their columns."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, table: str, *row: object) -> None:
        self.rows.setdefault(table, []).append(row)


@dataclass(frozen=True, slots=True)
class _WorkedOut:
    """A claim of the list with its award, its lines as they are paid, and what is owed of them."""

    claim: SettledClaim
    award: Award
    owed: Sequence[Owed]
    tax: int

    @property
    def moved(self) -> int:
        """What becomes payable."""
        return self.award.total


@ledger.again_after_deadlock
@transaction.atomic
def settle_claims(
    *, claims: Sequence[SettledClaim], officer: Hand, supervisor: Hand, act: Act
) -> list[int]:
    """Keep claims that were decided, with everything a single one leaves behind; give their ids.

    `officer` prepared them and `supervisor` decided; the act is of whoever brings the list.

    Raises:
        NotSettled: the law leaves an award open or gives none, or the two officers are one.
        PayeeMissing: lines are for somebody of whom it is not known how they are paid.
    """
    if officer.user_id == supervisor.user_id:
        raise NotSettled("Who prepared a claim does not decide it.")
    worked = [_work_out(claim) for claim in claims]
    ids = draw_numbers("claims_claim", len(claims))
    codes = draw_codes(len(claims))
    entries = _post(worked, codes, act)
    tables = _Tables()
    parts = zip(
        worked,
        ids,
        codes,
        entries,
        draw_numbers("claims_assessment", len(claims)),
        draw_numbers("claims_decision", len(claims)),
        strict=True,
    )
    kept = [_Kept(*part) for part in parts]
    for one in kept:
        _add_claim(tables, one, officer, supervisor)
    _add_lines(tables, kept)
    for table, columns in COLUMNS.items():
        copy_rows(table, columns, tables.rows.get(table, ()))
    if codes:
        detail: Detail = {"first": codes[0], "last": codes[-1], "claims": len(codes)}
        audit.record(act=act, action="settle_claims", subject_type="claim", detail=detail)
    return ids


def _work_out(claim: SettledClaim) -> _WorkedOut:
    award = BENEFITS[claim.programme].assess(claim.facts)
    if award.undetermined or award.total <= 0:
        why = [one.label.id for one in award.undetermined] or list(award.notes) or ["Rp0"]
        raise NotSettled(f"{claim.programme}, {claim.worker_name}: {'; '.join(map(str, why))}.")
    lines = [
        Line(number, one.kind, one.recipient.value, one.amount, one.months)
        for number, one in enumerate(award.lines, 1)
    ]
    payees = {receiver.role.value: [Part(at)] for at, receiver in enumerate(claim.receivers)}
    return _WorkedOut(claim, award, owed_of(lines, payees), withheld(lines))


def _post(worked: Sequence[_WorkedOut], codes: Sequence[str], act: Act) -> list[int]:
    """Book each award as single decisions are; accounts of JHT get their return and are emptied."""
    emptied = [one.claim.savings for one in worked if one.claim.savings]
    days = {one.claim.decided_on for one in worked if one.claim.savings}
    for day in sorted(days):
        of_day = [
            one.claim.savings for one in worked if one.claim.savings and one.claim.decided_on == day
        ]
        close_many(accounts=of_day, day=day, act=act)
    if len(emptied) != sum(one.claim.programme is Programme.JHT for one in worked):
        raise NotSettled("A claim of JHT names the account that it empties.")
    return ledger.post_many(
        postings=[
            ledger.Posting(
                key=f"CLAIM:{code}:1",
                kind=KIND,
                day=one.claim.decided_on,
                text=f"Putusan klaim {code} {one.claim.programme}, {one.claim.worker_name}"[:200],
                lines=_lines(one),
            )
            for one, code in zip(worked, codes, strict=True)
        ],
        act=act,
    )


def _lines(one: _WorkedOut) -> list[tuple[int, int]]:
    programme, gross = one.claim.programme, one.moved + one.tax
    if one.claim.savings and one.claim.savings.total != gross:
        raise NotSettled(
            f"{one.claim.worker_name}: the account holds {one.claim.savings.total}, not {gross}."
        )
    borne = (
        one.claim.savings.ledger_account_id
        if one.claim.savings
        else account(Role.BENEFIT_EXPENSE, programme)
    )
    lines = [
        (borne, gross),
        (account(Role.DUE_FROM_INSTITUTION, programme), -gross),
        (account(Role.DUE_TO_FUND, programme), gross),
        (account(Role.BENEFITS_PAYABLE, programme), -one.moved),
        (account(Role.TAX_PAYABLE), -one.tax),
    ]
    return [line for line in lines if line[1]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A claim that was worked out, with its numbers."""

    worked: _WorkedOut
    claim_id: int
    code: str
    entry_id: int
    assessment_id: int
    decision_id: int


def _add_claim(tables: _Tables, kept: _Kept, officer: Hand, supervisor: Hand) -> None:
    claim, award = kept.worked.claim, kept.worked.award
    facts = written_facts(claim.facts)
    written = json.dumps(facts, ensure_ascii=False)
    own = {name: fact for name, fact in facts.items() if name != "survivors"}
    reported = _at(claim.reported_on, NINE)
    decided, assessed = _at(claim.decided_on, TWO), _at(claim.decided_on, ELEVEN)
    second = reported if claim.programme is Programme.JKK else None
    tables.add(
        "claims_claim",
        *(kept.claim_id, kept.code, claim.programme.value, claim.cause, claim.segment),
        *(claim.branch_id, claim.person_id, claim.employer_id, claim.project_worker_id),
        *(claim.cover_id, claim.worker_name[:120], award.event_date, "", ""),
        *(claim.claimant_name[:120], claim.claimant_relation, ""),
        *(json.dumps(own, ensure_ascii=False), "APPROVED", reported, second, officer.user_id),
        *(claim.reported_on if second else None, claim.complete_on),
    )
    _add_steps(tables, kept, officer, supervisor)
    for paper in checklist(claim.cause):
        if paper.required:
            tables.add(
                "claims_evidence",
                *(kept.claim_id, paper.kind, "RECEIVED", claim.complete_on, ""),
                *(_at(claim.complete_on, NINE), officer.name),
            )
    tables.add(
        "claims_assessment",
        *(kept.assessment_id, kept.claim_id, 1, award.event_date, law_version(), written, "{}"),
        *("FIRST", "[]", json.dumps([str(n) for n in award.notes], ensure_ascii=False), "FUND"),
        *(claim.payer_reason, PAYER_CITATIONS[claim.programme], award.total, award.total, ""),
        *(assessed, officer.name, officer.user_id),
    )
    tables.add(
        "claims_decision",
        *(kept.decision_id, kept.assessment_id, "APPROVED", "ENTITLED", REASON, "", award.total),
        *(0, officer.user_id, supervisor.user_id, supervisor.name, decided, kept.entry_id),
    )


PAYER_CITATIONS: Final = {
    Programme.JHT: "PP 14/1993, Pasal 24 ayat (1)",
    Programme.JKK: "UU 3/1992, Pasal 8 ayat (1)",
    Programme.JKM: "UU 3/1992, Pasal 12 ayat (1)",
    Programme.JPK: "UU 3/1992, Pasal 16 ayat (1)",
}
REASON: Final = "Bukti lengkap dan perhitungan sesuai peraturan."


def _add_steps(tables: _Tables, kept: _Kept, officer: Hand, supervisor: Hand) -> None:
    claim = kept.worked.claim
    reported = _at(claim.reported_on, NINE)
    steps = [("OPEN", reported, officer)]
    if claim.programme is Programme.JKK:
        steps = [("REPORTED", reported, officer), ("OPEN", reported, officer)]
    steps += [
        ("COMPLETE", _at(claim.complete_on, TEN), officer),
        ("ASSESSED", _at(claim.decided_on, ELEVEN), officer),
        ("APPROVED", _at(claim.decided_on, TWO), supervisor),
    ]
    for state, at, hand in steps:
        prepares = state != "APPROVED"
        tables.add(
            "claims_claimstep",
            *(kept.claim_id, state, at, hand.name, hand.user_id, prepares, ""),
        )


def _add_lines(tables: _Tables, kept: Sequence[_Kept]) -> None:
    """Add award lines, payees with the heirs they stand for, and what becomes payable."""
    lines = iter(draw_numbers("claims_awardline", sum(len(k.worked.award.lines) for k in kept)))
    payees = iter(draw_numbers("claims_payee", sum(len(k.worked.claim.receivers) for k in kept)))
    heirs = [s for k in kept for s in getattr(k.worked.claim.facts, "survivors", None) or ()]
    survivors = iter(draw_numbers("claims_survivor", len(heirs)))
    for one in kept:
        line_ids = [next(lines) for _ in one.worked.award.lines]
        for number, (line_id, line) in enumerate(
            zip(line_ids, one.worked.award.lines, strict=True), 1
        ):
            tables.add(
                "claims_awardline",
                *(line_id, one.assessment_id, number, line.kind, line.label.id, line.label.en),
                *(line.amount, line.citation, line.working, line.recipient.value, line.months),
                str(line.caution),
            )
        heir = _add_survivors(tables, one, survivors)
        payee_ids = [_add_payee(tables, one, r, next(payees), heir) for r in _receivers(one)]
        for owed in one.worked.owed:
            line = one.worked.award.lines[owed.line_no - 1]
            day = one.worked.claim.decided_on
            due_on = months_after(day, owed.number - 1) if line.months > 1 else day
            tables.add(
                "claims_payable",
                *(one.decision_id, line_ids[owed.line_no - 1], payee_ids[owed.payee]),
                *(owed.number, due_on, owed.amount),
            )


def _receivers(one: _Kept) -> Sequence[Receiver]:
    return one.worked.claim.receivers


def _add_survivors(tables: _Tables, one: _Kept, numbers: Iterator[int]) -> int | None:
    """Add the family left behind; give the first, who is paid as the heir."""
    first = None
    for survivor in getattr(one.worked.claim.facts, "survivors", None) or ():
        number = next(numbers)
        first = first or number
        tables.add(
            "claims_survivor",
            *(number, one.claim_id, survivor.relation.value, survivor.name, survivor.birth_date),
            "",
        )
    return first


def _add_payee(
    tables: _Tables, one: _Kept, receiver: Receiver, number: int, heir: int | None
) -> int:
    to = receiver.destination
    is_heir = receiver.role is Recipient.HEIRS
    tables.add(
        "claims_payee",
        *(number, one.claim_id, receiver.role.value, heir if is_heir else None),
        *(receiver.name[:120], to.method, to.bank, to.account_number, to.account_name),
    )
    return number


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, BUSINESS_ZONE)
