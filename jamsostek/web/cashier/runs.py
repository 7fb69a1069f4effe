"""Runs to the bank: prepared here, released by somebody else, their files, the bank's answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jamsostek.kernel.money import written_rupiah
from jamsostek.treasury.formats.payment_results import ResultUnreadable
from jamsostek.treasury.models import BankAccount, PaymentFile, PaymentResultFile, PaymentRun
from jamsostek.treasury.services.payment_results import OfOtherOffice, take_result
from jamsostek.treasury.services.runs import (
    Choice,
    NothingDue,
    RunChanged,
    RunNotNow,
    SamePerson,
    cancel_run,
    prepare_run,
    release_run,
)
from jamsostek.web.access import (
    HANDLE_PAYMENTS,
    PAY,
    RELEASE_PAYMENTS,
    SEE_PAYMENTS,
    StaffRequest,
    route,
)
from jamsostek.web.cashier.scope import run_asked, runs_within
from jamsostek.web.clock import act_of, today
from jamsostek.web.fields import DayField, RupiahField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import branches_or_everywhere, page_of
from jamsostek.web.templatetags.words import rupiah

LARGEST = 20_000_000
FILES = {"xml": PaymentFile.Format.PAIN_001, "csv": PaymentFile.Format.CSV}
TYPES = {"xml": "application/xml", "csv": "text/csv"}


@route(SEE_PAYMENTS)
def runs(request: StaffRequest) -> HttpResponse:
    """List the runs of the officer's branches, newest first."""
    context = {
        "page": page_of(request, runs_within(request).order_by("-pk")),
        "may_prepare": PAY.admits(request),
    }
    return render(request, "cashier/runs.html", context)


class RunForm(QuestionForm):
    """From which account, and which of the waiting transfers."""

    account = forms.ModelChoiceField(
        label=_("Dari rekening"),
        queryset=BankAccount.objects.order_by("bank", "number"),
        empty_label=None,
        error_messages={"required": _("Pilih rekeningnya.")},
    )
    due_until = DayField(label=_("Jatuh tempo sampai"))
    least = RupiahField(label=_("Paling sedikit"), least=1, required=False)
    most = RupiahField(label=_("Paling banyak"), least=1, required=False)


@route(PAY)
def preparing(request: StaffRequest) -> HttpResponseBase:
    """Put waiting transfers of the officer's branches into a run."""
    form = RunForm(request.POST or None, initial={"due_until": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        choice = Choice(
            due_until=said["due_until"],
            branch=request.officer.branch,
            region_id=request.officer.region_id,
            least=said["least"],
            most=said["most"],
        )
        try:
            run = prepare_run(account=said["account"], choice=choice, act=act_of(request))
        except NothingDue:
            form.add_error(None, say("Tidak ada transfer yang menunggu dengan pilihan itu."))
        else:
            return redirect("payment_run", number=run.pk)
    context = {
        "form": form,
        "question": say("Transfer mana yang dikirim bersama?"),
        "hint": say("Petugas keuangan yang melepasnya; berkas untuk bank dibuat saat dilepas."),
        "back_url": reverse("payment_runs"),
        "send_words": say("Siapkan"),
    }
    return render(request, "parts/question.html", context)


@route(SEE_PAYMENTS)
def run(request: StaffRequest, number: int) -> HttpResponse:
    """Show a run: its payments, its files, and what may be done."""
    found = run_asked(request, number)
    is_waiting = found.state == PaymentRun.State.PREPARED
    is_own = found.prepared_by_id == request.user.pk
    context = {
        "run": found,
        "page": page_of(request, found.orders.select_related("branch").order_by("pk")),
        "files": [
            (name, made.get_format_display())
            for name, form in FILES.items()
            for made in found.files.filter(format=form).defer("content")
        ],
        "may_release": is_waiting and not is_own and RELEASE_PAYMENTS.admits(request),
        "own": is_waiting and is_own,
        "may_cancel": is_waiting and HANDLE_PAYMENTS.admits(request),
        "may_fetch": HANDLE_PAYMENTS.admits(request),
    }
    return render(request, "cashier/run.html", context)


@route(HANDLE_PAYMENTS)
@require_POST
def run_step(request: StaffRequest, number: int) -> HttpResponseBase:
    """Release a run, or give it up."""
    found = run_asked(request, number)
    try:
        _take(request, found)
    except SamePerson:
        messages.error(request, say("Yang menyiapkan tidak boleh melepas. Mintalah rekan Anda."))
    except RunNotNow:
        messages.error(request, say("Kiriman ini sudah berubah. Lihat keadaannya di bawah."))
    except RunChanged as changed:
        messages.error(
            request,
            say("Jumlah kiriman ini sekarang %(amount)s. Periksa lagi sebelum melepas.")
            % {"amount": rupiah(changed.amount)},
        )
    else:
        messages.success(request, say("Dicatat."))
    return redirect("payment_run", number=number)


def _take(request: StaffRequest, found: PaymentRun) -> None:
    asked = request.POST.get("langkah", "")
    if asked == "lepas" and RELEASE_PAYMENTS.admits(request):
        seen = written_rupiah(request.POST.get("jumlah", ""))
        release_run(run=found, amount=seen or 0, act=act_of(request))
    elif asked == "batal":
        cancel_run(run=found, act=act_of(request))
    else:
        raise Http404


@route(HANDLE_PAYMENTS)
def run_file(request: StaffRequest, number: int, form: str) -> HttpResponse:
    """Give a file for the bank as it was made when the run was released."""
    found = run_asked(request, number)
    file = found.files.filter(format=FILES.get(form, "")).first()
    if file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


class ResultForm(forms.Form):
    """The bank's answer."""

    use_required_attribute = False

    result = forms.FileField(
        label=_("Jawaban bank"),
        help_text=_("pain.002, atau CSV dengan kolom kode dan status."),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi."),
        },
    )

    def clean_result(self) -> Any:  # noqa: ANN401 - an uploaded file
        """Refuse what no bank's answer is as large as."""
        file = self.cleaned_data["result"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini terlalu besar: paling besar 20 MB."))
        return file


@route(HANDLE_PAYMENTS)
def results(request: StaffRequest) -> HttpResponseBase:
    """Take in the bank's answers; list those taken, newest first, with what was not understood."""
    may_send = RELEASE_PAYMENTS.admits(request)
    if request.method == "POST" and not may_send:
        raise Http404
    form = ResultForm(request.POST, request.FILES) if request.method == "POST" else ResultForm()
    if request.method == "POST" and form.is_valid() and _taken(request, form):
        return redirect("payment_results")
    context = {
        "form": form,
        "page": page_of(request, PaymentResultFile.objects.defer("content").order_by("-pk")),
        "may_send": may_send,
    }
    return render(request, "cashier/results.html", context)


def _taken(request: StaffRequest, form: ResultForm) -> bool:
    file = form.cleaned_data["result"]
    try:
        taken = take_result(
            content=file.read(),
            name=file.name or "",
            act=act_of(request),
            branch_ids=branches_or_everywhere(request),
        )
    except ResultUnreadable as error:
        form.add_error("result", say("Berkas tidak dapat dibaca: %(why)s") % {"why": error})
        return False
    except OfOtherOffice:
        form.add_error("result", say("Berkas ini memuat pembayaran kantor lain."))
        return False
    messages.success(
        request,
        say("%(paid)s dibayar, %(returned)s dikembalikan.")
        % {"paid": taken.paid, "returned": taken.returned},
    )
    return True
