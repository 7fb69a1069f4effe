"""Who pays a benefit where a worker's cover is in doubt: the institution, the employer, nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import FactsMissing
from jamsostek.kernel.months import whole_months
from jamsostek.kernel.words import Said
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, row_on


class Cover(StrEnum):
    """How somebody stood towards a programme on the day of the event."""

    INSURED = "INSURED"
    """Registered, and the first contribution paid."""
    IN_ARREARS = "IN_ARREARS"
    """Registered and once paid for, later contributions are owed."""
    FIRST_UNPAID = "FIRST_UNPAID"
    """Registered, but the first contribution was not yet paid."""
    WORKER_NOT_REPORTED = "WORKER_NOT_REPORTED"
    """The employer takes part but did not report this worker."""
    EMPLOYER_NOT_JOINED = "EMPLOYER_NOT_JOINED"
    """The employer had to take part and did not."""
    EMPLOYER_NOT_OBLIGED = "EMPLOYER_NOT_OBLIGED"
    """The employer did not yet have to take part, and did not."""
    STOPPED_WORKING = "STOPPED_WORKING"
    """Was insured, and had stopped working."""
    NOT_COVERED = "NOT_COVERED"
    """Neither insured nor employed: an own-account worker whose cover lapsed, for example."""


class Payer(StrEnum):
    """Who owes the benefit."""

    INSTITUTION = "INSTITUTION"
    EMPLOYER = "EMPLOYER"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class Liability:
    """Who pays, where that is written, and what is to be said about it."""

    payer: Payer
    citation: str
    note: str = ""


@implements(
    "UU 3/1992, Pasal 18 ayat (3)",
    "UU 3/1992, Pasal 19 ayat (2)",
    "PP 14/1993, Pasal 7",
    "PER-12/MEN/VI/2007, Pasal 16 ayat (1)",
)
def who_pays(
    programme: Programme, cover: Cover, *, on: date, stopped_on: date | None = None
) -> Liability:
    """Give who owes the benefit of an event; `stopped_on` is the first day no longer worked.

    Raises:
        FactsMissing: who had stopped working needs the day of it.
    """
    if cover is Cover.STOPPED_WORKING:
        return _after_work(programme, stopped_on, on)
    if cover is Cover.EMPLOYER_NOT_OBLIGED and programme is Programme.JKK:
        return Liability(Payer.EMPLOYER, "UU 3/1992, Pasal 19 ayat (2)", _JKK_ALWAYS)
    return _LIABILITIES[cover]


def _after_work(programme: Programme, stopped_on: date | None, on: date) -> Liability:
    if stopped_on is None:
        raise FactsMissing(("stopped_on",))
    if on < stopped_on:
        return _LIABILITIES[Cover.INSURED]
    if programme is not Programme.JKM:
        return _LIABILITIES[Cover.NOT_COVERED]
    try:
        row = row_on("jkm", "cover_after_work_months", on=on)
    except NotInForce:
        return Liability(Payer.NOBODY, "PP 14/1993, Pasal 7", _NO_COVER_AFTER)
    if whole_months(stopped_on, on) < row.value:
        return Liability(Payer.INSTITUTION, row.citation, _COVERED_AFTER)
    return Liability(Payer.NOBODY, row.citation, _COVER_OVER)


_COVERED_AFTER: Final = Said(
    "Meninggal dalam enam bulan sejak berhenti bekerja: masih dilindungi (PER-12/MEN/VI/2007,"
    " Pasal 16 ayat (1), dibaca dari sumber kedua).",
    "Died within six months of the end of work: still covered (PER-12/MEN/VI/2007, Pasal 16 ayat"
    " (1), read in a secondary text).",
)
_COVER_OVER: Final = Said(
    "Meninggal setelah enam bulan sejak berhenti bekerja: perlindungan Jaminan Kematian sudah"
    " berakhir.",
    "Died six months or more after the end of work: the cover of JKM was over.",
)
_NO_COVER_AFTER: Final = Said(
    "Sudah berhenti bekerja: sebelum PER-12/MEN/VI/2007 tidak ditemukan aturan yang melanjutkan"
    " perlindungan.",
    "No longer worked: before PER-12/MEN/VI/2007 no rule that goes on covering was found.",
)
_JKK_ALWAYS: Final = Said(
    "Pengusaha yang belum wajib ikut serta tetap membayar sendiri Jaminan Kecelakaan Kerja.",
    "An employer that need not yet take part owes the employment injury benefit itself.",
)
_LIABILITIES: Final = {
    Cover.INSURED: Liability(Payer.INSTITUTION, "PP 14/1993, Pasal 7"),
    Cover.IN_ARREARS: Liability(
        Payer.INSTITUTION,
        "PP 14/1993, Pasal 7",
        Said(
            "Iuran menunggak: peraturan yang dibaca tidak menghentikan perlindungan; tunggakan dan"
            " denda tetap ditagih kepada pengusaha.",
            "Contributions are in arrears: the regulations read do not suspend the cover; arrears"
            " and penalty stay due from the employer.",
        ),
    ),
    Cover.FIRST_UNPAID: Liability(
        Payer.EMPLOYER,
        "UU 3/1992, Pasal 18 ayat (3); PP 14/1993, Pasal 7",
        Said(
            "Iuran pertama belum dibayar, kepesertaan belum berlaku: pengusaha yang membayar,"
            " bukan badan penyelenggara.",
            "The first contribution was not paid and membership not yet in force: the employer"
            " pays, not the institution.",
        ),
    ),
    Cover.WORKER_NOT_REPORTED: Liability(
        Payer.EMPLOYER,
        "UU 3/1992, Pasal 18 ayat (3)",
        Said(
            "Tenaga kerja tidak dilaporkan pengusahanya: pengusaha wajib memberikan haknya, bukan"
            " badan penyelenggara.",
            "The employer did not report the worker: it owes the benefit itself, not the"
            " institution.",
        ),
    ),
    Cover.EMPLOYER_NOT_JOINED: Liability(
        Payer.EMPLOYER,
        "UU 3/1992, Pasal 4 ayat (1), Pasal 17 dan Pasal 18 ayat (3)",
        Said(
            "Pengusaha wajib ikut serta tetapi tidak mendaftar: pengusaha yang membayar, bukan"
            " badan penyelenggara. Pasal 18 ayat (3) menyebut data yang tidak benar; berlaku pula"
            " bagi yang sama sekali tidak mendaftar.",
            "The employer had to take part and did not: it pays, not the institution. Pasal 18"
            " ayat (3) speaks of untrue data; it holds all the more for none.",
        ),
    ),
    Cover.EMPLOYER_NOT_OBLIGED: Liability(
        Payer.NOBODY,
        "UU 3/1992, Pasal 19 ayat (2)",
        Said(
            "Pengusaha belum wajib ikut serta: ia hanya wajib memberikan Jaminan Kecelakaan Kerja.",
            "The employer did not yet have to take part: it owes the employment injury benefit"
            " alone.",
        ),
    ),
    Cover.NOT_COVERED: Liability(
        Payer.NOBODY,
        "PP 14/1993, Pasal 7",
        Said(
            "Tidak ada kepesertaan yang berlaku pada hari itu.",
            "No membership was in force on that day.",
        ),
    ),
}
