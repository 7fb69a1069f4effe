"""Numbers that name people, employers and payments, and how each is checked."""

import re
from typing import Final

KPJ_DIGITS: Final = 11
NIK_DIGITS: Final = 16
NPP_PATTERN: Final = re.compile(r"[A-Z]{2}\d{6}")
VIRTUAL_ACCOUNT_PREFIX: Final = "98999"

_CODE_STEP: Final = 7_146_320_819
"""Prime to 10**10, so that codes made one after the other lie far apart."""


def payment_code(sequence: int) -> str:
    """Give the eleven-digit payment code of the bill with this sequence number.

    Ten digits spread out over the whole range, so that a slip of the pen does not hit a
    neighbour's bill, and one check digit.
    """
    body = f"{sequence * _CODE_STEP % 10**10:010d}"
    return body + check_digit(body)


def check_digit(digits: str) -> str:
    """Give the check digit of a run of digits by ISO/IEC 7064, MOD 11,10."""
    remainder = 10
    for digit in digits:
        remainder = (remainder + int(digit)) % 10 or 10
        remainder = remainder * 2 % 11
    return str((11 - remainder) % 10)


def virtual_account(code: str) -> str:
    """Give the sixteen-digit virtual account that belongs to a payment code."""
    return VIRTUAL_ACCOUNT_PREFIX + code


def is_kpj(text: str) -> bool:
    """Tell whether a text has the form of a member number: eleven digits."""
    return bool(re.fullmatch(rf"\d{{{KPJ_DIGITS}}}", text, re.ASCII))


def is_npp(text: str) -> bool:
    """Tell whether a text has the form of an employer number: two letters and six digits."""
    return NPP_PATTERN.fullmatch(text) is not None
