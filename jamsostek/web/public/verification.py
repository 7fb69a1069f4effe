"""Is this paper genuine? Where the QR code of a document leads; nobody needs to sign in."""

from typing import Final

from allauth.core.internal import ratelimit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jamsostek.documents.models import Document
from jamsostek.documents.queries import by_code, by_file, is_file_of
from jamsostek.documents.rules import initials, normal_code, written_code
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.labels import paper_kind

MISSES: Final = {"verify_document": "30/15m/ip"}
"""How often somebody may ask for what does not exist; a code that exists may always be asked."""

FILE_MAX: Final = 5 * 1024 * 1024


class CodeForm(forms.Form):
    """The code printed on a document."""

    use_required_attribute = False

    kode = forms.CharField(
        label=_("Kode pemeriksaan"),
        help_text=_("Dua puluh huruf dan angka di samping kode QR, misalnya 7K2QD-9FX0M-..."),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Tulis kode pada dokumen.")},
    )

    def clean_kode(self) -> str:
        """Give the code in the form that it is kept in."""
        code = normal_code(self.cleaned_data["kode"])
        if code is None:
            raise forms.ValidationError(
                _("Kode terdiri dari dua puluh huruf dan angka. Periksa lagi.")
            )
        return code


class FileForm(forms.Form):
    """A PDF to be held against what was issued."""

    use_required_attribute = False

    berkas = forms.FileField(
        label=_("Berkas PDF"),
        widget=forms.FileInput({"accept": "application/pdf"}),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi."),
        },
    )

    def clean_berkas(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than any document of ours."""
        file: UploadedFile[bytes] = self.cleaned_data["berkas"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 5 MB; dokumen kami selalu lebih kecil.")
            )
        return file


@route(PUBLIC)
def verify(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code or the file of a document, and lead to what is known of it."""
    code_form = CodeForm(request.GET if "kode" in request.GET else None)
    if code_form.is_bound and code_form.is_valid():
        return redirect("verify_code", code=written_code(code_form.cleaned_data["kode"]))
    file_form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not file_form.is_bound or not file_form.is_valid():
        return _ask(request, code_form, file_form)
    found = by_file(file_form.cleaned_data["berkas"].read())
    return _unknown(request, is_file=True) if found is None else _tell(request, found, same=True)


@route(PUBLIC)
def verify_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """Tell what is known of the document with a code; hold a file against it where one is sent."""
    found = by_code(code)
    if found is None:
        return _unknown(request)
    if request.method != "POST":
        return _tell(request, found)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _tell(request, found, form=form)
    return _tell(request, found, same=is_file_of(found, form.cleaned_data["berkas"].read()))


def _ask(request: HttpRequest, code_form: CodeForm, file_form: FileForm) -> HttpResponse:
    context = {
        "code_form": code_form,
        "file_form": file_form,
        "form": code_form if code_form.is_bound else file_form,
    }
    return render(request, "public/verification.html", context)


def _tell(
    request: HttpRequest,
    document: Document,
    *,
    same: bool | None = None,
    form: FileForm | None = None,
) -> HttpResponse:
    withdrawn_at = document.withdrawn_at
    context = {
        "document": document,
        "kind": paper_kind(document.kind),
        "holder": initials(document.holder),
        "code": written_code(document.code),
        "same": same,
        "withdrawn_on": withdrawn_at and withdrawn_at.astimezone(BUSINESS_ZONE).date(),
        "form": form or FileForm(),
        "address": reverse("verify_code", args=[written_code(document.code)]),
    }
    return _kept_private(render(request, "public/verified.html", context))


def _unknown(request: HttpRequest, *, is_file: bool = False) -> HttpResponse:
    """Say the same of every code that no document has, until it is asked too often."""
    may_ask = ratelimit.consume(
        request, app="allauth.account", action="verify_document", config=MISSES, limit_get=True
    )
    if not may_ask:
        return render(request, "public/verified_too_often.html", status=429)
    context = {"is_file": is_file}
    return _kept_private(render(request, "public/not_verified.html", context, status=404))


def _kept_private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
