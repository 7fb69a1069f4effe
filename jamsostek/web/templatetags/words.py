"""Numbers, money and dates as people of this country write them, in the page's language."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from jamsostek.kernel import words
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.months import Month
from jamsostek.web import labels

register = template.Library()

Nothing = Literal[""] | None
"""What a template gives a filter where there is no value, or the path to it leads nowhere."""


@register.filter
def rupiah(amount: int | Nothing) -> str:
    """Write an amount of rupiah; nothing where there is none."""
    return "" if amount is None or amount == "" else words.rupiah(amount, _language())


@register.filter
def number(count: int | Nothing) -> str:
    """Write a whole number with its thousands parted; nothing where there is none."""
    return "" if count is None or count == "" else words.number(count, _language())


@register.filter
def percent(value: Decimal | Nothing) -> str:
    """Write a percentage with its word, `89,38 persen`."""
    if value is None or value == "":
        return ""
    language = _language()
    return f"{words.percent(value, language)} {'persen' if language == 'id' else 'percent'}"


@register.filter
def long_date(day: date | Nothing) -> str:
    """Write a day in words, `30 September 2011`."""
    return "" if day is None or day == "" else words.long_date(day, _language())


@register.filter
def day_before(day: date | Nothing) -> date | None:
    """Give the last day in of a spell from its first day out; nothing where it has no end."""
    return None if day is None or day == "" else day - timedelta(days=1)


@register.filter
def month(value: Month | date | Nothing) -> str:
    """Write a month in words, `September 2011`."""
    if value is None or value == "":
        return ""
    return words.month_name(value if isinstance(value, Month) else Month.of(value), _language())


@register.filter
def instant(at: datetime | Nothing) -> str:
    """Write a day and time in western Indonesian time, `30 September 2011, 14.05 WIB`."""
    if at is None or at == "":
        return ""
    here = at.astimezone(BUSINESS_ZONE)
    clock = f"{here:%H.%M}" if _language() == "id" else f"{here:%H:%M}"
    return f"{words.long_date(here.date(), _language())}, {clock} WIB"


@register.filter
def programme(code: str) -> str:
    """Name a programme in full."""
    return str(labels.PROGRAMMES.get(code, code))


@register.filter
def roman(group: int) -> str:
    """Write a risk group as the law does, I to V."""
    return labels.RISK_GROUPS.get(group, str(group))


@register.filter
def employment_kind(code: str) -> str:
    """Name the terms on which somebody works."""
    return str(labels.EMPLOYMENT_KINDS.get(code, code))


@register.filter
def project_worker_kind(code: str) -> str:
    """Name the terms on which somebody works on a project."""
    return str(labels.PROJECT_WORKER_KINDS.get(code, code))


@register.filter
def wage_basis(code: str) -> str:
    """Name the time a wage is for."""
    return str(labels.WAGE_BASES.get(code, code))


@register.filter
def likeness(code: str) -> str:
    """Say why two members may be one person."""
    return str(labels.LIKENESS.get(code, code))


@register.filter
def relation(code: str) -> str:
    """Name how a dependant is related to the member."""
    return str(labels.RELATIONS.get(code, code))


@register.filter
def family_ground(code: str) -> str:
    """Say why one of a family is insured, or is not."""
    return str(labels.FAMILY_GROUNDS.get(code, code))


@register.filter
def declaration_kind(code: str) -> str:
    """Name where the wages of a declaration came from."""
    return str(labels.DECLARATION_KINDS.get(code, code))


@register.filter
def refund_state(code: str) -> str:
    """Give the state of a refund with its sign and word."""
    look, word = labels.REFUND_STATES.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)


@register.filter
def payment_state(code: str) -> str:
    """Give the state of a payment, a run or a till with its sign and word."""
    look, word = labels.PAYMENT_STATES.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)


@register.filter
def payment_method(code: str) -> str:
    """Give how a payment is made, in words."""
    return str(labels.PAYMENT_METHODS.get(code, code))


@register.filter
def result_fault(code: str) -> str:
    """Give why a bank's answer was not taken, in words."""
    return str(labels.RESULT_FAULTS.get(code, code))


@register.filter
def bill_state(code: str) -> str:
    """Give the state of a bill with its sign and word."""
    look, word = labels.BILL_STATES.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)


@register.filter
def decision_state(code: str) -> str:
    """Give how far a proposal is, with its sign and word."""
    look, word = labels.DECISIONS.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)


@register.filter
def outcome_state(code: str) -> str:
    """Give what became of an instalment or an agreement, with its sign and word."""
    look, word = labels.OUTCOMES.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)


@register.filter
def write_off_ground(code: str) -> str:
    """Name why a claim was given up."""
    return str(labels.WRITE_OFF_GROUNDS.get(code, code))


@register.filter
def line_kind(code: str) -> str:
    """Name what a line of a bank statement is to us."""
    return str(labels.LINE_KINDS.get(code, code))


@register.filter
def debit(amount: int) -> str:
    """Write an amount in the debit column, or nothing."""
    return words.number(amount, _language()) if amount > 0 else ""


@register.filter
def credit(amount: int) -> str:
    """Write an amount in the credit column, or nothing."""
    return words.number(-amount, _language()) if amount < 0 else ""


@register.filter
def balance(amount: int) -> str:
    """Write what an account stands at, with the side it stands on: `1.000 D`, `1.000 K`."""
    if amount == 0:
        return "0"
    side = "D" if amount > 0 else ("K" if _language() == "id" else "C")
    return f"{words.number(abs(amount), _language())} {side}"


@register.filter
def actor_kind(code: str) -> str:
    """Name as what somebody acted: a person, the system or support."""
    return str(labels.ACTOR_KINDS.get(code, code))


@register.filter
def entry_kind(code: str) -> str:
    """Name what an entry of the books is about, and nobody it concerns."""
    return str(labels.ENTRY_KINDS.get(code, code))


@register.filter
def deed(action: str) -> str:
    """Name what was done, as the trail records it."""
    return labels.deed(action)


def _language() -> words.Lang:
    return "en" if get_language() == "en" else "id"
