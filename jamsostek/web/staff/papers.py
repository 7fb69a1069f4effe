"""Papers: issuing statements, cards and certificates, and fetching or withdrawing them."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.documents.models import Document
from jamsostek.documents.queries import file_of, standing
from jamsostek.documents.rules import Kind
from jamsostek.documents.services import AlreadyWithdrawn, withdraw
from jamsostek.institution.models import StaffMember
from jamsostek.law.reader import LawGap
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import kept_person, same_person_ids
from jamsostek.membership.services.papers import (
    NoLongerMember,
    issue_member_card,
    issue_participation_certificate,
)
from jamsostek.savings.queries.yearly import credited_years
from jamsostek.savings.services.papers import issue_annual_statement, issue_savings_statement
from jamsostek.web import labels
from jamsostek.web.access import READ_MEMBERS, WRITE_MEMBERS, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.questions import QuestionForm
from jamsostek.web.staff.changing import Change, Said, ask_then_confirm
from jamsostek.web.staff.scope import employer_in_scope, office_in_scope, person_in_scope
from jamsostek.web.templatetags.words import long_date

UP_TO_TODAY: Final = "hari-ini"


class CardForm(QuestionForm):
    """Why a card is wanted."""

    reason = forms.ChoiceField(
        label=_("Alasan"),
        choices=[
            ("Kartu pertama", _("Kartu pertama")),
            ("Kartu hilang", _("Kartu hilang")),
            ("Kartu rusak", _("Kartu rusak")),
            ("Data pada kartu berubah", _("Data pada kartu berubah")),
        ],
        widget=forms.RadioSelect,
    )


class CertificateForm(QuestionForm):
    """As what the officer signs."""

    position = forms.CharField(
        label=_("Ditandatangani sebagai"),
        help_text=_("Jabatan di bawah nama Anda, misalnya Kepala Kantor Cabang."),
        max_length=80,
    )


class StatementForm(QuestionForm):
    """For which time a statement is wanted."""

    span = forms.ChoiceField(label=_("Waktu"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offer today, and every year whose return is credited."""
        field = self.fields["span"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = [
            (UP_TO_TODAY, say("Tahun ini sampai %(day)s") % {"day": long_date(today())}),
            *((str(year), str(year)) for year in self.facts["years"]),
        ]


class WithdrawalForm(QuestionForm):
    """Why a document holds no more."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tercatat bersama nama Anda; tidak tampil pada halaman pemeriksaan."),
        max_length=300,
    )


@route(WRITE_MEMBERS)
def card(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask why a card is wanted, and issue it; one that holds is replaced."""
    person = kept_person(person_in_scope(request, kpj))

    def make(said: Said) -> None:
        issue_member_card(person=person, act=act_of(request, said["reason"]), replace=True)

    change = Change(
        question=say("Mengapa kartu diterbitkan?"),
        check=say("Terbitkan kartu peserta?"),
        send_words=say("Ya, terbitkan"),
        done=say("Kartu peserta diterbitkan. Unduh di daftar dokumen."),
        above=person.name,
        back_url=reverse("member", args=[person.kpj]),
        make=make,
        notes=lambda _said: _replaced(standing(Kind.MEMBER_CARD, PERSON, person.pk)),
    )
    return ask_then_confirm(request, CardForm(request.POST or None), change)


@route(WRITE_MEMBERS)
def statement(request: StaffRequest, kpj: str) -> HttpResponseBase:
    """Ask for which time, and issue the statement; one of the same year is replaced."""
    person = kept_person(person_in_scope(request, kpj))

    def make(said: Said) -> None:
        act = act_of(request)
        if said["span"] == UP_TO_TODAY:
            issue_savings_statement(person=person, until=act.day, act=act)
        else:
            year = int(said["span"])
            issue_annual_statement(person=person, year=year, act=act, replace=True)

    def notes(said: Said) -> Sequence[str]:
        return _replaced(standing(Kind.ANNUAL_STATEMENT, PERSON, person.pk, said["span"]))

    years = credited_years(same_person_ids(person))
    first = {"span": UP_TO_TODAY}
    form = StatementForm(request.POST or None, facts={"years": years}, initial=first)
    change = Change(
        question=say("Rincian saldo untuk waktu mana?"),
        hint=say("Tahun lalu dapat dipilih setelah hasil pengembangannya dikreditkan."),
        check=say("Terbitkan rincian saldo?"),
        send_words=say("Ya, terbitkan"),
        done=say("Rincian saldo diterbitkan. Unduh di daftar dokumen."),
        above=person.name,
        back_url=reverse("member", args=[person.kpj]),
        make=make,
        refusals={LawGap: ("span", say("Peraturan untuk waktu itu tidak ada dalam sistem ini."))},
        notes=notes,
    )
    return ask_then_confirm(request, form, change)


@route(WRITE_MEMBERS)
def certificate(request: StaffRequest, npp: str) -> HttpResponseBase:
    """Ask as what the officer signs, and issue the certificate; one that holds is replaced."""
    employer = employer_in_scope(request, npp)

    def make(said: Said) -> None:
        issue_participation_certificate(
            employer=employer, position=said["position"], act=act_of(request), replace=True
        )

    form = CertificateForm(request.POST or None, initial={"position": _position(request.officer)})
    ended = say("Kepesertaan perusahaan ini sudah berakhir; sertifikat tidak dapat diterbitkan.")
    change = Change(
        question=say("Siapa yang menandatangani sertifikat?"),
        hint=say("Nama Anda tercetak pada sertifikat."),
        check=say("Terbitkan sertifikat kepesertaan?"),
        send_words=say("Ya, terbitkan"),
        done=say("Sertifikat diterbitkan. Unduh di daftar dokumen."),
        above=employer.name,
        back_url=reverse("employer", args=[npp]),
        make=make,
        refusals={NoLongerMember: (None, ended)},
        notes=lambda _said: _replaced(
            standing(Kind.PARTICIPATION_CERTIFICATE, EMPLOYER, employer.pk)
        ),
    )
    return ask_then_confirm(request, form, change)


@route(READ_MEMBERS)
def download(request: StaffRequest, document_id: int) -> HttpResponse:
    """Give the PDF as it was issued."""
    document, _back = _document_in_scope(request, document_id)
    name = f"{document.number.replace('/', '-')}.pdf"
    answer = HttpResponse(file_of(document), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@route(WRITE_MEMBERS)
def withdraw_document(request: StaffRequest, document_id: int) -> HttpResponseBase:
    """Ask why a document holds no more, and withdraw it."""
    document, back = _document_in_scope(request, document_id)

    def make(said: Said) -> None:
        withdraw(document=document, act=act_of(request, said["reason"]))

    change = Change(
        question=say("Mengapa dokumen ini dicabut?"),
        hint=f"{document.number}, {document.title}",
        check=say("Cabut dokumen ini untuk seterusnya?"),
        send_words=say("Ya, cabut"),
        done=say("Dokumen dicabut."),
        above=document.holder,
        back_url=back,
        make=make,
        refusals={AlreadyWithdrawn: (None, say("Dokumen ini sudah dicabut sebelumnya."))},
    )
    return ask_then_confirm(request, WithdrawalForm(request.POST or None), change)


def _document_in_scope(request: StaffRequest, document_id: int) -> tuple[Document, str]:
    """Give a document about somebody of the officer's scope, and the page it is listed on.

    Papers about other things belong to the office that issued them.

    Raises:
        Http404: no such document within the scope.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise Http404
    if document.subject_type == PERSON:
        kpj = InsuredPerson.objects.values_list("kpj", flat=True).get(pk=document.subject_id)
        return document, reverse("member", args=[person_in_scope(request, kpj).kpj])
    if document.subject_type == EMPLOYER:
        npp = Employer.objects.values_list("npp", flat=True).get(pk=document.subject_id)
        return document, reverse("employer", args=[employer_in_scope(request, npp).npp])
    office_in_scope(request, document.office_code)
    return document, reverse("home")


def _replaced(former: Document | None) -> Sequence[str]:
    """Say what becomes of a document that holds."""
    if former is None:
        return []
    words = say("Nomor %(number)s tanggal %(day)s akan dicabut dan diganti dengan yang baru.")
    return [words % {"number": former.number, "day": long_date(former.issued_on)}]


def _position(officer: StaffMember) -> str:
    return str(labels.ROLES.get(officer.roles[0], "")) if officer.roles else ""


PERSON: Final = "insured_person"
EMPLOYER: Final = "employer"
