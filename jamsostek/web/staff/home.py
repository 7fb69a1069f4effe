"""The first page after signing in: what waits, by role."""

from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.queries.bills import (
    employers_in_arrears,
    employers_without_declaration,
)
from jamsostek.contributions.queries.receipts import of_branches, waiting_receipts
from jamsostek.institution.models import Role
from jamsostek.institution.queries import office_of_staff
from jamsostek.kernel.months import Month
from jamsostek.membership.queries import waiting_merges
from jamsostek.treasury.models import CashSession, PaymentOrder, PaymentRun
from jamsostek.web.access import EVERY_OFFICER, SIGNED_IN, StaffRequest, route
from jamsostek.web.cashier.scope import desks_within, orders_within, runs_within
from jamsostek.web.claims.waiting import claims_tasks
from jamsostek.web.clock import today
from jamsostek.web.staff.scope import branch_ids, branches_or_everywhere
from jamsostek.web.staff.tasks import Task
from jamsostek.web.templatetags.words import month

WITH_WORK_HERE = frozenset(
    {
        Role.MEMBERSHIP_OFFICER,
        Role.FINANCE_OFFICER,
        Role.CASHIER,
        Role.CLAIMS_OFFICER,
        Role.CLAIMS_SUPERVISOR,
        Role.MEDICAL_ADVISER,
        Role.REGIONAL_HEAD,
        Role.AUDITOR,
    }
)
ACCOUNTS_ELSEWHERE = _(
    "Akun dan kata sandi dibuat di baris perintah, dengan “jamsostek staff appoint” dan "
    "“jamsostek manage changepassword”; di halaman ini Anda dapat membaca peraturan dan angkanya."
)
CARES_FOR_EMPLOYERS = frozenset({Role.MEMBERSHIP_OFFICER, Role.FINANCE_OFFICER, Role.REGIONAL_HEAD})


@route(SIGNED_IN)
def home(request: StaffRequest) -> HttpResponseBase:
    """Lead everybody to where their work is."""
    if request.officer is None:
        homes = {
            "employer_user": "employer_home",
            "contractor_user": "contractor_home",
            "member_user": "member_home",
            "group_user": "group_home",
            "provider_user": "provider_home",
        }
        own = [home for user, home in homes.items() if getattr(request, user, None)]
        return redirect(_first_that_exists(*own, "front"))
    return desk(request)


@route(EVERY_OFFICER)
def desk(request: StaffRequest) -> HttpResponse:
    """Show an officer what waits, the most pressing first."""
    tasks = [task for task in _tasks(request) if task.count]
    context = {
        "tasks": tasks,
        "today": today(),
        "nothing_here": _nothing_here(request),
        "report_day": _report_day(request),
        "own_code": office_of_staff(request.officer).code,
    }
    return render(request, "staff/home.html", context)


def _report_day(request: StaffRequest) -> date | None:
    """Give the end of the newest whole month, today being one, for the head of an office."""
    if Role.REGIONAL_HEAD not in request.officer.roles:
        return None
    day = today()
    month = Month.of(day)
    return day if day == month.last_day else (month + -1).last_day


def _nothing_here(request: StaffRequest) -> Promise | None:
    """Say what there is for a role that no work comes to in this version."""
    if not WITH_WORK_HERE.isdisjoint(request.officer.roles):
        return None
    return ACCOUNTS_ELSEWHERE


def _tasks(request: StaffRequest) -> list[Task]:
    roles = frozenset(request.officer.roles)
    tasks = []
    if Role.MEMBERSHIP_OFFICER in roles:
        tasks.append(_waiting_merges(request))
    if Role.FINANCE_OFFICER in roles:
        tasks += [_waiting_money(request), _runs_to_release(request), _tills_to_confirm(request)]
    if Role.CASHIER in roles:
        tasks += [_due_payments(request), _returned_payments(request)]
    tasks += claims_tasks(request)
    if roles & CARES_FOR_EMPLOYERS:
        tasks += [_arrears(request), _missing_declarations(request)]
    return tasks


def _waiting_money(request: StaffRequest) -> Task:
    waiting = of_branches(waiting_receipts(), branches_or_everywhere(request))
    return Task(
        label=say("Uang masuk yang belum menemukan tagihannya"),
        url=_first_that_exists("receipts", "home"),
        count=waiting.count(),
        note=say("Cocokkan dengan tagihan; sampai saat itu uangnya di rekening penampungan."),
        state="bad",
        state_words=say("Kerjakan dahulu"),
    )


def _runs_to_release(request: StaffRequest) -> Task:
    waiting = runs_within(request).filter(state=PaymentRun.State.PREPARED)
    return Task(
        label=say("Kiriman bank yang menunggu dilepas"),
        url=reverse("payment_runs"),
        count=waiting.exclude(prepared_by=request.user).count(),
        note=say("Periksa jumlahnya, lalu lepas atau batalkan."),
        state="wait",
        state_words=say("Menunggu pelepasan"),
    )


def _tills_to_confirm(request: StaffRequest) -> Task:
    counted = CashSession.objects.filter(
        desk__in=desks_within(request), state=CashSession.State.COUNTED
    )
    return Task(
        label=say("Loket kas yang menunggu pengesahan"),
        url=reverse("tills"),
        count=counted.exclude(cashier=request.user).count(),
        note=say("Hitung uangnya sendiri sebelum mengesahkan."),
        state="wait",
        state_words=say("Menunggu pengesahan"),
    )


def _due_payments(request: StaffRequest) -> Task:
    due = orders_within(request).filter(state=PaymentOrder.State.QUEUED, due_on__lte=today())
    return Task(
        label=say("Pembayaran yang jatuh tempo"),
        url=reverse("payments"),
        count=due.count(),
        note=say("Kirim lewat bank, atau bayarkan tunai di loket."),
        state="wait",
        state_words=say("Menunggu dibayar"),
    )


def _returned_payments(request: StaffRequest) -> Task:
    returned = orders_within(request).filter(
        state=PaymentOrder.State.RETURNED, reissued_as__isnull=True
    )
    return Task(
        label=say("Pembayaran yang dikembalikan bank"),
        url=reverse("payments") + "?tampil=RETURNED",
        count=returned.count(),
        note=say("Tanyakan rekening yang benar, lalu terbitkan ulang."),
        state="bad",
        state_words=say("Kerjakan dahulu"),
    )


def _waiting_merges(request: StaffRequest) -> Task:
    return Task(
        label=say("Nomor ganda yang menunggu petugas kedua"),
        url=reverse("merges"),
        count=waiting_merges(branches_or_everywhere(request))
        .exclude(proposer=request.user)
        .count(),
        note=say("Periksa buktinya, lalu gabungkan atau tolak."),
        state="wait",
        state_words=say("Menunggu keputusan"),
    )


def _arrears(request: StaffRequest) -> Task:
    return Task(
        label=say("Pemberi kerja yang menunggak"),
        url=reverse("employers") + "?tampil=tunggakan",
        count=employers_in_arrears(branch_ids(request), today()).count(),
        note=say("Tagihan lewat jatuh tempo; denda bertambah setiap bulan."),
        state="wait",
        state_words=say("Lewat jatuh tempo"),
    )


def _missing_declarations(request: StaffRequest) -> Task:
    last = Month.of(today()) + -1
    return Task(
        label=say("Belum melaporkan upah %(month)s") % {"month": month(last)},
        url=reverse("employers") + f"?tampil=belum-lapor&bulan={last}",
        count=employers_without_declaration(branch_ids(request), last).count(),
        note=say("Iuran bulan itu jatuh tempo tanggal 15 bulan berikutnya."),
        state="wait",
        state_words=say("Menunggu laporan"),
    )


def _first_that_exists(*names: str) -> str:
    for name in names[:-1]:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse(names[-1])
