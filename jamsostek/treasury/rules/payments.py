"""What may follow what when money is paid out, and which payments a bank's text names."""

import re
from collections.abc import Mapping
from typing import Final

QUEUED: Final = "QUEUED"
SENT: Final = "SENT"
UNKNOWN: Final = "UNKNOWN"
PAID: Final = "PAID"
RETURNED: Final = "RETURNED"
CANCELLED: Final = "CANCELLED"

MAY_FOLLOW: Final[Mapping[str, frozenset[str]]] = {
    QUEUED: frozenset({SENT, PAID, CANCELLED}),
    SENT: frozenset({PAID, RETURNED, UNKNOWN}),
    UNKNOWN: frozenset({PAID, RETURNED}),
    PAID: frozenset({RETURNED}),
    RETURNED: frozenset(),
    CANCELLED: frozenset(),
}
"""The states that may come next; the database holds the same table.

Only cash is paid without having been sent. What came back is issued anew as another order. What
nobody knows the fate of waits for the bank's word: it is never sent again by itself.
"""

LEFT: Final = frozenset({SENT, UNKNOWN, PAID})
"""The states in which the money has left what is owed."""

_ORDER = re.compile(r"PB([0-9]{8})")
_RUN = re.compile(r"PR([0-9]{8})")
_TRANSFER = re.compile(r"KS([0-9]{8})")
_GAPS = re.compile(r"[\s.\-]+")


def may_follow(state: str, following: str) -> bool:
    """Tell whether an order in a state may come into another."""
    return following in MAY_FOLLOW[state]


def orders_named(text: str) -> list[str]:
    """Give the codes of payment orders that a bank's text can be read to name, each once."""
    return _named(_ORDER, "PB", text)


def runs_named(text: str) -> list[str]:
    """Give the codes of payment runs that a bank's text can be read to name, each once."""
    return _named(_RUN, "PR", text)


def cash_transfers_named(text: str) -> list[str]:
    """Give the codes of money between till and bank that a text can be read to name, each once."""
    return _named(_TRANSFER, "KS", text)


def _named(pattern: re.Pattern[str], prefix: str, text: str) -> list[str]:
    """Banks break lines and set gaps where they like: those within a code do not count."""
    joined = _GAPS.sub("", text.upper())
    return list(dict.fromkeys(prefix + digits for digits in pattern.findall(joined)))
