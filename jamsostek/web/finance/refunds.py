"""Money given back: proposed, decided by a second officer, tied to the bank's line."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jamsostek.contributions.models import Allocation, Bill, Refund
from jamsostek.contributions.queries.receipts import excess_of, held_of
from jamsostek.contributions.queries.refunds import (
    free_of_receipt,
    lines_that_may_have_paid,
    lines_that_may_have_returned,
    steps_of,
)
from jamsostek.contributions.rules.refunds import MAY_FOLLOW
from jamsostek.contributions.services.receipts import NotAReceipt
from jamsostek.contributions.services.refunds import (
    MoreThanFree,
    NotNow,
    OtherLine,
    ReasonMissing,
    SamePerson,
    Target,
    decide_refund,
    pay_refund,
    propose_refund_of_bill,
    propose_refund_of_receipt,
    return_refund,
    withdraw_refund,
)
from jamsostek.treasury.models import StatementLine
from jamsostek.web.access import READ_BOOKS, WRITE_BOOKS, StaffRequest, route
from jamsostek.web.clock import act_of
from jamsostek.web.fields import RupiahField
from jamsostek.web.finance.receipts import receipt_asked
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, ask_then_confirm
from jamsostek.web.staff.scope import branches_or_everywhere, page_of
from jamsostek.web.templatetags.words import rupiah


class RefundForm(QuestionForm):
    """How much goes back, to which account, and why."""

    amount = RupiahField(
        label=_("Jumlah"), least=1, error_messages={"required": _("Tulis jumlahnya.")}
    )
    bank = forms.CharField(
        label=_("Bank tujuan"), max_length=40, error_messages={"required": _("Tulis nama banknya.")}
    )
    account_number = forms.RegexField(
        r"^[0-9 .\-]{5,34}$",
        label=_("Nomor rekening tujuan"),
        error_messages={
            "required": _("Tulis nomor rekeningnya."),
            "invalid": _("Nomor rekening hanya berisi angka, paling sedikit lima."),
        },
    )
    account_name = forms.CharField(
        label=_("Atas nama"),
        max_length=120,
        error_messages={"required": _("Tulis nama pemilik rekeningnya.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Misalnya: surat permohonan perusahaan tanggal 3 Oktober 2011."),
        error_messages={"required": _("Tulis alasannya; pemutus dan auditor akan membacanya.")},
    )


@route(READ_BOOKS)
def refunds(request: StaffRequest) -> HttpResponse:
    """List the refunds of the officer's branches, what waits first."""
    found = _within(request).order_by("state", "-pk")
    asked = request.GET.get("tampil", "")
    if asked in Refund.State.values:
        found = found.filter(state=asked)
    context = {
        "page": page_of(request, found),
        "shown": asked,
        "states": Refund.State.choices,
        "query": f"tampil={asked}&" if asked in Refund.State.values else "",
    }
    return render(request, "finance/refunds.html", context)


@route(READ_BOOKS)
def refund(request: StaffRequest, number: int) -> HttpResponse:
    """Show a refund: what it is made of, how it came here, and what may be done."""
    found = _asked(request, number)
    may_write = WRITE_BOOKS.admits(request)
    following = MAY_FOLLOW[found.state] if may_write else frozenset()
    context = {
        "refund": found,
        "parts": found.parts.select_related("line__account"),
        "steps": steps_of(found),
        "may_decide": "APPROVED" in following and found.proposed_by_id != request.user.pk,
        "own": "APPROVED" in following and found.proposed_by_id == request.user.pk,
        "may_withdraw": "WITHDRAWN" in following,
        "may_pay": "PAID" in following,
        "may_return": "RETURNED" in following,
        "debits": list(lines_that_may_have_paid(found)[:20]) if "PAID" in following else [],
        "credits": list(lines_that_may_have_returned(found)[:20])
        if "RETURNED" in following
        else [],
    }
    return render(request, "finance/refund.html", context)


@route(WRITE_BOOKS)
@require_POST
def step(request: StaffRequest, number: int) -> HttpResponseBase:
    """Take one step with a refund: decide, give up, or name the bank's line."""
    found = _asked(request, number)
    try:
        _take(request, found)
    except SamePerson:
        messages.error(request, say("Yang mengusulkan tidak boleh memutus. Mintalah rekan Anda."))
    except ReasonMissing:
        messages.error(request, say("Tulis alasannya; auditor akan membacanya."))
    except NotNow:
        messages.error(request, say("Pengembalian ini sudah berubah. Lihat keadaannya di bawah."))
    except OtherLine:
        messages.error(request, say("Pilih baris rekening koran yang jumlahnya sama."))
    except NotAReceipt:
        messages.error(request, say("Setoran ini sudah dibatalkan bank."))
    else:
        messages.success(request, say("Dicatat."))
    return redirect("refund", number=number)


def _take(request: StaffRequest, found: Refund) -> None:
    act, reason = act_of(request), request.POST.get("reason", "")
    match request.POST.get("langkah", ""):
        case "setuju" | "tolak" as decision:
            decide_refund(refund=found, approve=decision == "setuju", reason=reason, act=act)
        case "tarik":
            withdraw_refund(refund=found, reason=reason, act=act)
        case "bayar":
            pay_refund(refund=found, line=_line(request), act=act)
        case "retur":
            return_refund(refund=found, line=_line(request), act=act)
        case _:
            raise Http404


def _line(request: StaffRequest) -> StatementLine:
    number = request.POST.get("baris", "")
    is_number = number.isdecimal() and len(number) < 19
    line = StatementLine.objects.filter(pk=number).first() if is_number else None
    if line is None:
        raise OtherLine("No line was chosen.")
    return line


@route(WRITE_BOOKS)
def proposal(request: StaffRequest, number: int) -> HttpResponseBase:
    """Propose to give back what waits of a receipt, or what its bill got too much."""
    line = receipt_asked(request, number)
    waiting = free_of_receipt(line, held_of([line.pk]).get(line.pk, 0))
    bill, excess = _bill_over(line)
    most = waiting or excess
    if most <= 0:
        raise Http404
    form = RefundForm(request.POST or None, initial={"amount": most})

    def propose(said: dict[str, Any]) -> None:
        target = Target(said["bank"], said["account_number"], said["account_name"])
        wanted = {
            "amount": said["amount"],
            "target": target,
            "reason": said["reason"],
            "act": act_of(request),
        }
        if waiting or bill is None:
            propose_refund_of_receipt(line=line, **wanted)
        else:
            propose_refund_of_bill(bill=bill, **wanted)

    change = Change(
        question=say("Kembalikan uang ini kepada siapa?"),
        check=say("Usulkan pengembalian ini?"),
        send_words=say("Ya, usulkan"),
        done=say("Diusulkan. Petugas lain yang memutus."),
        above=say("Setoran %(amount)s") % {"amount": rupiah(line.amount)},
        hint=say("Paling banyak %(amount)s.") % {"amount": rupiah(most)},
        back_url=reverse("receipt", args=[number]),
        make=propose,
        refusals={
            MoreThanFree: ("amount", say("Sebanyak itu tidak ada untuk dikembalikan.")),
            NotAReceipt: (None, say("Setoran ini sudah dibatalkan bank.")),
        },
    )
    return ask_then_confirm(request, form, change)


def _bill_over(line: StatementLine) -> tuple[Bill | None, int]:
    """Give the bill that a receipt pays more of than it asks for, and how much."""
    paid = Allocation.objects.filter(line=line, withdrawn_at=None).select_related("bill")
    for allocation in paid.order_by("bill__due_date", "pk"):
        if excess := excess_of(allocation):
            return allocation.bill, excess
    return None, 0


def _within(request: StaffRequest) -> Any:  # noqa: ANN401 - a queryset of refunds
    found = Refund.objects.select_related("branch", "bill__employer", "proposed_by", "decided_by")
    scope = branches_or_everywhere(request)
    if scope is None:
        return found
    return found.filter(Q(branch=None) | Q(branch_id__in=scope))


def _asked(request: StaffRequest, number: int) -> Refund:
    found: Refund | None = _within(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
