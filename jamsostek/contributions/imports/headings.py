"""What a column's heading says the column holds."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from jamsostek.contributions.imports.month_names import ANY_LANGUAGE
from jamsostek.kernel.months import Month

_TEXT: Final = ("name", "job", "department", "workplace", "text")
_LOOSE: Final = {"job", "department", "workplace", "text", "programme", "other_pay", "former"}
_ONE_EACH: Final = (*_TEXT[:-1], "birth_date", "start_date", "leave_date")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST: Final = 120

_WORKER: Final = "(?:TENAGAKERJA|TK|PEKERJA|KARYAWAN|PEGAWAI|PESERTA|BURUH)?"
_DAY: Final = "(?:TANGGAL|TGL)?"
_NUMBER: Final = "(?:NOMOR|NO)?"
_SIMPLE: Final[dict[str, re.Pattern[str]]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "kpj": f"{_NUMBER}(?:KARTU)?(?:PESERTA|KEPESERTAAN|ANGGOTA)?"
        "(?:KPJ|PESERTA|KEPESERTAAN|JAMSOSTEK|KPJJAMSOSTEK|JAMSOSTEKKPJ)",
        "ktp": f"(?:NIK)?{_NUMBER}(?:E?KTP|KARTUTANDAPENDUDUK|(?:KARTU)?IDENTITAS)(?:NIK)?",
        "nik": f"{_NUMBER}(?:NIK|INDUKKEPENDUDUKAN)",
        "name": f"NAMA(?:LENGKAP)?{_WORKER}(?:LENGKAP)?(?:SESUAIKTP)?",
        "birth_date": f"{_DAY}LAHIR{_WORKER}",
        "start_date": f"{_DAY}(?:(?:MASUK|MULAI)(?:ATAU)?){{1,2}}(?:BE|BER)?(?:KERJA)?"
        "|TMKERJA|TM[KT](?:KERJA)?",
        "leave_date": f"{_DAY}(?:(?:KELUAR|BERHENTI)(?:ATAU)?){{1,2}}(?:BE)?(?:KERJA)?",
        "job": "(?:NAMA|KODE)?(?:JABATAN|PEKERJAAN|POSISI|PROFESI).*",
        "department": "(?:NAMA|KODE)?(?:BAGIAN|DEPART|DEPT|DIVISI|UNIT|SEKSI).*",
        "workplace": "(?:NAMA|KODE)?(?:LOKASI|TEMPATKERJA|TEMPATTUGAS|PENEMPATAN|CABANG|PABRIK).*",
        "programme": r"(?:JHT|JKK|JKM|JPK)\d*",
        "text": "KET(?:ERANGAN)?|CATATAN|ALAMAT.*|TEMPATLAHIR|KOTA.*|TELP.*|TELEPON.*|(?:NO)?HP",
    }.items()
}

_OTHER_PAY: Final = re.compile(
    "LEMBUR|MAKAN|TRANSPOR|POTONGAN|^POT|INSENTIF|BONUS|PREMI|THR|UANG|BERSIH|TAKEHOME|^THP$"
    "|DITERIMA|PENDAPATAN|PENERIMAAN|PENGHASILAN|PPH|PAJAK|KASBON|PINJAMAN|IURAN|RAPEL|NETT?O"
    "|BRUTO|KOTOR|KOMISI|SHIFT|TUNJ|HADIR"
)
_BY_TIME: Final = frozenset({"HARI", "HARIAN", "JAM", "MINGGU", "MINGGUAN"})
_PAY: Final = frozenset({"UPAH", "GAJI"})
_FORMER: Final = frozenset({"LAMA", "SEBELUM", "SEBELUMNYA", "LALU", "KEMARIN"})
_OTHER_WORDS: Final = {
    "POKOK", "DASAR", "GAPOK", "TUNJANGAN", "TUNJ", "TETAP", "TTP", "TIDAK", "TDK", "NON",
    "TOTAL", "JUMLAH", "JML", "GRAND", "SEBULAN", "BULANINI", "BULANAN", "BULAN", "BLN", "PER",
    "INI", "DILAPORKAN", "SELAMA", "SEKARANG", "BARU", "TERAKHIR", "DALAM", "RUPIAH", "RP",
    "IDR", "YANG", "YG", "KE", "UNTUK", "JAMSOSTEK", "TENAGAKERJA", "TK", "PEKERJA", "KARYAWAN",
    "PEGAWAI", "PESERTA", "DAN",
}  # fmt: skip
_PAY_WORDS: Final = _PAY | _FORMER | _BY_TIME | _OTHER_WORDS | ANY_LANGUAGE.keys()
_SEGMENT: Final = re.compile(
    "|".join(sorted(_PAY_WORDS, key=lambda word: -len(word))) + r"|(?:19|20)\d\d|\d\d?"
)


def squeezed(text: str) -> str:
    """Give a heading as it is compared: no case, spaces, marks, or what stands in brackets."""
    bare = _BRACKETS.sub(" ", text)
    return _letters(bare) or _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text[:_LONGEST].upper())


@lru_cache(maxsize=4096)
def role_of(text: str, month: Month) -> str | None:
    """Tell what a column with this heading holds, as far as its words say."""
    words = squeezed(text)
    if not words:
        return None
    for role, pattern in _SIMPLE.items():
        if pattern.fullmatch(words):
            return role
    return _pay_role(words, text, month)


def _pay_role(squeezed_text: str, text: str, month: Month) -> str | None:
    words = _segments(squeezed_text)
    if words is None:
        return "other_pay" if _OTHER_PAY.search(squeezed_text) else None
    known = set(words)
    if _is_former(_segments(_letters(text)) or words, month):
        return "former" if known & _PAY or "GAPOK" in known else None
    if known & _BY_TIME:
        return None
    return _kind_of_pay(known)


def _kind_of_pay(words: set[str]) -> str | None:
    """Tell base, fixed allowance, total and plain wage apart."""
    base = bool(words & {"POKOK", "DASAR", "GAPOK"})
    if words & {"TUNJANGAN", "TUNJ"}:
        fixed = words & {"TETAP", "TTP"} and not words & {"TIDAK", "TDK", "NON"}
        return ("wage" if base else "fixed") if fixed else "other_pay"
    if base:
        return "base"
    if words & {"TOTAL", "JUMLAH", "JML"}:
        return "total_wage" if words & _PAY else "total" if len(words) <= 2 else None
    return "wage" if words & _PAY else None


def _segments(text: str) -> list[str] | None:
    """Cut a squeezed heading into the words used of pay; None where another word is in it."""
    words, at = [], 0
    while at < len(text):
        found = _SEGMENT.match(text, at)
        if found is None:
            return None
        words.append(found[0])
        at = found.end()
    return words


def _is_former(words: list[str], month: Month) -> bool:
    """Tell whether a pay column belongs to another time than the month declared."""
    if _FORMER & set(words):
        return True
    months = {ANY_LANGUAGE[word] for word in words if word in ANY_LANGUAGE}
    years = {int(word) for word in words if len(word) == 4 and word.isdigit()}
    years |= {
        2000 + int(word)
        for before, word in pairwise(words)
        if before in ANY_LANGUAGE and len(word) == 2 and word.isdigit()
    }
    return bool((months and month.number not in months) or (years and month.year not in years))


@dataclass(frozen=True, slots=True)
class Pay:
    """The column of the wage, or the columns of its parts and of the total that checks them."""

    wage: int | None
    base: int | None = None
    fixed: tuple[int, ...] = ()

    @property
    def decisive(self) -> int:
        """The column whose amount makes a row a worker's."""
        column = self.wage if self.base is None else self.base
        if column is None:
            msg = "A layout of pay names the wage or its base."
            raise AssertionError(msg)
        return column


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column, counted from 0, holds what."""

    columns: dict[str, int]
    pay: Pay
    text: frozenset[int]
    other: frozenset[int]
    programmes: tuple[int, ...]
    """Columns named after a programme: marks of who takes part, or contributions."""
    score: int
    """How many columns were understood by strict words; a title above may look like the others."""


def layout_of(headings: list[str], month: Month) -> Layout | None:
    """Give the layout of a table with these headings; None where wage or identity lack."""
    at: dict[str, list[int]] = {}
    for column, heading in enumerate(headings):
        if role := role_of(heading, month):
            at.setdefault(role, []).append(column)
    pay = _pay_layout(at, headings, month)
    columns = _identity_columns(at, headings)
    if pay is None or not columns:
        return None
    columns |= {role: at[role][0] for role in _ONE_EACH if role in at}
    text = frozenset(column for role in _TEXT for column in at.get(role, []))
    known = frozenset(column for found in at.values() for column in found)
    return Layout(
        columns=columns,
        pay=pay,
        text=text,
        other=frozenset(range(len(headings))) - known,
        programmes=tuple(at.get("programme", ())),
        score=sum(len(found) for role, found in at.items() if role not in _LOOSE),
    )


def _identity_columns(at: dict[str, list[int]], headings: list[str]) -> dict[str, int]:
    columns = {}
    if "kpj" in at:
        named = [column for column in at["kpj"] if "KPJ" in squeezed(headings[column])]
        columns["kpj"] = (named or at["kpj"])[0]
    if identity := at.get("ktp") or at.get("nik"):
        columns["nik"] = identity[0]
    return columns


def _pay_layout(at: dict[str, list[int]], headings: list[str], month: Month) -> Pay | None:
    """Choose the column of the wage, or of its parts and the total that checks them."""
    plain = sorted(at.get("wage", []), key=lambda column: _rank(headings[column], month))
    base, fixed = at.get("base", []), at.get("fixed", [])
    totals = at.get("total_wage", []) + at.get("total", [])
    if fixed and (base or plain):
        summed = base[0] if base else plain[0]
        checks = totals or [column for column in plain if column != summed]
        check = None if at.get("other_pay") or not checks else checks[-1]
        return Pay(check, summed, tuple(fixed))
    if base and (at.get("other_pay") or not at.get("total_wage")):
        plain = plain or base
    candidates = plain or at.get("total_wage", [])
    return Pay(candidates[0]) if candidates else None


def _rank(text: str, month: Month) -> tuple[bool, bool]:
    """Put the wage of this very month first, then the one reported."""
    words = _segments(_letters(text)) or []
    named = any(ANY_LANGUAGE.get(word) == month.number for word in words)
    return not named, "DILAPORKAN" not in words
