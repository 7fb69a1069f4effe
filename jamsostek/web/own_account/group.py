"""The collector's pages: how every member stands, billing all or some, adding members."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.own_account import bills_of_payer, open_bills_of
from jamsostek.contributions.rules.own_account import PERIODS, NoSuchPeriod
from jamsostek.contributions.services.own_account import BilledGroup, NotInGroup, bill_group
from jamsostek.contributions.services.withdrawals import NotWithdrawn, withdraw_bill
from jamsostek.membership.models import OwnAccountGroup
from jamsostek.membership.queries import standings_in_group
from jamsostek.web.access import GROUP, GroupRequest, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.own_account.forms import language, months_words
from jamsostek.web.own_account.showing import bill_asked, bill_context, counted, rows_of
from jamsostek.web.staff.scope import page_of

ORDERS: Final = {
    "berakhir": lambda each: (each.until is not None, each.until, each.name),
    "nama": lambda each: (each.name,),
    "nomor": lambda each: (each.kpj,),
}
"""By what the list may be ordered; who lapses soonest stands first unless asked otherwise."""
TOLD: Final = 5
"""Members left out of a bill who are named one by one."""


@route(GROUP)
def home(request: GroupRequest) -> HttpResponse:
    """List the members with how each stands; bill all or those ticked."""
    group = request.group_user.group
    context = group_context(group, request.GET.get("urut", ""))
    context["open_bills"] = open_bills_of(group).filter(due_date__gte=today())
    return render(request, "own_account/group_home.html", context)


def group_context(group: OwnAccountGroup, order: str, url: str = "") -> dict[str, object]:
    """Give what every list of a group's members shows."""
    day = today()
    standings = standings_in_group(group, day)
    order = order if order in ORDERS else "berakhir"
    return {
        "group": group,
        "today": day,
        "rows": rows_of(sorted(standings, key=ORDERS[order]), url),
        "counts": counted(standings),
        "order": order,
        "periods": [(months, months_words(months)) for months in PERIODS],
    }


@route(GROUP)
@require_POST
def bill(request: GroupRequest) -> HttpResponseBase:
    """Bill all members, or those ticked, for the months chosen."""
    billed = bill_as_asked(request, request.group_user.group)
    if billed is None or billed.bill is None:
        return redirect("group_home")
    return redirect("group_bill_page", code=billed.bill.code)


def bill_as_asked(
    request: GroupRequest | StaffRequest, group: OwnAccountGroup
) -> BilledGroup | None:
    """Make the bill that a form asks for, and tell who is left out and why."""
    is_for_all = "semua" in request.POST
    ticked = [int(each) for each in request.POST.getlist("cover") if each.isdecimal()]
    if not is_for_all and not ticked:
        messages.error(request, say("Centang dahulu anggota yang akan ditagih."))
        return None
    try:
        billed = bill_group(
            group=group,
            months=int(request.POST.get("months", "0")),
            cover_ids=None if is_for_all else ticked,
            act=act_of(request),
        )
    except NotInGroup:
        messages.error(request, say("Sebagian yang dicentang bukan anggota lagi; muat ulang."))
        return None
    except (NoSuchPeriod, ValueError):
        messages.error(request, say("Pilih 1, 3, 6 atau 12 bulan."))
        return None
    _tell(request, billed)
    return billed


def _tell(request: GroupRequest | StaffRequest, billed: BilledGroup) -> None:
    left_out = billed.left_out
    if billed.bill is None:
        messages.error(request, say("Tidak ada anggota yang dapat ditagih."))
    elif left_out:
        words = ngettext(
            "%(n)s anggota tidak ikut ditagih.", "%(n)s anggota tidak ikut ditagih.", len(left_out)
        )
        messages.warning(request, words % {"n": len(left_out)})
    for one in left_out[:TOLD]:
        messages.warning(request, f"{one.name}: {one.sentence_in(language())}")


@route(GROUP)
def bills(request: GroupRequest) -> HttpResponse:
    """List the group's bills, newest first."""
    page: Page[Bill] = page_of(request, bills_of_payer(request.group_user.group))
    return render(request, "own_account/group_bills.html", {"page": page})


@route(GROUP)
def bill_page(request: GroupRequest, code: str) -> HttpResponse:
    """Show one bill of the group: for whom, how much, with which code."""
    found = bill_asked(request.group_user.group, code)
    context = bill_context(found, today()) | {
        "back_url": reverse("group_home"),
        "back_words": say("Anggota wadah"),
        "withdraw_url": reverse("group_withdraw", args=[code]),
    }
    return render(request, "own_account/bill.html", context)


@route(GROUP)
@require_POST
def withdraw(request: GroupRequest, code: str) -> HttpResponseBase:
    """Withdraw a bill nobody has paid, so that another can be made."""
    found = bill_asked(request.group_user.group, code)
    try:
        withdraw_bill(bill=found, act=act_of(request))
    except NotWithdrawn:
        messages.error(request, say("Uang sudah masuk untuk tagihan ini; tidak dapat dibatalkan."))
        return redirect("group_bill_page", code=code)
    messages.success(request, say("Tagihan %(code)s dibatalkan.") % {"code": code})
    return redirect("group_home")
