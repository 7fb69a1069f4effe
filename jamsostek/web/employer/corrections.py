"""Correcting a month that was declared: one wage or a whole file, shown before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.models import Correction, Declaration
from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.queries.corrections import (
    corrections_of,
    lines_of,
    totals_of,
    version_known_at,
)
from jamsostek.contributions.queries.wage_files import accepted_wages, checked_of
from jamsostek.contributions.services.corrections import (
    AlreadyTakenOut,
    Difference,
    NotEmployedThen,
    NothingDiffers,
    correct,
    difference,
)
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.months import Month
from jamsostek.law.wages import WageOutOfRange
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.web.access import FILE_WAGES, READ_WAGES, route
from jamsostek.web.clock import act_of
from jamsostek.web.employer.dues import table_of_difference
from jamsostek.web.employer.lines import WorkerLine
from jamsostek.web.employer.months import FileForm, receive
from jamsostek.web.employer.scope import Asking, employer_asked, here, month_asked, wage_file_asked
from jamsostek.web.fields import RupiahField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import CONFIRMED, EDITED
from jamsostek.web.staff.scope import day_written, page_of
from jamsostek.web.templatetags.words import month as month_words

SHOWN: Final = 50


class CorrectionForm(QuestionForm):
    """What was wrong about one worker in a month, and why."""

    kpj = forms.CharField(
        label=_("Nomor KPJ"),
        max_length=20,
        error_messages={"required": _("Tulis nomor KPJ tenaga kerjanya.")},
    )
    wage = RupiahField(
        label=_("Upah yang benar"),
        help_text=_("Upah sebulan penuh. Tulis 0 bila orang ini seharusnya tidak dilaporkan."),
        error_messages={"required": _("Tulis upah yang benar, atau 0.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Misalnya: salah ketik; lembur belum dihitung; terlambat didaftarkan."),
        error_messages={"required": _("Tulis alasan perbaikannya.")},
    )


class FileCorrectionForm(QuestionForm):
    """Why a corrected file takes the place of what was declared."""

    reason = CorrectionForm.base_fields["reason"]
    remove = forms.BooleanField(
        label=_("Keluarkan tenaga kerja yang tidak ada di berkas dari bulan ini"), required=False
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """One worker of a correction, by name."""

    person: InsuredPerson
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How much higher the wage is."""
        return self.after - self.before


@route(FILE_WAGES)
def correction(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Ask for one worker's right wage in a declared month; show what follows; correct it."""
    employer = employer_asked(request, npp)
    declaration = _declared(employer, month_asked(month))
    form = CorrectionForm(request.POST or None, initial={"kpj": request.GET.get("kpj", "")})
    if request.method != "POST" or not form.is_valid() or EDITED in request.POST:
        return _ask(request, declaration, form)
    person = InsuredPerson.objects.filter(kpj=form.cleaned_data["kpj"].strip()).first()
    if person is None:
        form.add_error("kpj", say("Tidak ada peserta dengan KPJ ini."))
        return _ask(request, declaration, form)
    wages = {person.pk: form.cleaned_data["wage"]}
    return _check_or_correct(request, declaration, form, wages) or _ask(request, declaration, form)


@route(FILE_WAGES)
def correction_file(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Take in the corrected file of a declared month."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    _declared(employer, asked)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return receive(request, employer, asked, form)
    context = {
        "form": form,
        "question": say("Unggah berkas upah yang sudah diperbaiki"),
        "hint": say(
            "Berkas dicocokkan dengan yang sudah dilaporkan; hanya selisihnya yang dicatat, "
            "setelah Anda setuju."
        ),
        "above": f"{employer.name}, {month_words(asked)}",
        "back_url": reverse("declare_month", args=[npp, asked]),
        "send_words": say("Unggah dan baca"),
    }
    return render(request, "parts/question.html", context)


@route(FILE_WAGES)
def file_correction(request: Asking, npp: str, number: int) -> HttpResponseBase:
    """Show what a corrected file changes about a declared month; correct it once confirmed."""
    employer = employer_asked(request, npp)
    found = wage_file_asked(employer, number)
    declaration = declarations_of(employer).filter(month=found.month).first()
    if declaration is None or found.checked is None or found.summary.get("code"):
        return redirect("wage_file", npp=npp, number=number)
    declaration.employer = employer
    form = FileCorrectionForm(request.POST or None)
    wages: dict[int, int] = {}
    for person_id, _job, wage in accepted_wages(checked_of(found)).iter_rows():
        wages[person_id] = wages.get(person_id, 0) + wage
    absent = [line.person_id for line in lines_of(declaration) if line.person_id not in wages]
    removes = request.method == "POST" and bool(request.POST.get("remove"))
    wages |= dict.fromkeys(absent if removes else [], 0)
    if request.method == "POST" and form.is_valid() and EDITED not in request.POST:
        answer = _check_or_correct(request, declaration, form, wages)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "question": say("Perbaiki %(month)s menurut berkas ini?")
        % {"month": month_words(declaration.month)},
        "hint": say("%(count)s tenaga kerja yang sudah dilaporkan tidak ada di berkas.")
        % {"count": len(absent)},
        "above": f"{employer.name}, {found.name}",
        "back_url": reverse("wage_file", args=[npp, number]),
        "send_words": say("Lihat selisihnya"),
    }
    return render(request, "parts/question.html", context)


@route(READ_WAGES)
def versions(request: Asking, npp: str, month: str) -> HttpResponse:
    """Tell how a declared month was corrected, and what it said as known at the end of a day."""
    employer = employer_asked(request, npp)
    declaration = _declared(employer, month_asked(month))
    day = day_written(request.GET.get("pada", ""))
    at = datetime.combine(day, time.max, BUSINESS_ZONE) if day else None
    number = version_known_at(declaration, at)
    page = page_of(request, lines_of(declaration, as_known_at=at))
    persons = InsuredPerson.objects.in_bulk([line.person_id for line in page.object_list])
    context = here(request, employer) | {
        "declaration": declaration,
        "month": Month.of(declaration.month),
        "corrections": list(corrections_of(declaration)),
        "day": day,
        "number": number,
        "totals": totals_of(declaration, as_known_at=at) if number is not None else None,
        "page": page,
        "workers": [WorkerLine(line, persons[line.person_id]) for line in page.object_list],
        "query": f"pada={day:%Y-%m-%d}&" if day else "",
    }
    return render(request, "employer/versions.html", context)


def _declared(employer: Employer, month: Month) -> Declaration:
    """Give the declaration of a month.

    Raises:
        Http404: the month is not declared; then it is declared, not corrected.
    """
    declaration = declarations_of(employer).filter(month=month.first_day).first()
    if declaration is None:
        raise Http404
    declaration.employer = employer
    return declaration


def _ask(request: Asking, declaration: Declaration, form: CorrectionForm) -> HttpResponse:
    month = Month.of(declaration.month)
    npp = declaration.employer.npp
    context = {
        "form": form,
        "question": say("Upah siapa yang diperbaiki?"),
        "above": f"{declaration.employer.name}, {month_words(month)}",
        "hint": say(
            "Yang dilaporkan semula tetap tersimpan. Selisih iurannya ditagih tersendiri, atau "
            "menjadi milik perusahaan."
        ),
        "back_url": reverse("declare_month", args=[npp, month]),
        "send_words": say("Lihat selisihnya"),
        "file_url": reverse("declare_correction_file", args=[npp, month]),
    }
    return render(request, "employer/correction.html", context)


def _check_or_correct(
    request: Asking, declaration: Declaration, form: QuestionForm, wages: Mapping[int, int]
) -> HttpResponseBase | None:
    """Show the difference, or make the correction where it was confirmed; None where refused."""
    try:
        if CONFIRMED in request.POST:
            made = correct(
                declaration=declaration,
                wages=wages,
                reason=form.cleaned_data["reason"],
                act=act_of(request),
            )
            return _done(request, declaration, made)
        found = difference(declaration=declaration, wages=wages)
    except (NothingDiffers, NotEmployedThen, WageOutOfRange, AlreadyTakenOut) as refused:
        form.add_error(None, _refusal(refused))
        return None
    return _check(request, declaration, form, found)


def _refusal(refused: Exception) -> str:
    match refused:
        case NothingDiffers():
            return say("Upah bulan itu sudah tercatat demikian; tidak ada yang berubah.")
        case NotEmployedThen():
            names = InsuredPerson.objects.filter(pk__in=refused.persons[:SHOWN])
            return say(
                "Tidak tercatat bekerja di sini pada bulan itu: %(names)s. Daftarkan hubungan "
                "kerjanya dahulu."
            ) % {"names": ", ".join(names.values_list("name", flat=True))}
        case AlreadyTakenOut():
            return say(
                "Saldo JHT peserta sudah dibayarkan sehingga tidak dapat ditarik kembali. Hubungi "
                "kantor cabang."
            )
    return say("Upah ini tidak masuk akal. Periksa jumlah angkanya.")


def _done(request: Asking, declaration: Declaration, made: Correction) -> HttpResponseBase:
    bill = getattr(made, "bill", None)
    npp = declaration.employer.npp
    messages.success(request, say("Perbaikan dicatat."))
    if bill is not None and bill.amount > 0:
        return redirect("bill", npp=npp, code=bill.code)
    return redirect("declare_versions", npp=npp, month=Month.of(declaration.month))


def _check(
    request: Asking, declaration: Declaration, form: QuestionForm, found: Difference
) -> HttpResponse:
    rows = found.lines.select("person_id", "wage_before", "wage").head(SHOWN)
    persons = InsuredPerson.objects.in_bulk(rows["person_id"].to_list())
    context: dict[str, Any] = here(request, declaration.employer) | {
        "month": Month.of(declaration.month),
        "form": form,
        "changed": [Changed(persons[person], old, new) for person, old, new in rows.iter_rows()],
        "more": max(0, found.lines.height - SHOWN),
        "table": table_of_difference(found),
        "amount": found.amount,
        "given_back": -found.amount,
    }
    return render(request, "employer/correction_check.html", context)
