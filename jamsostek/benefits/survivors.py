"""Those whom a worker leaves behind: who they are, which of them take, and what each gets.

The regulations give an order of classes and say nothing on how several persons of one class
share. Our documented convention is equal parts, unless the claim brings shares that they agreed
on or a court gave; an amount divided so says it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from jamsostek.benefits.awards import FactsContradict, Label
from jamsostek.benefits.facts import doc
from jamsostek.kernel.ages import age_on
from jamsostek.kernel.money import Rupiah, allocate
from jamsostek.kernel.words import Said
from jamsostek.law.reader import Row, row_on


class Relation(StrEnum):
    """What somebody was to the worker, as UU 3/1992, Pasal 13 knows it."""

    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    PARENT = "PARENT"
    GRANDCHILD = "GRANDCHILD"
    GRANDPARENT = "GRANDPARENT"
    SIBLING = "SIBLING"
    PARENT_IN_LAW = "PARENT_IN_LAW"

    @property
    def words(self) -> Label:
        """What the relation is called."""
        return _WORDS[self]


_WORDS: Final[dict[Relation, Label]] = {
    Relation.SPOUSE: Label("janda atau duda", "widow or widower"),
    Relation.CHILD: Label("anak", "child"),
    Relation.PARENT: Label("orang tua", "parent"),
    Relation.GRANDCHILD: Label("cucu", "grandchild"),
    Relation.GRANDPARENT: Label("kakek atau nenek", "grandparent"),
    Relation.SIBLING: Label("saudara kandung", "brother or sister"),
    Relation.PARENT_IN_LAW: Label("mertua", "parent-in-law"),
}
_DESCENDANTS: Final = {Relation.CHILD, Relation.GRANDCHILD}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A relative of the worker, to be judged by the order of the law."""

    relation: Relation = field(
        metadata=doc(
            "hubungan dengan tenaga kerja (anak: juga yang disahkan; saudara: kandung)",
            "relation to the worker (a child: legitimated ones too; a sibling: of the full blood)",
        )
    )
    name: str = field(
        metadata=doc("nama, tidak boleh dua kali", "name, by which shares are told apart")
    )
    birth_date: date | None = field(
        default=None,
        metadata=doc(
            "tanggal lahir, untuk perwalian anak", "day of birth, for who needs a guardian"
        ),
    )
    died_on: date | None = field(
        default=None,
        metadata=doc("tanggal meninggal, bila sudah meninggal", "day of death, if no longer alive"),
    )
    share: int | None = field(
        default=None,
        metadata=doc(
            "bagian menurut kesepakatan atau penetapan, misalnya 2 lawan 1; kosong: sama rata",
            "parts as agreed or ruled, as 2 against 1; without it, equal parts",
        ),
    )


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Somebody whom the worker named in a will."""

    name: str = field(metadata=doc("nama dalam wasiat", "name in the will"))
    birth_date: date | None = field(
        default=None,
        metadata=doc("tanggal lahir, untuk perwalian", "day of birth, for who needs a guardian"),
    )
    share: int | None = field(
        default=None,
        metadata=doc(
            "bagian menurut wasiat; kosong: sama rata",
            "parts as the will has them; without it, equal parts",
        ),
    )


class Takers(StrEnum):
    """Who takes: by what ground."""

    FAMILY = "FAMILY"
    WILL = "WILL"
    ESTATES_OFFICE = "ESTATES_OFFICE"
    """Balai Harta Peninggalan, the state's office for estates that nobody claims."""
    FUNERAL_ONLY = "FUNERAL_ONLY"
    """Nobody: only the funeral is paid, to whoever arranges it."""
    NOT_SAID = "NOT_SAID"
    """The text names nobody for this case."""


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody who takes, with the parts of the whole; `is_minor` is None where no age is known."""

    name: str
    relation: Relation | None
    parts: int = 1
    is_minor: bool | None = None


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who takes after a worker's death, on what ground, and what is to be said about it."""

    takers: Takers
    heirs: tuple[Heir, ...]
    citation: str
    caution: str = ""
    notes: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Say who takes and where that is written, then what else is to be said."""
        if self.takers is Takers.WILL:
            words = Label("yang ditunjuk dalam wasiat", "those whom the will names")
        elif self.takers is Takers.FAMILY and (relation := self.heirs[0].relation):
            words = relation.words
        else:
            return self.notes
        reason = Said(
            f"Yang berhak: {words.id} ({self.citation}).",
            f"Entitled: {words.en} ({self.citation}).",
        )
        return (reason, *self.notes)


@dataclass(frozen=True, slots=True)
class HeirShare:
    """What one heir gets of an amount."""

    heir: Heir
    amount: Rupiah


def divide(amount: Rupiah, heirs: Heirs) -> tuple[HeirShare, ...]:
    """Split an amount among heirs, so that the shares add up to it; empty where nobody takes."""
    if not heirs.heirs:
        return ()
    amounts = allocate(amount, [heir.parts for heir in heirs.heirs])
    return tuple(map(HeirShare, heirs.heirs, amounts))


def check_survivors(survivors: Sequence[Survivor], *, on: date) -> None:
    """Check that a list of relatives can be true.

    Raises:
        FactsContradict: a name stands twice, somebody died before birth, or was born after the
            worker's death without being a child or grandchild who may have been expected by then.
    """
    names = sorted(survivor.name for survivor in survivors)
    twice = next((one for one, other in pairwise(names) if one == other), None)
    if twice is not None:
        raise FactsContradict(f"{twice!r} stands twice among the survivors.")
    for survivor in survivors:
        if survivor.share is not None and survivor.share <= 0:
            raise FactsContradict(f"The share of {survivor.name!r} must be above zero.")
        born, died = survivor.birth_date, survivor.died_on
        if born and died and died < born:
            raise FactsContradict(f"{survivor.name!r} cannot have died before birth.")
        if born and born > on and survivor.relation not in _DESCENDANTS:
            raise FactsContradict(f"{survivor.name!r} was born after the worker's death.")


def family_heirs(survivors: Sequence[Survivor], order: Row, *, on: date) -> Heirs | None:
    """Give the heirs of the first class of an order that somebody of lives, or None."""
    check_survivors(survivors, on=on)
    living = [one for one in survivors if _outlives(one, on)]
    present = {one.relation for one in living}
    for relation in order.value:
        if relation in present:
            found = [one for one in living if one.relation == relation]
            found.sort(key=lambda one: (one.birth_date or date.max, one.name))
            heirs = _weighed(
                [(one.name, one.birth_date, one.share) for one in found], found[0].relation, on
            )
            caution = _division_caution(heirs, any(one.share for one in found))
            notes = (*_guardian_notes(heirs, on), *_late_notes(found, on))
            return Heirs(Takers.FAMILY, heirs, order.citation, caution, notes)
    return None


def will_heirs(will: Sequence[Beneficiary], citation: str, *, on: date) -> Heirs:
    """Give those whom a will names.

    Raises:
        FactsContradict: a name stands twice, or a share is not above zero.
    """
    check_survivors([Survivor(Relation.CHILD, one.name, share=one.share) for one in will], on=on)
    found = sorted(will, key=lambda one: (one.birth_date or date.max, one.name))
    heirs = _weighed([(one.name, one.birth_date, one.share) for one in found], None, on)
    caution = _division_caution(heirs, any(one.share for one in found))
    return Heirs(Takers.WILL, heirs, citation, caution, _guardian_notes(heirs, on))


def _outlives(survivor: Survivor, on: date) -> bool:
    """Tell whether somebody lives past the day of death, or is a child expected by then."""
    if survivor.died_on is not None and survivor.died_on <= on:
        return False
    if survivor.birth_date is None or survivor.birth_date <= on:
        return True
    days: int = row_on("heirs", "expected_child_days", on=on).value
    return survivor.birth_date <= on + timedelta(days=days)


def _weighed(
    persons: list[tuple[str, date | None, int | None]], relation: Relation | None, on: date
) -> tuple[Heir, ...]:
    if len({share is not None for _, _, share in persons}) > 1:
        raise FactsContradict("Shares are given for some of those who take and not for the others.")
    adult = row_on("heirs", "guardian_age", on=on).value
    return tuple(
        Heir(name, relation, share or 1, None if born is None else age_on(born, on) < adult)
        for name, born, share in persons
    )


def _division_caution(heirs: tuple[Heir, ...], has_shares: bool) -> str:  # noqa: FBT001
    if len(heirs) == 1:
        return ""
    return AS_AGREED if has_shares else EQUAL_PARTS


def _guardian_notes(heirs: tuple[Heir, ...], on: date) -> tuple[str, ...]:
    minors = ", ".join(heir.name for heir in heirs if heir.is_minor)
    if not minors:
        return ()
    age = row_on("heirs", "guardian_age", on=on)
    return (
        Said(
            f"{minors} belum berumur {age.value} tahun: bagiannya dibayarkan melalui orang tua"
            f" atau wali ({age.citation}).",
            f"{minors}: below {age.value} years of age; the share is paid through a parent or"
            f" guardian ({age.citation}).",
        ),
    )


def _late_notes(found: list[Survivor], on: date) -> tuple[str, ...]:
    died = [one.name for one in found if one.died_on is not None]
    unborn = [one.name for one in found if one.birth_date and one.birth_date > on]
    notes = []
    if died:
        notes.append(
            Said(
                f"{', '.join(died)} meninggal sesudah tenaga kerja: haknya sudah timbul dan"
                " diteruskan kepada warisannya; peraturan tidak mengatur hal ini.",
                f"{', '.join(died)} died after the worker: the right had arisen and belongs to the"
                " estate; the regulation is silent on it.",
            )
        )
    if unborn:
        notes.append(
            Said(
                f"{', '.join(unborn)} lahir sesudah tenaga kerja meninggal dan dihitung sebagai"
                " anak dalam kandungan (KUHPerdata, Pasal 2); peraturan tidak mengatur hal ini.",
                f"{', '.join(unborn)} was born after the worker's death and counts as expected by"
                " then (KUHPerdata, Pasal 2); the regulation is silent on it.",
            )
        )
    return tuple(notes)


EQUAL_PARTS: Final = Said(
    "Peraturan tidak membagi di antara beberapa orang yang sama kedudukannya; dibagi sama rata.",
    "The regulation does not say how several persons of one class share; they get equal parts.",
)
AS_AGREED: Final = Said(
    "Dibagi menurut bagian yang disepakati atau ditetapkan; peraturan sendiri tidak membaginya.",
    "Divided by the shares agreed on or ruled; the regulation itself does not divide.",
)
