"""Numbers, money and dates as people of this country write them, in the page's language."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from jamsostek.kernel import words
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.months import Month

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    """Write an amount of rupiah; nothing where there is none."""
    return "" if amount is None else words.rupiah(amount, _language())


@register.filter
def number(count: int | None) -> str:
    """Write a whole number with its thousands parted."""
    return "" if count is None else words.number(count, _language())


@register.filter
def percent(value: Decimal | None) -> str:
    """Write a percentage with its word, `89,38 persen`."""
    if value is None:
        return ""
    language = _language()
    return f"{words.percent(value, language)} {'persen' if language == 'id' else 'percent'}"


@register.filter
def long_date(day: date | None) -> str:
    """Write a day in words, `30 September 2011`."""
    return "" if day is None else words.long_date(day, _language())


@register.filter
def month(value: Month | date | None) -> str:
    """Write a month in words, `September 2011`."""
    if value is None:
        return ""
    return words.month_name(value if isinstance(value, Month) else Month.of(value), _language())


@register.filter
def instant(at: datetime | None) -> str:
    """Write a day and time in western Indonesian time, `30 September 2011, 14.05 WIB`."""
    if at is None:
        return ""
    here = at.astimezone(BUSINESS_ZONE)
    clock = f"{here:%H.%M}" if _language() == "id" else f"{here:%H:%M}"
    return f"{words.long_date(here.date(), _language())}, {clock} WIB"


def _language() -> words.Lang:
    return "en" if get_language() == "en" else "id"
