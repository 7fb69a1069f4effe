"""Since when and until when somebody is insured, and why (PP 14/1993, Pasal 7)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from jamsostek.kernel.words import Lang, long_date
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import Row, parameter_named
from jamsostek.membership.rules import WorkerProgrammes


class Ground(StrEnum):
    """By what somebody is insured."""

    EMPLOYMENT = "EMPLOYMENT"
    PROJECT = "PROJECT"
    OWN_ACCOUNT = "OWN_ACCOUNT"


class Lack(StrEnum):
    """Why somebody who is registered is not insured on a day."""

    BEFORE = "BEFORE"
    ENDED = "ENDED"
    NOT_PAID = "NOT_PAID"
    PAID_LATER = "PAID_LATER"
    PROGRAMME_NOT_TAKEN = "PROGRAMME_NOT_TAKEN"
    SHORT_WORK = "SHORT_WORK"
    NOT_RUN = "NOT_RUN"
    LAPSED = "LAPSED"


CITATIONS: Final = {
    Ground.EMPLOYMENT: "UU 3/1992, Pasal 17; PP 14/1993, Pasal 7",
    Ground.PROJECT: "KEP-196/MEN/1999; PP 14/1993, Pasal 7",
    Ground.OWN_ACCOUNT: "PER-24/MEN/VI/2006; PP 14/1993, Pasal 7",
}
WITHOUT_COVER: Final = "UU 3/1992, Pasal 18 ayat (3)"
"""Who pays where an employer kept a worker from being insured: the employer itself."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A spell for which somebody is registered, and since when its programmes run."""

    ground: Ground
    payer: str
    payer_number: str
    from_date: date
    until_date: date | None
    first_paid_on: date | None
    paid_before_records: bool = False
    """The first payment came before the months that this system keeps."""
    programmes: tuple[tuple[Programme, date, date | None], ...] = ()
    """Each with the first day on which it is taken part in, and the first on which no longer."""
    standing: WorkerProgrammes | None = None
    """What the kind of work leaves out, where it leaves something out."""


@dataclass(frozen=True, slots=True)
class Insured:
    """That somebody is insured on a day: for what, through whom, since when, until when, why."""

    programme: Programme
    ground: Ground
    payer: str
    payer_number: str
    since: date
    until: date | None
    """The first day no longer insured; None while no end is known."""
    citation: str
    paid_before_records: bool

    @property
    def last_day(self) -> date | None:
        """The last day insured, where an end is known."""
        return self.until - timedelta(days=1) if self.until else None

    def why(self, lang: Lang = "id") -> str:
        """Give the ground as a sentence."""
        key = "before_records" if self.paid_before_records else self.ground.value
        return _WHY[lang][key].format(payer=self.payer, since=long_date(self.since, lang))


@dataclass(frozen=True, slots=True)
class NotInsured:
    """That a registration does not insure on a day, and since when or why not."""

    lack: Lack
    ground: Ground
    payer: str
    payer_number: str
    day: date | None
    programme: Programme | None = None
    standing: WorkerProgrammes | None = None
    law: str = ""
    """Where the law of the day ends the programme, if that is the reason."""

    @property
    def citation(self) -> str:
        """Where that is written."""
        return self.standing.citation if self.standing else self.law or CITATIONS[self.ground]

    def why(self, lang: Lang = "id") -> str:
        """Give the reason as a sentence."""
        day = long_date(self.day, lang) if self.day else ""
        if self.standing:
            return f"{self.payer}, {self.programme}: {self.standing.reason_in(lang)}"
        words = _LACKS[lang][self.lack]
        return words.format(payer=self.payer, day=day, programme=self.programme or "")


@implements("PP 14/1993, Pasal 7")
def cover_begins(registered_from: date, first_paid_on: date | None) -> date | None:
    """Give the day cover begins: registration and first payment, whichever is later.

    None as long as nothing was paid.
    """
    return None if first_paid_on is None else max(registered_from, first_paid_on)


def insured_by(spell: Registered, day: date) -> tuple[list[Insured], list[NotInsured]]:
    """Tell what one registration insures against on a day, and what it does not, and why."""
    begins = (
        spell.from_date
        if spell.paid_before_records
        else cover_begins(spell.from_date, spell.first_paid_on)
    )
    lack = _lack_of(spell, begins, day)
    if lack is not None or begins is None:
        return [], [lack] if lack else []
    insured, lacking = [], []
    run = _run_on(day)
    for programme, first, last in spell.programmes:
        if spell.ground is Ground.EMPLOYMENT and programme not in run.value:
            continue
        if spell.standing and programme not in spell.standing.programmes:
            continue
        since = max(begins, first)
        ends = [end for end in (spell.until_date, last) if end is not None]
        until = min(ends, default=None)
        if since <= day and (until is None or day < until):
            insured.append(
                Insured(
                    programme,
                    spell.ground,
                    spell.payer,
                    spell.payer_number,
                    since,
                    until,
                    CITATIONS[spell.ground],
                    spell.paid_before_records,
                )
            )
    taken = {one.programme for one in insured}
    if spell.ground is Ground.EMPLOYMENT:
        lacking = [
            _programme_lacking(spell, programme, run)
            for programme in Programme
            if programme not in taken
        ]
    return insured, lacking


def _run_on(day: date) -> Row:
    """Give the row of the programmes that are run on a day, the last one known after July 2015."""
    rows = [row for row in parameter_named("membership", "programmes").rows if row.value]
    return next((row for row in reversed(rows) if row.from_date <= day), rows[0])


def _programme_lacking(spell: Registered, programme: Programme, run: Row) -> NotInsured:
    """Say why one programme is not among those of an employment that insures."""
    is_taken = any(one == programme for one, _, _ in spell.programmes)
    if is_taken and programme not in run.value:
        lacking = _not_insured(spell, Lack.NOT_RUN, run.from_date, programme)
        return replace(lacking, law=run.citation)
    if is_taken and spell.standing:
        return replace(
            _not_insured(spell, Lack.SHORT_WORK, None, programme), standing=spell.standing
        )
    return _not_insured(spell, Lack.PROGRAMME_NOT_TAKEN, None, programme)


def _lack_of(spell: Registered, begins: date | None, day: date) -> NotInsured | None:
    """Say why a whole registration does not insure on a day, if it does not."""
    if day < spell.from_date:
        return _not_insured(spell, Lack.BEFORE, spell.from_date)
    if spell.until_date is not None and day >= spell.until_date:
        was_paid = spell.ground is Ground.OWN_ACCOUNT and spell.first_paid_on is not None
        lack = Lack.LAPSED if was_paid else Lack.ENDED
        return _not_insured(spell, lack, spell.until_date)
    if begins is None:
        return _not_insured(spell, Lack.NOT_PAID, None)
    if day < begins:
        return _not_insured(spell, Lack.PAID_LATER, begins)
    return None


def _not_insured(
    spell: Registered, lack: Lack, day: date | None, programme: Programme | None = None
) -> NotInsured:
    return NotInsured(lack, spell.ground, spell.payer, spell.payer_number, day, programme)


_WHY: Final[dict[Lang, dict[str, str]]] = {
    "id": {
        "EMPLOYMENT": (
            "Bekerja pada {payer}, yang mendaftar dan membayar iuran pertamanya; berlaku sejak"
            " {since}."
        ),
        "PROJECT": (
            "Terdaftar pada proyek {payer}, yang iuran pertamanya dibayar; berlaku sejak {since}"
            " selama proyek berjalan."
        ),
        "OWN_ACCOUNT": (
            "Mendaftar sebagai tenaga kerja di luar hubungan kerja dan iurannya dibayar di muka;"
            " berlaku sejak {since}."
        ),
        "before_records": (
            "Bekerja pada {payer}, peserta sejak sebelum bulan-bulan yang dicatat di sistem ini;"
            " berlaku sejak {since}. Bukti pembayaran pertamanya ada di luar sistem ini."
        ),
    },
    "en": {
        "EMPLOYMENT": (
            "Works for {payer}, which registered and paid its first contributions; in force since"
            " {since}."
        ),
        "PROJECT": (
            "On the list of the project {payer}, whose first contributions are paid; in force since"
            " {since} while the project lasts."
        ),
        "OWN_ACCOUNT": (
            "Registered as an own-account worker with contributions paid ahead; in force since"
            " {since}."
        ),
        "before_records": (
            "Works for {payer}, a member since before the months that this system keeps; in force"
            " since {since}. The proof of its first payment lies outside this system."
        ),
    },
}

_LACKS: Final[dict[Lang, dict[Lack, str]]] = {
    "id": {
        Lack.BEFORE: "Kepesertaan melalui {payer} baru berlaku sejak {day}.",
        Lack.ENDED: "Kepesertaan melalui {payer} berakhir; sejak {day} tidak berlaku lagi.",
        Lack.NOT_PAID: (
            "Terdaftar melalui {payer}, tetapi iuran pertama belum dibayar; perlindungan baru"
            " berlaku setelah dibayar."
        ),
        Lack.PAID_LATER: (
            "Terdaftar melalui {payer}, tetapi iuran pertama baru dibayar pada {day}; sebelum hari"
            " itu belum terlindungi."
        ),
        Lack.PROGRAMME_NOT_TAKEN: "{payer} tidak mengikuti program {programme} pada hari itu.",
        Lack.NOT_RUN: "Program {programme} tidak diselenggarakan lagi sejak {day}.",
        Lack.LAPSED: "Iuran dibayar sampai hari sebelum {day}; perlindungan {payer} lewat.",
    },
    "en": {
        Lack.BEFORE: "Membership through {payer} holds only from {day} on.",
        Lack.ENDED: "Membership through {payer} ended; from {day} on it holds no longer.",
        Lack.NOT_PAID: (
            "Registered through {payer}, but the first contributions are not paid; cover begins"
            " once they are."
        ),
        Lack.PAID_LATER: (
            "Registered through {payer}, but the first contributions were paid on {day} only;"
            " there was no cover before."
        ),
        Lack.PROGRAMME_NOT_TAKEN: "{payer} does not take part in {programme} on that day.",
        Lack.NOT_RUN: "The programme {programme} is no longer run since {day}.",
        Lack.LAPSED: "Contributions were paid up to the day before {day}; {payer}'s cover lapsed.",
    },
}
