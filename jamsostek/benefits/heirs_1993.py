"""Who takes after a worker's death until 22 April 2012 (UU 3/1992, Pasal 13; PP 14/1993)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jamsostek.benefits.awards import FactsMissing
from jamsostek.benefits.survivors import (
    Beneficiary,
    Heirs,
    Relation,
    Survivor,
    Takers,
    family_heirs,
    will_heirs,
)
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on


@implements(
    "UU 3/1992, Pasal 13",
    "PP 14/1993, Pasal 15 ayat (4)",
    "PP 14/1993, Pasal 22 ayat (1)",
    "PP 14/1993, Pasal 22 ayat (2)",
    "PP 14/1993, Pasal 22 ayat (3)",
    "PP 14/1993, Pasal 22 ayat (4)",
)
def death_heirs(
    survivors: Sequence[Survivor], will: Sequence[Beneficiary] | None, *, on: date
) -> Heirs:
    """Give who takes JKM, and JKK after a fatal accident: the family, else the will, else nobody.

    The regulation goes from the blood line straight to the will; the act, which stands above it,
    knows brothers, sisters and parents-in-law as well, and its explanation puts them before the
    will. They take, and the amount says so.

    Raises:
        FactsMissing: there is no family and nothing was said about a will.
        FactsContradict: the survivors cannot be as they are given.
    """
    order = row_on("heirs", "death_order", on=on)
    found = family_heirs(survivors, order, on=on)
    if found is not None:
        is_beyond = found.heirs[0].relation in _BEYOND_THE_REGULATION
        return replace(found, caution=joined(found.caution, _BY_THE_ACT)) if is_beyond else found
    if will is None:
        raise FactsMissing(("will",))
    if will:
        return will_heirs(will, f"{order.citation}, ayat (3)", on=on)
    return Heirs(Takers.FUNERAL_ONLY, (), f"{order.citation}, ayat (4)", notes=(_FUNERAL_ONLY,))


@implements("PP 14/1993, Pasal 26 ayat (1)", "PP 14/1993, Pasal 26 ayat (2)")
def savings_heirs(
    survivors: Sequence[Survivor],
    will: Sequence[Beneficiary] | None,  # noqa: ARG001 - the text of the time knows no will
    *,
    on: date,
) -> Heirs:
    """Give who takes the JHT savings: widow or widower, else the children, else the text is silent.

    Raises:
        FactsContradict: the survivors cannot be as they are given.
    """
    order = row_on("heirs", "savings_order", on=on)
    found = family_heirs(survivors, order, on=on)
    return found or Heirs(Takers.NOT_SAID, (), order.citation, notes=(_NOT_SAID,))


_BEYOND_THE_REGULATION: Final = {Relation.SIBLING, Relation.PARENT_IN_LAW}
_BY_THE_ACT: Final = Said(
    "Menurut UU 3/1992, Pasal 13 dan penjelasan Pasal 12; PP 14/1993, Pasal 22 ayat (3) saat itu"
    " langsung menyebut wasiat.",
    "By UU 3/1992, Pasal 13 and the explanation of Pasal 12; PP 14/1993, Pasal 22 ayat (3) of the"
    " time went straight to the will.",
)
_FUNERAL_ONLY: Final = Said(
    "Tidak ada keluarga dan tidak ada wasiat: hanya biaya pemakaman yang dibayarkan, kepada"
    " pengusaha atau pihak lain yang mengurus pemakaman.",
    "No family and no will: the funeral alone is paid, to the employer or whoever else arranges"
    " it.",
)
_NOT_SAID: Final = Said(
    "Tidak ada janda, duda atau anak: peraturan saat itu tidak menyebut penerima lain.",
    "No widow, widower or child: the regulation of the time names nobody else.",
)
