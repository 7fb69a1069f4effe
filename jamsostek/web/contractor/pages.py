"""Lists of projects and contractors, and everything about one of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.audit.models import Record
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.projects import (
    LateTerm,
    bills_of_project,
    first_paid,
    late_terms,
    reductions_of,
)
from jamsostek.contributions.queries.receipts import payments_of
from jamsostek.contributions.rules.project_terms import registered_in_time
from jamsostek.documents.queries import documents_of
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.membership.models import Contractor, Project, Subcontractor
from jamsostek.membership.queries import (
    contractors_matching,
    projects_of_branches,
    versions_of,
    workers_of_project,
)
from jamsostek.web import labels
from jamsostek.web.access import (
    CONTRACTOR,
    READ_MEMBERS,
    READ_PROJECTS,
    ContractorRequest,
    StaffRequest,
    route,
)
from jamsostek.web.clock import today
from jamsostek.web.contractor.scope import (
    Asking,
    bill_asked,
    contractor_asked,
    here,
    is_officer,
    project_asked,
)
from jamsostek.web.contractor.words import REGISTERED
from jamsostek.web.public.construction import construction_table
from jamsostek.web.staff.scope import branch_ids, page_of, text_asked
from jamsostek.web.templatetags.words import rupiah

EVENTS_SHOWN = 30
PAPERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a project."""

    day: date
    words: str


@route(READ_MEMBERS)
def projects(request: StaffRequest) -> HttpResponse:
    """List the projects in scope, or those a text may mean."""
    text = text_asked(request, "cari")
    context = {
        "searched": text,
        "query": f"cari={text}&" if text else "",
        "page": page_of(request, projects_of_branches(branch_ids(request), text)),
        "today": today(),
    }
    return render(request, "contractor/projects.html", context)


@route(READ_MEMBERS)
def contractors(request: StaffRequest) -> HttpResponse:
    """Find the contractor whose project is to be registered."""
    text = text_asked(request, "cari")
    found = contractors_matching(text, branch_ids=branch_ids(request))
    context = {"searched": text, "query": f"cari={text}&", "page": page_of(request, found)}
    return render(request, "contractor/contractors.html", context)


@route(CONTRACTOR)
def home(request: ContractorRequest) -> HttpResponse:
    """Show a contractor its projects and what is to be paid."""
    return _of_contractor(request, contractor_asked(request, request.contractor_user.contractor_id))


@route(READ_PROJECTS)
def contractor(request: Asking, contractor_id: int) -> HttpResponse:
    """Show a contractor and its projects."""
    return _of_contractor(request, contractor_asked(request, contractor_id))


def _of_contractor(request: Asking, firm: Contractor) -> HttpResponse:
    own = Project.objects.filter(contractor=firm).select_related("contractor")
    if is_officer(request):
        own = own.filter(branch_id__in=branch_ids(request))  # type: ignore[arg-type]
    to_pay = Bill.objects.filter(project__in=own.values("pk"), settled_on=None, amount__gt=0)
    context = {
        "contractor": firm,
        "for_officer": is_officer(request),
        "page": page_of(request, own.order_by("-from_date", "-pk")),
        "to_pay": list(to_pay.select_related("project", "project_term").order_by("due_date")[:20]),
        "today": today(),
    }
    return render(request, "contractor/contractor.html", context)


@route(READ_PROJECTS)
def project(request: Asking, number: str) -> HttpResponse:
    """Show a project: facts, contract, contributions slice by slice, terms, workers, papers."""
    found, day = project_asked(request, number), today()
    registered = registered_in_time(found.registered_on, found.from_date)
    versions = versions_of(found)
    late = late_terms(found, day)
    terms = {"contract_value": found.contract_value, "wage_sum": found.wage_sum}
    context = here(request, found) | construction_table(terms | {"on": found.registered_on})
    context |= {
        "today": day,
        "last_day": found.until_date - timedelta(days=1),
        "remark": REGISTERED.get(registered),
        "versions": versions,
        "newest": versions[-1].version,
        "bills": [_row(bill, day) for bill in bills_of_project(found)],
        "reductions": reductions_of(found),
        "late": late,
        "penalty_due": _uncharged(late),
        "paid_on": first_paid([found.pk]).get(found.pk),
        "workers": workers_of_project(found, day).count(),
        "subcontractors": Subcontractor.objects.filter(project=found).order_by("pk"),
        "papers": documents_of("project", found.pk)[:PAPERS_SHOWN],
        "events": _events(found),
    }
    return render(request, "contractor/project.html", context)


def _row(bill: Bill, day: date) -> dict[str, Any]:
    """Give a bill with the words for what it asks."""
    return {
        "bill": bill,
        "words": bill_words(bill),
        "url": reverse("project_bill", args=[bill.project.number, bill.code])
        if bill.project
        else "",
        "is_late": bill.settled_on is None and bill.due_date < day,
    }


def bill_words(bill: Bill) -> str:
    """Say what a bill of a project asks for: a term, an addendum, penalties."""
    term = getattr(bill, "project_term", None)
    if term is None:
        return say("Denda")
    if term.version.version:
        return say("Adendum %(n)s") % {"n": term.version.version}
    if term.terms == 1:
        return say("Seluruh iuran")
    return say("Termin %(n)s dari %(of)s") % {"n": term.term, "of": term.terms}


def _uncharged(late: list[LateTerm]) -> int:
    paid = [each for each in late if each.covered_on]
    charged = sum(item.amount for each in paid for item in each.bill.penalties.all())
    return max(0, sum(each.penalty.amount for each in paid) - charged)


@route(READ_PROJECTS)
def bill(request: Asking, number: str, code: str) -> HttpResponse:
    """Show one bill: what it asks, how to pay it, what it has received."""
    found = project_asked(request, number)
    asked = bill_asked(found, code)
    late = [each for each in late_terms(found, today()) if each.bill.pk == asked.pk]
    context = here(request, found) | {
        "bill": asked,
        "words": bill_words(asked),
        "virtual_account": virtual_account(asked.code),
        "missing": asked.amount - asked.received,
        "excess": asked.received - asked.amount,
        "payments": list(payments_of(asked)),
        "penalties": asked.penalty_items.all(),
        "reductions": [each for each in reductions_of(found) if each.bill_id == asked.pk],
        "late": late[0].penalty if late else None,
    }
    return render(request, "contractor/bill.html", context)


def _events(found: Project) -> list[Event]:
    """Give what was done about a project and what was paid, newest first."""
    done: QuerySet[Record] = Record.objects.filter(subject_type="project", subject_id=found.pk)
    events = [
        Event(
            record.at.astimezone(BUSINESS_ZONE).date(),
            f"{labels.deed(record.action)} · {record.actor}",
        )
        for record in done.order_by("-pk")[:EVENTS_SHOWN]
    ]
    for each in bills_of_project(found):
        events += [
            Event(
                payment.line.day,
                say("Setoran %(amount)s untuk %(bill)s")
                % {"amount": rupiah(payment.amount), "bill": bill_words(each)},
            )
            for payment in payments_of(each)
        ]
    return sorted(events, key=lambda event: event.day, reverse=True)[:EVENTS_SHOWN]
