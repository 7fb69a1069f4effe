"""Claims in words and signs: states with their sign, causes, papers and people."""

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html

from jamsostek.web.claims import words

register = template.Library()


@register.filter
def claim_state(code: str) -> str:
    """Give the state of a claim with its sign and word."""
    return _signed(words.STATES, code)


@register.filter
def claim_cause(code: str) -> str:
    """Name what happened."""
    return str(words.CAUSES.get(code, code))


@register.filter
def claim_segment(code: str) -> str:
    """Name through what somebody was insured."""
    return str(words.SEGMENTS.get(code, code))


@register.filter
def evidence_state(code: str) -> str:
    """Give what is known of a paper with its sign and word."""
    return _signed(words.EVIDENCE_STATES, code)


@register.filter
def claim_outcome(code: str) -> str:
    """Give what was decided with its sign and word."""
    return _signed(words.OUTCOMES, code)


@register.filter
def objection_state(code: str) -> str:
    """Give what came of an objection with its sign and word."""
    return _signed(words.OBJECTION_STATES, code)


@register.filter
def reclaim_state(code: str) -> str:
    """Tell with sign and word whether what is to be given back came."""
    return _signed(words.RECLAIM_STATES, code)


@register.filter
def claim_payer(code: str) -> str:
    """Name who owes an award."""
    return str(words.PAYERS.get(code, code))


@register.filter
def pay_method(code: str) -> str:
    """Name how the money goes."""
    return str(words.METHODS.get(code, code))


@register.filter
def recipient(code: str) -> str:
    """Name to whom a line goes."""
    return str(words.RECIPIENTS.get(code, code))


@register.filter
def survivor_relation(code: str) -> str:
    """Name what a survivor was to the worker."""
    return str(words.RELATIONS.get(code, code))


def _signed(states: dict[str, tuple[str, Promise]], code: str) -> str:
    look, word = states.get(code, ("none", code))
    return format_html('<span class="state state-{}">{}</span>', look, word)
