"""The ways to one's JHT savings that a member can ask for, and from when each is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as say

from jamsostek.claims.models import Cause
from jamsostek.kernel.ages import birthday
from jamsostek.law.reader import LawGap, row_on
from jamsostek.membership.models import Employment, InsuredPerson
from jamsostek.membership.queries import same_person_ids
from jamsostek.web.claims.words import CAUSES
from jamsostek.web.templatetags.words import long_date, number

OWN_CAUSES = (
    Cause.AGE,
    Cause.LEFT_WORK,
    Cause.TOTAL_DISABILITY,
    Cause.LEFT_COUNTRY,
    Cause.CIVIL_SERVANT,
)
"""What a member can claim without coming to the branch."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the savings: whether it is open, from when, under which article."""

    cause: str
    words: str
    look: str
    standing: str
    note: str
    citation: str
    url: str


def ways_of(person: InsuredPerson, day: date) -> Iterator[Way]:
    """Give each way with what is needed for it and from when it is open.

    Only what keeps a way closed for certain closes it here; the rest the claim shows.
    """
    yield _at_55(person, day)
    yield _after_work(person, day)
    yield _open(
        Cause.TOTAL_DISABILITY,
        say("Dengan surat dokter yang menetapkan cacat total tetap."),
        "PP 14/1993, Pasal 29",
    )
    yield _open(
        Cause.LEFT_COUNTRY,
        say("Dengan pernyataan tidak kembali, paspor dan visa."),
        "PP 14/1993, Pasal 25",
    )
    yield _open(
        Cause.CIVIL_SERVANT,
        say("Dengan surat keputusan pengangkatan."),
        "PP 14/1993, Pasal 24",
    )


def _at_55(person: InsuredPerson, day: date) -> Way:
    citation = "UU 3/1992, Pasal 14 ayat (1)"
    if person.birth_date is None:
        note = say("Tanggal lahir Anda belum tercatat; bawa KTP ke kantor cabang.")
        return _way(Cause.AGE, "wait", say("Belum diketahui"), note, citation, is_open=False)
    reached = birthday(person.birth_date, row_on("jht", "age", on=day).value)
    if day < reached:
        words = say("Mulai %(day)s") % {"day": long_date(reached)}
        note = say("Dapat diajukan sejak hari Anda berusia 55 tahun.")
        return _way(Cause.AGE, "wait", words, note, citation, is_open=False)
    note = say("Anda berusia 55 tahun pada %(day)s.") % {"day": long_date(reached)}
    return _way(Cause.AGE, "good", say("Dapat diajukan"), note, citation, is_open=True)


def _after_work(person: InsuredPerson, day: date) -> Way:
    citation = "UU 3/1992, Pasal 15; PP 14/1993, Pasal 32"
    spells = Employment.objects.filter(person_id__in=same_person_ids(person))
    if spells.filter(until_date=None).exists():
        note = say("Menurut catatan Anda masih bekerja.")
        return _way(Cause.LEFT_WORK, "none", say("Belum"), note, citation, is_open=False)
    try:
        years = row_on("jht", "early_membership_years", on=day).value
        months = row_on("jht", "early_wait_months", on=day).value
    except LawGap:
        years = months = 0
    note = say(
        "Bila sudah berhenti bekerja, menjadi peserta sedikitnya %(years)s tahun, dan sudah lewat "
        "%(months)s bulan sejak berhenti."
    ) % {"years": number(years), "months": number(months)}
    return _open(Cause.LEFT_WORK, note, citation)


def _open(cause: Cause, note: str, citation: str) -> Way:
    return _way(cause, "good", say("Dapat diajukan"), note, citation, is_open=True)


def _way(cause: Cause, look: str, standing: str, note: str, citation: str, *, is_open: bool) -> Way:
    url = reverse("member_begin_claim", args=[cause.value]) if is_open else ""
    return Way(cause.value, str(CAUSES[cause]), look, standing, note, citation, url)
