"""Who pays a bill, and where the bill and the payer have their pages."""

from typing import Final

from django import template
from django.urls import NoReverseMatch, reverse

from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.payers import payer_of

register = template.Library()

PAGES: Final = {
    "employer": ("bill", "employer"),
    "project": ("project_bill", "project"),
    "group": ("own_account_bill", "own_account_group"),
    "cover": ("own_account_bill", "member"),
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
    """Give the address of a bill's page; empty where its kind has none."""
    payer = payer_of(bill)
    return _address(PAGES[payer.kind][0], payer.number, bill.code)


@register.filter
def payer_url(bill: Bill) -> str:
    """Give the address of the page of who pays a bill; empty where there is none."""
    payer = payer_of(bill)
    return _address(PAGES[payer.kind][1], payer.number)


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
