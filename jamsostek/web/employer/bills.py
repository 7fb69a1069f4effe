"""Bills: what to pay, how and until when; and whether it was filed, paid and posted."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as say

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.bills import bills_of, versions_of
from jamsostek.contributions.queries.receipts import namings_withdrawn, payments_of
from jamsostek.contributions.rules.penalties import late_penalty
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.months import Month
from jamsostek.web.access import READ_WAGES, route
from jamsostek.web.clock import today
from jamsostek.web.employer.dues import share_of_programmes, table_of_declaration
from jamsostek.web.employer.scope import Asking, bill_asked, employer_asked, here
from jamsostek.web.staff.scope import page_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a bill's way, and the day it was taken; no day where it is still to come."""

    words: str
    day: date | None
    note: str = ""


@route(READ_WAGES)
def bills(request: Asking, npp: str) -> HttpResponse:
    """List an employer's bills, newest month first."""
    employer = employer_asked(request, npp)
    context = here(request, employer) | {"page": page_of(request, bills_of(employer))}
    return render(request, "employer/bills.html", context)


@route(READ_WAGES)
def bill(request: Asking, npp: str, code: str) -> HttpResponse:
    """Show one bill: what it is made of, how to pay it, what it has received."""
    employer = employer_asked(request, npp)
    found = bill_asked(employer, code)
    day = today()
    late = None
    is_open = not (found.settled_on or found.written_off_on) and found.asked > 0
    if is_open and found.due_date < day:
        late = late_penalty(found.late, month=Month.of(found.month), paid_on=day)
    declaration = found.declaration
    payments = list(payments_of(found))
    context = here(request, employer) | {
        "bill": found,
        "table": table_of_declaration(declaration, found) if declaration else None,
        "shares": share_of_programmes(found),
        "virtual_account": virtual_account(found.code),
        "missing": found.asked - found.received,
        "excess": found.received - found.asked,
        "payments": payments,
        "versions": versions_of(found),
        "withdrawn": namings_withdrawn(found),
        "late": late,
        "steps": _steps(found, payments[-1].line.day if payments else None),
        "today": day,
    }
    return render(request, "employer/bill.html", context)


def _steps(bill: Bill, last_paid: date | None) -> list[Step]:
    filed = bill.issued_on
    if bill.declaration is not None:
        filed = bill.declaration.filed_at.astimezone(BUSINESS_ZONE).date()
    paid = last_paid if bill.state in {Bill.State.PAID, Bill.State.OVER} else None
    posted = bill.settled_on
    return [
        Step(say("Dilaporkan"), filed, say("Tagihan terbit.")),
        Step(
            say("Dibayar"),
            paid,
            say("Uang masuk sepenuhnya.") if paid else say("Menunggu setoran masuk."),
        ),
        Step(
            say("Dibukukan"),
            posted,
            say("Uang sampai di dana program dan di rekening JHT setiap peserta.")
            if posted
            else say("Segera setelah lunas, uang dibagi ke dana program dan rekening JHT peserta."),
        ),
    ]
