"""Disability for life: in part, of a function, and total (Lampiran II Romawi I huruf A angka 2)."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from jamsostek.benefits.awards import Label, Recipient, Undetermined, line
from jamsostek.benefits.jkk_facts import Outcome
from jamsostek.benefits.jkk_impairments import Injury, OffTable, Rated, rated
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row
from jamsostek.benefits.jkk_periodic import periodic
from jamsostek.benefits.jkk_table import Impairment
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotFound

Counted = list[tuple[Injury, Rated, int]]


@implements(
    "PP 14/1993, Lampiran II Romawi I huruf A angka 2 huruf a",
    "PP 14/1993, Lampiran II Romawi I huruf A angka 2 huruf c",
)
def partial_disability(case: JkkCase) -> Iterator[Found]:
    """Give the lump sum for each disability of the table, and for each function that was reduced.

    Several disabilities add up. The annex does not say how far; together they are held to the
    percentage of total disability, since less harm cannot count for more.
    """
    if case.facts.outcome is not Outcome.PARTIAL:
        return
    counted: Counted = []
    for injury, times in _sorted(case.facts.injuries):
        try:
            counted.append((injury, rated(injury, case.on), times))
        except NotFound:
            yield Undetermined("JKK_PARTIAL", _label(injury), _TABLE, _ROW_UNKNOWN)
        except OffTable as gap:
            yield Undetermined("JKK_PARTIAL", _label(injury), _TABLE, gap.why)
    try:
        yield from _lines(case, counted)
    except NotFound:
        yield Undetermined("JKK_PARTIAL", _PARTIAL, _ANNEX, _MONTHS_UNKNOWN)
    yield from (rating.note for _, rating, _ in counted if rating.note)


def _sorted(injuries: tuple[Injury, ...]) -> list[tuple[Injury, int]]:
    """Give equal injuries once with their number, in one order however they came."""
    return sorted(
        Counter(injuries).items(), key=lambda item: (_ORDER[item[0].impairment], repr(item[0]))
    )


def _lines(case: JkkCase, counted: Counted) -> Iterator[Found]:
    months, total = row("disability_months", case.on), row("total_rate", case.on)
    if sum((rating.percent * times for _, rating, times in counted), Fraction()) > total.value:
        yield _held(case, counted)
        return
    caution = cautions(case.on, months)
    for injury, rating, times in counted:
        if not rating.percent:
            yield _nothing_for(injury)
            continue
        letter = "c" if injury.is_function else "a"
        yield line(
            "JKK_FUNCTION" if injury.is_function else "JKK_PARTIAL",
            _label(injury),
            f"{_counted(rating, times)} x {months.value} x {case.wage}",
            citation=f"{_with_letter(months.citation, letter)}; {rating.citation}",
            recipient=Recipient.MEMBER,
            caution=joined(caution, rating.caution),
        )


def _held(case: JkkCase, counted: Counted) -> Found:
    months, total = row("disability_months", case.on), row("total_rate", case.on)
    percents = " + ".join(_counted(rating, times) for _, rating, times in counted)
    return line(
        "JKK_PARTIAL",
        _SEVERAL,
        f"min({percents}, {total.value}%) x {months.value} x {case.wage}",
        citation=f"{months.citation}; {counted[0][1].citation}",
        recipient=Recipient.MEMBER,
        caution=joined(
            _HELD, cautions(case.on, months, total), *(rating.caution for _, rating, _ in counted)
        ),
    )


@implements("PP 14/1993, Lampiran II Romawi I huruf A angka 2 huruf b")
def total_disability(case: JkkCase) -> Iterator[Found]:
    """Give the lump sum and the periodic benefit of who can never work again."""
    if case.facts.outcome is not Outcome.TOTAL:
        return
    try:
        months, rate = row("disability_months", case.on), row("total_rate", case.on)
        yield line(
            "JKK_TOTAL",
            _TOTAL,
            f"{rate.value}% x {months.value} x {case.wage}",
            citation=rate.citation,
            recipient=Recipient.MEMBER,
            caution=cautions(case.on, months, rate),
        )
    except NotFound:
        yield Undetermined("JKK_TOTAL", _TOTAL, _ANNEX, _MONTHS_UNKNOWN)
    yield periodic(case, "total", "JKK_TOTAL_PERIODIC", Recipient.MEMBER)
    if case.facts.injuries:
        yield _NOT_BESIDE_TOTAL


def _counted(rating: Rated, times: int) -> str:
    return rating.working if times == 1 else f"{times} x {rating.working}"


def _label(injury: Injury) -> Label:
    before = _FUNCTION if injury.is_function else _PARTIAL
    return Label(f"{before.id}: {injury.label.id}", f"{before.en}: {injury.label.en}")


def _with_letter(citation: str, letter: str) -> str:
    """Give the citation of number 2 down to one of its letters."""
    return citation.replace("angka 2", f"angka 2 huruf {letter}", 1)


def _nothing_for(injury: Injury) -> Said:
    return Said(
        f"Tidak ada persentase dalam tabel untuk ukuran ini: {injury.label.id}.",
        f"The table has no percentage for this measure: {injury.label.en}.",
    )


_ORDER: Final = {impairment: place for place, impairment in enumerate(Impairment)}
_TABLE: Final = "PP 14/1993, Lampiran II Romawi II"
_ANNEX: Final = "PP 14/1993, Lampiran II Romawi I huruf A angka 2"
_PARTIAL: Final = Label("Santunan cacat sebagian", "Partial disability")
_FUNCTION: Final = Label("Santunan cacat kekurangan fungsi", "Loss of function")
_SEVERAL: Final = Label("Santunan beberapa cacat sebagian", "Several partial disabilities")
_TOTAL: Final = Label("Santunan cacat total, sekaligus", "Total disability, lump sum")
_HELD: Final = Said(
    "Beberapa cacat bersama-sama dihitung paling tinggi seperti cacat total. Lampiran II tidak "
    "mengaturnya; ini penafsiran kami, yang dapat ditetapkan Menteri (UU 3/1992, Pasal 24 ayat "
    "(3)).",
    "Several disabilities together count at most as a total one. Lampiran II does not say so; it "
    "is our reading, which the Minister can settle (UU 3/1992, Pasal 24 ayat (3)).",
)
_MONTHS_UNKNOWN: Final = Said(
    "Sebelum PP 83/2000 (22 September 2000) jumlah bulan upah sebagai pengali tidak diketahui; "
    "Lampiran II asli PP 14/1993 akan menentukan.",
    "Before PP 83/2000 (22 September 2000) the number of months' wages is not known; "
    "the original Lampiran II of PP 14/1993 would settle it.",
)
_ROW_UNKNOWN: Final = Said(
    "Baris tabel ini diubah PP 64/2005 dan bunyinya sebelum 22 Desember 2005 tidak diketahui; "
    "Lampiran II asli PP 14/1993 akan menentukan.",
    "PP 64/2005 changed this row of the table, and how it read before 22 December 2005 is not "
    "known; the original Lampiran II of PP 14/1993 would settle it.",
)
_NOT_BESIDE_TOTAL: Final = Said(
    "Cacat yang disebut tidak dibayar di samping santunan cacat total.",
    "The disabilities named are not paid beside total disability.",
)
