"""Bills: one a declaration, with the penalty for what was paid late before."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F, Sum

from jamsostek.contributions.models import Bill, Declaration, PenaltyAssessment
from jamsostek.contributions.queries.terms import dues_of
from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.rules.penalties import Penalty, late_penalty
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.kernel.acts import Act
from jamsostek.kernel.identifiers import payment_code
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.membership.models import Employer


def issue_bill(*, declaration: Declaration, act: Act) -> Bill | None:
    """Bill a declaration under a payment code of its own, and post it.

    Call it in the declaration's transaction. Penalties for bills settled late that no bill has
    charged yet are taken in (PP 14/1993, Pasal 10 ayat (4)). Nothing due gives no bill.
    """
    month = Month.of(declaration.month)
    due = dues_of(declaration)
    contributions = sum(due.values())
    uncharged = uncharged_penalties(declaration.employer)
    penalty = max(sum(amount for _, _, amount in uncharged), -contributions)
    if contributions + penalty == 0:
        return None
    bill = Bill.objects.create(
        employer=declaration.employer,
        month=declaration.month,
        declaration=declaration,
        code=_next_code(),
        issued_on=act.day,
        due_date=due_date(month),
        contributions=contributions,
        penalty=penalty,
        amount=contributions + penalty,
    )
    _charge(bill, uncharged, penalty)
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
    return bill


def uncharged_penalties(employer: Employer) -> Sequence[tuple[Bill, Penalty, int]]:
    """Give, for every bill settled late, its penalty and what of it no bill has charged yet."""
    late = (
        Bill.objects.filter(employer=employer, settled_on__gt=F("due_date"), contributions__gt=0)
        .annotate(charged=Sum("penalties__amount", default=0))
        .order_by("month", "pk")
    )
    found = []
    for bill in late:
        assert bill.settled_on is not None  # noqa: S101 - the filter asks for it
        penalty = late_penalty(
            bill.contributions, month=Month.of(bill.month), paid_on=bill.settled_on
        )
        if penalty.amount != bill.charged:
            found.append((bill, penalty, penalty.amount - bill.charged))
    return found


def _charge(bill: Bill, uncharged: Sequence[tuple[Bill, Penalty, int]], penalty: int) -> None:
    left = penalty
    items = []
    for late, assessed, amount in sorted(uncharged, key=lambda item: -item[2]):
        charged = max(amount, left) if amount < 0 else amount
        left -= charged
        if charged:
            items.append(
                PenaltyAssessment(
                    late_bill=late,
                    bill=bill,
                    months=assessed.months,
                    paid_on=late.settled_on,
                    amount=charged,
                    working=assessed.working,
                    citation=assessed.citation,
                )
            )
    PenaltyAssessment.objects.bulk_create(items)


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('contributions_bill_code_seq')")
        return payment_code(cursor.fetchone()[0])
