"""The member's own page: until when one is protected, paying again, the terms, the balance."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from jamsostek.contributions.queries.own_account import (
    bills_with,
    next_month,
    open_bills_of,
    periods_of,
)
from jamsostek.contributions.services.own_account import NotBilled, bill_ahead
from jamsostek.contributions.services.withdrawals import NotWithdrawn, withdraw_bill
from jamsostek.membership.models import OwnAccountCover
from jamsostek.membership.queries import covers_of, standing_on
from jamsostek.membership.services import change_terms
from jamsostek.membership.services.own_account import (
    CoverEnded,
    MonthPaidAlready,
    TermsRefused,
    TermsUnchanged,
)
from jamsostek.savings.queries import balance_of_person
from jamsostek.web.access import MEMBER, MemberRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.own_account.forms import TermsForm, language, months_words
from jamsostek.web.own_account.places import place_name
from jamsostek.web.own_account.showing import bill_asked, bill_context, rows_of
from jamsostek.web.templatetags.words import month as month_words
from jamsostek.web.templatetags.words import rupiah

BILLS_SHOWN = 12


@route(MEMBER)
def home(request: MemberRequest) -> HttpResponse:
    """Show in large type until when one is protected, and what to do next."""
    person, day = request.member_user.person, today()
    cover = covers_of(person).first()
    context = {
        "person": person,
        "today": day,
        "bills": bills_with(person)[:BILLS_SHOWN],
        "balance": balance_of_person(person.pk, day) or 0,
    }
    if cover is not None:
        standing = standing_on(cover, day)
        opened = open_bills_of(cover).filter(due_date__gte=day).first()
        context |= {
            "cover": cover,
            "row": rows_of([standing])[0],
            "standing": standing,
            "place": place_name(cover.regency_code, day),
            "open_bill": opened,
            "periods": [] if opened or cover.until_date else _periods(cover),
        }
    return render(request, "own_account/member_home.html", context)


@route(MEMBER)
@require_POST
def pay(request: MemberRequest) -> HttpResponseBase:
    """Make a bill for the months chosen, and show it."""
    cover = _own_cover(request)
    months = request.POST.get("months", "")
    try:
        bill = bill_ahead(cover=cover, months=int(months), act=act_of(request))
    except NotBilled as fact:
        messages.error(request, fact.unbillable.sentence_in(language()))
    except ValueError:
        messages.error(request, say("Pilih 1, 3, 6 atau 12 bulan."))
    else:
        return redirect("member_bill", code=bill.code)
    return redirect("member_home")


@route(MEMBER)
def bill(request: MemberRequest, code: str) -> HttpResponse:
    """Show one bill: what to pay, with which code, until when."""
    person = request.member_user.person
    found = bill_asked(person, code)
    context = bill_context(found, today(), only=person)
    is_own = found.cover_id is not None
    context["may_withdraw"] = context["may_withdraw"] and is_own
    context |= {
        "back_url": reverse("member_home"),
        "back_words": say("Perlindungan saya"),
        "withdraw_url": reverse("member_withdraw", args=[code]),
        "is_collected": not is_own,
    }
    return render(request, "own_account/bill.html", context)


@route(MEMBER)
@require_POST
def withdraw(request: MemberRequest, code: str) -> HttpResponseBase:
    """Withdraw a bill nobody has paid, so that another can be made."""
    found = bill_asked(_own_cover(request), code)
    try:
        withdraw_bill(bill=found, act=act_of(request))
    except NotWithdrawn:
        messages.error(request, say("Uang sudah masuk untuk tagihan ini; tidak dapat dibatalkan."))
        return redirect("member_bill", code=code)
    messages.success(request, say("Tagihan dibatalkan. Pilih masa yang baru."))
    return redirect("member_home")


@route(MEMBER)
def terms(request: MemberRequest) -> HttpResponseBase:
    """Change the base or the programmes from the next month that is not paid."""
    cover, day = _own_cover(request), today()
    standing = standing_on(cover, day)
    first = next_month(cover, day)
    facts = {"today": first.first_day, "place": cover.regency_code, "base": standing.base}
    shown = {"base": standing.base, "programmes": list(standing.programmes)}
    form = TermsForm(request.POST if request.method == "POST" else None, facts=facts, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            change_terms(
                cover=cover,
                base=form.cleaned_data["base"],
                programmes=form.cleaned_data["programmes"],
                jht_rate=standing.jht_rate if "JHT" in form.cleaned_data["programmes"] else 0,
                from_month=first,
                act=act_of(request),
            )
        except TermsRefused as fact:
            form.add_error(None, fact.fault.sentence_in(language()))
        except TermsUnchanged:
            form.add_error(None, say("Tidak ada yang berubah."))
        except (MonthPaidAlready, CoverEnded):
            form.add_error(None, say("Bulan itu sudah dibayar; ubah untuk bulan berikutnya."))
        else:
            messages.success(
                request,
                say("Berlaku mulai %(month)s.") % {"month": month_words(first)},
            )
            return redirect("member_home")
    context = {
        "form": form,
        "question": say("Ubah penghasilan atau program"),
        "hint": say("Berlaku mulai %(month)s. Bulan yang sudah ditagih tidak berubah.")
        % {"month": month_words(first)},
        "back_url": reverse("member_home"),
        "send_words": say("Simpan"),
    }
    return render(request, "parts/question.html", context)


def _own_cover(request: MemberRequest) -> OwnAccountCover:
    """Give the member's cover that stands.

    Raises:
        Http404: there is none.
    """
    cover = covers_of(request.member_user.person).filter(until_date=None).first()
    if cover is None:
        raise Http404
    return cover


def _periods(cover: OwnAccountCover) -> list[tuple[str, str]]:
    """Give the periods that can be paid next, with what each costs."""
    return [
        (str(months), f"{months_words(months)}: {rupiah(total)}")
        for months, total in periods_of(cover, today())
    ]
