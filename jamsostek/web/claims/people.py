"""The family that a worker left, and who is paid and how."""

from typing import Any, Final

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, Payee, Survivor
from jamsostek.claims.services.preparing import (
    NotPreparing,
    PaidBefore,
    Relative,
    WrongFamily,
    WrongPayee,
    set_payee,
    set_survivors,
)
from jamsostek.web.access import WRITE_CLAIMS, StaffRequest, route
from jamsostek.web.claims.forms import FamilyNoneForm, PayeeForm, SurvivorForm
from jamsostek.web.claims.scope import claim_in_scope
from jamsostek.web.clock import act_of

ROWS_MAX: Final = 30
STANDS: Final = _("Fakta klaim ini sudah diputus atau menunggu putusan; tidak dapat diubah.")


@route(WRITE_CLAIMS)
def family(request: StaffRequest, code: str) -> HttpResponseBase:
    """Ask for the family that a worker left, row by row; keep it whole."""
    claim = claim_in_scope(request, code)
    kept = list(Survivor.objects.filter(claim=claim).order_by("pk"))
    forms = _rows(request, kept)
    none = FamilyNoneForm(
        request.POST or None, initial={"nobody": claim.facts.get("survivors") == []}
    )
    if request.method == "POST" and "tambah" not in request.POST:
        told = [form for form in forms if form.has_changed()]
        if all(form.is_valid() for form in told) and none.is_valid():
            said = [form.cleaned_data for form in told]
            if _is_told(none, said) and _keep(request, claim, said, none):
                return redirect(_back(claim, "ahli-waris"))
    context = {"claim": claim, "rows": forms, "form": none, "count": len(forms)}
    return render(request, "claims/family.html", context)


def _is_told(none: FamilyNoneForm, said: list[dict[str, Any]]) -> bool:
    nobody = none.cleaned_data["nobody"]
    if nobody and said:
        none.add_error("nobody", say("Hapus tanda ini, atau kosongkan barisnya."))
    elif not nobody and not said:
        none.add_error("nobody", say("Isi sedikitnya satu orang, atau beri tanda ini."))
    else:
        return True
    return False


def _rows(request: StaffRequest, kept: list[Survivor]) -> list[SurvivorForm]:
    """Give a form for everybody kept or sent, and one to spare."""
    sent = request.POST.get("jumlah", "")
    count = min(int(sent[:4]) if sent.isdecimal() else len(kept) + 1, ROWS_MAX)
    if "tambah" in request.POST:
        count = min(count + 1, ROWS_MAX)
    forms = []
    for number in range(max(count, 1)):
        row = kept[number] if number < len(kept) else None
        names = ("relation", "name", "birth_date", "nik", "died_on", "share")
        initial = {name: getattr(row, name) for name in names} if row and not request.POST else {}
        data = request.POST or None
        forms.append(
            SurvivorForm(data, prefix=f"w{number + 1}", initial=initial, empty_permitted=True)
        )
    return forms


def _keep(
    request: StaffRequest, claim: Claim, said: list[dict[str, Any]], form: FamilyNoneForm
) -> bool:
    relatives = [
        Relative(
            relation=one["relation"],
            name=one["name"],
            birth_date=one["birth_date"],
            died_on=one["died_on"],
            share=one["share"],
            nik=one["nik"],
        )
        for one in said
    ]
    try:
        set_survivors(claim=claim, survivors=relatives, act=act_of(request))
    except WrongFamily:
        form.add_error(None, say("Setiap orang memerlukan nama sendiri; tidak boleh sama."))
    except PaidBefore:
        form.add_error(None, say("Yang sudah dicatat sebagai penerima tidak dapat dihapus."))
    except NotPreparing:
        form.add_error(None, str(STANDS))
    else:
        messages.success(request, say("Keluarga yang ditinggalkan dicatat."))
        return True
    return False


@route(WRITE_CLAIMS)
def payee(request: StaffRequest, code: str) -> HttpResponseBase:
    """Ask who is paid as what, and into which account or in cash."""
    claim = claim_in_scope(request, code)
    survivors = list(Survivor.objects.filter(claim=claim).order_by("pk"))
    form = PayeeForm(
        request.POST or None, facts={"survivors": survivors}, initial=_initial(request, claim)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = next((s for s in survivors if str(s.pk) == said.get("survivor")), None)
        try:
            set_payee(
                claim=claim,
                role=said["role"],
                name=said["name"],
                destination=form.destination(),
                survivor=chosen,
                act=act_of(request),
            )
        except WrongPayee:
            form.add_error("role", say("Pilih ahli waris yang mana."))
        except NotPreparing:
            form.add_error(None, say("Klaim ini berakhir tanpa jaminan; tidak ada yang dibayar."))
        else:
            messages.success(request, say("Penerima dicatat."))
            return redirect(_back(claim, "penerima"))
    context = {
        "form": form,
        "question": say("Siapa yang dibayar, dan bagaimana?"),
        "above": f"{claim.code}, {claim.worker_name}",
        "back_url": _back(claim, "penerima"),
        "send_words": say("Simpan penerima"),
    }
    return render(request, "parts/question.html", context)


def _initial(request: StaffRequest, claim: Claim) -> dict[str, Any]:
    """Give what is kept of the payee that the address names, or of who is awaited."""
    number = request.GET.get("ubah", "")
    is_number = number.isdecimal() and len(number) < 19
    kept = Payee.objects.filter(claim=claim, pk=number).first() if is_number else None
    if kept is None:
        role = "HEIRS" if claim.cause in {"DEATH", "DIED"} else "MEMBER"
        name = claim.worker_name if role == "MEMBER" else ""
        return {"role": role, "name": name, "method": Payee.Method.TRANSFER}
    names = ("role", "name", "method", "bank", "account_number", "account_name")
    return {name: getattr(kept, name) for name in names} | {"survivor": str(kept.survivor_id or "")}


def _back(claim: Claim, part: str) -> str:
    return reverse("claim", args=[claim.code]) + f"#{part}"
