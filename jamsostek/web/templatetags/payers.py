"""Who pays a bill, and where the bill and the payer have their pages."""

from typing import Final

from django import template
from django.urls import reverse

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.payers import payer_of

register = template.Library()

PAGES: Final = {
    "employer": ("bill", "employer"),
    "project": ("project_bill", "project"),
    "group": ("own_account_group_bill_page", "own_account_group"),
    "cover": ("own_account_bill", "own_account"),
}
"""By the kind of payer, the routes of a bill's page and of the payer's."""


@register.filter
def payer_name(bill: Bill) -> str:
    """Give the name of who is to pay a bill."""
    return payer_of(bill).name


@register.filter
def payer_number(bill: Bill) -> str:
    """Give the number by which who is to pay a bill is known."""
    return payer_of(bill).number


@register.filter
def bill_url(bill: Bill) -> str:
    """Give the address of a bill's page."""
    return reverse(PAGES[payer_of(bill).kind][0], args=[_known_by(bill), bill.code])


@register.filter
def payer_url(bill: Bill) -> str:
    """Give the address of the page of who pays a bill."""
    return reverse(PAGES[payer_of(bill).kind][1], args=[_known_by(bill)])


def _known_by(bill: Bill) -> str | int:
    """Give by what the pages know a payer: its number, or that of the cover."""
    return bill.cover_id or payer_of(bill).number
