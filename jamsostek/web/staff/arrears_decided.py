"""What officers do about an employer's arrears: letters, instalments decided, write-offs."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.compliance.services import agreements
from jamsostek.compliance.services.agreements import decide_agreement
from jamsostek.compliance.services.reminders import send_reminders
from jamsostek.contributions.models import Bill, WriteOff, WriteOffItem
from jamsostek.contributions.services import write_offs
from jamsostek.contributions.services.write_offs import (
    decide_write_off,
    limit_of,
    propose_write_off,
)
from jamsostek.web.access import CHASE_ARREARS, DECIDE_ARREARS, StaffRequest, route
from jamsostek.web.clock import act_of
from jamsostek.web.employer.arrears import BillsForm, agreement_asked
from jamsostek.web.labels import WRITE_OFF_GROUNDS, WRITE_OFF_PARTS
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.arrears import position_of
from jamsostek.web.staff.change_forms import reason_field
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import employer_in_scope
from jamsostek.web.templatetags.words import rupiah


class DecisionForm(QuestionForm):
    """Yes or no, and why."""

    approve = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[("ya", _("Setuju")), ("tidak", _("Tolak"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih setuju atau tolak.")},
    )
    reason = reason_field(_("Dasar keputusan Anda."))


class WriteOffForm(BillsForm):
    """Which claims are to be given up, on what ground, and why."""

    part = forms.ChoiceField(
        label=_("Yang dihapus"),
        choices=list(WRITE_OFF_PARTS.items()),
        widget=forms.RadioSelect,
        help_text=_("Bila hanya denda, iuran yang sudah dibayar sampai ke peserta."),
    )
    ground = forms.ChoiceField(
        label=_("Sebab"), choices=list(WRITE_OFF_GROUNDS.items()), widget=forms.RadioSelect
    )
    reason = reason_field(_("Misalnya nomor putusan pailit, atau hasil kunjungan."))


@route(CHASE_ARREARS)
def send_letters(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Send the letters that are due to an employer today."""
    employer = employer_in_scope(request, npp)
    if request.method == "POST":
        sent = send_reminders(
            employer=employer, position=position_of(request.officer), act=act_of(request)
        )
        if sent:
            messages.success(request, say("Surat diterbitkan. Unduh di daftar surat."))
        else:
            messages.info(request, say("Hari ini tidak ada surat yang perlu dikirim."))
    return redirect("employer_arrears", npp=npp)


@route(DECIDE_ARREARS)
def decide_instalments(request: StaffRequest, npp: str, number: int) -> HttpResponseBase:
    """Ask for the decision on instalments, and record it."""
    employer = employer_in_scope(request, npp)
    found = agreement_asked(employer, number)

    def make(said: Said) -> None:
        decide_agreement(
            agreement=found,
            approve=said["approve"] == "ya",
            act=act_of(request, said["reason"]),
        )

    change = Change(
        question=say("Setujui pembayaran bertahap?"),
        hint=say("%(count)s kali, jumlah %(amount)s. Denda tetap berjalan.")
        % {"count": found.count, "amount": rupiah(found.amount)},
        check=say("Catat keputusan ini?"),
        send_words=say("Ya, catat"),
        done=say("Keputusan dicatat."),
        above=employer.name,
        back_url=reverse("agreement", args=[npp, number]),
        make=make,
        refusals={
            agreements.OwnProposal: (None, str(OWN_PROPOSAL)),
            agreements.NotWaiting: (None, str(DECIDED)),
            agreements.TooLate: (
                "approve",
                say("Hari pembayaran pertama sudah lewat. Tolak, lalu ajukan lagi."),
            ),
        },
    )
    return ask_then_confirm(request, DecisionForm(request.POST or None), change)


@route(CHASE_ARREARS)
def write_off(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Ask which claims are to be given up and why, and note the proposal."""
    employer = employer_in_scope(request, npp)

    def make(said: Said) -> None:
        propose_write_off(
            bills=list(Bill.objects.filter(employer=employer, code__in=said["codes"])),
            part=said["part"],
            ground=said["ground"],
            act=act_of(request, said["reason"]),
        )

    change = Change(
        question=say("Tagihan mana yang diusulkan dihapusbukukan?"),
        hint=say("Petugas lain memutuskan. Uang yang masih masuk kemudian tetap diterima."),
        check=say("Usulkan penghapusbukuan ini?"),
        send_words=say("Ya, usulkan"),
        done=say("Penghapusbukuan diusulkan; petugas lain akan memutuskan."),
        above=employer.name,
        back_url=reverse("employer_arrears", args=[npp]),
        make=make,
        refusals={
            write_offs.NothingLacks: ("codes", say("Ada tagihan yang sudah tidak menunggak.")),
            write_offs.NoPenalty: (
                "part",
                say("Ada tagihan tanpa denda di samping iuran. Pilih seluruh tagihan."),
            ),
            write_offs.AlreadyProposed: ("codes", say("Ada tagihan yang sudah diusulkan.")),
        },
    )
    form = WriteOffForm(request.POST or None, facts={"employer": employer})
    return ask_then_confirm(request, form, change)


@route(DECIDE_ARREARS)
def decide_on_write_off(request: StaffRequest, npp: str, number: int) -> HttpResponseBase:
    """Ask for the decision on a write-off, and record it."""
    employer = employer_in_scope(request, npp)
    found = WriteOff.objects.filter(employer=employer, pk=number).first()
    if found is None:
        raise Http404

    def make(said: Said) -> None:
        decide_write_off(
            write_off=found,
            approve=said["approve"] == "ya",
            act=act_of(request, said["reason"]),
        )

    limit = rupiah(limit_of(request.user.pk))
    change = Change(
        question=say("Hapusbukukan %(amount)s?") % {"amount": rupiah(found.amount)},
        hint=_said_of(found),
        check=say("Catat keputusan ini?"),
        send_words=say("Ya, catat"),
        done=say("Keputusan dicatat."),
        above=employer.name,
        back_url=reverse("employer_arrears", args=[npp]),
        make=make,
        refusals={
            write_offs.OwnProposal: (None, str(OWN_PROPOSAL)),
            write_offs.NotWaiting: (None, str(DECIDED)),
            write_offs.AboveLimit: (
                None,
                say("Jumlahnya di atas wewenang Anda (%(limit)s). Atasan yang memutuskan.")
                % {"limit": limit},
            ),
            write_offs.NothingLacks: (
                "approve",
                say("Ada tagihan yang sementara itu dibayar. Tolak, lalu usulkan lagi."),
            ),
        },
    )
    return ask_then_confirm(request, DecisionForm(request.POST or None), change)


def _said_of(found: WriteOff) -> str:
    """Say what is proposed: which bills, on what ground, by whom."""
    items = found.items.select_related("bill").order_by("bill__month")
    parts = ", ".join(f"{item.bill.code} {_part(item)}" for item in items)
    ground = WRITE_OFF_GROUNDS[found.ground]
    return f"{parts}. {ground}: {found.reason} ({found.proposed_by})"


def _part(item: WriteOffItem) -> str:
    return f"({WRITE_OFF_PARTS[item.part]}, {rupiah(item.amount)})"


OWN_PROPOSAL = _("Anda sendiri yang mengusulkannya. Petugas lain yang memutuskan.")
DECIDED = _("Sudah diputuskan petugas lain.")
