"""A worker's wage as agreed with the employer: changed from a day on; earlier wages stay."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.membership.models import Employment, WageRecord
from jamsostek.membership.services import change_wage
from jamsostek.membership.services.workers import WageUnchanged
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.staff.change_forms import WageForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import employer_in_scope


@route(WRITE_MEMBERS)
def change(request: StaffRequest, npp: str, employment_id: int) -> HttpResponseBase:
    """Ask what somebody earns from a day on, and record it."""
    employer = employer_in_scope(request, npp)
    there = Employment.objects.filter(employer=employer).select_related("person")
    employment = there.filter(pk=employment_id).first()
    if employment is None or not employment.may_be_ended:
        raise Http404

    def make(said: Said) -> None:
        change_wage(
            employment=employment,
            basis=WageRecord.Basis(said["basis"]),
            wage=said["wage"],
            from_date=said["from_date"],
            act=act_of(request, said["reason"]),
        )

    form = WageForm(request.POST or None, facts={"employment": employment, "today": today()})
    asked = Change(
        question=say("Berapa upah %(name)s sekarang?") % {"name": employment.person.name},
        hint=say(
            "Upah yang disepakati. Iuran tetap dihitung dari upah yang dilaporkan tiap bulan."
        ),
        check=say("Catat upah ini?"),
        send_words=say("Ya, catat"),
        done=say("Upah diubah."),
        above=employer.name,
        back_url=reverse("member", args=[employment.person.kpj]),
        make=make,
        refusals={WageUnchanged: ("wage", say("Upah itu sudah berlaku pada tanggal itu."))},
    )
    return ask_then_confirm(request, form, asked)
