"""Death by a work accident (Lampiran II Romawi I huruf A angka 3), never below JKM (Pasal 21)."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from jamsostek.benefits.awards import Label, Recipient, Said, Undetermined, line
from jamsostek.benefits.jkk_facts import Outcome
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row
from jamsostek.benefits.jkk_periodic import periodic
from jamsostek.benefits.sayings import joined
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotFound, NotInForce, row_on


@implements("PP 14/1993, Lampiran II Romawi I huruf A angka 3", "PP 14/1993, Pasal 15 ayat (4)")
def death(case: JkkCase) -> Iterator[Found]:
    """Give the lump sum, the periodic benefit and the funeral cost of a fatal accident.

    They go to those whom Pasal 22 names, in its order.
    """
    if case.facts.outcome is not Outcome.DEATH:
        return
    yield _lump_sum(case)
    yield periodic(case, "death", "JKK_DEATH_PERIODIC", Recipient.HEIRS)
    funeral = row("funeral", case.on)
    yield line(
        "JKK_FUNERAL",
        _FUNERAL,
        f"{funeral.value}",
        citation=funeral.citation,
        recipient=Recipient.HEIRS,
        caution=cautions(case.on, funeral),
    )


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
_LUMP_SUM: Final = Label("Santunan kematian, sekaligus", "Death benefit, lump sum")
_FUNERAL: Final = Label("Biaya pemakaman", "Funeral costs")
