"""Declaring one month: by a file, as last month, or that nobody had wages."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.imports.limits import DEFAULT as LIMITS
from jamsostek.contributions.models import Bill, Declaration, DeclarationLine, WageFile
from jamsostek.contributions.queries.bills import declarations_of
from jamsostek.contributions.queries.corrections import corrections_of, totals_of
from jamsostek.contributions.queries.terms import NotAMember, terms_on, wages_of_last_month
from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.services.bills import uncharged_penalties
from jamsostek.contributions.services.declarations import (
    AlreadyDeclared,
    Assessed,
    assess,
    declare_as_last_month,
    declare_nil,
)
from jamsostek.contributions.services.wage_files import receive_wage_file
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import Lang
from jamsostek.law.reader import LawGap
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import employments_on
from jamsostek.membership.queries.employers import NoRiskGroup
from jamsostek.web import background
from jamsostek.web.access import FILE_WAGES, READ_WAGES, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.dues import table_of_assessed, table_of_declaration
from jamsostek.web.employer.lines import lines_page
from jamsostek.web.employer.scope import Asking, employer_asked, here, month_asked
from jamsostek.web.templatetags.words import instant
from jamsostek.web.templatetags.words import month as month_words

MOST_LISTED: Final = 200
"""Longer lists are typed in a spreadsheet and not on the page."""


@dataclass(frozen=True, slots=True)
class ShortCover:
    """Workers with JKK and JKM alone for one reason."""

    workers: int
    reason: str
    citation: str


class FileForm(forms.Form):
    """The wage file of a month."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Berkas upah"),
        help_text=_(
            "Excel (.xlsx) atau CSV, paling besar 20 MB. Kolom apa pun urutannya: nomor KPJ atau "
            "NIK, nama, upah; boleh dengan tanggal masuk dan keluar."
        ),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi daftar upah."),
        },
    )

    def clean_file(self) -> "File[bytes]":
        """Refuse at once what the reader would refuse for its size."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size and file.size > LIMITS.file_bytes:
            raise forms.ValidationError(_("Berkas ini terlalu besar: paling besar 20 MB."))
        return file


@route(READ_WAGES)
def month(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Show a declared month, or the ways to declare it."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    declaration = declarations_of(employer).filter(month=asked.first_day).first()
    if declaration is not None:
        return _declared(request, employer, declaration)
    return _ways(request, employer, asked, FileForm())


@route(FILE_WAGES)
def file(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Take in the wage file of a month."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    if request.method != "POST":
        return redirect("declare_month", npp=npp, month=asked)
    return receive(request, employer, asked, FileForm(request.POST, request.FILES))


def receive(request: Asking, employer: Employer, month: Month, form: FileForm) -> HttpResponseBase:
    """Keep a file that was sent and have it read, or ask again."""
    fault = cannot_declare(employer, month)
    if not form.is_valid() or fault:
        return _ways(request, employer, month, form)
    sent: File[bytes] = form.cleaned_data["file"]
    act = act_of(request)
    with transaction.atomic():
        wage_file = receive_wage_file(
            employer=employer, month=month, name=sent.name or "", content=sent.read(), act=act
        )
        if wage_file.state != WageFile.State.FILED:
            background.read_in_background(wage_file)
    if wage_file.uploaded_at != act.at:
        words = say("Berkas ini sudah pernah diunggah, %(at)s. Inilah hasilnya.")
        messages.info(request, words % {"at": instant(wage_file.uploaded_at)})
    return redirect("wage_file", npp=employer.npp, number=wage_file.pk)


def _ways(request: Asking, employer: Employer, month: Month, form: FileForm) -> HttpResponse:
    last = month + -1
    context = here(request, employer) | {
        "month": month,
        "form": form,
        "fault": cannot_declare(employer, month),
        "last": last if _is_filed(employer, last) else None,
        "workers": employments_on(employer, month.last_day).count(),
        "most_listed": MOST_LISTED,
    }
    return render(request, "employer/month.html", context)


def _declared(request: Asking, employer: Employer, declaration: Declaration) -> HttpResponse:
    bill: Bill | None = getattr(declaration, "bill", None)
    context = here(request, employer) | {
        "declaration": declaration,
        "month": Month.of(declaration.month),
        "bill": bill,
        "table": table_of_declaration(declaration, bill),
        "lines": lines_page(request, declaration),
        "totals": totals_of(declaration),
        "corrected": corrections_of(declaration).count(),
        "may_correct": FILE_WAGES.admits(request),
    }
    return render(request, "employer/declaration.html", context)


@route(FILE_WAGES)
def copy(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Show what last month's wages make this month; declare them once they are confirmed."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    if _is_filed(employer, asked):
        return _lead_to_filed(request, employer, asked)
    wages = wages_of_last_month(employer, asked)
    fault = cannot_declare(employer, asked)
    if wages.is_empty() or fault:
        return redirect("declare_month", npp=npp, month=asked)
    if request.method == "POST":
        return _declare(request, employer, asked, Declaration.Kind.COPY)
    assessed = assess(employer=employer, month=asked, wages=wages)
    last_month = DeclarationLine.objects.filter(
        declaration__employer=employer,
        declaration__month=(asked + -1).first_day,
        person_id=OuterRef("person_id"),
    )
    newcomers = employments_on(employer, asked.last_day).filter(~Exists(last_month))
    context = dry_run(request, employer, assessed) | {
        "question": say("Laporkan %(month)s sama dengan bulan lalu?")
        % {"month": month_words(asked)},
        "newcomers": newcomers.count(),
        "send_words": say("Laporkan dan terbitkan tagihan"),
    }
    return render(request, "employer/copy.html", context)


@route(FILE_WAGES)
def nil(request: Asking, npp: str, month: str) -> HttpResponseBase:
    """Ask whether really nobody had wages in a month; file the nil return once confirmed."""
    employer = employer_asked(request, npp)
    asked = month_asked(month)
    if _is_filed(employer, asked):
        return _lead_to_filed(request, employer, asked)
    if cannot_declare(employer, asked):
        return redirect("declare_month", npp=npp, month=asked)
    if request.method == "POST":
        return _declare(request, employer, asked, Declaration.Kind.NIL)
    context = here(request, employer) | {
        "month": asked,
        "workers": employments_on(employer, asked.last_day).count(),
        "late": uncharged_penalties(employer),
    }
    return render(request, "employer/nil.html", context)


def _declare(
    request: Asking, employer: Employer, month: Month, kind: Declaration.Kind
) -> HttpResponseBase:
    declare = declare_nil if kind is Declaration.Kind.NIL else declare_as_last_month
    try:
        declaration = declare(employer=employer, month=month, act=act_of(request))
    except AlreadyDeclared:
        return _lead_to_filed(request, employer, month)
    messages.success(request, say("Laporan upah diterima."))
    return redirect_to_result(employer, declaration)


def _is_filed(employer: Employer, month: Month) -> bool:
    return declarations_of(employer).filter(month=month.first_day).exists()


def _lead_to_filed(request: Asking, employer: Employer, month: Month) -> HttpResponseBase:
    """Say that a month is filed, on the page of its declaration, which leads to the bill."""
    messages.warning(request, say("Bulan ini sudah dilaporkan; inilah laporannya."))
    return redirect("declare_month", npp=employer.npp, month=month)


def redirect_to_result(employer: Employer, declaration: Declaration) -> HttpResponseBase:
    """Lead to the bill of a declaration, or to the declaration where nothing is to be paid."""
    bill = Bill.objects.filter(declaration=declaration).first()
    if bill is not None:
        return redirect("bill", npp=employer.npp, code=bill.code)
    return redirect("declare_month", npp=employer.npp, month=Month.of(declaration.month))


def dry_run(request: Asking, employer: Employer, assessed: Assessed) -> dict[str, Any]:
    """Give what a page shows of a declaration before it is made."""
    return here(request, employer) | {
        "month": assessed.terms.month,
        "workers": assessed.lines.height,
        "wage_sum": assessed.total("wage"),
        "due_date": due_date(assessed.terms.month),
        "table": table_of_assessed(assessed, uncharged_penalties(employer)),
        "short_cover": _short_cover(assessed),
    }


def _short_cover(assessed: Assessed) -> list[ShortCover]:
    """Give how many workers have JKK and JKM alone, by the reason."""
    counts = assessed.lines.filter(~pl.col("full_cover"))["standing"].value_counts(sort=True)
    language: Lang = "en" if get_language() == "en" else "id"
    found = [(assessed.reasons[standing], count) for standing, count in counts.iter_rows()]
    return [ShortCover(n, why.reason_in(language), why.citation) for why, n in found]


def cannot_declare(employer: Employer, month: Month) -> str:
    """Say why an employer cannot declare a month; nothing where it can."""
    try:
        terms_on(employer, month)
    except NotAMember:
        return say("Perusahaan ini belum, atau tidak lagi, menjadi peserta pada bulan itu.")
    except LawGap:
        return say(
            "Peraturan untuk bulan itu tidak ada dalam sistem ini, yang memuat "
            "Maret 1993 sampai Juni 2015."
        )
    except NoRiskGroup:
        return say("Kelompok risiko JKK perusahaan ini belum ditetapkan. Hubungi kantor cabang.")
    if month > Month.of(today()):
        words = say("%(month)s belum dimulai. Upah dilaporkan setelah bulannya berjalan.")
        return words % {"month": month_words(month)}
    return ""
