"""JPK: what a member gets back of the costs of care, 27 February 1993 to 31 December 2013.

Care comes as a service, from providers with a contract. Money comes to the member only where the
member had to pay: an emergency outside the panel, aids of the special services, a delivery.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from jamsostek.benefits.awards import (
    Award,
    AwardLine,
    FactsContradict,
    FactsMissing,
    Label,
    Recipient,
    Undetermined,
    line,
)
from jamsostek.benefits.facts import check_day
from jamsostek.benefits.jpk_facts_1993 import (
    AIDS,
    EXTRAS,
    LABELS,
    JpkFacts,
    JpkItem,
    JpkKind,
    missing_facts,
)
from jamsostek.benefits.jpk_package_1993 import (
    EXCLUSIONS,
    JpkService,
    Patient,
    StayDays,
    exclusions_on,
    may_receive,
    stay_days,
)
from jamsostek.kernel.ages import birthday
from jamsostek.kernel.words import long_date
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotFound, NotInForce, Row, row_on

Outcome = AwardLine | Undetermined | str
"""What an item comes to: a line, something open, or a sentence saying why nothing is paid."""


@implements("UU 3/1992, Pasal 16", "PP 14/1993, Pasal 33", "PP 14/1993, Pasal 41 - 45")
def assess_jpk(facts: JpkFacts) -> Award:
    """Give what of the costs is paid back, item by item, under the law of the day of care.

    Raises:
        FactsMissing: facts without which an item cannot be judged, all of them by name.
        FactsContradict: amounts or days that cannot be.
        NotInForce: JPK had not begun, or has ended.
    """
    day = facts.event_date
    check_day(Programme.JPK, day)
    if missing := missing_facts(facts):
        raise FactsMissing(missing)
    _check_numbers(facts)
    outcomes = [outcome for item in facts.items for outcome in _of_item(item, facts, day)]
    return Award(
        Programme.JPK,
        day,
        tuple(found for found in outcomes if isinstance(found, AwardLine)),
        tuple(found for found in outcomes if isinstance(found, Undetermined)),
        tuple(found for found in outcomes if isinstance(found, str)),
    )


def _check_numbers(facts: JpkFacts) -> None:
    if min(facts.inpatient_days_used, facts.special_care_days_used) < 0:
        raise FactsContradict("Days used cannot be below zero.")
    if facts.special_care_days_used > facts.inpatient_days_used:
        raise FactsContradict("Days in special care used are among the days in hospital used.")
    for item in facts.items:
        counts = (item.cost, item.days, item.special_care_days, item.birth_number)
        amounts = (item.standard_cost, item.standard_day, item.standard_special_day)
        if any(number is not None and number < 0 for number in counts + amounts):
            raise FactsContradict("Amounts and days cannot be below zero.")
        if (item.special_care_days or 0) > (item.days or 0):
            raise FactsContradict("Days in special care are among the days in hospital.")
        if item.birth_number == 0:
            raise FactsContradict("The first birth is number 1.")


def _of_item(item: JpkItem, facts: JpkFacts, day: date) -> Iterator[Outcome]:
    kind = item.kind
    if kind is JpkKind.FAMILY_FUNERAL:
        yield _family_funeral(facts, day)
        return
    refusal = _refusal(item, facts, day)
    if refusal:
        yield f"{LABELS[kind].id}: {refusal}"
        return
    try:
        if kind is JpkKind.EMERGENCY_INPATIENT:
            yield from _emergency_inpatient(item, facts, day)
        elif kind in EXTRAS:
            yield _extra(kind, facts, day)
        else:
            yield (_AMOUNTS.get(kind) or _aid)(item, day)
    except NotFound as gap:
        yield _open(kind, "PP 14/1993, Pasal 35 ayat (2)", str(gap))


def _refusal(item: JpkItem, facts: JpkFacts, day: date) -> str:
    """Say why nothing is paid for an item, before its amount is looked at; empty if nothing."""
    if not facts.worker_insured:
        return "tenaga kerja tidak terlindungi JPK pada hari itu (UU 3/1992, Pasal 16 ayat (1))."
    if not facts.patient_covered:
        return "pasien bukan keluarga yang ditanggung (PP 14/1993, Pasal 33 ayat (1))."
    if item.exclusion and item.exclusion in exclusions_on(day):
        row = row_on("jpk", "exclusions", on=day)
        why = EXCLUSIONS[item.exclusion].id
        return f"tidak termasuk jaminan: {why} ({row.citation}). {row.caution(day)}".strip()
    return _refusal_of_care(item, facts.patient)


def _refusal_of_care(item: JpkItem, patient: Patient) -> str:
    service = _SERVICES.get(item.kind, JpkService.INPATIENT)
    if not may_receive(service, patient):
        return _NOT_FOR[service]
    if item.prescribed is False:
        return "tidak ada resep atau surat pengantar dokter spesialis (PP 14/1993, Pasal 44)."
    if item.is_emergency is False:
        return (
            "di luar pelaksana yang ditunjuk hanya keadaan gawat darurat yang diganti"
            " (PP 14/1993, Pasal 38 dan Pasal 41)."
        )
    return ""


_NOT_FOR: Final = {
    JpkService.SPECIAL: "hanya diberikan kepada tenaga kerja sendiri (PP 14/1993, Pasal 44).",
    JpkService.MATERNITY: (
        "hanya untuk tenaga kerja atau istri tenaga kerja (PP 14/1993, Pasal 42 ayat (1))."
    ),
}
_SERVICES: Final = {
    **dict.fromkeys(AIDS, JpkService.SPECIAL),
    JpkKind.MATERNITY: JpkService.MATERNITY,
}


def _emergency_inpatient(item: JpkItem, facts: JpkFacts, day: date) -> Iterator[Outcome]:
    """Pay the first days outside the panel at the standard of costs (Pasal 41 ayat (2), (3))."""
    kind = item.kind
    last = day + timedelta(days=row_on("jpk", "employer_statement_days", on=day).value)
    if item.employer_statement_on and item.employer_statement_on > last:
        yield _open(
            kind,
            "PP 14/1993, Pasal 41 ayat (2)",
            f"Surat pernyataan perusahaan diserahkan sesudah {long_date(last)}; pasal itu tidak"
            " menyebut akibatnya. Ketentuan Menteri (Pasal 35 ayat (2)) menentukannya.",
        )
        return
    stay = stay_days(
        item.days or 0,
        item.special_care_days or 0,
        day,
        used=facts.inpatient_days_used,
        special_used=facts.special_care_days_used,
        outside=True,
    )
    if stay.beyond:
        yield (
            f"{LABELS[kind].id}: {stay.beyond} hari di luar batas menjadi tanggungan sendiri"
            " (PP 14/1993, Pasal 41 ayat (3) dan Pasal 45)."
        )
    if stay.special_beyond:
        yield _open(
            kind,
            "PP 14/1993, Pasal 45",
            f"{stay.special_beyond} hari perawatan khusus melebihi batas setahun; apakah dibayar"
            " sebagai hari biasa, ditentukan lampiran PER-05/MEN/1993.",
        )
    yield from _stay_amount(item, stay.ward, stay.special, _stay_caution(item, stay, day))


def _stay_caution(item: JpkItem, stay: StayDays, day: date) -> str:
    """Give what the yearly limits say of their source, where they cut something off."""
    outside = row_on("jpk", "emergency_days_outside", on=day).value
    cut = {
        "inpatient_days": stay.insured < min(item.days or 0, outside),
        "special_care_days": stay.special_beyond > 0,
    }
    rows = [row_on("jpk", name, on=day) for name, is_cut in cut.items() if is_cut]
    return " ".join(row.caution(day) for row in rows)


def _stay_amount(item: JpkItem, ward: int, special: int, caution: str) -> Iterator[Outcome]:
    kind = item.kind
    parts = [(ward, item.standard_day), (special, item.standard_special_day)]
    wanted = [(days, price) for days, price in parts if days]
    if not wanted:
        return
    if any(price is None for _, price in wanted):
        yield _open(kind, "PP 14/1993, Pasal 41 ayat (3)", _STANDARD)
        return
    standard = " + ".join(f"{days} x {price}" for days, price in wanted)
    yield _line(kind, f"min({item.cost}, {standard})", "PP 14/1993, Pasal 41 ayat (3)", caution)


_STANDARD: Final = (
    "Standar biaya yang ditetapkan Badan Penyelenggara untuk pelayanan ini (PP 14/1993, Pasal 41"
    " ayat (3)); besarnya tidak ada dalam peraturan."
)


def _emergency_outpatient(item: JpkItem, day: date) -> Outcome:
    """Pay an emergency without a stay at the standard of costs (Pasal 41 ayat (1))."""
    del day
    citation = "PP 14/1993, Pasal 41 ayat (1) dan (3)"
    if item.standard_cost is None:
        return _open(item.kind, citation, _STANDARD)
    working = f"min({item.cost}, {item.standard_cost})"
    caution = (
        "Pasal 41 ayat (3) menetapkan standar biaya untuk rawat inap; untuk rawat jalan gawat"
        " darurat standar yang sama dipakai."
    )
    return _line(item.kind, working, citation, caution)


def _maternity(item: JpkItem, day: date) -> Outcome:
    """Pay the allowance of a normal delivery up to the third birth (Pasal 42)."""
    kind = item.kind
    births = row_on("jpk", "maternity_births_max", on=day)
    if (item.birth_number or 0) > births.value:
        why = f"persalinan ke-{item.birth_number}; ditanggung sampai yang ke-{births.value}"
        return f"{LABELS[kind].id}: {why} ({births.citation}). {births.caution(day)}"
    if item.has_complications:
        return _open(
            kind,
            "PP 14/1993, Pasal 42 ayat (2)",
            "Tarif rumah sakit rujukan menurut perjanjiannya; persalinan dengan penyulit tidak"
            " memakai tunjangan persalinan normal.",
        )
    if not item.in_appointed_house:
        return _open(
            kind,
            "PP 14/1993, Pasal 38 ayat (2) dan Pasal 42 ayat (1)",
            "Ketentuan Menteri tentang pelayanan di luar rumah bersalin yang ditunjuk.",
        )
    allowance = row_on("jpk", "maternity_allowance", on=day)
    return _line(kind, str(allowance.value), allowance.citation, _both(births, allowance, day))


def _aid(item: JpkItem, day: date) -> Outcome:
    """Pay an aid of the special services up to its amount (Pasal 44)."""
    kind = item.kind
    name = AIDS[kind]
    try:
        most = row_on("jpk", name, on=day)
    except NotInForce as gap:
        raise FactsContradict(_APART) from gap
    every = f"{name}_every_years"
    if kind in (JpkKind.LENSES, JpkKind.FRAME) and item.given_before and item.last_given_on:
        years = row_on("jpk", every, on=day)
        again = birthday(item.last_given_on, years.value)
        if day < again:
            said = f"{LABELS[kind].id}: baru dapat diganti lagi mulai {long_date(again)}"
            return f"{said} ({years.citation}). {years.caution(day)}"
    return _line(kind, f"min({item.cost}, {most.value})", most.citation, most.caution(day))


_APART: Final = (
    "Until 30 November 2011 spectacles have one amount (SPECTACLES); from 1 December 2011 lenses"
    " and frame have their own (LENSES, FRAME)."
)


def _implant(item: JpkItem, day: date) -> Outcome:
    """Pay a part of the price of an implant or brace, up to its amount."""
    share = row_on("jpk", "implant_share", on=day)
    most = row_on("jpk", "implant_max", on=day)
    working = f"min({share.value}% x {item.cost}, {most.value})"
    return _line(item.kind, working, most.citation, _both(share, most, day))


_AMOUNTS: Final[dict[JpkKind, Callable[[JpkItem, date], Outcome]]] = {
    JpkKind.EMERGENCY_OUTPATIENT: _emergency_outpatient,
    JpkKind.MATERNITY: _maternity,
    JpkKind.IMPLANT: _implant,
}


def _extra(kind: JpkKind, facts: JpkFacts, day: date) -> Outcome:
    """Say of a service that the institution added what is known of it."""
    label = LABELS[kind].id
    try:
        extras = row_on("jpk", "extras", on=day)
    except NotInForce as gap:
        return f"{label}: belum termasuk manfaat tambahan. {gap}"
    years = row_on("jpk", "extras_member_years", on=day)
    waited = facts.member_since and birthday(facts.member_since, years.value) <= day
    if not (waited and facts.employer_orderly and facts.wage_at_minimum):
        why = "syarat manfaat tambahan belum dipenuhi: peserta sedikitnya 1 tahun, perusahaan"
        why += " tertib, upah sedikitnya upah minimum"
        return f"{label}: {why} ({years.citation}). {years.caution(day)}"
    settled_by = f"Keputusan Direksi tentang plafon manfaat tambahan. {extras.caution(day)}"
    return _open(kind, extras.citation, settled_by)


def _family_funeral(facts: JpkFacts, day: date) -> Outcome:
    """Give the grant for the funeral of one of the family."""
    kind = JpkKind.FAMILY_FUNERAL
    label = LABELS[kind].id
    try:
        grant = row_on("jpk", "family_funeral", on=day)
    except NotInForce as gap:
        return f"{label}: belum ada. {gap}"
    if facts.patient is Patient.WORKER:
        return f"{label}: kematian tenaga kerja sendiri ditanggung JKM (UU 3/1992, Pasal 12)."
    if not facts.family_reregistered or not facts.patient_covered:
        why = "hanya untuk keluarga yang ditanggung dan sudah didaftar ulang"
        return f"{label}: {why} ({grant.citation}). {grant.caution(day)}"
    return _line(kind, str(grant.value), grant.citation, grant.caution(day))


def _line(kind: JpkKind, working: str, citation: str, caution: str) -> AwardLine:
    label = LABELS[kind]
    return line(
        kind,
        label,
        working,
        citation=citation,
        recipient=Recipient.MEMBER,
        caution=caution,
    )


def _open(kind: JpkKind, citation: str, settled_by: str) -> Undetermined:
    label: Label = LABELS[kind]
    return Undetermined(kind, label, citation, settled_by)


def _both(one: Row, other: Row, day: date) -> str:
    return " ".join(dict.fromkeys(filter(None, (one.caution(day), other.caution(day)))))
