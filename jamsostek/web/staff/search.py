"""One search box: employers by number and name, members by number, NIK and name."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from jamsostek.kernel.identifiers import is_npp
from jamsostek.membership.queries import employers_matching, persons_matching
from jamsostek.web.access import READ_MEMBERS, StaffRequest, route
from jamsostek.web.staff.scope import branch_ids, text_asked

SHOWN = 20


@route(READ_MEMBERS)
def search(request: StaffRequest) -> HttpResponse:
    """Show what a text may mean; one exact hit opens at once."""
    text = text_asked(request, "q")
    if not text:
        return render(request, "staff/search.html", {"q": ""})
    scope = branch_ids(request)
    employers = list(employers_matching(text, branch_ids=scope)[: SHOWN + 1])
    persons = list(persons_matching(text, branch_ids=scope)[: SHOWN + 1])
    if is_npp(text.upper()) and len(employers) == 1:
        return redirect("employer", npp=employers[0].npp)
    if text.replace(" ", "").isdecimal() and len(persons) == 1:
        return redirect("member", kpj=persons[0].kpj)
    context = {
        "q": text,
        "employers": employers[:SHOWN],
        "persons": persons[:SHOWN],
        "more_employers": len(employers) > SHOWN,
        "more_persons": len(persons) > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "staff/search.html", context)
