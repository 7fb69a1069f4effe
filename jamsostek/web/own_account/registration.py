"""Registering as an own-account worker without a sign-in, question by question.

Everybody who sends the answers gets the same: a member number, a sign-in and a payment code.
Whether the identity number is known already is not told and opens nobody's account: the new
number stands by itself, and its holder thereby proposes to the officers that the two be merged.
"""

from typing import Any, Final

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.models import Bill
from jamsostek.contributions.services.own_account import NotBilled, bill_ahead
from jamsostek.institution.models import User
from jamsostek.institution.services import create_sign_in
from jamsostek.kernel.acts import Act, ActorKind, system_act
from jamsostek.membership.models import InsuredPerson, OwnAccountCover
from jamsostek.membership.services import (
    CoversNotRegistered,
    NewCover,
    let_member_sign_in,
    propose_merge,
    register_cover,
)
from jamsostek.web.access import PUBLIC, route
from jamsostek.web.clock import now, today
from jamsostek.web.own_account import forms as asked
from jamsostek.web.own_account.places import WorkPlace, work_places
from jamsostek.web.questions import Answer, Journey, Question
from jamsostek.web.templatetags.words import long_date, rupiah

NAME_OF_JOURNEY: Final = "own_account"
OFTEN: Final = {"register_own_account": "20/h/ip"}
"""How often one address may register somebody."""


class PasswordForm(forms.Form):
    """The password chosen; it is asked last, so that no session keeps it."""

    use_required_attribute = False

    password = forms.CharField(
        label=_("Buat kata sandi"),
        help_text=_("Paling sedikit 8 huruf dan angka. Dengan ini Anda masuk nanti."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        max_length=128,
        error_messages={"required": _("Buat kata sandi.")},
    )

    def clean_password(self) -> str:
        """Refuse a password that is too easy."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


@route(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """Say what it is and what one needs; begin afresh where that is sent."""
    if request.method == "POST":
        _journey(request).forget()
        return redirect("own_register_step", slug=asked.NIK.slug)
    return render(request, "own_account/start.html")


@route(PUBLIC)
def ask(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask one question; keep the answer and go to the next one that is open."""
    journey = _journey(request)
    question = journey.question(slug)
    if question is None:
        raise Http404
    form = journey.form(question, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        journey.keep(question, request.POST)
        return _next(_journey(request))
    context = {
        "form": form,
        "question": question.words,
        "hint": question.hint,
        "above": say("Langkah %(step)s dari %(steps)s")
        % {"step": journey.questions.index(question) + 1, "steps": len(journey.questions)},
        "back_url": _url(journey.before(question)),
    }
    return render(request, "parts/question.html", context)


@route(PUBLIC)
def check(request: HttpRequest) -> HttpResponseBase:
    """Show all answers; register once they are sent with a password."""
    journey = _journey(request)
    if journey.first_open():
        return _next(journey)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(
            request, app="allauth.account", action="register_own_account", config=OFTEN
        ):
            return render(request, "429.html", status=429)
        try:
            user, bill = _register(journey, form.cleaned_data["password"])
        except (CoversNotRegistered, NotBilled) as fact:
            form.add_error(None, ValidationError(_words(fact)))
        else:
            journey.forget()
            return _welcome(request, user, bill)
    context = {"question": say("Periksa jawaban Anda"), "answers": _answers(journey), "form": form}
    return render(request, "own_account/check.html", context | {"back_url": _url(asked.MONTHS)})


def _register(journey: Journey, password: str) -> tuple[User, Bill]:
    """Register, bill and let sign in, in one transaction."""
    _, new = _new_cover(journey)
    act = system_act("Pendaftaran mandiri", now(), "Didaftarkan sendiri di halaman umum")
    with transaction.atomic():
        cover = register_cover(new=new, act=act, recognise=False)
        user = create_sign_in(username=cover.person.kpj, password=password)
        own = Act(new.name, ActorKind.HUMAN, act.at, user.pk, say("Didaftarkan sendiri"))
        let_member_sign_in(user=user, person=cover.person, act=own)
        bill = bill_ahead(cover=cover, months=_months(journey), act=own)
        _propose_to_officers(cover, own)
    return user, bill


def _propose_to_officers(cover: OwnAccountCover, act: Act) -> None:
    """Let officers decide whether the new number means somebody known under another one."""
    same = InsuredPerson.objects.filter(nik=cover.person.nik).exclude(pk=cover.person_id)
    born_alike = same.filter(birth_date=cover.person.birth_date)
    known = born_alike.order_by("pk").first() or same.order_by("pk").first()
    if known is None:
        return
    try:
        with transaction.atomic():
            propose_merge(
                duplicate=cover.person, kept=known, evidence="NIK sama; periksa KTP", act=act
            )
    except ValueError:
        return  # already merged, or proposed in another way: officers know of it


def _welcome(request: HttpRequest, user: User, bill: Bill) -> HttpResponse:
    """Sign the new member in, and lead to what is to be paid."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(
        request,
        say("Anda terdaftar. Nomor peserta (KPJ) Anda %(kpj)s; masuk dengan nomor ini.")
        % {"kpj": user.username},
    )
    return redirect("member_bill", code=bill.code)


def _journey(request: HttpRequest) -> Journey:
    """Give the journey, each question knowing what those before it were answered."""
    questions: list[Question] = [
        *(asked.NIK, asked.NAME, asked.BIRTH, asked.PLACE, asked.OCCUPATION),
        *(asked.BASE, asked.PROGRAMMES, asked.PHONE, asked.MONTHS),
    ]
    day = today()
    facts: dict[str, Any] = {"today": day, "places": work_places(day)}
    journey = Journey(request, NAME_OF_JOURNEY, questions, facts)
    for question in (asked.PLACE, asked.BASE, asked.PROGRAMMES):
        facts |= journey.answer(question.slug)
    if "JPK" in facts.get("programmes", ()):
        questions.insert(questions.index(asked.PHONE), asked.FAMILY)
        facts["married"] = journey.answer(asked.FAMILY.slug).get("family") == "married"
    return journey


def _new_cover(journey: Journey) -> tuple[WorkPlace, NewCover]:
    said = {
        name: value for q in journey.questions for name, value in journey.answer(q.slug).items()
    }
    place: WorkPlace = journey.facts["places"][said["place"]]
    return place, NewCover(
        branch_id=place.branch.pk,
        nik=said["nik"],
        name=said["name"],
        birth_date=said["birth_date"],
        married=said.get("family") == "married",
        occupation=said["occupation"],
        regency_code=place.code,
        phone=said["phone"],
        from_date=journey.facts["today"],
        base=said["base"],
        programmes=frozenset(said["programmes"]),
    )


def _months(journey: Journey) -> int:
    return int(journey.answer(asked.MONTHS.slug)["months"])


def _answers(journey: Journey) -> list[Answer]:
    place, new = _new_cover(journey)
    months = str(_months(journey))
    said = [
        (asked.NIK, "NIK", new.nik),
        (asked.NAME, say("Nama"), new.name),
        (asked.BIRTH, say("Lahir"), long_date(new.birth_date)),
        (asked.PLACE, say("Tempat bekerja"), place.name),
        (asked.OCCUPATION, say("Pekerjaan"), new.occupation),
        (asked.BASE, say("Penghasilan sebulan"), rupiah(new.base or 0)),
        (asked.PROGRAMMES, say("Program"), ", ".join(sorted(new.programmes))),
        (asked.PHONE, say("Telepon"), new.phone),
        (asked.MONTHS, say("Bayar untuk"), dict(asked.month_choices(journey.facts))[months]),
    ]
    if asked.FAMILY in journey.questions:
        family = dict(asked.FAMILIES)["married" if new.married else "single"]
        said.insert(7, (asked.FAMILY, say("Keluarga"), str(family)))
    return [Answer(label, value, _url(question)) for question, label, value in said]


def _next(journey: Journey) -> HttpResponseBase:
    question = journey.first_open()
    if question is None:
        return redirect("own_register_check")
    return redirect("own_register_step", slug=question.slug)


def _url(question: Question | None) -> str:
    if question is None:
        return reverse("own_register")
    return reverse("own_register_step", args=[question.slug])


def _words(fact: CoversNotRegistered | NotBilled) -> str:
    if isinstance(fact, NotBilled):
        return fact.unbillable.sentence_in(asked.language())
    ((_name, fault),) = fact.faults.values()
    return fault.sentence_in(asked.language())
