"""Filters for the pages of health care: words for stored codes."""

from django import template

from jamsostek.web.provider import words

register = template.Library()


@register.filter
def provider_kind(code: str) -> str:
    """Name a sort of provider."""
    return str(words.KINDS.get(code, code))


@register.filter
def jpk_service(code: str) -> str:
    """Name a kind of service."""
    return str(words.SERVICES.get(code, code))


@register.filter
def claim_state(code: str) -> str:
    """Say how far a provider's claim is."""
    return str(words.CLAIM_STATES.get(code, code))


@register.filter
def letter_state(code: str) -> str:
    """Say how far a guarantee letter is."""
    return str(words.LETTER_STATES.get(code, code))


@register.filter
def run_state(code: str) -> str:
    """Say how far a capitation is."""
    return str(words.RUN_STATES.get(code, code))


@register.filter
def order_state(code: str) -> str:
    """Say how far a payment to a provider is."""
    return str(words.PAYMENT_STATES.get(code, code))


@register.filter
def claim_reasons(codes: list[str]) -> str:
    """Say why less is paid than claimed, each reason with its article."""
    return words.why(codes)
