"""Bank statements: sent, taken in in the background, and what came of each."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.core.paginator import Page
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from jamsostek.contributions.queries.receipts import of_branches, receipts, waiting_receipts
from jamsostek.treasury.models import BankAccount, StatementUpload
from jamsostek.treasury.services import receive_upload
from jamsostek.web import background
from jamsostek.web.access import READ_BOOKS, WRITE_BOOKS, StaffRequest, route
from jamsostek.web.background import Stage, Work
from jamsostek.web.clock import act_of
from jamsostek.web.employer.files import Progress
from jamsostek.web.staff.scope import branches_or_everywhere, page_of

LARGEST = 20_000_000


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; every one must be there, not empty and not too large."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["File[bytes]"]:  # noqa: ANN401 - Django's own
        """Give the files that were sent."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"], "required")
        files = data if isinstance(data, list) else [data]
        cleaned: list[File[bytes]] = [
            super(FilesField, self).clean(file, initial) for file in files
        ]
        for file in cleaned:
            if file.size > LARGEST:
                raise forms.ValidationError(
                    _("%(name)s terlalu besar: paling besar 20 MB.") % {"name": file.name}
                )
        return cleaned


class UploadForm(forms.Form):
    """Statements, and whose they are where the format does not say."""

    use_required_attribute = False

    statements = FilesField(
        label=_("Rekening koran"),
        help_text=_("CSV dari BCA, Mandiri, BRI atau BNI, MT940, atau camt.053; boleh beberapa."),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Ada berkas yang kosong. Pilih berkas yang berisi."),
        },
    )
    account = forms.ModelChoiceField(
        label=_("Rekening, bila berkas tidak menyebutnya"),
        queryset=BankAccount.objects.order_by("bank", "number"),
        required=False,
        empty_label=_("Seperti tertulis di berkas"),
        help_text=_("Hanya perlu untuk berkas BNI."),
    )


@route(READ_BOOKS)
def uploads(request: StaffRequest) -> HttpResponse:
    """List the statements sent, newest first, with a form to send more."""
    return _show_uploads(request, UploadForm())


@route(WRITE_BOOKS)
def send(request: StaffRequest) -> HttpResponseBase:
    """Take in statements and have them read in the background."""
    if request.method != "POST":
        return redirect("statements")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_uploads(request, form)
    act = act_of(request)
    with transaction.atomic():
        sent = [
            receive_upload(
                name=file.name or "",
                content=file.read(),
                act=act,
                account=form.cleaned_data["account"],
            )
            for file in form.cleaned_data["statements"]
        ]
        for upload in sent:
            background.import_in_background(upload, act=act)
    return redirect("statement", number=sent[0].pk) if len(sent) == 1 else redirect("statements")


@route(READ_BOOKS)
def upload(request: StaffRequest, number: int) -> HttpResponseBase:
    """Show how far one statement is, or what came of it."""
    found = _uploads().filter(pk=number).first()
    if found is None:
        raise Http404
    work = background.work_on(background.upload_subject(found))
    if not work.is_over:
        return _progress(request, found, work)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    scope = branches_or_everywhere(request)
    lines = of_branches(receipts().filter(file=found.file), scope)
    context = {
        "upload": found,
        "gave_up": work.stage is Stage.GIVEN_UP and found.state == found.State.WAITING,
        "payments": lines.count(),
        "waiting": of_branches(waiting_receipts().filter(file=found.file), scope).count(),
        "page": page_of(request, lines),
    }
    return render(request, "finance/statement.html", context)


@route(WRITE_BOOKS)
def retry(request: StaffRequest, number: int) -> HttpResponseBase:
    """Have a statement that was given up taken in once more."""
    found = _uploads().filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST" and found.state == StatementUpload.State.WAITING:
        background.import_in_background(found, act=act_of(request))
    return redirect("statement", number=number)


def _show_uploads(request: StaffRequest, form: UploadForm) -> HttpResponse:
    page: Page[StatementUpload] = page_of(request, _uploads().order_by("-pk"))
    working = any(row.state == StatementUpload.State.WAITING for row in page.object_list)
    context = {
        "form": form,
        "page": page,
        "working": working,
        "may_write": WRITE_BOOKS.admits(request),
    }
    return render(request, "finance/statements.html", context)


def _uploads() -> QuerySet[StatementUpload]:
    return StatementUpload.objects.defer("content", "file__content").select_related("file__account")


def _progress(request: StaffRequest, found: StatementUpload, work: Work) -> HttpResponse:
    waiting = work.stage is Stage.WAITING or not found.total
    words = say("Menunggu giliran") if waiting else say("Baris dicocokkan dengan tagihan")
    context = {
        "upload": found,
        "work": Progress(found.done, words, total=found.total or 1),
        "again": work.attempt > 1,
        "poll_url": request.path,
    }
    return render(request, "finance/progress.html", context)
