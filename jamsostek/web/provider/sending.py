"""Sending a claim: typed line by line or as a CSV file, taken whole or handed back row by row."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.providers.imports import TITLES, ReadClaim, RowFault, read_claim
from jamsostek.providers.queries.checking import NewLine, check_lines
from jamsostek.providers.services.claims import (
    InvoiceKnown,
    NewClaim,
    NothingClaimed,
    submit_claims,
)
from jamsostek.web.access import PROVIDER, ProviderRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.provider.words import FAULTS, REFUSALS
from jamsostek.web.questions import QuestionForm

CELLS: Final = ("kpj", "patient", "code", "day", "quantity", "price", "guarantee")
FAULTS_SHOWN: Final = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be read, in words."""

    row: int
    column: str
    words: str


class ClaimForm(QuestionForm):
    """The provider's invoice number and its lines, as a file or pasted with their headings."""

    reference = forms.CharField(
        label=_("Nomor tagihan Anda"),
        max_length=60,
        error_messages={"required": _("Tulis nomor tagihan Anda.")},
    )
    file = forms.FileField(
        label=_("Berkas CSV"),
        required=False,
        help_text=_("Kolom: KPJ, Pasien, Kode, Tanggal, Jumlah, Harga, Surat jaminan."),
    )
    rows = forms.CharField(
        label=_("Atau tempel barisnya di sini"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Dengan judul kolom di baris pertama, dipisahkan titik koma."),
    )

    def clean(self) -> dict[str, Any]:
        """See that there is a file or rows."""
        said = super().clean() or {}
        if not said.get("file") and not said.get("rows", "").strip():
            self.add_error("file", say("Pilih berkasnya atau tempel barisnya."))
        return said

    def content(self) -> bytes:
        """Give what was sent, the file before what was pasted."""
        file = self.cleaned_data.get("file")
        sent: bytes = file.read() if file else self.cleaned_data["rows"].encode()
        return sent


class LinesForm(QuestionForm):
    """A checked claim once more, on its way to be sent."""

    reference = forms.CharField(max_length=60, widget=forms.HiddenInput)
    rows = forms.CharField(widget=forms.HiddenInput)


@route(PROVIDER)
def send(request: ProviderRequest) -> HttpResponseBase:
    """Ask for a claim, show what the checks find of each line, and send it once confirmed."""
    if "pasti" in request.POST:
        return _send(request)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or "ubah" in request.POST or not form.is_valid():
        return _ask(request, form)
    read = read_claim(form.content())
    if read.refused:
        form.add_error("file", str(REFUSALS[read.refused]))
        return _ask(request, form)
    if read.faults:
        return _ask(request, form, read)
    provider = request.provider_user.provider
    checked = check_lines(provider, read.lines, today())
    context = {
        "form": LinesForm(
            initial={"reference": form.cleaned_data["reference"], "rows": _written(read.lines)}
        ),
        "reference": form.cleaned_data["reference"],
        "lines": list(enumerate(checked, 1)),
        "claimed": sum(line.quantity * line.price for line in read.lines),
        "found": sum(each.checked.amount for each in checked),
    }
    return render(request, "provider/send_check.html", context)


def _send(request: ProviderRequest) -> HttpResponseBase:
    again = LinesForm(request.POST)
    asked = ClaimForm({"reference": request.POST.get("reference", ""), "rows": ""})
    if not again.is_valid():
        return _ask(request, asked)
    read = read_claim(again.cleaned_data["rows"].encode())
    asked = ClaimForm(again.cleaned_data)
    asked.is_valid()
    if read.refused or read.faults:
        return _ask(request, asked, read)
    new = NewClaim(request.provider_user.provider, again.cleaned_data["reference"], read.lines)
    try:
        (made,) = submit_claims(claims=[new], act=act_of(request))
    except InvoiceKnown:
        asked.add_error("reference", say("Tagihan dengan nomor ini sudah pernah dikirim."))
        return _ask(request, asked)
    except NothingClaimed:
        asked.add_error("file", str(REFUSALS["EMPTY"]))
        return _ask(request, asked)
    return redirect("provider_claim", claim_code=made.code)


def _ask(request: ProviderRequest, form: ClaimForm, read: ReadClaim | None = None) -> HttpResponse:
    faults = [_fault(fault) for fault in (read.faults if read else ())]
    context = {"form": form, "faults": faults[:FAULTS_SHOWN], "fault_count": len(faults)}
    return render(request, "provider/send.html", context)


def _fault(fault: RowFault) -> Fault:
    titles = dict(zip(CELLS, TITLES, strict=True))
    return Fault(fault.row, titles[fault.column], str(FAULTS[fault.code]))


def _written(lines: tuple[NewLine, ...]) -> str:
    """Write lines as the CSV that they were read from, to be sent with the confirmation."""
    rows = [";".join(TITLES)]
    rows += [
        ";".join(
            (
                line.kpj,
                line.patient.replace(";", " "),
                line.code.replace(";", " "),
                line.day.isoformat(),
                str(line.quantity),
                str(line.price),
                line.guarantee.replace(";", " "),
            )
        )
        for line in lines
    ]
    return "\n".join(rows).replace('"', " ")


@route(PROVIDER)
def sample(request: ProviderRequest) -> HttpResponse:
    """Give an empty claim file with its headings."""
    del request
    content = (";".join(TITLES) + "\r\n").encode("utf-8-sig")
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="klaim.csv"'
    return answer
