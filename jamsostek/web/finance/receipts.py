"""Money in suspense: which receipts wait for a bill, and giving one to the bill it is meant for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.models import Allocation, Bill, Naming
from jamsostek.contributions.queries.bills import bills_matching, bills_over_paid, bills_part_paid
from jamsostek.contributions.queries.payers import WITH_PAYER
from jamsostek.contributions.queries.receipts import (
    excess_of,
    held_of,
    left_short,
    of_branches,
    suspense,
    waiting_receipts,
)
from jamsostek.contributions.queries.waiting import waiting_money
from jamsostek.contributions.services.receipts import (
    AlreadyMeant,
    NotAReceipt,
    NotMeant,
    assign_receipt,
    move_receipt,
    withdraw_naming,
)
from jamsostek.ledger.services import Overdrawn
from jamsostek.treasury.models import BankAccount, LineKind, StatementLine
from jamsostek.web.access import READ_BOOKS, WRITE_BOOKS, StaffRequest, route
from jamsostek.web.clock import act_of
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, ask_then_confirm
from jamsostek.web.staff.scope import branch_ids, branches_or_everywhere, day_written, page_of
from jamsostek.web.templatetags.words import rupiah

BILLS_SHOWN = 20
PARTS = frozenset({"kurang", "lebih"})
BILL_WITH_PAYER = tuple(f"bill__{name}" for name in WITH_PAYER)


class AssignmentForm(forms.Form):
    """Why a receipt is meant for a bill."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Misalnya: nama penyetor dan jumlahnya cocok; dipastikan lewat telepon."),
        error_messages={"required": _("Tulis alasannya; auditor akan membacanya.")},
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the statement lines is asked for."""

    account: str
    from_day: date | None
    until_day: date | None

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        days = f"dari={self.from_day or ''}&sampai={self.until_day or ''}"
        return f"rekening={self.account}&{days}&"


@route(READ_BOOKS)
def waiting(request: StaffRequest) -> HttpResponse:
    """Say what the suspense account is made of, and list one part of it, the oldest first.

    The part is asked for by `?tampil=`: receipts without a bill, bills that received too little,
    or bills that received too much.
    """
    scope = branches_or_everywhere(request)
    money, parts = suspense(), waiting_money(scope)
    shown = request.GET.get("tampil", "")
    context = {
        "suspense": money,
        "parts": parts,
        "elsewhere": money.waiting - parts.total,
        "shown": shown if shown in PARTS else "",
        "page": page_of(request, _part(shown, scope)),
        "query": f"tampil={shown}&" if shown in PARTS else "",
        "may_write": WRITE_BOOKS.admits(request),
    }
    return render(request, "finance/receipts.html", context)


def _part(shown: str, scope: Collection[int] | None) -> QuerySet[Any]:
    if shown == "kurang":
        return bills_part_paid(scope)
    if shown == "lebih":
        return bills_over_paid(scope)
    return of_branches(waiting_receipts(), scope).order_by("day", "pk")


@route(READ_BOOKS)
def receipt(request: StaffRequest, number: int) -> HttpResponse:
    """Show one receipt: what it pays, what of it waits, and the bills it may be meant for."""
    return _show(request, receipt_asked(request, number), AssignmentForm())


@route(WRITE_BOOKS)
def assignment(request: StaffRequest, number: int, code: str) -> HttpResponseBase:
    """Ask why a receipt is meant for a bill, and give it to that bill."""
    line = receipt_asked(request, number)
    bill = _bill(request, code)
    form = AssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assign_receipt(
                line=line, bill=bill, reason=form.cleaned_data["reason"], act=act_of(request)
            )
        except AlreadyMeant:
            form.add_error(None, say("Setoran ini sudah ditujukan ke tagihan ini."))
        except NotAReceipt:
            form.add_error(None, say("Setoran ini sudah dibatalkan bank."))
        else:
            messages.success(
                request, say("Setoran ditujukan ke tagihan %(code)s.") % {"code": code}
            )
            return redirect("receipt", number=number)
    context = {
        "form": form,
        "line": line,
        "bill": bill,
        "robbed": left_short(line, bill),
        "back_url": reverse("receipt", args=[number]),
        "question": say("Tujukan setoran ini ke tagihan itu?"),
        "send_words": say("Ya, tujukan"),
    }
    return render(request, "finance/assignment.html", context)


class ReleaseForm(QuestionForm):
    """Why a receipt was not meant for a bill, and for which it was."""

    code = forms.CharField(
        label=_("Kode bayar tagihan yang benar"),
        max_length=11,
        required=False,
        help_text=_("Kosongkan bila belum diketahui; uangnya lalu menunggu."),
    )
    reason = AssignmentForm.base_fields["reason"]


@route(WRITE_BOOKS)
def release(request: StaffRequest, number: int, code: str) -> HttpResponseBase:
    """Take a receipt off a bill that it was not meant for, and give it to the right one."""
    line = receipt_asked(request, number)
    bill = _bill(request, code)

    def put_right(said: dict[str, Any]) -> None:
        act, reason = act_of(request), said["reason"]
        if not said["code"]:
            withdraw_naming(line=line, bill=bill, reason=reason, act=act)
            return
        right = Bill.objects.filter(code=said["code"], branch_id__in=branch_ids(request)).first()
        if right is None:
            raise NoSuchBill(said["code"])
        move_receipt(line=line, bill=bill, to_bill=right, reason=reason, act=act)

    change = Change(
        question=say("Setoran ini bukan untuk tagihan itu?"),
        check=say("Lepaskan setoran ini dari tagihan itu?"),
        send_words=say("Ya, lepaskan"),
        done=say("Setoran dilepas; kedua tagihan dihitung lagi."),
        above=f"{rupiah(line.amount)}, {bill.code}",
        back_url=reverse("receipt", args=[number]),
        make=put_right,
        refusals={
            NoSuchBill: ("code", say("Tidak ada tagihan dengan kode bayar ini.")),
            NotMeant: (None, say("Setoran ini tidak ditujukan ke tagihan itu.")),
            AlreadyMeant: ("code", say("Setoran ini sudah ditujukan ke tagihan ini.")),
            NotAReceipt: (None, say("Setoran ini sudah dibatalkan bank.")),
            Overdrawn: (
                None,
                say("Saldo JHT peserta tagihan itu sudah dibayarkan; setoran tetap."),
            ),
        },
        notes=lambda _said: [
            say("Bila tagihan itu sudah lunas, pelunasannya dibatalkan dan dihitung lagi.")
        ],
    )
    return ask_then_confirm(request, ReleaseForm(request.POST or None), change)


class NoSuchBill(LookupError):
    """A payment code that no bill of the officer's branches has."""


@route(READ_BOOKS)
def lines(request: StaffRequest) -> HttpResponse:
    """List every statement line, by account and days."""
    chosen = Chosen(
        account=request.GET.get("rekening", ""),
        from_day=day_written(request.GET.get("dari", "")),
        until_day=day_written(request.GET.get("sampai", "")),
    )
    context = {
        "accounts": BankAccount.objects.order_by("bank", "number"),
        "chosen": chosen,
        "query": chosen.query,
        "page": page_of(request, _lines(request, chosen)),
    }
    return render(request, "finance/lines.html", context)


def _lines(request: StaffRequest, chosen: Chosen) -> QuerySet[StatementLine]:
    found = StatementLine.objects.select_related("account", "reversed_by", "reverses")
    if chosen.account:
        found = found.filter(account__number=chosen.account)
    if chosen.from_day:
        found = found.filter(day__gte=chosen.from_day)
    if chosen.until_day:
        found = found.filter(day__lte=chosen.until_day)
    here = of_branches(found, branches_or_everywhere(request))
    return here.order_by("-day", "-pk")


def _show(request: StaffRequest, line: StatementLine, form: AssignmentForm) -> HttpResponse:
    text = request.GET.get("tagihan", "").strip()
    scope = branch_ids(request)
    standing = Allocation.objects.filter(line=line, withdrawn_at=None)
    allocations = list(standing.select_related(*BILL_WITH_PAYER).order_by("bill__month"))
    waiting, excess = _waiting(line), sum(excess_of(each) for each in allocations)
    free = waiting + excess
    found = bills_matching(text, branch_ids=scope, amount=None if text else free)
    context = {
        "line": line,
        "waiting": waiting,
        "excess": excess,
        "free": free,
        "is_reversed": hasattr(line, "reversed_by"),
        "allocations": allocations,
        "namings": Naming.objects.filter(line=line).select_related(*BILL_WITH_PAYER),
        "searched": text,
        "bills": list(found[: BILLS_SHOWN + 1])[:BILLS_SHOWN],
        "more_bills": found.count() > BILLS_SHOWN,
        "form": form,
        "scope": scope,
        "may_write": WRITE_BOOKS.admits(request),
    }
    return render(request, "finance/receipt.html", context)


def receipt_asked(request: StaffRequest, number: int) -> StatementLine:
    """Give a receipt that lies within the officer's branches, or names no bill yet.

    Raises:
        Http404: there is none of this number there.
    """
    payments = StatementLine.objects.filter(kind=LineKind.PAYMENT).select_related("account")
    line = of_branches(payments, branches_or_everywhere(request)).filter(pk=number).first()
    if line is None:
        raise Http404
    return line


def _waiting(line: StatementLine) -> int:
    allocated = Allocation.objects.filter(line=line, withdrawn_at=None)
    held = held_of([line.pk]).get(line.pk, 0)
    return int(line.amount - held - (allocated.aggregate(total=Sum("amount"))["total"] or 0))


def _bill(request: StaffRequest, code: str) -> Bill:
    bills = Bill.objects.filter(Q(branch_id__in=branch_ids(request)), code=code)
    found = bills.select_related(*WITH_PAYER).first()
    if found is None:
        raise Http404
    return found
