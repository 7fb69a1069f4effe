"""Arrears of one employer, for itself and for officers: penalties, instalments, letters."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.compliance.models import Agreement, Reminder
from jamsostek.compliance.queries.agreements import agreements_of, standing_of
from jamsostek.compliance.queries.penalties import late_bills_of
from jamsostek.compliance.queries.reminders import reminders_due, reminders_of
from jamsostek.compliance.services import agreements
from jamsostek.compliance.services.agreements import propose_agreement
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.bills import overdue_bills
from jamsostek.contributions.queries.write_offs import write_offs_of
from jamsostek.documents.queries import file_of
from jamsostek.membership.models import Employer
from jamsostek.web.access import (
    ASK_INSTALMENTS,
    CHASE_ARREARS,
    DECIDE_ARREARS,
    EMPLOYER,
    READ_WAGES,
    EmployerRequest,
    route,
)
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.scope import Asking, employer_asked, here
from jamsostek.web.fields import DayField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.templatetags.words import long_date, month, rupiah


def bill_choices(employer: Employer) -> list[tuple[str, str]]:
    """Give the overdue bills of an employer to choose from, with what each lacks."""
    owed = overdue_bills(today()).filter(employer=employer).order_by("month", "pk")
    return [(bill.code, _choice(bill)) for bill in owed if bill.asked > bill.received]


def _choice(bill: Bill) -> str:
    missing = rupiah(bill.asked - bill.received)
    return f"{month(bill.month)} ({bill.code}): {missing}"


class BillsForm(QuestionForm):
    """Which overdue bills something is about."""

    codes = forms.MultipleChoiceField(
        label=_("Tagihan"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu tagihan.")},
    )

    def prepare(self) -> None:
        """Offer the bills that are overdue."""
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - as declared above
        field.choices = bill_choices(self.facts["employer"])


class AgreementForm(BillsForm):
    """Which bills are to be paid in how many instalments, from when, and why."""

    count = forms.ChoiceField(
        label=_("Berapa kali bayar"),
        choices=[(str(count), f"{count} kali") for count in range(2, 13)],
        help_text=_("Sebulan sekali, dua sampai dua belas kali."),
    )
    first_date = DayField(
        label=_("Pembayaran pertama"),
        help_text=_("Paling lambat sebulan lagi. Misalnya 15-11-2011."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Mengapa tunggakan tidak dapat dibayar sekaligus."),
    )


@route(EMPLOYER)
def own_arrears(request: EmployerRequest) -> HttpResponse:
    """Lead an employer to its own arrears."""
    return redirect("employer_arrears", npp=request.employer_user.employer.npp)


@route(READ_WAGES)
def arrears(request: Asking, npp: str) -> HttpResponse:
    """Show what an employer owes, how penalties grow, and what was agreed, sent and given up."""
    employer = employer_asked(request, npp)
    day = today()
    late = late_bills_of(employer, day)
    is_officer = getattr(request, "officer", None) is not None
    context = here(request, employer) | {
        "today": day,
        "late": late,
        "ahead": next((each.ahead for each in late if each.ahead), ()),
        "missing": sum(each.missing for each in late),
        "uncharged": sum(each.uncharged for each in late),
        "agreements": [(each, standing_of(each, day)) for each in agreements_of(employer)],
        "reminders": reminders_of(employer),
        "write_offs": write_offs_of(employer) if is_officer else (),
        "may_ask": bool(bill_choices(employer)) and ASK_INSTALMENTS.admits(request),
        "may_chase": is_officer and CHASE_ARREARS.admits(request),
        "letters_due": bool(reminders_due([employer.pk], day)),
    }
    return render(request, "employer/arrears.html", context)


@route(ASK_INSTALMENTS)
def instalments(request: Asking, npp: str) -> HttpResponseBase:
    """Ask which bills are to be paid in instalments, and note the proposal."""
    employer = employer_asked(request, npp)

    def make(said: Said) -> None:
        propose_agreement(
            employer=employer,
            codes=said["codes"],
            count=int(said["count"]),
            first_date=said["first_date"],
            act=act_of(request, said["reason"]),
        )

    change = Change(
        question=say("Tagihan mana yang dibayar bertahap?"),
        hint=say(
            "Denda 2 persen sebulan tetap berjalan sampai iuran dibayar (PP 14/1993, Pasal 10 ayat"
            " (3) dan Pasal 47 huruf b); tidak ada pasal yang menghentikannya."
        ),
        check=say("Ajukan pembayaran bertahap ini?"),
        send_words=say("Ya, ajukan"),
        done=say("Pembayaran bertahap diajukan; petugas lain akan memutuskan."),
        above=employer.name,
        back_url=reverse("employer_arrears", args=[npp]),
        make=make,
        refusals={
            agreements.BadPlan: (
                "first_date",
                say("Pembayaran pertama jatuh antara besok dan sebulan lagi."),
            ),
            agreements.NotOwed: ("codes", say("Ada tagihan yang sudah tidak menunggak.")),
            agreements.AlreadyAgreed: (
                "codes",
                say("Sudah ada kesepakatan atau usul yang menunggu untuk tagihan ini."),
            ),
        },
    )
    form = AgreementForm(request.POST or None, facts={"employer": employer})
    return ask_then_confirm(request, form, change)  # type: ignore[arg-type]  # either may ask


@route(READ_WAGES)
def agreement(request: Asking, npp: str, number: int) -> HttpResponse:
    """Show an agreement: its instalments held against what came, day by day."""
    employer = employer_asked(request, npp)
    found = agreement_asked(employer, number)
    context: dict[str, Any] = here(request, employer) | {
        "agreement": found,
        "standing": standing_of(found, today()),
        "bills": found.bills.select_related("bill").order_by("bill__month"),
        "today": today(),
        "may_decide": getattr(request, "officer", None) is not None
        and DECIDE_ARREARS.admits(request)
        and found.state == Agreement.State.PROPOSED,
        "state_words": say("Diajukan %(day)s oleh %(who)s")
        % {"day": long_date(found.proposed_at.date()), "who": found.proposed_by},
    }
    return render(request, "employer/agreement.html", context)


@route(READ_WAGES)
def letter(request: Asking, npp: str, number: int) -> HttpResponse:
    """Give the PDF of a letter as it was sent."""
    employer = employer_asked(request, npp)
    sent = Reminder.objects.filter(employer=employer).select_related("document")
    found = sent.filter(pk=number).first()
    if found is None:
        raise Http404
    name = f"{found.document.number.replace('/', '-')}.pdf"
    answer = HttpResponse(file_of(found.document), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def agreement_asked(employer: Employer, number: int) -> Agreement:
    """Give an agreement of an employer.

    Raises:
        Http404: the employer has none of this number.
    """
    found = Agreement.objects.filter(employer=employer, pk=number).first()
    if found is None:
        raise Http404
    return found
