"""Changing a project: addenda with their difference, penalties, certificates."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.contributions.queries.projects import dues_of_contract, dues_of_version
from jamsostek.contributions.services.addenda import bill_addendum, charge_late_terms
from jamsostek.contributions.services.project_papers import (
    FirstTermUnpaid,
    ProjectEnded,
    issue_project_certificate,
)
from jamsostek.documents.queries import file_of, standing
from jamsostek.documents.rules import Kind
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import Project
from jamsostek.membership.queries import versions_of
from jamsostek.membership.services import (
    Addendum,
    AddendumRefused,
    ChangedMeanwhile,
    NothingChanges,
    check_addendum,
    record_addendum,
)
from jamsostek.web import labels
from jamsostek.web.access import READ_PROJECTS, WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.contractor.forms import AddendumForm, SignatoryForm
from jamsostek.web.contractor.scope import Asking, document_asked, here, project_asked
from jamsostek.web.contractor.words import ADDENDUM_FAULTS
from jamsostek.web.staff.changing import CONFIRMED, EDITED, Change, Said, ask_then_confirm
from jamsostek.web.templatetags.words import long_date


@route(WRITE_MEMBERS)
def addendum(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask what an addendum says, show the difference it makes, and record it once confirmed."""
    found = project_asked(request, number)
    newest = versions_of(found)[-1]
    initial = {
        "contract_value": newest.contract_value,
        "wage_sum": newest.wage_sum,
        "last_day": newest.until_date - timedelta(days=1),
        "signed_on": today(),
        "after_version": newest.version,
    }
    form = AddendumForm(request.POST or None, initial=initial)
    sent = request.method == "POST" and form.is_valid() and EDITED not in request.POST
    if not sent or not _can_be(form, found):
        return _ask(request, form, found)
    if CONFIRMED not in request.POST:
        return _confirm(request, form, found)
    try:
        _record(found, form, request)
    except ChangedMeanwhile:
        form.add_error(None, say("Ada adendum lain baru saja dicatat. Muat ulang halaman ini."))
        return _ask(request, form, found)
    messages.success(request, say("Adendum tercatat; hanya selisihnya yang ditagih."))
    return redirect("project", number=found.number)


def _says(form: AddendumForm) -> Addendum:
    said = form.cleaned_data
    return Addendum(
        contract_value=said["contract_value"],
        wage_sum=said["wage_sum"],
        until_date=said["last_day"] + timedelta(days=1),
        signed_on=said["signed_on"],
        reason=said["reason"],
    )


def _can_be(form: AddendumForm, found: Project) -> bool:
    try:
        check_addendum(found, _says(form), today())
    except NothingChanges:
        form.add_error(None, say("Tidak ada yang berubah."))
    except AddendumRefused as refused:
        name, words = ADDENDUM_FAULTS[refused.fault]
        form.add_error(name, str(words))
    return form.is_valid()


@again_after_deadlock
@transaction.atomic
def _record(found: Project, form: AddendumForm, request: StaffRequest) -> None:
    act = act_of(request, form.cleaned_data["reason"])
    version = record_addendum(
        project=found,
        after_version=form.cleaned_data["after_version"],
        says=_says(form),
        act=act,
    )
    bill_addendum(version=version, act=act)


def _ask(request: StaffRequest, form: AddendumForm, found: Project) -> HttpResponse:
    context = {
        "form": form,
        "question": say("Apa isi adendumnya?"),
        "hint": say("Terisi menurut kontrak sekarang; ubah yang berubah."),
        "above": f"{found.number}, {found.name}",
        "back_url": reverse("project", args=[found.number]),
        "send_words": say("Lihat selisihnya"),
    }
    return render(request, "parts/question.html", context)


def _confirm(request: StaffRequest, form: AddendumForm, found: Project) -> HttpResponse:
    says = _says(form)
    before = dues_of_version(versions_of(found)[-1], found)
    after = dues_of_contract(
        contract_value=says.contract_value,
        wage_sum=says.wage_sum,
        registered_on=found.registered_on,
    )
    context = here(request, found) | {
        "form": form,
        "says": says,
        "last_day": says.until_date - timedelta(days=1),
        "old_last_day": found.until_date - timedelta(days=1),
        "rows": [
            ("JKK", before.jkk, after.jkk, after.jkk - before.jkk),
            ("JKM", before.jkm, after.jkm, after.jkm - before.jkm),
        ],
        "before": before.total,
        "after": after.total,
        "difference": after.total - before.total,
        "citation": after.jkk_citation,
    }
    return render(request, "contractor/addendum.html", context)


@route(WRITE_MEMBERS)
def penalty(request: StaffRequest, number: str) -> HttpResponseBase:
    """Bill the penalties of terms paid late."""
    found = project_asked(request, number)
    if request.method == "POST":
        made = charge_late_terms(project=found, act=act_of(request))
        words = say("Denda ditagih.") if made else say("Tidak ada denda yang belum ditagih.")
        messages.success(request, words)
    return redirect("project", number=found.number)


@route(WRITE_MEMBERS)
def certificate(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask as what the officer signs, and issue the certificate; one that holds is replaced."""
    found = project_asked(request, number)

    def make(said: Said) -> None:
        issue_project_certificate(
            project=found, position=said["position"], act=act_of(request), replace=True
        )

    def notes(_said: Said) -> list[str]:
        former = standing(Kind.PROJECT_CERTIFICATE, "project", found.pk)
        words = say("Nomor %(number)s tanggal %(day)s akan dicabut dan diganti dengan yang baru.")
        if former is None:
            return []
        return [words % {"number": former.number, "day": long_date(former.issued_on)}]

    roles = request.officer.roles
    position = str(labels.ROLES.get(roles[0], "")) if roles else ""
    change = Change(
        question=say("Siapa yang menandatangani sertifikat proyek?"),
        hint=say("Nama Anda tercetak pada sertifikat."),
        check=say("Terbitkan sertifikat proyek?"),
        send_words=say("Ya, terbitkan"),
        done=say("Sertifikat diterbitkan. Unduh di daftar dokumen."),
        above=f"{found.number}, {found.name}",
        back_url=reverse("project", args=[found.number]),
        make=make,
        refusals={
            FirstTermUnpaid: (None, say("Termin pertama belum lunas; belum ada perlindungan.")),
            ProjectEnded: (None, say("Proyek ini sudah selesai.")),
        },
        notes=notes,
    )
    form = SignatoryForm(request.POST or None, initial={"position": position})
    return ask_then_confirm(request, form, change)


@route(READ_PROJECTS)
def paper(request: Asking, number: str, document_id: int) -> HttpResponse:
    """Give a document about a project as it was issued."""
    document = document_asked(project_asked(request, number), document_id)
    name = f"{document.number.replace('/', '-')}.pdf"
    answer = HttpResponse(file_of(document), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
