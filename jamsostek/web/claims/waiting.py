"""What of claims waits for an officer, for the first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.claims.models import Objection, State
from jamsostek.web.access import ADVISE_CLAIMS, DECIDE_CLAIMS, WRITE_CLAIMS, StaffRequest
from jamsostek.web.claims.medical import waiting_for_opinion
from jamsostek.web.claims.scope import claims_within
from jamsostek.web.staff.tasks import Task


def claims_tasks(request: StaffRequest) -> Iterator[Task]:
    """Give what of claims waits for an officer in their roles."""
    claims = claims_within(request)
    waits = say("Menunggu")
    if WRITE_CLAIMS.admits(request):
        mine = claims.filter(state__in=[State.REPORTED, State.OPEN, State.COMPLETE])
        note = say("Lengkapi bukti dan fakta, hitung, lalu kirim untuk diputus.")
        yield Task(
            say("Klaim yang harus dikerjakan"), reverse("claims"), mine.count(), note, "wait", waits
        )
    if ADVISE_CLAIMS.admits(request):
        count = waiting_for_opinion(claims).count()
        note = say("Periksa surat dokternya, lalu beri pendapat dan alasannya.")
        label = say("Klaim yang menunggu pendapat Anda")
        yield Task(label, reverse("medical_desk"), count, note, "wait", waits)
    if DECIDE_CLAIMS.admits(request):
        count = claims.filter(state=State.ASSESSED).count()
        note = say("Periksa perhitungan dan pasalnya; yang menyiapkan tidak boleh memutus.")
        label = say("Klaim yang menunggu putusan")
        yield Task(label, reverse("decisions"), count, note, "wait", waits)
        raised = Objection.objects.filter(
            decision__assessment__claim__in=claims, state=Objection.State.RAISED
        )
        note = say("Dijawab pejabat lain daripada yang memutus.")
        label = say("Keberatan yang menunggu jawaban")
        yield Task(label, reverse("objections"), raised.count(), note, "wait", waits)
