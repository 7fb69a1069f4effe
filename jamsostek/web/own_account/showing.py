"""What the pages of own-account workers, groups and officers show alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.own_account import bills_of_payer, bills_with
from jamsostek.contributions.queries.receipts import payments_of
from jamsostek.kernel.identifiers import virtual_account
from jamsostek.kernel.months import Month
from jamsostek.membership.models import InsuredPerson, OwnAccountCover, OwnAccountGroup
from jamsostek.membership.queries import CoverState, Standing
from jamsostek.web.templatetags.words import month as month_words

STATES: Final = {
    CoverState.PROTECTED: ("good", _("Terlindungi")),
    CoverState.BEGINS: ("wait", _("Sudah dibayar, belum mulai")),
    CoverState.LAPSED: ("bad", _("Perlindungan berakhir")),
    CoverState.NEVER_PAID: ("wait", _("Belum pernah membayar")),
    CoverState.ENDED: ("none", _("Berhenti")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One own-account worker in a list, with the look and words of the state."""

    standing: Standing
    look: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class BillLineRow:
    """One person of a bill with the months paid for."""

    name: str
    kpj: str
    months: str
    amount: int


def rows_of(standings: Sequence[Standing], url: str = "") -> list[Row]:
    """Give standings as rows; `url` names the route of one worker, where there is one."""
    return [
        Row(each, *_look(each.state), reverse(url, args=[each.cover_id]) if url else "")
        for each in standings
    ]


def _look(state: CoverState) -> tuple[str, str]:
    look, words = STATES[state]
    return look, str(words)


def counted(standings: Sequence[Standing]) -> list[tuple[str, str, int]]:
    """Give how many stand how: look, words, count; nothing of what nobody is."""
    return [
        (look, str(words), count)
        for state, (look, words) in STATES.items()
        if (count := sum(each.state is state for each in standings))
    ]


def bill_asked(payer: OwnAccountCover | OwnAccountGroup | InsuredPerson, code: str) -> Bill:
    """Give a bill of a payer, or one with a line for a person.

    Raises:
        Http404: there is none under this code.
    """
    is_person = isinstance(payer, InsuredPerson)
    bills = bills_with(payer) if is_person else bills_of_payer(payer)  # type: ignore[arg-type]
    found = bills.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def bill_context(bill: Bill, day: date, *, only: InsuredPerson | None = None) -> dict[str, Any]:
    """Give what the page of a bill shows; `only` one person's lines of a group's bill."""
    lines = bill.lines.order_by("line_no")
    if only is not None and bill.group_id:
        lines = lines.filter(person_id=only.pk)
    persons = InsuredPerson.objects.in_bulk([line.person_id for line in lines])
    is_open = bill.settled_on is None and bill.withdrawn_on is None
    return {
        "bill": bill,
        "lines": [
            BillLineRow(
                persons[line.person_id].name,
                persons[line.person_id].kpj,
                span(Month.of(line.month), line.months),
                line.jht_member + line.jkk + line.jkm + line.jpk,
            )
            for line in lines
        ],
        "shares": [(p, amount) for p, amount in bill.due.items() if amount],
        "virtual_account": virtual_account(bill.code),
        "payments": list(payments_of(bill)),
        "missing": bill.amount - bill.received,
        "is_open": is_open and bill.due_date >= day,
        "is_over": is_open and bill.due_date < day,
        "may_withdraw": is_open and not bill.received,
    }


def span(first: Month, months: int) -> str:
    """Write a run of months: September 2011, or September 2011 to November 2011."""
    if months == 1:
        return month_words(first)
    return say("%(first)s sampai %(last)s") % {
        "first": month_words(first),
        "last": month_words(first + (months - 1)),
    }
