"""The money tables of declarations, dry runs and bills: by programme and payer, with articles."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as say

from jamsostek.contributions.models import Bill, Declaration
from jamsostek.contributions.rules.dues import ContributionLine, Dues, contribution_lines
from jamsostek.contributions.rules.penalties import charged, late_rate
from jamsostek.contributions.services.bills import Uncharged
from jamsostek.contributions.services.corrections import Difference
from jamsostek.contributions.services.declarations import Assessed
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.web.public.calculators import PAYERS, Line, Total
from jamsostek.web.templatetags.words import month as month_words
from jamsostek.web.templatetags.words import number, percent, rupiah

ANY_WAGE: Final = 1_000_000
"""Rates and articles are the same for every wage; only the amounts differ."""


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """What parts/money_table.html shows."""

    caption: str
    lines: list[Line]
    totals: list[Total]

    @property
    def total(self) -> int:
        """The last total: what is to be paid."""
        return self.totals[-1].amount


def table_of_assessed(assessed: Assessed, penalties: Collection[Uncharged]) -> MoneyTable:
    """Give the table of a dry run, with the penalties that its bill would take in."""
    terms = assessed.terms
    amounts = {name: assessed.total(name) for name in Dues._fields}
    late = [
        _penalty_line(p.bill, p.penalty.months, p.penalty.citation, p.amount) for p in penalties
    ]
    lines = _contributions(amounts, terms.month, terms.risk_group, terms.programmes)
    return _table(terms.month, lines, late, amounts)


def table_of_declaration(declaration: Declaration, bill: Bill | None) -> MoneyTable:
    """Give the table of a declaration, with the penalties that its bill took in."""
    month = Month.of(declaration.month)
    amounts = {name: getattr(declaration, name) for name in Dues._fields}
    programmes = {Programme(code) for code in declaration.programmes}
    late = []
    if bill is not None:
        late = [
            _penalty_line(item.late_bill, item.months, item.citation, item.amount)
            for item in bill.penalty_items.select_related("late_bill").order_by("late_bill__month")
        ]
    lines = _contributions(amounts, month, declaration.risk_group, programmes)
    return _table(month, lines, late, amounts)


def table_of_difference(found: Difference) -> MoneyTable:
    """Give the table of what a correction would ask for, or give back where it is below zero."""
    declaration = found.declaration
    month = Month.of(declaration.month)
    amounts = dict(found.dues._asdict())
    programmes = {Programme(code) for code in declaration.programmes}
    lines = _contributions(amounts, month, declaration.risk_group, programmes)
    totals = [
        Total(say("Ditanggung pemberi kerja"), found.amount - amounts["jht_member"]),
        Total(say("Dipotong dari upah tenaga kerja"), amounts["jht_member"]),
        Total(say("Selisih seluruhnya"), found.amount),
    ]
    caption = say("Selisih iuran %(month)s") % {"month": month_words(month)}
    return MoneyTable(caption, lines, totals)


def _table(
    month: Month, lines: list[Line], late: list[Line], amounts: Mapping[str, int]
) -> MoneyTable:
    contributions = sum(amounts.values())
    penalty = charged((line.amount for line in late), contributions)
    totals = [
        Total(say("Ditanggung pemberi kerja"), contributions - amounts["jht_member"]),
        Total(say("Dipotong dari upah tenaga kerja"), amounts["jht_member"]),
    ]
    if late:
        totals.append(Total(say("Denda keterlambatan, ditanggung pemberi kerja"), penalty))
    totals.append(Total(say("Harus dibayar"), contributions + penalty))
    caption = say("Iuran %(month)s") % {"month": month_words(month)}
    return MoneyTable(caption, lines + late, totals)


def _contributions(
    amounts: Mapping[str, int], month: Month, risk_group: int, programmes: Collection[Programme]
) -> list[Line]:
    def lines_of(*, married: bool) -> list[ContributionLine]:
        return contribution_lines(
            ANY_WAGE, married, risk_group=risk_group, programmes=programmes, month=month
        )

    return [
        Line(
            label=f"{single.programme.value}, {PAYERS[single.payer]}",
            working=_working(single, married),
            citation=single.citation,
            amount=amounts[_column(single)],
        )
        for single, married in zip(lines_of(married=False), lines_of(married=True), strict=True)
    ]


def _column(line: ContributionLine) -> str:
    programme = line.programme.value.lower()
    return f"{programme}_{line.payer}" if line.programme is Programme.JHT else programme


def _working(single: ContributionLine, married: ContributionLine) -> str:
    if single.programme is Programme.JPK:
        return say(
            "%(single)s lajang, %(married)s berkeluarga, dari upah tiap orang sampai batas"
        ) % {
            "single": percent(single.rate),
            "married": percent(married.rate),
        }
    return say("%(rate)s dari upah tiap orang") % {"rate": percent(single.rate)}


def _penalty_line(late: Bill, months: int, citation: str, amount: int) -> Line:
    rate = percent(late_rate(Month.of(late.month)))
    working = f"{number(months)} x {rate} x {rupiah(late.late)}"
    label = say("Denda iuran %(month)s") % {"month": month_words(late.month)}
    return Line(label, working, citation, amount)


def share_of_programmes(bill: Bill) -> list[tuple[str, int]]:
    """Give what of a bill goes to each programme, and to penalties."""
    shares = [(programme.value, amount) for programme, amount in bill.due.items() if amount]
    if bill.penalty:
        shares.append((say("Denda"), bill.penalty))
    return shares
