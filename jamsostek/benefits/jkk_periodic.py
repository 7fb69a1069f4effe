"""The periodic benefit that total disability and death both give, month by month or at once."""

from typing import Final

from jamsostek.benefits.awards import Label, Recipient, Undetermined, line
from jamsostek.benefits.jkk_law import Found, JkkCase, cautions, row, row_if_any
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements
from jamsostek.law.reader import NotFound


@implements(
    "PP 14/1993, Lampiran II Romawi I huruf A angka 2 huruf b butir b.2",
    "PP 14/1993, Lampiran II Romawi I huruf A angka 3 huruf b",
)
def periodic(case: JkkCase, of: str, kind: str, recipient: Recipient) -> Found:
    """Give the periodic benefit of an event: monthly, or at once where the law lets them choose.

    `of` is total or death, whose rows differ; that of death before 22 September 2000 is unknown.
    """
    try:
        monthly, months = row(f"{of}_periodic", case.on), row(f"{of}_periodic_months", case.on)
    except NotFound:
        return Undetermined(kind, _MONTHLY, _ANNEX, _UNKNOWN)
    wants = bool(case.facts.periodic_up_front)
    at_once = row_if_any(f"{of}_up_front", case.on) if wants else None
    if at_once:
        return line(
            kind, _UP_FRONT, f"{at_once.value}", citation=at_once.citation, recipient=recipient
        )
    return line(
        kind,
        _MONTHLY,
        f"{months.value} x {monthly.value}",
        citation=monthly.citation,
        recipient=recipient,
        months=months.value,
        caution=joined(_NOT_YET if wants else "", cautions(case.on, monthly, months)),
    )


_ANNEX: Final = "PP 14/1993, Lampiran II Romawi I huruf A angka 3 huruf b"
_UNKNOWN: Final = Said(
    "Besarnya santunan berkala sebelum 22 September 2000 tidak pasti: menurut ingatan Rp25.000, "
    "menurut PP 28/2002 mungkin Rp50.000 sebulan; Lampiran II asli PP 14/1993 akan menentukan.",
    "Before 22 September 2000 the periodic benefit is uncertain: Rp25,000 as recalled, by PP "
    "28/2002 perhaps Rp50,000; the original Lampiran II of PP 14/1993 would settle it.",
)
_NOT_YET: Final = Said(
    "Pembayaran di muka baru dapat dipilih sejak 23 April 2012; dibayar setiap bulan.",
    "Payment up front can be chosen only from 23 April 2012 on; it is paid monthly.",
)
_MONTHLY: Final = Label("Santunan berkala", "Periodic benefit")
_UP_FRONT: Final = Label(
    "Santunan berkala, dibayar di muka sekaligus", "Periodic benefit, paid at once up front"
)
