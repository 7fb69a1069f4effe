"""Adding members to a group: one by a form, or many by a list as xlsx or csv."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]
from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jamsostek.contributions.imports.codes import Refused
from jamsostek.contributions.imports.vendors import COLUMNS, NoHeading, VendorRow, read_vendors
from jamsostek.kernel.months import Month
from jamsostek.membership.models import OwnAccountGroup
from jamsostek.membership.services import (
    CoversNotRegistered,
    NewCover,
    RegisteredCovers,
    covers_frame,
    register_covers,
)
from jamsostek.web.access import GROUP, GroupRequest, StaffRequest, route
from jamsostek.web.clock import act_of, today
from jamsostek.web.employer.files import XLSX
from jamsostek.web.own_account.forms import (
    FAMILIES,
    BaseForm,
    BirthForm,
    NameForm,
    OccupationForm,
    PhoneForm,
    PlaceForm,
    ProgrammesForm,
    language,
)
from jamsostek.web.own_account.places import WorkPlace, work_places

ROWS_MAX: Final = 5000
EXAMPLE: Final = (
    *("BUDI REKAAN", "9971011708850001", "17-08-1985", "Pedagang kaki lima", ""),
    *("1.300.000", "JHT JKK JKM", "Lajang", "0812000000", ""),
)


class MemberForm(
    NameForm, BirthForm, PlaceForm, OccupationForm, BaseForm, ProgrammesForm, PhoneForm
):
    """Everything about one member on a page, for who does it often."""

    nik = forms.CharField(
        label=_("NIK"), max_length=20, required=False, help_text=_("16 angka pada KTP.")
    )
    kpj = forms.CharField(
        label=_("KPJ, bila sudah punya"),
        max_length=20,
        required=False,
        help_text=_("11 angka pada kartu peserta."),
    )
    family = forms.ChoiceField(
        label=_("Keluarga"), choices=FAMILIES, widget=forms.RadioSelect, initial="single"
    )
    field_order = [
        *("name", "nik", "kpj", "birth_date", "place", "occupation"),
        *("base", "programmes", "family", "phone"),
    ]

    def prepare(self) -> None:
        """Offer places and programmes; the cost follows the base already typed."""
        self.facts = {**self.facts, "place": self.data.get("place", "")}
        PlaceForm.prepare(self)
        BaseForm.prepare(self)
        ProgrammesForm.prepare(self)

    def new_cover(self, places: dict[str, WorkPlace], group: OwnAccountGroup | None) -> NewCover:
        """Give what was typed as somebody to register."""
        said = self.cleaned_data
        place = places[said["place"]]
        return NewCover(
            branch_id=group.branch_id if group else place.branch.pk,
            group_id=group.pk if group else None,
            name=said["name"],
            nik=said["nik"].replace(" ", ""),
            kpj=said["kpj"].replace(" ", ""),
            birth_date=said["birth_date"],
            occupation=said["occupation"],
            regency_code=place.code,
            from_date=self.facts["today"],
            base=said["base"],
            programmes=frozenset(said["programmes"]),
            married=said["family"] == "married",
            phone=said["phone"],
        )


class ListForm(forms.Form):
    """A list of members as a file."""

    use_required_attribute = False

    berkas = forms.FileField(
        label=_("Daftar anggota"),
        help_text=_("Berkas xlsx atau csv dengan kolom seperti pada contoh."),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi."),
        },
    )


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row of a list that cannot be registered, and why."""

    row: int
    name: str
    words: str


@route(GROUP)
def add(request: GroupRequest) -> HttpResponseBase:
    """Add one member by a form."""
    group, day = request.group_user.group, today()
    places = work_places(day, [group.branch])
    form = MemberForm(
        request.POST if request.method == "POST" else None, facts={"today": day, "places": places}
    )
    if request.method == "POST" and form.is_valid():
        made = register_one(request, form, places, group)
        if made is not None:
            return redirect("group_home")
    context = {
        "form": form,
        "question": say("Tambah anggota"),
        "back_url": reverse("group_home"),
        "send_words": say("Daftarkan"),
        "upload_url": reverse("group_upload"),
    }
    return render(request, "own_account/add_member.html", context)


def register_one(
    request: GroupRequest | StaffRequest,
    form: MemberForm,
    places: dict[str, WorkPlace],
    group: OwnAccountGroup | None,
) -> RegisteredCovers | None:
    """Register who a form describes and say so; None with the fault beside the form."""
    frame = covers_frame([form.new_cover(places, group)])
    try:
        made = register_covers(covers=frame, act=act_of(request))
    except CoversNotRegistered as fact:
        ((_name, fault),) = fact.faults.values()
        form.add_error(None, fault.sentence_in(language()))
        return None
    messages.success(
        request,
        say("%(name)s terdaftar dengan KPJ %(kpj)s.")
        % {"name": form.cleaned_data["name"], "kpj": made.rows["kpj"][0]},
    )
    if made.employed.height:
        messages.info(
            request,
            say(
                "Orang ini juga bekerja pada pemberi kerja. Itu boleh: kepesertaan mandiri "
                "menanggung usahanya sendiri."
            ),
        )
    return made


@route(GROUP)
def upload(request: GroupRequest) -> HttpResponseBase:
    """Add the members of a list, all of them or, where rows are wrong, none."""
    group = request.group_user.group
    form = ListForm(request.POST or None, request.FILES or None)
    faults: list[RowFault] = []
    if request.method == "POST" and form.is_valid():
        faults = _take_list(request, form, group)
        if not faults and not form.errors:
            return redirect("group_home")
    context = {
        "form": form,
        "faults": faults,
        "back_url": reverse("group_home"),
        "sample_url": reverse("group_sample"),
        "columns": ", ".join(COLUMNS),
    }
    return render(request, "own_account/upload.html", context)


def _take_list(request: GroupRequest, form: ListForm, group: OwnAccountGroup) -> list[RowFault]:
    file, day = form.cleaned_data["berkas"], today()
    try:
        rows = read_vendors(file.read(), file.name, month=Month.of(day))
    except Refused:
        form.add_error("berkas", say("Berkas tidak dapat dibaca. Kirim xlsx atau csv."))
        return []
    except NoHeading:
        form.add_error(
            "berkas", say("Baris judul tidak ditemukan. Pakai judul seperti pada contoh.")
        )
        return []
    if not rows or len(rows) > ROWS_MAX:
        form.add_error("berkas", say("Daftar harus berisi 1 sampai 5.000 orang."))
        return []
    places = work_places(day, [group.branch])
    covers = [_cover_of(row, places, group) for row in rows]
    try:
        made = register_covers(covers=covers_frame(covers), act=act_of(request))
    except CoversNotRegistered as fact:
        return list(_faults(fact, rows))
    words = ngettext("%(n)s anggota terdaftar.", "%(n)s anggota terdaftar.", made.rows.height)
    messages.success(request, words % {"n": made.rows.height})
    return []


def _faults(fact: CoversNotRegistered, rows: list[VendorRow]) -> Iterator[RowFault]:
    for number, (name, fault) in fact.faults.items():
        yield RowFault(rows[number - 1].row, name, fault.sentence_in(language()))


def _cover_of(row: VendorRow, places: dict[str, WorkPlace], group: OwnAccountGroup) -> NewCover:
    return NewCover(
        branch_id=group.branch_id,
        group_id=group.pk,
        name=row.name,
        nik=row.nik,
        kpj=row.kpj,
        birth_date=row.birth_date,
        occupation=row.occupation,
        regency_code=_place_named(row.place, places),
        from_date=today(),
        base=row.base,
        programmes=row.programmes,
        married=row.is_married,
        phone=row.phone,
    )


def _place_named(text: str, places: dict[str, WorkPlace]) -> str:
    """Give the code of a place written by code or by name; the only place where none is written."""
    if not text and len(places) == 1:
        return next(iter(places))
    wanted = text.casefold()
    named = {place.name.casefold(): code for code, place in places.items()}
    return text if text in places else named.get(wanted, text)


@route(GROUP)
def sample(request: GroupRequest) -> HttpResponseBase:
    """Give an empty list with its columns and an example."""
    places = work_places(today(), [request.group_user.group.branch])
    place = next(iter(places.values())).name if places else ""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Anggota")
    page.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    row = dict(zip(COLUMNS, EXAMPLE, strict=True)) | {"Tempat bekerja": place}
    page.write_row(1, 0, list(row.values()))
    page.set_column(0, len(COLUMNS) - 1, 20)
    book.close()
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="anggota.xlsx", content_type=XLSX)
