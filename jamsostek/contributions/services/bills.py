"""Bills: one a declaration, with the penalty for what was paid late before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, Sum

from jamsostek.contributions.models import Bill, Declaration, PenaltyAssessment
from jamsostek.contributions.queries.bills import contributions_covered
from jamsostek.contributions.queries.terms import dues_of
from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.rules.penalties import Penalty, charged, late_penalty
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.services.receipts import take_credits
from jamsostek.contributions.services.settlements import settle_bill
from jamsostek.kernel.acts import Act
from jamsostek.kernel.identifiers import payment_code
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.membership.models import Employer


def issue_bill(*, declaration: Declaration, act: Act) -> Bill | None:
    """Bill a declaration under a payment code of its own, and post it.

    Call it in the declaration's transaction. Penalties for bills settled late that no bill has
    charged yet are taken in (PP 14/1993, Pasal 10 ayat (4)). A month without contributions or
    penalties gives no bill; where a penalty given back makes up for the contributions, the bill
    is over nothing and settled at once. What corrections left over of what was paid before is
    given to it.
    """
    month = Month.of(declaration.month)
    due = dues_of(declaration)
    contributions = sum(due.values())
    uncharged = uncharged_penalties(declaration.employer)
    penalty = charged((late.amount for late in uncharged), contributions)
    if not contributions and not penalty:
        return None
    bill = Bill.objects.create(
        kind=Bill.Kind.MONTH,
        branch_id=declaration.employer.branch_id,
        employer=declaration.employer,
        month=declaration.month,
        declaration=declaration,
        code=next_codes(1)[0],
        issued_on=act.day,
        due_date=due_date(month),
        **{programme.lower(): amount for programme, amount in due.items()},
        contributions=contributions,
        penalty=penalty,
        amount=contributions + penalty,
    )
    charge(bill, uncharged, penalty)
    ledger.post(
        posting=ledger.Posting(
            key=f"BILL:{bill.code}",
            kind="BILL",
            day=act.day,
            text=f"Tagihan iuran {declaration.employer.npp} {month}",
            lines=bill_lines(due, penalty),
        ),
        act=act,
    )
    if not bill.amount:
        bill.state, bill.settled_on = Bill.State.PAID, bill.issued_on
        bill.save(update_fields=["state", "settled_on"])
        settle_bill(bill=bill, settled_on=bill.issued_on, act=act)
    elif take_credits(bill=bill, act=act):
        bill.refresh_from_db()
    return bill


@dataclass(frozen=True, slots=True)
class Uncharged:
    """A bill paid late: its penalty, and what of it no bill has charged yet."""

    bill: Bill
    paid_on: date
    penalty: Penalty
    amount: int
    """Below zero where the bill turned out to have been paid earlier than was charged."""


def uncharged_penalties(employer: Employer) -> list[Uncharged]:
    """Give every bill of an employer whose penalty is not, or wrongly, charged.

    The law fines contributions that are late. Money received counts for them before it counts
    for penalties, so an old penalty left unpaid neither makes them late nor hides that they were.
    What a correction adds was due when the month was; what it takes off was never late.
    """
    is_settled = Q(settled_on__isnull=False)
    is_covered = Q(contributions__gt=0, received__gte=F("contributions") - F("taken_off"))
    is_version = Q(correction__isnull=False)
    late = list(
        Bill.objects.filter(is_settled | is_covered | is_version, employer=employer)
        .annotate(charged=Sum("penalties__amount", default=0))
        .exclude(settled_on__lte=F("due_date"), charged=0)
        .order_by("month", "pk")
    )
    covered = contributions_covered(late)
    found = []
    for bill in late:
        paid_on = covered[bill.pk]
        if paid_on is None:
            continue
        penalty = late_penalty(bill.late, month=Month.of(bill.month), paid_on=paid_on)
        if penalty.amount != bill.charged:
            found.append(Uncharged(bill, paid_on, penalty, penalty.amount - bill.charged))
    return found


def charge(bill: Bill, uncharged: Sequence[Uncharged], penalty: int) -> None:
    """Write what this bill charges; corrections in the employer's favour end at nothing due."""
    left = penalty
    items = []
    for late in sorted(uncharged, key=lambda late: -late.amount):
        amount = max(late.amount, left) if late.amount < 0 else late.amount
        left -= amount
        if amount:
            items.append(
                PenaltyAssessment(
                    late_bill=late.bill,
                    bill=bill,
                    months=late.penalty.months,
                    paid_on=late.paid_on,
                    amount=amount,
                    working=late.penalty.working,
                    citation=late.penalty.citation,
                )
            )
    PenaltyAssessment.objects.bulk_create(items)


def next_codes(count: int) -> list[str]:
    """Give payment codes that no bill has had."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('contributions_bill_code_seq') FROM generate_series(1, %s)", [count]
        )
        return [payment_code(row[0]) for row in cursor.fetchall()]
