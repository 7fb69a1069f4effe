"""Costs paid back: treatment, dentures, devices, rehabilitation, transport (annex, B to E)."""

from collections.abc import Iterator
from typing import Final

from jamsostek.benefits.awards import Label, Recipient, Undetermined, line
from jamsostek.benefits.jkk_facts import Cause, CostKind, DeviceKind, JkkFacts
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row, row_if_any
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements

TREATMENT: Final = (
    CostKind.DOCTOR,
    CostKind.MEDICINE,
    CostKind.SURGERY,
    CostKind.XRAY_LABORATORY,
    CostKind.WARD,
    CostKind.DENTAL,
    CostKind.EYE,
    CostKind.HEALER,
)
"""B.1 to B.8."""


@implements(
    "PP 14/1993, Lampiran II Romawi I huruf B",
    "PP 14/1993, Pasal 14",
    "PP 14/1993, Pasal 15 ayat (2)",
)
def treatment(case: JkkCase) -> Iterator[Found]:
    """Give back what treatment and care cost, B.1 to B.8 together up to one ceiling.

    Whoever advanced it is paid back: the employer, unless it was the worker or the hospital.
    """
    spent = [amount for kind in TREATMENT for amount in _spent(case.facts, kind)]
    if not spent:
        return
    ceiling = row("medical_max", case.on)
    yield line(
        "JKK_TREATMENT",
        _TREATMENT,
        f"min({_sum(spent)}, {ceiling.value})",
        citation=f"{ceiling.citation}; PP 14/1993, Pasal 15 ayat (2)",
        recipient=_advanced_by(case.facts),
        caution=cautions(case.on, ceiling),
    )


@implements("PP 14/1993, Lampiran II Romawi I huruf Ba")
def dentures(case: JkkCase) -> Iterator[Found]:
    """Give back dentures up to their own ceiling, from 20 December 2010 on."""
    spent = _spent(case.facts, CostKind.DENTURE)
    if not spent:
        return
    ceiling = row_if_any("denture_max", case.on)
    if ceiling is None:
        yield _NO_DENTURES
        return
    yield line(
        "JKK_DENTURE",
        _DENTURE,
        f"min({_sum(spent)}, {ceiling.value})",
        citation=ceiling.citation,
        recipient=_advanced_by(case.facts),
    )


@implements("PP 14/1993, Lampiran II Romawi I huruf C", "PP 14/1993, Pasal 12 ayat (1) huruf c")
def devices(case: JkkCase) -> Iterator[Found]:
    """Give the centre's price of an orthosis or prosthesis and forty percent of it, once a case.

    Without the price nothing can be computed. Pasal 14 does not have the employer advance it, so
    it goes to the worker unless somebody else is known to have paid.
    """
    if case.facts.devices and case.facts.device_given_before:
        yield _ONCE
        return
    markup, centre = row("device_markup", case.on), row("device_price_of", case.on)
    several = _AT_ONCE if len(case.facts.devices) > 1 else ""
    for device in sorted(case.facts.devices, key=repr):
        label = _DEVICES[device.kind]
        if device.centre_price is None:
            yield Undetermined("JKK_DEVICE", label, markup.citation, _price_of(centre.value))
            continue
        yield line(
            "JKK_DEVICE",
            label,
            f"{100 + markup.value}% x {device.centre_price}",
            citation=markup.citation,
            recipient=case.facts.advanced_by or Recipient.MEMBER,
            caution=joined(several, cautions(case.on, markup, centre)),
        )


@implements("PP 14/1993, Lampiran II Romawi I huruf C")
def rehabilitation(case: JkkCase) -> Iterator[Found]:
    """Give back medical rehabilitation up to its ceiling, from 10 December 2007 on."""
    spent = _spent(case.facts, CostKind.REHABILITATION)
    if not spent:
        return
    ceiling = row_if_any("rehabilitation_max", case.on)
    if ceiling is None:
        yield _NO_REHABILITATION
        return
    yield line(
        "JKK_REHABILITATION",
        _REHABILITATION,
        f"min({_sum(spent)}, {ceiling.value})",
        citation=ceiling.citation,
        recipient=case.facts.advanced_by or Recipient.MEMBER,
    )


@implements("PP 14/1993, Lampiran II Romawi I huruf E", "PP 14/1993, Pasal 14")
def transport(case: JkkCase) -> Iterator[Found]:
    """Give back the way to the hospital, each means up to its ceiling.

    Before 23 April 2012 the annex speaks of one means "only". Several are then paid where every
    reading comes to the same, that is up to the lowest of their ceilings; above it they stay open.
    """
    spent = {kind: found for kind in _MEANS if (found := _spent(case.facts, kind))}
    if not spent:
        return
    ceilings = {kind: row(_MEANS[kind], case.on) for kind in spent}
    adds_up = row_if_any("transport_adds_up", case.on)
    whole = sum(sum(found) for found in spent.values())
    citation = "; ".join(ceiling.citation for ceiling in ceilings.values())
    if len(spent) > 1:
        if not adds_up and whole > min(ceiling.value for ceiling in ceilings.values()):
            yield Undetermined("JKK_TRANSPORT", _TRANSPORT, citation, _SEVERAL_MEANS)
            return
        citation = f"{citation}; {adds_up.citation}" if adds_up else citation
    yield line(
        "JKK_TRANSPORT",
        _TRANSPORT,
        " + ".join(f"min({_sum(spent[kind])}, {ceilings[kind].value})" for kind in spent),
        citation=citation,
        recipient=_advanced_by(case.facts),
        caution=cautions(case.on, *ceilings.values()),
    )


def _spent(facts: JkkFacts, kind: CostKind) -> list[Rupiah]:
    return sorted(cost.amount for cost in facts.costs if cost.kind is kind)


def _sum(amounts: list[Rupiah]) -> str:
    return " + ".join(map(str, amounts))


def _advanced_by(facts: JkkFacts) -> Recipient:
    """Give who advanced costs: the employer by Pasal 14, after employment the worker (Pasal 50)."""
    has_left = facts.cause is Cause.DISEASE and not facts.is_employed
    return facts.advanced_by or (Recipient.MEMBER if has_left else Recipient.EMPLOYER)


def _price_of(centre: str) -> Said:
    return Said(
        f"Harga yang ditetapkan {centre} belum diketahui; daftar harganya akan menentukan.",
        f"The price set by {centre} is not known; its price list would settle it.",
    )


_MEANS: Final = {
    CostKind.TRANSPORT_LAND: "transport_land_max",
    CostKind.TRANSPORT_SEA: "transport_sea_max",
    CostKind.TRANSPORT_AIR: "transport_air_max",
}
_TREATMENT: Final = Label("Biaya pengobatan dan perawatan", "Treatment and care")
_DENTURE: Final = Label("Biaya gigi tiruan", "Dentures")
_DEVICES: Final = {
    DeviceKind.ORTHOSIS: Label("Alat bantu (orthose)", "Orthosis"),
    DeviceKind.PROSTHESIS: Label("Alat ganti (prothese)", "Prosthesis"),
}
_REHABILITATION: Final = Label("Biaya rehabilitasi medik", "Medical rehabilitation")
_TRANSPORT: Final = Label("Biaya pengangkutan", "Transport")
_NO_DENTURES: Final = Said(
    "Gigi tiruan baru diganti untuk kecelakaan sejak 20 Desember 2010 (PP 84/2010).",
    "Dentures are paid back only for accidents from 20 December 2010 on (PP 84/2010).",
)
_NO_REHABILITATION: Final = Said(
    "Rehabilitasi medik baru diganti untuk kecelakaan sejak 10 Desember 2007 (PP 76/2007).",
    "Medical rehabilitation is paid back only for accidents from 10 December 2007 on (PP 76/2007).",
)
_ONCE: Final = Said(
    "Alat bantu atau alat ganti diberikan satu kali untuk setiap kasus; sudah pernah diberikan.",
    "An orthosis or prosthesis is given once for each case; it was given already.",
)
_AT_ONCE: Final = Said(
    "Diberikan satu kali untuk setiap kasus; beberapa alat yang diberikan bersama-sama dihitung "
    "satu kali. Lampiran II tidak menjelaskannya.",
    "Given once for each case; several devices given together count as once. Lampiran II does not "
    "explain it.",
)
_SEVERAL_MEANS: Final = Said(
    "Lampiran II huruf E sebelum PP 53/2012 hanya mengatur satu jenis angkutan; penetapan Menteri "
    "(UU 3/1992, Pasal 24 ayat (3)) akan menentukan batas beberapa jenis angkutan.",
    "Before PP 53/2012, Lampiran II huruf E knows one means of transport only; a decision of the "
    "Minister (UU 3/1992, Pasal 24 ayat (3)) would settle the ceiling of several.",
)
