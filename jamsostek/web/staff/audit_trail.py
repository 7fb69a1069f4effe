"""Who did what, when and why, for auditors."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from jamsostek.audit.models import Record
from jamsostek.audit.queries import records_newest_first
from jamsostek.web.access import READ_AUDIT, StaffRequest, route
from jamsostek.web.staff.scope import page_of, text_asked


@route(READ_AUDIT)
def trail(request: StaffRequest) -> HttpResponse:
    """List the deeds, newest first, of everybody or of one actor."""
    actor = text_asked(request, "oleh")
    context = {
        "actor": actor,
        "page": page_of(request, _deeds_of(actor)),
        "query": f"oleh={actor}&" if actor else "",
    }
    return render(request, "staff/audit.html", context)


def _deeds_of(actor: str) -> QuerySet[Record]:
    records = records_newest_first()
    return records.filter(actor__icontains=actor) if actor else records
