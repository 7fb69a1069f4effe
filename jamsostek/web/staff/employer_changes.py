"""What changes for an employer: its risk group, whether it takes part in JPK, its membership."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.contributions.queries.bills import arrears_of, declarations_of
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer
from jamsostek.membership.queries import employments_on
from jamsostek.membership.services import (
    change_programme,
    decide_risk_group,
    end_membership,
    hold_employer,
)
from jamsostek.membership.services.employers import (
    AlreadyDecided,
    AlreadyLeft,
    MembershipEnded,
    NoChange,
    StillEmploys,
)
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.staff.change_forms import EndMembershipForm, JpkForm, RiskDecisionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import employer_in_scope
from jamsostek.web.templatetags.words import number, rupiah


@route(WRITE_MEMBERS)
def risk_group(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Ask for a decision about the risk group with its day and reason, and record it."""
    employer = employer_in_scope(request, npp)

    def make(said: Said) -> None:
        decide_risk_group(
            employer=employer,
            risk_group=int(said["risk_group"]),
            from_date=said["from_date"],
            reason=said["reason"],
            act=act_of(request, said["reason"]),
        )

    form = RiskDecisionForm(request.POST or None, facts={"employer": employer, "today": today()})
    change = Change(
        question=say("Kelompok risiko mana yang ditetapkan?"),
        hint=say("Daftar usaha hanya menyarankan; yang menetapkan petugas."),
        check=say("Tetapkan kelompok risiko ini?"),
        send_words=say("Ya, tetapkan"),
        done=say("Kelompok risiko ditetapkan."),
        above=employer.name,
        back_url=reverse("employer", args=[npp]),
        make=make,
        refusals={
            AlreadyDecided: (
                "from_date",
                say("Sudah ada penetapan yang berlaku sejak tanggal itu. Pilih tanggal lain."),
            )
        },
        notes=lambda said: _notes_on_months(employer, said),
    )
    return ask_then_confirm(request, form, change)


@route(WRITE_MEMBERS)
def jpk(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Lead to the question that is open: from when JPK is left, or taken part in."""
    employer = employer_in_scope(request, npp)
    takes_part = employer.programmes.filter(programme=Programme.JPK, until_date=None).exists()
    return redirect("leave_jpk" if takes_part else "join_jpk", npp=npp)


@route(WRITE_MEMBERS)
def change_jpk(request: StaffRequest, npp: str, *, takes_part: bool) -> HttpResponseBase:
    """Ask from when an employer leaves JPK, or takes part in it, and record that.

    Which of both stands in the address: confirmed twice, it is the same change twice.
    """
    employer = employer_in_scope(request, npp)
    leaves = not takes_part

    def make(said: Said) -> None:
        change_programme(
            employer=employer,
            programme=Programme.JPK,
            takes_part=takes_part,
            from_date=said["from_date"],
            act=act_of(request, said["reason"]),
        )

    facts = {"employer": employer, "leaves": leaves, "today": today()}
    form = JpkForm(request.POST or None, facts=facts)
    condition = say(
        "Hanya JPK yang boleh dilepas, bila perusahaan punya jaminan kesehatan sendiri yang lebih "
        "baik (PP 14/1993, Pasal 2 ayat (4))."
    )
    change = Change(
        question=say("Sejak kapan tidak lagi ikut JPK?")
        if leaves
        else say("Sejak kapan ikut JPK?"),
        hint=condition if leaves else "",
        check=say("Lepaskan perusahaan ini dari JPK?") if leaves else say("Ikutkan dalam JPK?"),
        send_words=say("Ya, lepaskan") if leaves else say("Ya, ikutkan"),
        done=say("Keikutsertaan JPK diubah."),
        above=employer.name,
        back_url=reverse("employer", args=[npp]),
        make=make,
        refusals={
            NoChange: (None, say("Keikutsertaan JPK sudah seperti itu.")),
            MembershipEnded: (None, say("Kepesertaan perusahaan ini sudah berakhir.")),
        },
        notes=lambda said: _notes_on_months(employer, said),
    )
    return ask_then_confirm(request, form, change)


@route(WRITE_MEMBERS)
def end(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Ask for the last day of a membership and why it ends, and end it."""
    employer = employer_in_scope(request, npp)

    def make(said: Said) -> None:
        until_date = said["last_day"] + timedelta(days=1)
        with transaction.atomic():
            hold_employer(employer)
            if declarations_of(employer).filter(month__gte=until_date).exists():
                raise DeclaredSince(until_date)
            end_membership(
                employer=employer, until_date=until_date, act=act_of(request, said["reason"])
            )

    form = EndMembershipForm(request.POST or None, facts={"employer": employer, "today": today()})
    change = Change(
        question=say("Kapan hari terakhir perusahaan ini menjadi peserta?"),
        hint=_who_still_works(employer),
        check=say("Akhiri kepesertaan perusahaan ini?"),
        send_words=say("Ya, akhiri kepesertaan"),
        done=say("Kepesertaan diakhiri."),
        above=employer.name,
        back_url=reverse("employer", args=[npp]),
        make=make,
        refusals={
            AlreadyLeft: (None, say("Kepesertaan perusahaan ini sudah berakhir.")),
            DeclaredSince: (
                "last_day",
                say("Ada bulan setelah tanggal ini yang sudah dilaporkan."),
            ),
            StillEmploys: (
                None,
                _who_still_works(employer)
                or say("Ada hubungan kerja yang berakhir setelah tanggal ini."),
            ),
        },
        notes=lambda _said: _notes_on_ending(employer),
    )
    return ask_then_confirm(request, form, change)


class DeclaredSince(ValueError):
    """An end of membership before a month that is declared."""


def _notes_on_months(employer: Employer, said: Said) -> Sequence[str]:
    since = Month.of(said["from_date"]).first_day
    declared = declarations_of(employer).filter(month__gte=since).count()
    notes = [say("Berlaku untuk iuran bulan yang hari pertamanya pada atau setelah tanggal itu.")]
    if declared:
        words = say("%(count)s bulan sejak itu sudah dilaporkan; tagihannya tidak dihitung ulang.")
        notes.append(words % {"count": number(declared)})
    return notes


def _who_still_works(employer: Employer) -> str:
    """Say how many have to leave before the employer can; nothing where nobody has to."""
    count = employments_on(employer, today()).filter(until_date=None).count()
    if not count:
        return ""
    words = say("Masih tercatat %(count)s tenaga kerja. Akhiri dahulu hubungan kerja mereka.")
    return words % {"count": number(count)}


def _notes_on_ending(employer: Employer) -> Sequence[str]:
    missing = sum(arrear.missing for arrear in arrears_of(employer, today()))
    notes = [say("Upah bulan terakhir masih dapat dilaporkan; semua program ikut berakhir.")]
    if missing:
        words = say("Tunggakan %(missing)s tetap terutang.")
        notes.append(words % {"missing": rupiah(missing)})
    return notes
