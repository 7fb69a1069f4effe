"""Several member numbers of one person: found, compared, merged by two officers, split again."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.kernel.identifiers import is_kpj
from jamsostek.membership.models import InsuredPerson, PersonMerge
from jamsostek.membership.queries import (
    Profile,
    merges_of,
    merges_within,
    profile_of,
    same_person_ids,
    waiting_merges,
)
from jamsostek.membership.queries.duplicates import (
    duplicates_within,
    likely_duplicates,
    likeness_of,
)
from jamsostek.membership.queries.merges import both_employed
from jamsostek.membership.services import decide_merge, propose_merge
from jamsostek.membership.services import split as split_again
from jamsostek.membership.services.merges import (
    AlreadyMerged,
    AlreadyProposed,
    EmployedTogether,
    HoldsOthers,
    KeptIsMerged,
    NotMerged,
    NotWaiting,
    OwnProposal,
)
from jamsostek.web.access import WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.labels import MERGE_STATES
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.change_forms import reason_field
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.histories import merge_events
from jamsostek.web.staff.scope import branch_ids, branches_or_everywhere, page_of, person_in_scope
from jamsostek.web.templatetags.words import long_date


class OtherNumberForm(QuestionForm):
    """The other number that somebody may have."""

    other = forms.CharField(
        label=_("KPJ lain dari orang ini"), max_length=20, help_text=_("11 angka pada kartunya.")
    )

    def clean_other(self) -> str:
        """Refuse what is no number, the same one, or nobody's within reach."""
        kpj: str = self.cleaned_data["other"].replace(" ", "")
        if not is_kpj(kpj):
            raise forms.ValidationError(_("KPJ terdiri atas 11 angka."))
        if kpj == self.facts["person"].kpj:
            raise forms.ValidationError(_("Ini nomor yang sama."))
        if _reachable(self.facts["request"], self.facts["person"], kpj) is None:
            raise forms.ValidationError(
                _("Tidak ada peserta dengan KPJ ini di wilayah kerja kantor Anda.")
            )
        return kpj


class MergeForm(QuestionForm):
    """Which number stays in use, and what shows that the two are one person."""

    kept = forms.ChoiceField(label=_("Nomor yang tetap dipakai"), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Bukti"),
        max_length=300,
        help_text=_("Misalnya: KTP asli dan kedua kartu peserta dilihat di loket."),
    )
    reason = reason_field(_("Misalnya: didaftarkan ulang ketika pindah kerja."))

    def prepare(self) -> None:
        """Offer both numbers, the longer registered first."""
        pair = sorted(self.facts["pair"], key=lambda one: (one.registered_on, one.pk))
        choices = [(one.kpj, f"{one.kpj} · {one.name}") for one in pair]
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean(self) -> None:
        """Refuse two who work at one employer at one time."""
        one, other = self.facts["pair"]
        both = both_employed(same_person_ids(one), same_person_ids(other))
        if both is not None:
            self.add_error(
                None,
                _(
                    "%(employer)s (%(npp)s) mencatat keduanya bekerja bersamaan sejak %(day)s. "
                    "Betulkan dahulu salah satu hubungan kerjanya."
                )
                % {"employer": both.employer, "npp": both.npp, "day": long_date(both.day)},
            )


class DecisionForm(QuestionForm):
    """What the second officer says of a proposal."""

    verdict = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            ("merge", _("Gabungkan: ini satu orang")),
            ("refuse", _("Tolak: bukan satu orang, atau buktinya kurang")),
        ],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Misalnya: KTP dan kedua kartu cocok dengan data ini."))


class SplitForm(QuestionForm):
    """Why two numbers are parted again."""

    reason = reason_field(_("Misalnya: ternyata dua saudara kembar."))


@route(WRITE_MEMBERS)
def worklist(request: StaffRequest) -> HttpResponse:
    """List the proposals that wait for a second officer, and who may be one person."""
    context = {
        "waiting": waiting_merges(branches_or_everywhere(request)),
        "page": page_of(request, duplicates_within(branch_ids(request))),
    }
    return render(request, "staff/merges.html", context)


@route(WRITE_MEMBERS)
def numbers(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Show the numbers of a person, who may be the same, and what was decided; ask for another."""
    person = person_in_scope(request, kpj)
    facts = {"person": person, "request": request}
    form = OtherNumberForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        return redirect("propose_merge", kpj=kpj, other=form.cleaned_data["other"])
    ids = same_person_ids(person)
    context = {
        "form": form,
        "person": person,
        "merges": [(merge, MERGE_STATES[merge.state]) for merge in merges_of(ids)],
        "pairs": [
            (pair.other if pair.one == person else pair.one, pair.reasons)
            for pair in likely_duplicates(person)
        ],
        "events": merge_events(ids),
    }
    return render(request, "staff/member_numbers.html", context)


@route(WRITE_MEMBERS)
def propose(request: StaffRequest, kpj: str, other: str) -> HttpResponseBase:
    """Show two members side by side, and propose that they are one person."""
    person = person_in_scope(request, kpj)
    second = _reachable(request, person, other)
    if second is None or second == person:
        raise Http404
    pair = (person, second)
    by_kpj = {one.kpj: one for one in pair}
    form = MergeForm(request.POST or None, facts={"pair": pair})

    def make(said: Said) -> None:
        kept = by_kpj.pop(said["kept"])
        [duplicate] = by_kpj.values()
        act = act_of(request, said["reason"])
        propose_merge(duplicate=duplicate, kept=kept, evidence=said["evidence"], act=act)

    change = Change(
        question=say("Apakah ini satu orang?"),
        check=say("Usulkan penggabungan ini?"),
        send_words=say("Usulkan"),
        done=say("Diusulkan. Petugas lain memutuskannya."),
        above=person.name,
        back_url=reverse("member_numbers", args=[kpj]),
        make=make,
        refusals=_refusals(),
        notes=lambda _said: [say("Belum ada yang digabung sebelum petugas kedua memutuskan.")],
        template="staff/merge_question.html",
        shown={"compared": _compared(request, pair), "pair": pair},
    )
    return ask_then_confirm(request, form, change)


@route(WRITE_MEMBERS)
def merge(request: StaffRequest, merge_id: int) -> HttpResponseBase:
    """Show a proposal with both members; take the decision of a second officer."""
    found = _merge_in_scope(request, merge_id)
    pair = (found.duplicate, found.kept)
    shown = {"compared": _compared(request, pair), "pair": pair, "merge": found}
    is_own = found.proposer_id == request.user.pk
    if found.state != PersonMerge.State.PROPOSED or is_own:
        context = {
            **shown,
            "is_own": is_own,
            "state": MERGE_STATES[found.state],
            "events": merge_events([one.pk for one in pair]),
        }
        return render(request, "staff/merge.html", context)
    change = Change(
        question=say("Gabungkan kedua nomor ini?"),
        check=say("Simpan keputusan ini?"),
        send_words=say("Simpan keputusan"),
        done=say("Keputusan disimpan."),
        above=say("Diusulkan oleh %(name)s") % {"name": found.proposed_by},
        back_url=reverse("merge", args=[merge_id]),
        make=lambda said: decide_merge(
            merge=found,
            approve=said["verdict"] == "merge",
            act=act_of(request, said["reason"]),
        ),
        refusals=_refusals(),
        notes=lambda said: _what_follows(found, said),
        template="staff/merge_question.html",
        shown=shown,
    )
    return ask_then_confirm(request, DecisionForm(request.POST or None), change)


@route(WRITE_MEMBERS)
def split(request: StaffRequest, merge_id: int) -> HttpResponseBase:
    """Part two merged numbers again."""
    found = _merge_in_scope(request, merge_id)
    page = reverse("merge", args=[merge_id])
    if found.state != PersonMerge.State.MERGED:
        return redirect(page)
    change = Change(
        question=say("Pisahkan kedua nomor ini?"),
        check=say("Pisahkan sekarang?"),
        send_words=say("Pisahkan"),
        done=say("Kedua nomor dipisahkan."),
        above=f"{found.duplicate.kpj} · {found.kept.kpj}",
        back_url=page,
        make=lambda said: split_again(merge=found, act=act_of(request, said["reason"])),
        refusals=_refusals(),
        notes=lambda _said: [
            say(
                "Setiap hubungan kerja, iuran dan saldo JHT kembali hanya pada nomor tempat "
                "dicatatnya, seolah-olah keduanya tidak pernah digabung."
            )
        ],
    )
    return ask_then_confirm(request, SplitForm(request.POST or None), change)


def _what_follows(found: PersonMerge, said: Said) -> Sequence[str]:
    if said["verdict"] != "merge":
        return []
    words = say(
        "Nomor %(duplicate)s tetap dapat dicari dan dipakai, dan menunjuk ke %(kept)s. Saldo JHT "
        "keduanya dijumlahkan; tidak ada uang yang dipindahkan."
    )
    return [words % {"duplicate": found.duplicate.kpj, "kept": found.kept.kpj}]


def _refusals() -> dict[type[Exception], tuple[str | None, str]]:
    return {
        AlreadyProposed: (None, say("Penggabungan nomor ini sudah diusulkan.")),
        AlreadyMerged: ("kept", say("Nomor yang tidak dipakai sudah digabung sebelumnya.")),
        KeptIsMerged: ("kept", say("Nomor itu sendiri sudah digabung ke nomor lain.")),
        HoldsOthers: ("kept", say("Nomor lain sudah digabung ke nomor ini; pakailah yang ini.")),
        EmployedTogether: (
            None,
            say("Keduanya kini tercatat bekerja bersamaan pada satu pemberi kerja."),
        ),
        OwnProposal: (None, say("Usul sendiri diputuskan oleh petugas lain.")),
        NotWaiting: (None, say("Usul ini sudah diputuskan petugas lain.")),
        NotMerged: (None, say("Kedua nomor ini sudah dipisahkan petugas lain.")),
    }


def _reachable(request: StaffRequest, person: InsuredPerson, kpj: str) -> InsuredPerson | None:
    """Give the member with a number: one in scope, or elsewhere one who may be the same person."""
    try:
        return person_in_scope(request, kpj)
    except Http404:
        found = InsuredPerson.objects.filter(kpj=kpj).first()
        return found if found is not None and likeness_of(person, found) else None


def _merge_in_scope(request: StaffRequest, merge_id: int) -> PersonMerge:
    merges: QuerySet[PersonMerge] = merges_within(branches_or_everywhere(request))
    found = merges.filter(pk=merge_id).first()
    if found is None:
        raise Http404
    return found


def _compared(
    request: StaffRequest, pair: Sequence[InsuredPerson]
) -> list[tuple[str, str, str, bool]]:
    """Give what the register says of two members: label, one, other, and whether they agree."""
    day = today()
    one, other = (_facts(request, person, day) for person in pair)
    return [
        (label, first, second, bool(first) and first == second)
        for (label, first), (_label, second) in zip(one, other, strict=True)
    ]


def _facts(request: StaffRequest, person: InsuredPerson, day: date) -> list[tuple[str, str]]:
    profile = profile_of(person.kpj, day)
    return [
        ("KPJ", person.kpj),
        (say("Nama"), person.name),
        ("NIK", person.nik),
        (say("Tanggal lahir"), long_date(person.birth_date)),
        (say("Tempat lahir"), person.birth_place),
        (say("Terdaftar"), long_date(person.registered_on)),
        (say("Hubungan kerja"), _jobs(request, profile, person)),
    ]


def _jobs(request: StaffRequest, profile: Profile, person: InsuredPerson) -> str:
    """Give the jobs under a number; of those of other branches only that there are some."""
    scope = branch_ids(request)
    jobs = [spell for spell in profile.employments if spell.kpj == person.kpj]
    seen = [
        f"{spell.employer}, {long_date(spell.from_date)} - {long_date(spell.until_date)}".rstrip()
        for spell in jobs
        if spell.branch_id in scope
    ]
    hidden = len(jobs) - len(seen)
    if hidden:
        seen.append(say("%(count)s di kantor cabang lain") % {"count": hidden})
    return "; ".join(seen)
