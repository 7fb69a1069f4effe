"""The provider's desk: who may be cared for, letters, claims with their lines, capitation."""

from datetime import date
from typing import Any, Final

from allauth.core.internal import ratelimit
from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jamsostek.audit import services as audit
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries.families import dependants_of
from jamsostek.providers.models import CapitationRun, Guarantee, ProviderClaim
from jamsostek.providers.queries.claims import payment_of
from jamsostek.providers.queries.eligibility import Eligibility, eligibility_on
from jamsostek.providers.queries.providers import contract_on, is_known_to, tariffs_on
from jamsostek.providers.rules.stays import NotAStay
from jamsostek.providers.services.claims import NotNow, withdraw_claim
from jamsostek.providers.services.guarantees import NotOpen, OutsideLetter, close_guarantee
from jamsostek.web.access import PROVIDER, ProviderRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.fields import CountField, DayField
from jamsostek.web.provider.lists import capitation_file
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import page_of

LOOK_UPS: Final = {"provider_patient": "60/15m/user"}
"""How often a desk may ask for a patient: more than one would come in person."""
SHOWN: Final = 10


class PatientForm(QuestionForm):
    """Whom a provider has before it: the card's number, the birth date, the day of care."""

    kpj = forms.RegexField(
        r"^\d{11}$",
        label=_("Nomor KPJ pada kartu"),
        error_messages={
            "required": _("Tulis nomor KPJ."),
            "invalid": _("Nomor KPJ terdiri dari sebelas angka."),
        },
    )
    birth_date = DayField(
        label=_("Tanggal lahir pasien"),
        error_messages={"required": _("Tulis tanggal lahir pasien.")},
    )
    day = DayField(label=_("Tanggal pelayanan"), required=False, help_text=_("Kosong: hari ini."))


class StayForm(QuestionForm):
    """When a stay or visit under a letter began and ended."""

    admitted_on = DayField(
        label=_("Tanggal masuk"), error_messages={"required": _("Tulis tanggal masuk.")}
    )
    discharged_on = DayField(
        label=_("Tanggal keluar"), error_messages={"required": _("Tulis tanggal keluar.")}
    )
    special_days = CountField(
        label=_("Hari perawatan khusus (ICU dan sejenisnya)"),
        required=False,
        help_text=_("Kosong bila tidak ada."),
        most=366,
    )


@route(PROVIDER)
def home(request: ProviderRequest) -> HttpResponse:
    """Show a provider its open letters, its claims with their payments, and its capitation."""
    own = request.provider_user.provider
    page: Page[ProviderClaim] = page_of(request, own.claims.order_by("-pk"))
    contract = contract_on(own, today())
    context = {
        "provider": own,
        "contract": contract,
        "tariffs": tariffs_on(contract, today()) if contract else [],
        "letters": _letters(request).filter(state="OPEN")[:SHOWN],
        "page": page,
        "rows": [(claim, payment_of(claim)) for claim in page.object_list],
        "runs": [(run, payment_of(run)) for run in own.capitations.order_by("-month")[:SHOWN]],
    }
    return render(request, "provider/home.html", context)


@route(PROVIDER)
def patient(request: ProviderRequest) -> HttpResponse:
    """Tell whether JPK cares for who is at the desk; unknown and unfitting get one answer."""
    form = PatientForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "asked": False}
    if request.method == "POST":
        may_ask = ratelimit.consume(
            request,
            app="allauth.account",
            action="provider_patient",
            config=LOOK_UPS,
            user=request.user,
        )
        if not may_ask:
            return render(request, "provider/too_often.html", status=429)
        if form.is_valid():
            context |= {"asked": True, "right": _right(request, form.cleaned_data)}
            context["is_own"] = context["right"] is not None and is_known_to(
                request.provider_user.provider, context["right"].person
            )
    return render(request, "provider/patient.html", context)


def _right(request: ProviderRequest, said: dict[str, Any]) -> Eligibility | None:
    """Find who is meant by number and birth date, and note that somebody looked."""
    day: date = said["day"] or today()
    person = InsuredPerson.objects.filter(kpj=said["kpj"]).first()
    found = None
    if person is not None:
        kin = _kin(person, said["birth_date"])
        if kin is not None or person.birth_date == said["birth_date"]:
            found = eligibility_on(person, day, dependant=kin)
    audit.record(
        act=act_of(request),
        action="look_up_patient",
        subject_type="insured_person" if found else "provider",
        subject_id=found.person.pk if found else request.provider_user.provider_id,
        detail={"provider": request.provider_user.provider.code, "found": found is not None},
    )
    return found


def _kin(person: InsuredPerson, born: date) -> Dependant | None:
    if person.birth_date == born:
        return None
    return dependants_of(person).filter(birth_date=born).order_by("pk").first()


def _letters(request: ProviderRequest) -> Any:  # noqa: ANN401 - a queryset of letters
    own = Guarantee.objects.filter(provider=request.provider_user.provider)
    return own.select_related("person", "dependant", "provider").order_by("-issued_at", "-pk")


@route(PROVIDER)
def letters(request: ProviderRequest) -> HttpResponse:
    """List a provider's letters, or find the one whose number a patient shows."""
    number = request.GET.get("nomor", "").strip()
    found = _letters(request)
    if number:
        found = found.filter(number__iexact=number)
    context = {"page": page_of(request, found), "searched": number}
    return render(request, "provider/letters.html", context)


@route(PROVIDER)
def letter(request: ProviderRequest, letter_id: int) -> HttpResponse:
    """Show a letter of one's own: whom, what for, until when, and its days."""
    return render(request, "provider/letter.html", {"letter": _letter(request, letter_id)})


@route(PROVIDER)
def close(request: ProviderRequest, letter_id: int) -> HttpResponseBase:
    """Ask when the care under a letter began and ended, and note it after a look."""
    found = _letter(request, letter_id)

    def make(said: Said) -> None:
        close_guarantee(
            guarantee=found,
            admitted_on=said["admitted_on"],
            discharged_on=said["discharged_on"],
            special_days=said["special_days"] or 0,
            act=act_of(request),
        )

    change = Change(
        question=say("Kapan dirawat?"),
        check=say("Catat hari rawat ini?"),
        send_words=say("Ya, catat"),
        done=say("Tercatat. Klaim dapat dikirim."),
        above=f"{found.number}, {found.patient}",
        back_url=reverse("provider_letter", args=[letter_id]),
        make=make,
        refusals={
            NotOpen: (None, say("Surat ini sudah selesai atau dicabut.")),
            OutsideLetter: (
                "admitted_on",
                say(
                    "Tanggal masuk harus dalam masa surat, tanggal keluar tidak melewati hari ini."
                ),
            ),
            NotAStay: (
                "discharged_on",
                say("Tanggal keluar tidak boleh sebelum masuk; hari ICU tidak lebih dari lamanya."),
            ),
        },
    )
    return ask_then_confirm(request, StayForm(request.POST or None), change)  # type: ignore[arg-type]


def _letter(request: ProviderRequest, letter_id: int) -> Guarantee:
    found: Guarantee | None = _letters(request).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found


@route(PROVIDER)
def claim(request: ProviderRequest, claim_code: str) -> HttpResponse:
    """Show a claim of one's own: each line as claimed, found and awarded, with the reason."""
    found = _claim(request, claim_code)
    context = {
        "claim": found,
        "lines": found.lines.order_by("number"),
        "steps": found.steps.order_by("pk"),
        "payment": payment_of(found),
        "may_withdraw": found.state == ProviderClaim.State.SUBMITTED,
    }
    return render(request, "provider/claim.html", context)


@route(PROVIDER)
@require_POST
def withdraw(request: ProviderRequest, claim_code: str) -> HttpResponseBase:
    """Withdraw a claim of one's own that nobody has checked."""
    found = _claim(request, claim_code)
    try:
        withdraw_claim(claim=found, act=act_of(request))
    except NotNow:
        messages.error(request, say("Klaim ini sudah diperiksa; hubungi kantor cabang."))
    else:
        messages.success(request, say("Ditarik. Tagihan dengan nomor ini dapat dikirim lagi."))
    return redirect("provider_claim", claim_code=claim_code)


def _claim(request: ProviderRequest, code: str) -> ProviderClaim:
    own = ProviderClaim.objects.filter(provider=request.provider_user.provider)
    found = own.select_related("provider").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@route(PROVIDER)
def capitation(request: ProviderRequest, run_id: int) -> HttpResponse:
    """Give the list of a month's capitation as an Excel or CSV file."""
    own = CapitationRun.objects.filter(provider=request.provider_user.provider)
    run = own.select_related("provider").filter(pk=run_id).first()
    if run is None:
        raise Http404
    return capitation_file(run, is_csv=request.GET.get("bentuk") == "csv")
