"""Who takes after a worker's death from 23 April 2012 on (PP 53/2012, Pasal I angka 2 and 3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jamsostek.benefits.awards import FactsMissing
from jamsostek.benefits.survivors import (
    Beneficiary,
    Heir,
    Heirs,
    Relation,
    Survivor,
    Takers,
    family_heirs,
    will_heirs,
)
from jamsostek.kernel.words import Said
from jamsostek.law.citations import implements
from jamsostek.law.reader import Row, row_on

ESTATES_OFFICE: Final = "Balai Harta Peninggalan"


@implements(
    "UU 3/1992, Pasal 13",
    "PP 14/1993, Pasal 22 ayat (1), diubah dengan PP 53/2012",
    "PP 14/1993, Pasal 22 ayat (2), diubah dengan PP 53/2012",
    "PP 14/1993, Pasal 22 ayat (3), diubah dengan PP 53/2012",
    "PP 14/1993, Pasal 22 ayat (3a), disisipkan dengan PP 53/2012",
)
def death_heirs(
    survivors: Sequence[Survivor], will: Sequence[Beneficiary] | None, *, on: date
) -> Heirs:
    """Give who takes JKM, and JKK after a fatal accident: family, will, or Balai Harta Peninggalan.

    Raises:
        FactsMissing: there is no family and nothing was said about a will.
        FactsContradict: the survivors cannot be as they are given.
    """
    order = row_on("heirs", "death_order", on=on)
    found = family_heirs(survivors, order, on=on)
    return found or _without_family(will, order, "ayat (3)", "ayat (3a)", on)


@implements(
    "PP 14/1993, Pasal 26 ayat (1), diubah dengan PP 53/2012",
    "PP 14/1993, Pasal 26 ayat (2), diubah dengan PP 53/2012",
    "PP 14/1993, Pasal 26 ayat (4), ditambah dengan PP 53/2012",
    "PP 14/1993, Pasal 26 ayat (5), ditambah dengan PP 53/2012",
)
def savings_heirs(
    survivors: Sequence[Survivor], will: Sequence[Beneficiary] | None, *, on: date
) -> Heirs:
    """Give who takes the JHT savings: family, will, or Balai Harta Peninggalan.

    Widow, widower and child stand in one breath; as in UU 3/1992, Pasal 13 and in the text before
    it, a widow or widower comes first, and where there are children too the result says so.

    Raises:
        FactsMissing: there is no family and nothing was said about a will.
        FactsContradict: the survivors cannot be as they are given.
    """
    order = row_on("heirs", "savings_order", on=on)
    found = family_heirs(survivors, order, on=on)
    if found is None:
        return _without_family(will, order, "ayat (4)", "ayat (5)", on)
    is_first = found.heirs[0].relation is Relation.SPOUSE
    if is_first and any(one.relation is Relation.CHILD for one in survivors):
        return replace(found, notes=(*found.notes, _SPOUSE_FIRST))
    return found


def _without_family(
    will: Sequence[Beneficiary] | None, order: Row, by_will: str, by_office: str, on: date
) -> Heirs:
    if will is None:
        raise FactsMissing(("will",))
    if will:
        return will_heirs(will, f"{order.citation}, {by_will}", on=on)
    heirs = (Heir(ESTATES_OFFICE, None),)
    citation = f"{order.citation}, {by_office}"
    return Heirs(Takers.ESTATES_OFFICE, heirs, citation, notes=(_NO_FAMILY,))


_SPOUSE_FIRST: Final = Said(
    "Pasal 26 menyebut janda atau duda atau anak tanpa urutan; janda atau duda didahulukan,"
    " seperti dalam UU 3/1992, Pasal 13 dan Pasal 26 sebelum diubah.",
    "Pasal 26 names widow, widower or child without an order; the widow or widower comes first, as"
    " in UU 3/1992, Pasal 13 and in Pasal 26 before its change.",
)
_NO_FAMILY: Final = Said(
    "Tidak ada keluarga dan tidak ada wasiat: dibayarkan kepada Balai Harta Peninggalan.",
    "No family and no will: paid to Balai Harta Peninggalan, the office for unclaimed estates.",
)
