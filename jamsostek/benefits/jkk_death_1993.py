"""Death by a work accident (Lampiran II Romawi I huruf A angka 3), never below JKM (Pasal 21)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from jamsostek.benefits.awards import AwardLine, Label, Recipient, Undetermined, line
from jamsostek.benefits.jkk_facts import Outcome, heirs_after
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row
from jamsostek.benefits.jkk_periodic import periodic
from jamsostek.benefits.survivors import Heirs, Relation, Takers
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Said, joined, rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotFound, NotInForce, row_on


@implements("PP 14/1993, Lampiran II Romawi I huruf A angka 3", "PP 14/1993, Pasal 15 ayat (4)")
def death(case: JkkCase) -> Iterator[Found]:
    """Give the lump sum, the periodic benefit and the funeral cost of a fatal accident.

    They go to those whom Pasal 22 names, in its order. Where no kin lives and there is no will, the
    funeral goes to who arranges it, and the rest to nobody or, since 2012, to the estates office.
    """
    if case.facts.outcome is not Outcome.DEATH:
        return
    heirs = heirs_after(case.facts)
    if heirs is None or heirs.takers is not Takers.FUNERAL_ONLY:
        yield _by_order(_lump_sum(case), heirs)
        yield _by_order(_periodic(case, heirs), heirs)
    yield _funeral(case, heirs)
    yield from heirs.said if heirs else ()


def _by_order(found: Found, heirs: Heirs | None) -> Found:
    """Say on a line what is to be said of those who take it."""
    if heirs is None or not isinstance(found, AwardLine):
        return found
    return replace(found, caution=joined(heirs.caution, found.caution))


def _periodic(case: JkkCase, heirs: Heirs | None) -> Found:
    is_office = heirs is not None and heirs.takers is Takers.ESTATES_OFFICE
    if is_office:
        case = replace(case, facts=replace(case.facts, periodic_up_front=False))
    found = periodic(case, "death", "JKK_DEATH_PERIODIC", Recipient.HEIRS)
    if heirs is None or not isinstance(found, AwardLine):
        return found
    is_named = heirs.heirs[0].relation in {Relation.SPOUSE, Relation.CHILD}
    caution = _ONLY_HEIRS if is_office else ""
    if found.months == 1 and not is_named:
        caution = _CHOICE_OF_OTHERS
    return replace(found, caution=joined(found.caution, caution))


def _funeral(case: JkkCase, heirs: Heirs | None) -> Found:
    """Give the funeral cost: to who takes the rest, unless there is neither kin nor will."""
    funeral = row("funeral", case.on)
    to_heirs = heirs is None or heirs.takers in {Takers.FAMILY, Takers.WILL}
    without = "" if to_heirs else "; PP 14/1993, Pasal 22 ayat (4)"
    found = line(
        "JKK_FUNERAL",
        _FUNERAL,
        f"{funeral.value}",
        citation=f"{funeral.citation}{without}",
        recipient=Recipient.HEIRS if to_heirs else Recipient.FUNERAL,
        caution=cautions(case.on, funeral),
    )
    return _by_order(found, heirs) if to_heirs else found


def _lump_sum(case: JkkCase) -> Found:
    try:
        months, rate = row("death_months", case.on), row("death_rate", case.on)
    except NotFound:
        settled_by = joined(_MONTHS_UNKNOWN, _at_least(case.on))
        return Undetermined("JKK_DEATH", _LUMP_SUM, _ANNEX, settled_by)
    floor = row("death_floor_parts", case.on)
    share, least = f"{rate.value}% x {months.value} x {case.wage}", death_floor(case.on)
    counts = rate.value * months.value * case.wage < least * 100
    return line(
        "JKK_DEATH",
        _LUMP_SUM,
        f"max({share}, {least})",
        citation=f"{months.citation}; {_grant_citation(case.on)}" if counts else months.citation,
        recipient=Recipient.HEIRS,
        caution=cautions(case.on, months, rate, *([floor] if counts else [])),
    )


@implements("PP 14/1993, Lampiran II Romawi I huruf A angka 3 huruf a")
@lru_cache(maxsize=4096)
def death_floor(on: date) -> Rupiah:
    """Give what the lump sum is at least: the JKM grant, and until 2005 the funeral cost as well.

    Until 21 December 2005 the annex says Jaminan Kematian, which Pasal 22 ayat (1) makes of both.

    Raises:
        NotInForce: the floor had not begun, or has ended.
    """
    amounts = {"GRANT": "death_grant", "FUNERAL": "funeral"}
    parts = row("death_floor_parts", on).value
    return sum(row_on("jkm", amounts[part], on=on).value for part in parts)


@implements("PP 14/1993, Pasal 21")
def jkm_of(on: date) -> Rupiah:
    """Give the whole Jaminan Kematian of a day, below which the family never comes out.

    From 22 September 2000 the floor of the lump sum sees to it by itself.

    Raises:
        NotInForce: the day lies outside the law.
    """
    grant, funeral = row_on("jkm", "death_grant", on=on), row_on("jkm", "funeral", on=on)
    try:
        monthly = row_on("jkm", "periodic_monthly", on=on).value
        months = row_on("jkm", "periodic_months", on=on).value
    except NotInForce:
        monthly = months = 0
    return int(grant.value + funeral.value + monthly * months)


def _at_least(on: date) -> Said:
    least = jkm_of(on)
    return Said(
        f"Keluarga mendapat sekurang-kurangnya {rupiah(least)} seluruhnya (PP 14/1993, Pasal 21).",
        f"The family gets {rupiah(least, 'en')} in all at least (PP 14/1993, Pasal 21).",
    )


def _grant_citation(on: date) -> str:
    return row_on("jkm", "death_grant", on=on).citation


_ANNEX: Final = "PP 14/1993, Lampiran II Romawi I huruf A angka 3 huruf a"
_MONTHS_UNKNOWN: Final = Said(
    "Sebelum 22 September 2000 jumlah bulan upah sebagai pengali tidak diketahui; Lampiran II asli "
    "PP 14/1993 akan menentukan.",
    "Before 22 September 2000 the number of months' wages to count is not known; the original "
    "Lampiran II of PP 14/1993 would settle it.",
)
_ONLY_HEIRS: Final = Said(
    "Pilihan dibayar di muka adalah hak ahli waris; kepada Balai Harta Peninggalan dibayar setiap "
    "bulan.",
    "To choose payment up front is a right of heirs; Balai Harta Peninggalan is paid monthly.",
)
_CHOICE_OF_OTHERS: Final = Said(
    "Lampiran II menyebut pilihan janda, duda atau anak; penjelasan umum PP 53/2012 memberikannya "
    "kepada keluarga.",
    "Lampiran II speaks of the choice of widow, widower or child; the general explanation of PP "
    "53/2012 gives it to the family.",
)
_LUMP_SUM: Final = Label("Santunan kematian, sekaligus", "Death benefit, lump sum")
_FUNERAL: Final = Label("Biaya pemakaman", "Funeral costs")
