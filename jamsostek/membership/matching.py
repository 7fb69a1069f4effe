"""Record linkage: names that mean the same, and identity numbers that look wrong."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from jamsostek.kernel.identifiers import NIK_DIGITS

_LEGAL_FORMS = frozenset(
    {"PT", "CV", "UD", "PD", "FA", "NV", "TBK", "PERSERO"}
    | {"KOPERASI", "KOPKAR", "YAYASAN", "TOKO", "PERUSAHAAN"}
)
_SIGNS = re.compile(r"[^A-Z0-9 ]+")
_FEMALE_DAY_OFFSET = 40
SIMILAR = 0.82
"""Above this share of common letters two employer names are shown as similar."""


def name_key(name: str) -> str:
    """Give a name as it is compared: upper case, no accents, signs or legal form."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = [w for w in _SIGNS.sub(" ", plain).split() if w not in _LEGAL_FORMS]
    return " ".join(words)


def likeness(one: str, other: str) -> float:
    """Give how much two names have in common, from 0 to 1, whatever the order of words."""
    first, second = (" ".join(sorted(name_key(n).split())) for n in (one, other))
    return SequenceMatcher(None, first, second).ratio()


class NikFinding(StrEnum):
    """What looks wrong about an identity number; a warning, never a reason to refuse."""

    MISSING = "MISSING"
    NOT_SIXTEEN_DIGITS = "NOT_SIXTEEN_DIGITS"
    UNKNOWN_REGION = "UNKNOWN_REGION"
    BIRTH_DATE_DIFFERS = "BIRTH_DATE_DIFFERS"
    SEX_DIFFERS = "SEX_DIFFERS"


def nik_findings(
    nik: str, *, birth_date: date | None, sex: str, provinces: Collection[str]
) -> list[NikFinding]:
    """Give what looks wrong about an identity number.

    `provinces` are the two-digit codes of the ministry that were ever in use. Digits 7 to 12
    are the birth date, with 40 added to the day for women.
    """
    if not nik:
        return [NikFinding.MISSING]
    if len(nik) != NIK_DIGITS or not nik.isdecimal():
        return [NikFinding.NOT_SIXTEEN_DIGITS]
    findings = []
    if nik[:2] not in provinces:
        findings.append(NikFinding.UNKNOWN_REGION)
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    female = day > _FEMALE_DAY_OFFSET
    written = (day - _FEMALE_DAY_OFFSET * female, month, year)
    if birth_date and written != (birth_date.day, birth_date.month, birth_date.year % 100):
        findings.append(NikFinding.BIRTH_DATE_DIFFERS)
    if sex and (sex == "P") != female:
        findings.append(NikFinding.SEX_DIFFERS)
    return findings
