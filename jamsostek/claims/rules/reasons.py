"""Why a claim is decided as it is: codes with words that the letter uses."""

from dataclasses import dataclass
from typing import Final

from jamsostek.kernel.words import Lang


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground of a decision: for which outcomes, in words, and the article where there is one."""

    code: str
    outcomes: frozenset[str]
    words: str
    words_en: str
    citation: str = ""

    def in_(self, lang: Lang) -> str:
        """Give the words in a language."""
        return self.words if lang == "id" else self.words_en


_APPROVED: Final = frozenset({"APPROVED"})
_REJECTED: Final = frozenset({"REJECTED"})
_RETURNED: Final = frozenset({"RETURNED"})

REASONS: Final = (
    Reason(
        "ENTITLED",
        _APPROVED,
        "bukti lengkap dan perhitungan sesuai peraturan",
        "evidence is complete and the calculation follows the law",
    ),
    Reason(
        "RECALCULATED",
        _APPROVED,
        "dihitung kembali dengan data yang dibetulkan",
        "worked out again with corrected data",
    ),
    Reason(
        "OBJECTION_UPHELD",
        _APPROVED,
        "keberatan diterima",
        "the objection is upheld",
    ),
    Reason(
        "NOT_COVERED",
        _REJECTED,
        "tidak terlindungi pada hari kejadian",
        "not covered on the day of the event",
        "PP 14/1993, Pasal 7",
    ),
    Reason(
        "EMPLOYER_OWES",
        _REJECTED,
        "menjadi kewajiban pengusaha sendiri",
        "owed by the employer itself",
        "UU 3/1992, Pasal 18 ayat (3)",
    ),
    Reason(
        "NOT_WORK_RELATED",
        _REJECTED,
        "bukan kecelakaan kerja atau penyakit akibat kerja",
        "no work accident or occupational disease",
        "UU 3/1992, Pasal 1 angka 6",
    ),
    Reason(
        "CONDITIONS_NOT_MET",
        _REJECTED,
        "syarat jaminan belum dipenuhi",
        "the conditions of the benefit are not met",
    ),
    Reason("NO_BENEFIT", _REJECTED, "tidak ada jaminan yang terutang", "no benefit is due"),
    Reason(
        "PAID_BEFORE",
        _REJECTED,
        "jaminan yang sama sudah dibayarkan",
        "the same benefit was paid before",
    ),
    Reason("NOT_PROVED", _REJECTED, "tidak terbukti", "not proved"),
    Reason(
        "OTHER_PROGRAMME",
        _REJECTED,
        "menjadi jaminan program lain",
        "another programme owes it",
        "PP 14/1993, Pasal 21",
    ),
    Reason("OTHER", _REJECTED, "sebab lain", "another ground"),
    Reason("EVIDENCE", _RETURNED, "bukti harus dilengkapi", "evidence is lacking"),
    Reason("FACTS", _RETURNED, "fakta harus diperiksa lagi", "facts have to be looked at again"),
    Reason("CALCULATION", _RETURNED, "perhitungan harus diulang", "to be worked out again"),
)


def reasons_for(outcome: str) -> tuple[Reason, ...]:
    """Give the grounds of an outcome."""
    return tuple(reason for reason in REASONS if outcome in reason.outcomes)


def reason_of(code: str) -> Reason:
    """Give a ground by its code.

    Raises:
        KeyError: there is none.
    """
    return _BY_CODE[code]


_BY_CODE: Final = {reason.code: reason for reason in REASONS}
