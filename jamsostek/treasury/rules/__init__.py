"""What bank lines mean, and what may become of payments."""

from jamsostek.treasury.rules.statements import (
    CODE_DIGITS,
    VIRTUAL_ACCOUNT_DIGITS,
    Kind,
    Movement,
    codes_named,
    kind,
    kind_of,
    possible_codes,
    reversals,
)

__all__ = [
    "CODE_DIGITS",
    "VIRTUAL_ACCOUNT_DIGITS",
    "Kind",
    "Movement",
    "codes_named",
    "kind",
    "kind_of",
    "possible_codes",
    "reversals",
]
