"""Which tax law holds for a JHT payment: that of the day on which the right arose."""

from dataclasses import replace
from typing import Final

from jamsostek.benefits import jht_tax_2001, jht_tax_2009
from jamsostek.benefits.awards import AwardLine, FactsContradict, Label, Undetermined
from jamsostek.benefits.jht_tax_2009 import TaxedPayment
from jamsostek.kernel.words import Said
from jamsostek.law.citations import implements
from jamsostek.law.reader import parameter_named

TAX: Final = Label("PPh Pasal 21", "Income tax")


@implements("PP 68/2009, Pasal 11", "PP 149/2000, Pasal 5")
def withheld(payment: TaxedPayment) -> AwardLine | Undetermined:
    """Give the tax on a payment of JHT, or what would settle it.

    A right that arose before 16 November 2009 keeps PP 149/2000 though it is paid later; for a
    right from before 2001 no text was found.

    Raises:
        FactsMissing: whether there is a taxpayer number matters and is not known.
        FactsContradict: the payment lies before the right, or its amount below zero.
    """
    if payment.paid_on < payment.entitled_on or payment.amount < 0:
        raise FactsContradict(
            f"A payment of {payment.amount} on {payment.paid_on} cannot be: the right arose on"
            f" {payment.entitled_on}, and an amount is not below zero."
        )
    first, second = (row.from_date for row in parameter_named("jht_tax", "lump_limits").rows)
    if payment.entitled_on < first:
        return _undetermined(_BEFORE, "PP 149/2000, Pasal 5")
    if payment.entitled_on >= second:
        return jht_tax_2009.withheld(payment)
    if payment.earlier:
        return _undetermined(_IN_PARTS, "PP 149/2000, Pasal 3")
    found = jht_tax_2001.withheld(
        payment.amount, entitled_on=payment.entitled_on, caution=payment.caution
    )
    if payment.paid_on < second:
        return found
    return replace(found, citation=f"{found.citation}; PP 68/2009, Pasal 11")


def _undetermined(settled_by: str, citation: str) -> Undetermined:
    return Undetermined("JHT_TAX", TAX, citation, settled_by)


_BEFORE: Final = Said(
    "Aturan pajak atas Jaminan Hari Tua sebelum 1 Januari 2001 tidak ditemukan; peraturan yang"
    " berlaku sebelum PP 149/2000 akan memastikannya.",
    "No rule on the tax of JHT before 1 January 2001 was found; the regulation that held before PP"
    " 149/2000 would settle it.",
)
_IN_PARTS: Final = Said(
    "PP 149/2000 tidak mengatur pembayaran dalam beberapa bagian; keputusan Menteri Keuangan"
    " menurut Pasal 3 akan memastikannya.",
    "PP 149/2000 says nothing of payment in parts; the decree of the finance minister under its"
    " Pasal 3 would settle it.",
)
