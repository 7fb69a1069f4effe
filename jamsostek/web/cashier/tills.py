"""The cash desk: opened, paid from, counted, and confirmed by a second person."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.ledger.queries import balance_now
from jamsostek.treasury.models import CashDesk, CashSession, Direction, PaymentOrder
from jamsostek.treasury.services.cash import (
    CountsDiffer,
    NotAnAmount,
    NotAtThisTill,
    NotOpen,
    NotYourTill,
    OtherThanBooks,
    SessionOpen,
    TillEmpty,
    carry_cash,
    close_session,
    count_anew,
    count_session,
    open_session,
    pay_cash,
)
from jamsostek.treasury.services.payments import NotNow, ReasonMissing
from jamsostek.treasury.services.runs import SamePerson
from jamsostek.web.access import PAY, RELEASE_PAYMENTS, SEE_PAYMENTS, StaffRequest, route
from jamsostek.web.cashier.scope import (
    desk_asked,
    desks_within,
    order_asked,
    orders_within,
    session_asked,
)
from jamsostek.web.clock import act_of, today
from jamsostek.web.fields import RupiahField
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import page_of
from jamsostek.web.templatetags.words import rupiah

State = CashSession.State


def _refusals() -> Mapping[type[Exception], tuple[str | None, str]]:
    return {
        NotYourTill: (None, say("Loket ini dibuka petugas lain.")),
        NotOpen: (None, say("Loket ini sudah dihitung atau ditutup.")),
        NotAnAmount: (None, say("Tulis jumlah yang lebih dari nol.")),
        TillEmpty: (None, say("Uang di loket tidak cukup.")),
    }


@route(SEE_PAYMENTS)
def tills(request: StaffRequest) -> HttpResponse:
    """List the tills of the officer's branches, and how each stands."""
    rows = [
        (
            desk,
            desk.sessions.exclude(state=State.CLOSED).first(),
            balance_now(desk.ledger_account_id),
        )
        for desk in desks_within(request)
    ]
    closed = CashSession.objects.filter(desk__in=desks_within(request), state=State.CLOSED)
    context = {
        "rows": rows,
        "page": page_of(request, closed.select_related("desk", "confirmed_by").order_by("-pk")),
        "may_pay": PAY.admits(request),
    }
    return render(request, "cashier/tills.html", context)


class OpeningForm(QuestionForm):
    """What is in the till, and what was brought."""

    counted = RupiahField(
        label=_("Uang yang ada di loket"),
        help_text=_("Hitung dahulu; harus sama dengan buku."),
        error_messages={"required": _("Tulis jumlahnya, 0 bila kosong.")},
    )
    brought = RupiahField(label=_("Ditambah dari bank"), required=False)


@route(PAY)
def opening(request: StaffRequest, number: int) -> HttpResponseBase:
    """Open a till with what is counted in it."""
    desk = desk_asked(request, number)
    booked = balance_now(desk.ledger_account_id)

    def begin(said: Said) -> None:
        open_session(
            desk=desk,
            counted=said["counted"],
            brought=said["brought"] or 0,
            act=act_of(request),
        )

    change = Change(
        question=say("Berapa uang di %(desk)s?") % {"desk": desk.name},
        check=say("Buka loket ini?"),
        send_words=say("Ya, buka"),
        done=say("Loket dibuka."),
        above=desk.branch.name,
        back_url=reverse("tills"),
        make=begin,
        refusals={
            SessionOpen: (None, say("Loket ini belum ditutup.")),
            OtherThanBooks: (
                "counted",
                say("Menurut buku ada %(amount)s. Hitung lagi; selisih dibukukan saat penutupan.")
                % {"amount": rupiah(booked)},
            ),
        },
    )
    return ask_then_confirm(request, OpeningForm(request.POST or None), change)


@route(SEE_PAYMENTS)
def till(request: StaffRequest, number: int) -> HttpResponse:
    """Show a session: what went through it, what is to be handed out, and what may be done."""
    session = session_asked(request, number)
    is_own = session.cashier_id == request.user.pk
    is_open = session.state == State.OPEN
    context = {
        "session": session,
        "there": balance_now(session.desk.ledger_account_id),
        "page": page_of(request, _to_hand_out(request, session.desk)) if is_open else None,
        "paid": orders_within(request).filter(session=session).order_by("pk"),
        "transfers": session.transfers.select_related("line").order_by("pk"),
        "difference": (session.counted_amount or 0) - (session.expected_amount or 0),
        "may_pay": is_open and is_own and PAY.admits(request),
        "may_confirm": session.state == State.COUNTED
        and not is_own
        and RELEASE_PAYMENTS.admits(request),
    }
    return render(request, "cashier/till.html", context)


def _to_hand_out(request: StaffRequest, desk: CashDesk) -> QuerySet[PaymentOrder]:
    due = orders_within(request).filter(branch_id=desk.branch_id, due_on__lte=today())
    return due.filter(method=PaymentOrder.Method.CASH, state=PaymentOrder.State.QUEUED).order_by(
        "due_on", "pk"
    )


class HandingForm(QuestionForm):
    """Who receives the money."""

    receiver = forms.CharField(
        label=_("Diterima oleh"),
        max_length=160,
        help_text=_("Nama dan nomor kartu identitas yang Anda lihat."),
        error_messages={"required": _("Tulis siapa yang menerima.")},
    )


@route(PAY)
def handing(request: StaffRequest, number: int, order_number: int) -> HttpResponseBase:
    """Hand a payment out over the counter."""
    session = session_asked(request, number)
    order = order_asked(request, order_number)

    def hand(said: Said) -> None:
        pay_cash(order=order, session=session, receiver=said["receiver"], act=act_of(request))

    change = Change(
        question=say("Siapa yang menerima uangnya?"),
        check=say("Serahkan %(amount)s?") % {"amount": rupiah(order.amount)},
        send_words=say("Ya, sudah diserahkan"),
        done=say("Dibayar. Cetak kuitansinya dan minta tanda tangan."),
        above=f"{order.code}, {order.payee}, {rupiah(order.amount)}",
        back_url=reverse("till", args=[number]),
        make=hand,
        refusals={
            **_refusals(),
            NotNow: (None, say("Pembayaran ini sudah berubah. Lihat keadaannya.")),
            NotAtThisTill: (None, say("Pembayaran ini tidak dibayar tunai di loket ini.")),
        },
    )
    return ask_then_confirm(request, HandingForm(request.POST or None), change)


class CarryingForm(QuestionForm):
    """Money between the till and the bank."""

    direction = forms.ChoiceField(
        label=_("Ke mana"),
        choices=[
            (Direction.CREDIT, _("Dari bank ke loket")),
            (Direction.DEBIT, _("Dari loket ke bank")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    amount = RupiahField(
        label=_("Jumlah"), least=1, error_messages={"required": _("Tulis jumlahnya.")}
    )


@route(PAY)
def carrying(request: StaffRequest, number: int) -> HttpResponseBase:
    """Note money that is brought from the bank to the till, or the other way."""
    session = session_asked(request, number)

    def carry(said: Said) -> None:
        carry_cash(
            session=session,
            direction=Direction(said["direction"]),
            amount=said["amount"],
            act=act_of(request),
        )

    change = Change(
        question=say("Uang apa yang dipindahkan?"),
        check=say("Catat uang ini?"),
        send_words=say("Ya, catat"),
        done=say("Dicatat. Tulis kodenya pada slip bank."),
        above=session.desk.name,
        back_url=reverse("till", args=[number]),
        make=carry,
        refusals=_refusals(),
    )
    return ask_then_confirm(request, CarryingForm(request.POST or None), change)


class CountForm(QuestionForm):
    """What the cashier counts at the end."""

    counted = RupiahField(
        label=_("Uang yang ada di loket"), error_messages={"required": _("Tulis jumlahnya.")}
    )
    reason = forms.CharField(label=_("Sebab selisih, bila ada"), max_length=300, required=False)


@route(PAY)
def counting(request: StaffRequest, number: int) -> HttpResponseBase:
    """Count the till at the end of the session."""
    session = session_asked(request, number)

    def count(said: Said) -> None:
        count_session(
            session=session, counted=said["counted"], reason=said["reason"], act=act_of(request)
        )

    change = Change(
        question=say("Berapa uang di loket sekarang?"),
        check=say("Simpan hitungan ini?"),
        send_words=say("Ya, simpan"),
        done=say("Dihitung. Petugas keuangan yang mengesahkan."),
        above=session.desk.name,
        back_url=reverse("till", args=[number]),
        make=count,
        refusals={
            **_refusals(),
            ReasonMissing: ("reason", say("Hitungan berbeda dari buku. Tulis sebabnya.")),
        },
    )
    return ask_then_confirm(request, CountForm(request.POST or None), change)


class ConfirmingForm(QuestionForm):
    """What the second person counts."""

    counted = RupiahField(
        label=_("Uang yang Anda hitung sendiri"),
        error_messages={"required": _("Tulis jumlahnya.")},
    )


@route(RELEASE_PAYMENTS)
def confirming(request: StaffRequest, number: int) -> HttpResponseBase:
    """Confirm a count, or have it counted anew, as the second person."""
    session = session_asked(request, number)
    if request.method == "POST" and request.POST.get("langkah") == "hitung-lagi":
        return _again(request, session)

    def confirm(said: Said) -> None:
        close_session(session=session, counted=said["counted"], act=act_of(request))

    change = Change(
        question=say("Berapa uang yang Anda hitung?"),
        check=say("Sahkan dan tutup loket ini?"),
        send_words=say("Ya, sahkan"),
        done=say("Loket ditutup."),
        above=session.desk.name,
        back_url=reverse("till", args=[number]),
        make=confirm,
        refusals={
            NotOpen: (None, say("Loket ini tidak menunggu pengesahan.")),
            SamePerson: (None, say("Yang bertugas di loket tidak boleh mengesahkan.")),
            CountsDiffer: (
                "counted",
                say("Hitungan Anda berbeda dari hitungan kasir. Minta kasir menghitung lagi."),
            ),
        },
    )
    return ask_then_confirm(request, ConfirmingForm(request.POST or None), change)


def _again(request: StaffRequest, session: CashSession) -> HttpResponseBase:
    try:
        count_anew(session=session, act=act_of(request))
    except NotOpen as error:
        raise Http404 from error
    messages.success(request, say("Loket dibuka lagi untuk dihitung."))
    return redirect("till", number=session.pk)
