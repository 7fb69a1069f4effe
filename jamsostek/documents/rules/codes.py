"""Verification codes that nobody guesses, and what they show of a name."""

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as other signs or make words."""

CODE_LENGTH: Final = 20
GROUP: Final = 5
MISREAD: Final = str.maketrans("ILO", "110")
NEEDED_BYTES: Final = 13
"""A hundred bits, five for each sign."""


def code_from_bytes(random: bytes) -> str:
    """Give the verification code that thirteen random bytes make: twenty signs, a hundred bits.

    Raises:
        ValueError: there are fewer bytes, hence fewer than a hundred bits.
    """
    if len(random) < NEEDED_BYTES:
        msg = f"{len(random)} bytes are too few for a verification code."
        raise ValueError(msg)
    bits = int.from_bytes(random, "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(CODE_LENGTH))


def written_code(code: str) -> str:
    """Write a code in groups, as it stands on paper: 7K2QD-9FX0M-3TB8H-W1ZRC."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def normal_code(typed: str) -> str | None:
    """Read a code as people type it, in any case, with or without hyphens; None if it is none."""
    code = re.sub(r"[\W_]", "", typed).upper().translate(MISREAD)
    is_code = len(code) == CODE_LENGTH and all(sign in ALPHABET for sign in code)
    return code if is_code else None


def initials(name: str) -> str:
    """Give a name in a form that proves a paper but tells nobody who it is: S. L. R."""
    return " ".join(f"{word[0]}." for word in name.split() if word[0].isalnum())
