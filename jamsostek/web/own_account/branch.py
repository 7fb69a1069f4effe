"""Officers' pages: own-account workers and groups of the branch, registering at the desk."""

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jamsostek.contributions.queries.own_account import (
    bills_of_payer,
    bills_with,
    open_bills_of,
    periods_of,
)
from jamsostek.contributions.services.own_account import NotBilled, bill_ahead
from jamsostek.contributions.services.withdrawals import NotWithdrawn, withdraw_bill
from jamsostek.institution.models import Branch
from jamsostek.membership.models import OwnAccountCover, OwnAccountGroup
from jamsostek.membership.queries import (
    group_by_number,
    groups_of,
    open_covers,
    standing_on,
    standings_on,
    terms_of_cover,
)
from jamsostek.membership.services import NewGroup, register_group
from jamsostek.web.access import READ_MEMBERS, WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.own_account.forms import language, months_words
from jamsostek.web.own_account.group import bill_as_asked, group_context
from jamsostek.web.own_account.members import MemberForm, register_one
from jamsostek.web.own_account.places import place_name, work_places
from jamsostek.web.own_account.showing import bill_asked, bill_context, rows_of
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.scope import branch_ids, page_of
from jamsostek.web.templatetags.words import rupiah


class GroupForm(QuestionForm):
    """A group to register."""

    name = forms.CharField(label=_("Nama wadah"), max_length=120)
    collector = forms.CharField(
        label=_("Penanggung jawab"),
        max_length=120,
        help_text=_("Yang mengumpulkan dan menyetor iuran."),
    )
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    branch = forms.ChoiceField(label=_("Kantor cabang"))

    def prepare(self) -> None:
        """Offer the branches of the officer."""
        branches = self.facts.get("branches", [])
        choices = [(str(each.pk), each.name) for each in branches]
        self.fields["branch"].choices = choices  # type: ignore[attr-defined]
        self.fields["branch"].initial = choices[0][0] if choices else ""


@route(READ_MEMBERS)
def own_accounts(request: StaffRequest) -> HttpResponse:
    """List the own-account workers of the branches by name, with how each stands."""
    text = request.GET.get("cari", "").strip()
    covers = _searched(open_covers(branch_ids(request)), text)
    page: Page[OwnAccountCover] = page_of(request, covers)
    standings = standings_on([cover.pk for cover in page], today())
    by_name = sorted(standings, key=lambda each: (each.name, each.cover_id))
    context = {"page": page, "rows": rows_of(by_name, "own_account"), "searched": text}
    return render(request, "own_account/branch_list.html", context)


def _searched(covers: QuerySet[OwnAccountCover], text: str) -> QuerySet[OwnAccountCover]:
    if not text:
        return covers
    return covers.filter(
        Q(person__kpj=text) | Q(person__nik=text) | Q(person__name__icontains=text)
    )


@route(READ_MEMBERS)
def own_account(request: StaffRequest, cover_id: int) -> HttpResponse:
    """Show one own-account worker: state, terms, bills."""
    cover, day = _cover_asked(request, cover_id), today()
    standing = standing_on(cover, day)
    opened = open_bills_of(cover).filter(due_date__gte=day).first()
    context = {
        "cover": cover,
        "standing": standing,
        "row": rows_of([standing])[0],
        "place": place_name(cover.regency_code, day),
        "terms": terms_of_cover(cover),
        "bills": bills_with(cover.person)[:24],
        "periods": []
        if opened or cover.until_date
        else [(n, f"{months_words(n)}: {rupiah(total)}") for n, total in periods_of(cover, day)],
    }
    return render(request, "own_account/branch_worker.html", context)


@route(WRITE_MEMBERS)
@require_POST
def pay(request: StaffRequest, cover_id: int) -> HttpResponseBase:
    """Make a bill at the desk for the months chosen."""
    cover = _cover_asked(request, cover_id)
    try:
        months = int(request.POST.get("months", ""))
        bill = bill_ahead(cover=cover, months=months, act=act_of(request))
    except NotBilled as fact:
        messages.error(request, fact.unbillable.sentence_in(language()))
    except ValueError:
        messages.error(request, say("Pilih 1, 3, 6 atau 12 bulan."))
    else:
        return redirect("own_account_bill", cover_id=cover.pk, code=bill.code)
    return redirect("own_account", cover_id=cover.pk)


@route(READ_MEMBERS)
def worker_bill(request: StaffRequest, cover_id: int, code: str) -> HttpResponse:
    """Show one bill of a worker, alone or with a group."""
    cover = _cover_asked(request, cover_id)
    found = bill_asked(cover.person, code)
    context = bill_context(found, today(), only=cover.person)
    may = WRITE_MEMBERS.admits(request) and found.cover_id is not None
    context["may_withdraw"] = context["may_withdraw"] and may
    context |= {
        "back_url": reverse("own_account", args=[cover.pk]),
        "back_words": cover.person.name,
        "withdraw_url": reverse("own_account_withdraw", args=[cover.pk, code]),
        "is_collected": found.cover_id is None,
    }
    return render(request, "own_account/bill.html", context)


@route(WRITE_MEMBERS)
@require_POST
def withdraw(request: StaffRequest, cover_id: int, code: str) -> HttpResponseBase:
    """Withdraw a worker's bill that nobody has paid."""
    cover = _cover_asked(request, cover_id)
    try:
        withdraw_bill(bill=bill_asked(cover, code), act=act_of(request))
    except NotWithdrawn:
        messages.error(request, say("Uang sudah masuk untuk tagihan ini; tidak dapat dibatalkan."))
    else:
        messages.success(request, say("Tagihan %(code)s dibatalkan.") % {"code": code})
    return redirect("own_account", cover_id=cover.pk)


@route(WRITE_MEMBERS)
def register(request: StaffRequest) -> HttpResponseBase:
    """Register a worker at the desk on one page, and go on to the bill."""
    return _register(request, None)


@route(WRITE_MEMBERS)
def register_in_group(request: StaffRequest, group: str) -> HttpResponseBase:
    """Register a member of a group at the desk."""
    return _register(request, _group_asked(request, group))


def _register(request: StaffRequest, group: OwnAccountGroup | None) -> HttpResponseBase:
    day = today()
    branches = [group.branch] if group else _branches(request)
    places = work_places(day, branches)
    form = MemberForm(
        request.POST if request.method == "POST" else None, facts={"today": day, "places": places}
    )
    if request.method == "POST" and form.is_valid():
        made = register_one(request, form, places, group)
        if made is not None:
            return redirect("own_account", cover_id=made.rows["cover_id"][0])
    context = {
        "form": form,
        "question": say("Daftarkan pekerja mandiri"),
        "above": group.name if group else "",
        "back_url": reverse("own_account_group", args=[group.number])
        if group
        else reverse("own_accounts"),
        "send_words": say("Daftarkan"),
    }
    return render(request, "own_account/add_member.html", context)


@route(READ_MEMBERS)
def groups(request: StaffRequest) -> HttpResponse:
    """List the groups of the branches with the number of their members."""
    found = groups_of(branch_ids(request)).annotate(
        members=Count("covers", filter=Q(covers__until_date=None))
    )
    return render(request, "own_account/branch_groups.html", {"page": page_of(request, found)})


@route(READ_MEMBERS)
def group(request: StaffRequest, group: str) -> HttpResponse:
    """Show a group: its members with how each stands, and its bills."""
    found = _group_asked(request, group)
    context = group_context(found, request.GET.get("urut", ""), "own_account") | {
        "bills": bills_of_payer(found)[:24],
        "for_officer": True,
        "bill_url": reverse("own_account_group_bill", args=[found.number]),
    }
    return render(request, "own_account/group_home.html", context)


@route(WRITE_MEMBERS)
@require_POST
def group_bill(request: StaffRequest, group: str) -> HttpResponseBase:
    """Bill a group's members at the desk."""
    found = _group_asked(request, group)
    billed = bill_as_asked(request, found)
    if billed is None or billed.bill is None:
        return redirect("own_account_group", group=found.number)
    return redirect("own_account_group_bill_page", group=found.number, code=billed.bill.code)


@route(READ_MEMBERS)
def group_bill_page(request: StaffRequest, group: str, code: str) -> HttpResponse:
    """Show one bill of a group."""
    found = _group_asked(request, group)
    context = bill_context(bill_asked(found, code), today()) | {
        "back_url": reverse("own_account_group", args=[found.number]),
        "back_words": found.name,
        "may_withdraw": False,
    }
    return render(request, "own_account/bill.html", context)


@route(WRITE_MEMBERS)
def register_wadah(request: StaffRequest) -> HttpResponseBase:
    """Register a group."""
    branches = _branches(request)
    form = GroupForm(
        request.POST if request.method == "POST" else None, facts={"branches": branches}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        branch = next(each for each in branches if str(each.pk) == said.pop("branch"))
        new = NewGroup(branch=branch, from_date=today(), **said)
        made = register_group(new=new, act=act_of(request))
        messages.success(
            request,
            say("%(name)s terdaftar dengan nomor %(number)s.")
            % {"name": made.name, "number": made.number},
        )
        return redirect("own_account_group", group=made.number)
    context = {
        "form": form,
        "question": say("Daftarkan wadah"),
        "back_url": reverse("own_account_groups"),
        "send_words": say("Daftarkan"),
    }
    return render(request, "parts/question.html", context)


def _branches(request: StaffRequest) -> list[Branch]:
    return list(Branch.objects.filter(pk__in=branch_ids(request)).order_by("name"))


def _cover_asked(request: StaffRequest, cover_id: int) -> OwnAccountCover:
    """Give a worker of the officer's branches.

    Raises:
        Http404: there is none of this number within the scope.
    """
    covers = OwnAccountCover.objects.select_related("person", "branch", "group")
    found = covers.filter(pk=cover_id, branch_id__in=branch_ids(request)).first()
    if found is None:
        raise Http404
    return found


def _group_asked(request: StaffRequest, number: str) -> OwnAccountGroup:
    """Give a group of the officer's branches.

    Raises:
        Http404: there is none of this number within the scope.
    """
    try:
        return group_by_number(number, branch_ids=branch_ids(request))
    except OwnAccountGroup.DoesNotExist as error:
        raise Http404 from error
