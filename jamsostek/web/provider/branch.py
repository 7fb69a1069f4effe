"""The branch's pages about providers: contracts, choices, letters and capitation."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from jamsostek.documents.queries import file_of
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries.families import dependants_of
from jamsostek.providers.models import CapitationRun, Guarantee, Provider, Tariff
from jamsostek.providers.queries.capitation import listed
from jamsostek.providers.queries.checking import plain
from jamsostek.providers.queries.claims import payment_of
from jamsostek.providers.queries.guarantees import guarantees_of
from jamsostek.providers.queries.providers import providers_of
from jamsostek.providers.services import capitation as capitations
from jamsostek.providers.services import guarantees
from jamsostek.providers.services.providers import (
    Account,
    ChosenAlready,
    ContractOverlaps,
    NoCapitation,
    PriceWrong,
    choose_provider,
    make_contract,
    register_provider,
)
from jamsostek.web.access import (
    APPROVE_PROVIDERS,
    READ_PROVIDERS,
    WRITE_PROVIDERS,
    StaffRequest,
    route,
)
from jamsostek.web.clock import act_of
from jamsostek.web.provider.forms import (
    ChoiceForm,
    ContractForm,
    LetterForm,
    MonthForm,
    ProviderForm,
    ReasonForm,
)
from jamsostek.web.provider.lists import capitation_file
from jamsostek.web.staff.arrears import position_of
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import branch_ids, page_of, person_in_scope, text_asked

SHOWN = 12


@route(READ_PROVIDERS)
def providers(request: StaffRequest) -> HttpResponse:
    """List the providers of the officer's branches, or those a text may mean."""
    text = text_asked(request, "cari")
    found = providers_of(branch_ids(request))
    if text:
        found = found.filter(name__icontains=text) | found.filter(code__iexact=text)
    context = {
        "page": page_of(request, found),
        "searched": text,
        "query": f"cari={text}&" if text else "",
        "may_write": WRITE_PROVIDERS.admits(request) and request.officer.branch_id is not None,
    }
    return render(request, "provider/providers.html", context)


@route(WRITE_PROVIDERS)
def register(request: StaffRequest) -> HttpResponseBase:
    """Ask who a provider is, and register it with the officer's branch."""
    branch = request.officer.branch
    if branch is None:
        raise Http404

    def make(said: Said) -> None:
        account = Account(said["bank"], said["account_number"], said["account_name"])
        register_provider(
            kind=said["kind"],
            name=said["name"],
            branch=branch,
            address=said["address"],
            account=account,
            act=act_of(request),
        )

    change = Change(
        question=say("Pelaksana kesehatan mana?"),
        check=say("Daftarkan pelaksana ini?"),
        send_words=say("Ya, daftarkan"),
        done=say("Terdaftar. Catat perjanjiannya berikutnya."),
        above=branch.name,
        back_url=reverse("providers"),
        make=make,
    )
    return ask_then_confirm(request, ProviderForm(request.POST or None), change)


@route(READ_PROVIDERS)
def provider(request: StaffRequest, provider_code: str) -> HttpResponse:
    """Show a provider: contracts with tariffs, who chose it, letters, capitation, claims."""
    found = _provider(request, provider_code)
    contracts = list(found.contracts.order_by("-from_date"))
    rows = Tariff.objects.filter(contract__in=contracts).order_by("code", "-from_date")
    context = {
        "provider": found,
        "contracts": [
            (one, [row for row in rows if row.contract_id == one.pk]) for one in contracts
        ],
        "choices": found.choices.filter(until_month=None).count(),
        "letters": guarantees_of(None).filter(provider=found)[:SHOWN],
        "runs": found.capitations.order_by("-month")[:SHOWN],
        "claims": found.claims.order_by("-pk")[:SHOWN],
        "may_write": WRITE_PROVIDERS.admits(request),
    }
    return render(request, "provider/provider.html", context)


@route(WRITE_PROVIDERS)
def contract(request: StaffRequest, provider_code: str) -> HttpResponseBase:
    """Ask for a contract with its tariff, and note it after a look."""
    found = _provider(request, provider_code)

    def make(said: Said) -> None:
        last = said["last_day"]
        make_contract(
            provider=found,
            number=said["number"],
            spell=(said["from_date"], last + timedelta(days=1) if last else None),
            prices=said["prices"],
            capitation=(said["single"], said["family"]) if said["single"] else None,
            act=act_of(request),
        )

    change = _change(
        found,
        question=say("Perjanjian apa?"),
        check=say("Catat perjanjian ini?"),
        send_words=say("Ya, catat"),
        done=say("Perjanjian tercatat."),
        make=make,
        refusals={
            ContractOverlaps: ("from_date", say("Ada perjanjian lain dalam masa ini.")),
            PriceWrong: ("tariff", say("Isi tarif atau kapitasi; tiap kode satu kali.")),
        },
    )
    return ask_then_confirm(request, ContractForm(request.POST or None), change)


@route(WRITE_PROVIDERS)
def choice(request: StaffRequest, provider_code: str) -> HttpResponseBase:
    """Ask who chooses this provider from which month, and note it after a look."""
    found = _provider(request, provider_code)

    def make(said: Said) -> None:
        person = _person(request, said["kpj"])
        choose_provider(person=person, provider=found, month=said["month"], act=act_of(request))

    change = _change(
        found,
        question=say("Siapa yang memilih pelaksana ini?"),
        check=say("Catat pilihan ini?"),
        send_words=say("Ya, catat"),
        done=say("Pilihan tercatat."),
        make=make,
        refusals={
            NobodyKnown: ("kpj", say("Tidak ada peserta dengan nomor ini di kantor Anda.")),
            ChosenAlready: ("month", say("Sudah ada pilihan untuk bulan itu atau sesudahnya.")),
            NoCapitation: ("month", say("Pelaksana ini tidak berkapitasi pada bulan itu.")),
        },
    )
    return ask_then_confirm(request, ChoiceForm(request.POST or None), change)


@route(WRITE_PROVIDERS)
def issue(request: StaffRequest, provider_code: str) -> HttpResponseBase:
    """Ask for whom a guarantee letter is, and issue it after a look."""
    found = _provider(request, provider_code)

    def make(said: Said) -> None:
        person = _person(request, said["kpj"])
        guarantees.issue_guarantee(
            provider=found,
            patient=(person, _kin(person, said["patient"])),
            service=said["service"],
            referral=(said["referred_by"], said["diagnosis"]),
            signed_as=position_of(request.officer),
            days=said["days"],
            act=act_of(request),
        )

    change = _change(
        found,
        question=say("Surat jaminan untuk siapa?"),
        check=say("Terbitkan surat jaminan ini?"),
        send_words=say("Ya, terbitkan"),
        done=say("Surat jaminan terbit."),
        make=make,
        refusals={
            NobodyKnown: ("kpj", say("Tidak ada peserta dengan nomor ini di kantor Anda.")),
            NoSuchKin: ("patient", say("Tidak ada keluarga dengan nama ini pada peserta itu.")),
            guarantees.NotEligible: (
                "kpj",
                say("Pasien tidak berhak atas pelayanan ini hari ini."),
            ),
            guarantees.NoContract: (None, say("Tidak ada perjanjian yang berlaku hari ini.")),
            guarantees.StayOpen: ("kpj", say("Pasien ini masih memegang surat rawat inap lain.")),
            guarantees.NoDaysLeft: ("kpj", say("Hari rawat inap tahun ini sudah habis.")),
        },
    )
    return ask_then_confirm(request, LetterForm(request.POST or None), change)


@route(READ_PROVIDERS)
def letter(request: StaffRequest, letter_id: int) -> HttpResponse:
    """Show a guarantee letter, or give its paper."""
    found = _letter(request, letter_id)
    if request.GET.get("bentuk") == "pdf":
        answer = HttpResponse(file_of(found.document), content_type="application/pdf")
        answer.headers["Content-Disposition"] = 'inline; filename="surat-jaminan.pdf"'
        return answer
    context = {"letter": found, "may_write": WRITE_PROVIDERS.admits(request), "for_officer": True}
    return render(request, "provider/letter.html", context)


@route(WRITE_PROVIDERS)
def withdraw(request: StaffRequest, letter_id: int) -> HttpResponseBase:
    """Ask why a letter is withdrawn, and withdraw it after a look."""
    found = _letter(request, letter_id)

    def make(said: Said) -> None:
        guarantees.withdraw_guarantee(guarantee=found, act=act_of(request, said["reason"]))

    change = Change(
        question=say("Mengapa surat ini dicabut?"),
        check=say("Cabut surat jaminan ini?"),
        send_words=say("Ya, cabut"),
        done=say("Surat dicabut."),
        above=found.number,
        back_url=reverse("guarantee", args=[letter_id]),
        make=make,
        refusals={guarantees.NotOpen: (None, say("Surat ini sudah selesai atau dicabut."))},
    )
    return ask_then_confirm(request, ReasonForm(request.POST or None), change)


@route(WRITE_PROVIDERS)
def prepare(request: StaffRequest, provider_code: str) -> HttpResponseBase:
    """Ask for which month capitation is worked out, and do so after a look."""
    found = _provider(request, provider_code)

    def make(said: Said) -> None:
        capitations.prepare_capitation(provider=found, month=said["month"], act=act_of(request))

    change = _change(
        found,
        question=say("Kapitasi bulan apa?"),
        check=say("Hitung kapitasi bulan ini?"),
        send_words=say("Ya, hitung"),
        done=say("Terhitung. Penyelia menyetujuinya."),
        make=make,
        refusals={
            capitations.PreparedAlready: ("month", say("Kapitasi bulan itu sudah dihitung.")),
            capitations.NoCapitation: ("month", say("Tidak ada kapitasi pada bulan itu.")),
            capitations.MonthAhead: ("month", say("Bulan itu belum mulai.")),
        },
    )
    return ask_then_confirm(request, MonthForm(request.POST or None), change)


@route(READ_PROVIDERS)
def capitation(request: StaffRequest, run_id: int) -> HttpResponse:
    """Show a month's capitation with its list, or give the list as a file."""
    run = _run(request, run_id)
    form = request.GET.get("bentuk")
    if form in ("csv", "xlsx"):
        return capitation_file(run, is_csv=form == "csv")
    rows = listed(run)
    context = {
        "run": run,
        "payment": payment_of(run),
        "page": page_of(request, rows.rows()),
        "may_approve": APPROVE_PROVIDERS.admits(request)
        and run.state == CapitationRun.State.PREPARED
        and run.preparer_id != request.user.pk,
    }
    return render(request, "provider/capitation.html", context)


@route(APPROVE_PROVIDERS)
@require_POST
def approve(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """Approve a month's capitation."""
    run = _run(request, run_id)
    try:
        capitations.approve_capitation(run=run, act=act_of(request))
    except capitations.SamePerson:
        messages.error(request, say("Yang menghitung tidak boleh menyetujui."))
    except capitations.ApprovedAlready:
        messages.error(request, say("Sudah disetujui petugas lain."))
    else:
        messages.success(request, say("Disetujui; pembayarannya diperintahkan."))
    return redirect("capitation", run_id=run_id)


class NobodyKnown(ValueError):
    """A number of nobody whom the office knows."""


class NoSuchKin(ValueError):
    """A name of nobody in the family."""


def _person(request: StaffRequest, kpj: str) -> InsuredPerson:
    try:
        return person_in_scope(request, kpj)
    except Http404 as error:
        raise NobodyKnown(kpj) from error


def _kin(person: InsuredPerson, name: str) -> Dependant | None:
    if not name.strip() or plain(name) == plain(person.name):
        return None
    for one in dependants_of(person):
        if plain(one.name) == plain(name):
            return one
    raise NoSuchKin(name)


def _change(found: Provider, **words: Any) -> Change:  # noqa: ANN401 - the words of a change
    back = reverse("provider", args=[found.code])
    return Change(above=found.name, back_url=back, **words)


def _provider(request: StaffRequest, code: str) -> Provider:
    found = providers_of(branch_ids(request)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _letter(request: StaffRequest, letter_id: int) -> Guarantee:
    found = guarantees_of(branch_ids(request)).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found


def _run(request: StaffRequest, run_id: int) -> CapitationRun:
    runs = CapitationRun.objects.select_related("provider", "contract")
    found = runs.filter(pk=run_id, provider__branch_id__in=branch_ids(request)).first()
    if found is None:
        raise Http404
    return found
