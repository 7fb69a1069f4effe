"""Settling bills: the money leaves suspense for the funds and the members' accounts."""

from datetime import date

from jamsostek.contributions.models import Bill, Declaration, Settlement
from jamsostek.contributions.queries.terms import dues_of
from jamsostek.contributions.rules.postings import settlement_lines
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.savings import services as savings

MEMBER_LINES = """
SELECT s.ledger_account_id AS account_id, -(l.jht_employer + l.jht_member) AS amount
FROM contributions_declarationline l JOIN savings_savingsaccount s ON s.person_id = l.person_id
WHERE l.declaration_id = %(declaration)s
"""
"""What every worker of a declaration is owed: a credit on the member's own account."""

MEMBER_AMOUNTS = """
SELECT person_id, jht_employer + jht_member AS amount
FROM contributions_declarationline
WHERE declaration_id = %(declaration)s AND jht_employer + jht_member > 0
"""


def settle_bill(*, bill: Bill, settled_on: date, act: Act) -> Settlement:
    """Settle a covered bill as of the day its money came in; in the caller's transaction."""
    declaration = bill.declaration
    due = dues_of(declaration) if declaration else {}
    times = Settlement.objects.filter(bill=bill).count()
    posting = ledger.Posting(
        key=f"SETTLE:{bill.code}:{times + 1}",
        kind="SETTLEMENT",
        day=settled_on,
        text=f"Pelunasan tagihan {bill.code}",
        lines=settlement_lines(due, bill.penalty),
    )
    if declaration is None:
        entry = ledger.post(posting=posting, act=act)
    else:
        savings.open_accounts(
            persons_sql=MEMBER_AMOUNTS,
            params={"declaration": declaration.pk},
            on=settled_on,
            act=act,
        )
        entry = ledger.post_with_members(
            posting=posting,
            member_lines_sql=MEMBER_LINES,
            params={"declaration": declaration.pk},
            act=act,
        )
        _credit(bill, declaration, settled_on, sign=1)
    return Settlement.objects.create(
        bill=bill, settled_on=settled_on, entry_id=entry.pk, made_at=act.at
    )


def undo_settlement(*, settlement: Settlement, act: Act) -> Settlement:
    """Undo a settlement whose money was taken back, or came on another day than we knew.

    Raises:
        ledger.Overdrawn: a member has since taken out what the settlement brought.
    """
    bill = settlement.bill
    reversal = ledger.reverse(
        entry_id=settlement.entry_id,
        key=f"UNSETTLE:{bill.code}:{settlement.pk}",
        day=settlement.settled_on,
        act=act,
    )
    if bill.declaration is not None:
        _credit(bill, bill.declaration, settlement.settled_on, sign=-1)
    settlement.undone_entry_id = reversal.pk
    settlement.save(update_fields=["undone_entry_id"])
    return settlement


def _credit(bill: Bill, declaration: Declaration, value_day: date, *, sign: int) -> None:
    savings.credit_contributions(
        amounts_sql=MEMBER_AMOUNTS,
        params={"declaration": declaration.pk},
        employer_id=bill.employer_id,
        month=Month.of(bill.month),
        value_day=value_day,
        sign=sign,
    )
