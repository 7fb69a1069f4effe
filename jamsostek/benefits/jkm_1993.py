"""JKM: what a death without a work accident gives (UU 3/1992, Pasal 12; PP 14/1993, Pasal 22)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from jamsostek.benefits.awards import (
    Award,
    AwardLine,
    FactsContradict,
    FactsMissing,
    Label,
    Recipient,
    line,
)
from jamsostek.benefits.facts import check_day, doc, require
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.payers import Cover, Payer, who_pays
from jamsostek.benefits.survivors import Beneficiary, Heirs, Relation, Survivor, Takers
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Said, joined, said_in
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, Row, row_on


class WorkerGroup(StrEnum):
    """How somebody worked; the act gives the last four JKK but no JKM."""

    WORKER = "WORKER"
    APPRENTICE = "APPRENTICE"
    PUPIL = "PUPIL"
    JOB_CONTRACTOR = "JOB_CONTRACTOR"
    """Takes on a job for a price and is no company."""
    PRISONER = "PRISONER"


@dataclass(frozen=True, slots=True)
class JkmFacts:
    """What must be known of a death."""

    event_date: date | None = field(default=None, metadata=doc("tanggal meninggal", "day of death"))
    work_accident: bool | None = field(
        default=None,
        metadata=doc(
            "meninggal akibat kecelakaan kerja", "whether a work accident brought about the death"
        ),
    )
    group: WorkerGroup | None = field(
        default=None,
        metadata=doc(
            "kedudukannya: tenaga kerja biasa, magang, murid, pemborong perorangan atau narapidana",
            "standing: an ordinary worker, or one of the groups that have no JKM",
        ),
    )
    cover: Cover | None = field(
        default=None,
        metadata=doc("kepesertaan pada hari itu", "how the worker was covered on the day"),
    )
    stopped_on: date | None = field(
        default=None,
        metadata=doc(
            "hari pertama tidak bekerja lagi, bila sudah berhenti",
            "first day no longer worked, of who had stopped working",
        ),
    )
    survivors: tuple[Survivor, ...] | None = field(
        default=None,
        metadata=doc(
            "keluarga yang ditinggalkan; daftar kosong bila tidak ada",
            "the family left behind; an empty list where there is none",
        ),
    )
    will: tuple[Beneficiary, ...] | None = field(
        default=None,
        metadata=doc(
            "yang ditunjuk dalam wasiat, bila tidak ada keluarga; daftar kosong: tanpa wasiat",
            "whom a will names, asked where there is no family; an empty list: no will",
        ),
    )
    up_front: bool | None = field(
        default=None,
        metadata=doc(
            "santunan berkala dipilih dibayar di muka sekaligus (sejak 23 April 2012)",
            "the heirs choose the monthly sums in one payment up front (since 23 April 2012)",
        ),
    )


@dataclass(frozen=True, slots=True)
class JkmTerms:
    """The numbers of Pasal 22 on a day, each with its article; change one to ask what if."""

    death_grant: Rupiah
    funeral: Rupiah
    periodic_monthly: Rupiah | None
    periodic_months: int | None
    up_front_by_choice: bool
    grant_citation: str
    funeral_citation: str
    periodic_citation: str


@lru_cache(maxsize=4096)
def jkm_terms(on: date) -> JkmTerms:
    """Give the terms of JKM of a day of death.

    Raises:
        NotInForce: the day lies outside the law of this version.
    """
    grant, funeral = row_on("jkm", "death_grant", on=on), row_on("jkm", "funeral", on=on)
    monthly, months = _begun("periodic_monthly", on), _begun("periodic_months", on)
    return JkmTerms(
        death_grant=grant.value,
        funeral=funeral.value,
        periodic_monthly=monthly.value if monthly else None,
        periodic_months=months.value if months else None,
        up_front_by_choice=_begun("up_front_by_choice", on) is not None,
        grant_citation=grant.citation,
        funeral_citation=funeral.citation,
        periodic_citation=monthly.citation if monthly else "",
    )


@implements(
    "UU 3/1992, Pasal 8 ayat (2)",
    "UU 3/1992, Pasal 12",
    "PP 14/1993, Pasal 21",
    "PP 14/1993, Pasal 22",
)
def assess_jkm(facts: JkmFacts, terms: JkmTerms | None = None) -> Award:
    """Give what a death owes; with `terms` of your own, what it would owe under them.

    An award without lines says in its notes why nothing is due. Where the employer pays, every
    line says so.

    Raises:
        FactsMissing: a fact that decides is not given; all such are named.
        FactsContradict: the survivors cannot be as they are given.
        NotInForce: the day lies outside the law of this version.
    """
    return assess_jkm_under(facts, terms)[0]


def assess_jkm_under(facts: JkmFacts, *every: JkmTerms | None) -> tuple[Award, ...]:
    """Give what a death owes under each of several terms; None are those of the law.

    Who takes and who pays is looked at once, since no amount decides that.

    Raises:
        FactsMissing, FactsContradict, NotInForce: as `assess_jkm` does.
    """
    if facts.event_date:
        check_day(Programme.JKM, facts.event_date)
    day = _day_of(facts)
    _check_standing(facts, day)
    terms = [one or jkm_terms(day) for one in every]
    if facts.work_accident:
        return (_nothing(day, _BY_JKK),) * len(terms)
    if facts.group is not WorkerGroup.WORKER and facts.group is not None:
        return (_nothing(day, _NOT_FOR_THEM),) * len(terms)
    heirs = _heirs_and_choice(facts, day, terms[0])
    liability = who_pays(
        Programme.JKM, facts.cover or Cover.INSURED, on=day, stopped_on=facts.stopped_on
    )
    if liability.payer is Payer.NOBODY:
        return (_nothing(day, _cited(liability.note, liability.citation)),) * len(terms)
    caution = liability.note if liability.payer is Payer.EMPLOYER else ""
    notes = tuple(note for note in (*heirs.said, liability.note) if note)
    return tuple(
        Award(Programme.JKM, day, tuple(_lines(facts, one, heirs, caution)), notes=notes)
        for one in terms
    )


def _check_standing(facts: JkmFacts, day: date) -> None:
    """Check that who is called insured had not stopped working by then."""
    is_insured = facts.cover in {Cover.INSURED, Cover.IN_ARREARS}
    if is_insured and facts.stopped_on and facts.stopped_on <= day:
        raise FactsContradict(
            f"Who stopped working on {facts.stopped_on} is of cover STOPPED_WORKING on {day}."
        )


def _day_of(facts: JkmFacts) -> date:
    """Give the day of death once everything that is always needed is there."""
    always = ["event_date", "work_accident"]
    if not facts.work_accident:
        always.append("group")
    if not facts.work_accident and facts.group in {WorkerGroup.WORKER, None}:
        always += ["cover", "survivors"]
        if facts.cover is Cover.STOPPED_WORKING:
            always.append("stopped_on")
    require(facts, *always)
    assert facts.event_date is not None  # noqa: S101 - for the type checker; require has seen it
    return facts.event_date


def _heirs_and_choice(facts: JkmFacts, day: date, terms: JkmTerms) -> Heirs:
    """Give the heirs once a will and the choice up front are known where they matter."""
    missing: tuple[str, ...] = ()
    heirs = None
    try:
        heirs = heirs_of(Programme.JKM, facts.survivors or (), facts.will, on=day)
    except FactsMissing as lacking:
        missing = lacking.names
    chooses = heirs is None or heirs.takers in {Takers.FAMILY, Takers.WILL}
    if terms.periodic_monthly and terms.up_front_by_choice and chooses and facts.up_front is None:
        missing = (*missing, "up_front")
    if missing or heirs is None:
        raise FactsMissing(missing)
    return heirs


def _lines(facts: JkmFacts, terms: JkmTerms, heirs: Heirs, caution: str) -> list[AwardLine]:
    """Give the lines of an award that is due, in the order of Pasal 22 ayat (1)."""
    by_order = joined(caution, heirs.caution)
    recipient = _funeral_recipient(heirs)
    funeral = line(
        "JKM_FUNERAL",
        _FUNERAL,
        f"{terms.funeral}",
        citation=_funeral_citation(terms, heirs),
        recipient=recipient,
        caution=by_order if recipient is Recipient.HEIRS else caution,
    )
    if heirs.takers is Takers.FUNERAL_ONLY:
        return [funeral]
    grant = line(
        "JKM_GRANT",
        _GRANT,
        f"{terms.death_grant}",
        citation=terms.grant_citation,
        recipient=Recipient.HEIRS,
        caution=by_order,
    )
    return [grant, *_periodic(facts, terms, heirs, by_order), funeral]


def _periodic(facts: JkmFacts, terms: JkmTerms, heirs: Heirs, caution: str) -> list[AwardLine]:
    if not terms.periodic_monthly or not terms.periodic_months:
        return []
    wants = bool(facts.up_front)
    is_office = heirs.takers is Takers.ESTATES_OFFICE
    is_up_front = wants and terms.up_front_by_choice and not is_office
    if wants and not is_up_front:
        caution = joined(caution, _ONLY_HEIRS if is_office else _NOT_YET)
    elif is_up_front and not _is_named_in_choice(heirs):
        caution = joined(caution, _CHOICE_OF_OTHERS)
    return [
        line(
            "JKM_PERIODIC",
            _PERIODIC_UP_FRONT if is_up_front else _PERIODIC,
            f"{terms.periodic_months} x {terms.periodic_monthly}",
            citation=terms.periodic_citation,
            recipient=Recipient.HEIRS,
            months=1 if is_up_front else terms.periodic_months,
            caution=caution,
        )
    ]


def _is_named_in_choice(heirs: Heirs) -> bool:
    """Tell whether Pasal 22 ayat (1) huruf c itself gives these heirs the choice."""
    return heirs.heirs[0].relation in {Relation.SPOUSE, Relation.CHILD}


def _funeral_recipient(heirs: Heirs) -> Recipient:
    """Give who gets the funeral money: who takes the rest, unless there is neither kin nor will."""
    takes = heirs.takers in {Takers.FAMILY, Takers.WILL}
    return Recipient.HEIRS if takes else Recipient.FUNERAL


def _funeral_citation(terms: JkmTerms, heirs: Heirs) -> str:
    if _funeral_recipient(heirs) is Recipient.HEIRS:
        return terms.funeral_citation
    return f"{terms.funeral_citation}; PP 14/1993, Pasal 22 ayat (4)"


def _nothing(day: date, note: str) -> Award:
    return Award(Programme.JKM, day, (), notes=(note,))


def _begun(name: str, on: date) -> Row | None:
    try:
        return row_on("jkm", name, on=on)
    except NotInForce:
        return None


def _cited(note: str, citation: str) -> str:
    return Said(f"{note} ({citation})", f"{said_in(note, 'en')} ({citation})")


_GRANT: Final = Label("Santunan kematian", "Death grant")
_FUNERAL: Final = Label("Biaya pemakaman", "Funeral costs")
_PERIODIC: Final = Label("Santunan berkala", "Monthly sums")
_PERIODIC_UP_FRONT: Final = Label(
    "Santunan berkala, dibayar di muka sekaligus", "Monthly sums, paid up front"
)
_BY_JKK: Final = Said(
    "Meninggal akibat kecelakaan kerja: yang berlaku Jaminan Kecelakaan Kerja, yang tidak kurang"
    " dari Jaminan Kematian (PP 14/1993, Pasal 21).",
    "Death by a work accident: the employment injury benefit is due instead, and is not below JKM"
    " (PP 14/1993, Pasal 21).",
)
_NOT_FOR_THEM: Final = Said(
    "Magang, murid, pemborong perorangan dan narapidana tidak berhak atas Jaminan Kematian bila"
    " meninggal bukan akibat kecelakaan kerja (PP 14/1993, Pasal 22 ayat (5); UU 3/1992, Pasal 8"
    " ayat (2) dan penjelasan Pasal 12).",
    "Apprentices, pupils, persons who take on a job and prisoners have no JKM unless a work"
    " accident brought about the death (PP 14/1993, Pasal 22 ayat (5); UU 3/1992, Pasal 8 ayat (2)"
    " and the explanation of Pasal 12).",
)
_NOT_YET: Final = Said(
    "Pembayaran di muka baru dapat dipilih sejak 23 April 2012; dibayar setiap bulan.",
    "Payment up front can be chosen only from 23 April 2012 on; it is paid monthly.",
)
_ONLY_HEIRS: Final = Said(
    "Pilihan dibayar di muka adalah hak ahli waris; kepada Balai Harta Peninggalan dibayar setiap"
    " bulan.",
    "To choose payment up front is a right of heirs; Balai Harta Peninggalan is paid monthly.",
)
_CHOICE_OF_OTHERS: Final = Said(
    "Pasal 22 ayat (1) huruf c menyebut pilihan janda, duda atau anak; penjelasan umum PP 53/2012"
    " memberikannya kepada keluarga.",
    "Pasal 22 ayat (1) huruf c speaks of the choice of widow, widower or child; the general"
    " explanation of PP 53/2012 gives it to the family.",
)
