"""Tax on JHT to which the right arose from 16 November 2009 on (PP 68/2009)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jamsostek.benefits.awards import (
    AwardLine,
    FactsContradict,
    FactsMissing,
    Label,
    Recipient,
    line,
)
from jamsostek.benefits.facts import doc
from jamsostek.benefits.jht_tax_2001 import FINAL_TAX, by_brackets
from jamsostek.kernel.money import Rupiah
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on


@dataclass(frozen=True, slots=True)
class EarlierPayment:
    """A part of the same savings that was paid before."""

    paid_on: date = field(metadata=doc("tanggal dibayar", "day of payment"))
    amount: int = field(metadata=doc("jumlah bruto, sebelum pajak", "gross amount, before tax"))


@dataclass(frozen=True, slots=True)
class TaxedPayment:
    """A payment to withhold from: when the right arose, when it is paid, what was paid before."""

    entitled_on: date
    paid_on: date
    amount: Rupiah
    earlier: tuple[EarlierPayment, ...] = ()
    has_npwp: bool | None = None
    caution: str = ""


YEARLY_TAX: Final = Label(
    "PPh Pasal 21, tidak final (tahun ketiga dan seterusnya)",
    "Income tax, not final (third year and later)",
)


@implements(
    "PP 68/2009, Pasal 2 ayat (2)",
    "PP 68/2009, Pasal 5",
    "PP 68/2009, Pasal 6",
    "UU 36/2008, Pasal 17 ayat (1) huruf a",
    "UU 36/2008, Pasal 21 ayat (5a)",
)
def withheld(payment: TaxedPayment) -> AwardLine:
    """Give the tax on a payment, on top of what was paid before; a line of nought where none.

    Payments within two calendar years, the year of the first and the next, are one sum. From the
    third year on each calendar year is taxed by itself at the ordinary rates.

    Raises:
        FactsMissing: whether there is a taxpayer number matters and is not known.
        FactsContradict: an earlier payment is not earlier, or not above zero.
        NotInForce: the day lies outside the law of this version.
    """
    for one in payment.earlier:
        if one.paid_on > payment.paid_on or one.amount <= 0:
            raise FactsContradict(
                f"The earlier payment of {one.paid_on} must be above zero and no later than"
                f" {payment.paid_on}."
            )
    first = min((one.paid_on for one in payment.earlier), default=payment.paid_on)
    years = row_on("jht_tax", "one_payment_years", on=payment.entitled_on)
    if payment.paid_on.year < first.year + years.value:
        return _as_one_sum(payment, years.citation)
    return _by_year(payment)


def _as_one_sum(payment: TaxedPayment, citation: str) -> AwardLine:
    limits = row_on("jht_tax", "lump_limits", on=payment.entitled_on)
    rates = row_on("jht_tax", "lump_rates", on=payment.entitled_on)
    before = sum(one.amount for one in payment.earlier)
    return line(
        "JHT_TAX",
        FINAL_TAX,
        f"-({by_brackets(before, payment.amount, limits.value, rates.value)})",
        citation=f"{citation}; {limits.citation}" if before else limits.citation,
        recipient=Recipient.STATE,
        caution=payment.caution,
    )


def _by_year(payment: TaxedPayment) -> AwardLine:
    if payment.has_npwp is None:
        raise FactsMissing(("has_npwp",))
    limits = row_on("jht_tax", "year_limits", on=payment.paid_on)
    rates = row_on("jht_tax", "year_rates", on=payment.paid_on)
    year = payment.paid_on.year
    before = sum(one.amount for one in payment.earlier if one.paid_on.year == year)
    tax = by_brackets(before, payment.amount, limits.value, rates.value)
    citation = f"PP 68/2009, Pasal 6 ayat (1); {limits.citation}"
    if not payment.has_npwp:
        more = row_on("jht_tax", "without_number", on=payment.paid_on)
        tax, citation = f"{more.value}% x ({tax})", f"{citation}; {more.citation}"
    return line(
        "JHT_TAX",
        YEARLY_TAX,
        f"-({tax})",
        citation=citation,
        recipient=Recipient.STATE,
        caution=payment.caution,
    )
