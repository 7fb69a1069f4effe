"""Payments: what waits, how each came here, giving up, and sending anew what came back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jamsostek.documents.queries import file_of
from jamsostek.treasury.models import PaymentItem, PaymentOrder
from jamsostek.treasury.queries.payments import steps_of
from jamsostek.treasury.rules.payments import may_follow
from jamsostek.treasury.services.cash_receipts import NotPaidInCash, issue_receipt
from jamsostek.treasury.services.payments import (
    Destination,
    NotBackYet,
    NotNow,
    NotReturned,
    ReasonMissing,
    cancel_order,
    mark_unknown,
    reissue,
)
from jamsostek.web.access import (
    HANDLE_PAYMENTS,
    PAY,
    RELEASE_PAYMENTS,
    SEE_PAYMENTS,
    StaffRequest,
    route,
)
from jamsostek.web.cashier.scope import order_asked, orders_within
from jamsostek.web.clock import act_of, today
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, ask_then_confirm
from jamsostek.web.staff.scope import page_of
from jamsostek.web.templatetags.words import rupiah

State = PaymentOrder.State
Method = PaymentOrder.Method


@route(SEE_PAYMENTS)
def payments(request: StaffRequest) -> HttpResponse:
    """List the payments of the officer's branches in a state, what is due first."""
    asked = request.GET.get("tampil", "")
    shown = asked if asked in State.values else State.QUEUED
    found = orders_within(request)
    sums = found.values("state").order_by().annotate(count=Count("pk"), amount=Sum("amount"))
    by_state = {row["state"]: row for row in sums}
    context = {
        "page": page_of(request, found.filter(state=shown).order_by("due_on", "pk")),
        "shown": shown,
        "states": [(state, by_state.get(state, {"count": 0, "amount": 0})) for state in State],
        "query": f"tampil={shown}&",
        "today": today(),
        "may_prepare": PAY.admits(request),
    }
    return render(request, "cashier/payments.html", context)


@route(SEE_PAYMENTS)
def payment(request: StaffRequest, number: int) -> HttpResponse:
    """Show a payment: for what, to whom, how it came here, and what may be done."""
    found = order_asked(request, number)
    after = PaymentOrder.objects.filter(reissue_of=found).first()
    context = {
        "order": found,
        "items": PaymentItem.objects.filter(order=found).order_by("pk"),
        "steps": steps_of(found),
        "former": found.reissue_of,
        "after": after,
        "may_cancel": may_follow(found.state, State.CANCELLED) and HANDLE_PAYMENTS.admits(request),
        "may_doubt": may_follow(found.state, State.UNKNOWN) and RELEASE_PAYMENTS.admits(request),
        "may_reissue": found.state == State.RETURNED and not after and PAY.admits(request),
        "has_receipt": found.method == Method.CASH and found.state == State.PAID,
    }
    return render(request, "cashier/payment.html", context)


@route(HANDLE_PAYMENTS)
@require_POST
def step(request: StaffRequest, number: int) -> HttpResponseBase:
    """Give a payment up, or note that nobody knows what became of it."""
    found = order_asked(request, number)
    act, reason = act_of(request), request.POST.get("reason", "")
    asked = request.POST.get("langkah", "")
    try:
        if asked == "batal":
            cancel_order(order=found, reason=reason, act=act)
        elif asked == "belum-jelas" and RELEASE_PAYMENTS.admits(request):
            mark_unknown(order=found, reason=reason, act=act)
        else:
            raise Http404
    except ReasonMissing:
        messages.error(request, say("Tulis alasannya; auditor akan membacanya."))
    except NotNow:
        messages.error(request, say("Pembayaran ini sudah berubah. Lihat keadaannya di bawah."))
    else:
        messages.success(request, say("Dicatat."))
    return redirect("payment", number=number)


class ReissueForm(QuestionForm):
    """Where a payment that came back goes now."""

    method = forms.ChoiceField(
        label=_("Cara bayar"), choices=Method.choices, widget=forms.RadioSelect
    )
    bank = forms.CharField(label=_("Bank tujuan"), max_length=40, required=False)
    account_number = forms.RegexField(
        r"^[0-9 .\-]{5,34}$",
        label=_("Nomor rekening tujuan"),
        required=False,
        error_messages={"invalid": _("Nomor rekening hanya berisi angka, paling sedikit lima.")},
    )
    account_name = forms.CharField(label=_("Atas nama"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Want a whole account for a transfer, and none for cash."""
        said = super().clean() or {}
        wanted = {
            "bank": say("Tulis nama banknya."),
            "account_number": say("Tulis nomor rekeningnya."),
            "account_name": say("Tulis nama pemilik rekeningnya."),
        }
        for name, words in wanted.items():
            if said.get("method") == Method.TRANSFER and not said.get(name) and name in said:
                self.add_error(name, words)
            elif said.get("method") == Method.CASH:
                said[name] = ""
        return said


@route(PAY)
def reissuing(request: StaffRequest, number: int) -> HttpResponseBase:
    """Send a payment that came back once more, to another account or in cash."""
    found = order_asked(request, number)
    if found.state != State.RETURNED:
        raise Http404
    initial = {"method": found.method, "bank": found.bank, "account_name": found.account_name}
    form = ReissueForm(request.POST or None, initial=initial)

    def send(said: dict[str, Any]) -> None:
        to = Destination(said["method"], said["bank"], said["account_number"], said["account_name"])
        reissue(order=found, destination=to, act=act_of(request))

    change = Change(
        question=say("Ke mana uang ini dikirim sekarang?"),
        check=say("Terbitkan ulang pembayaran ini?"),
        send_words=say("Ya, terbitkan ulang"),
        done=say("Diterbitkan ulang dengan kode baru; menunggu dibayar."),
        above=f"{found.code}, {found.payee}, {rupiah(found.amount)}",
        back_url=reverse("payment", args=[number]),
        make=send,
        refusals={
            NotBackYet: (
                None,
                say("Bank sudah mendebitnya. Tunggu uangnya kembali di rekening koran."),
            ),
            NotReturned: (None, say("Pembayaran ini sudah diterbitkan ulang.")),
        },
    )
    return ask_then_confirm(request, form, change)


@route(HANDLE_PAYMENTS)
def receipt(request: StaffRequest, number: int) -> HttpResponse:
    """Give the receipt of a payment in cash, to be signed."""
    found = order_asked(request, number)
    try:
        document = issue_receipt(order=found, act=act_of(request))
    except NotPaidInCash as error:
        raise Http404 from error
    answer = HttpResponse(file_of(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kuitansi-{found.code}.pdf"'
    return answer
