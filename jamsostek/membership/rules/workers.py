"""Which programmes a worker has by the kind of employment (PP 14/1993, Pasal 3; KEP-150/MEN/1999).

Permanent workers have every programme their employer takes part in. For the others the decree
draws a line at three months: before it they have JKK and JKM, from then on all.

Months are counted when a contribution month begins, as its law and its family tariff are: whole
months on end with the employer, completed before the month's first day. Somebody who began on
1 July has completed three on 1 October, and October is the first month with every programme; who
began on 15 July has completed two by then. For a fixed term the contract itself says it: three
months or more are full cover from its first month, and so is an extension that reaches them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.kernel.months import Month, whole_months
from jamsostek.kernel.words import Lang, number
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import NotInForce, read, row_on
from jamsostek.membership.rules.employers import DUTY_TO_JOIN, programmes_on

PERMANENT: Final = "PERMANENT"
FIXED_TERM: Final = "FIXED_TERM"
CASUAL: Final = "CASUAL"


class Standing(StrEnum):
    """Why a worker has every programme in a month, or JKK and JKM alone."""

    PERMANENT = "PERMANENT"
    BEFORE_DECREE = "BEFORE_DECREE"
    CONTRACT_LONG = "CONTRACT_LONG"
    CONTRACT_OPEN = "CONTRACT_OPEN"
    CONTRACT_SHORT = "CONTRACT_SHORT"
    SERVED = "SERVED"
    NOT_YET = "NOT_YET"
    TOO_FEW_DAYS = "TOO_FEW_DAYS"


@dataclass(frozen=True, slots=True)
class CasualTerms:
    """From how many months a casual worker has every programme, and which before."""

    casual_full_cover_months: int
    casual_full_cover_days: int
    casual_short_programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """How long somebody has worked for an employer when a contribution month begins."""

    kind: str
    """PERMANENT, FIXED_TERM, CASUAL or PIECE_RATE."""
    months: int
    """Whole months on end."""
    steady_months: int
    """The longest run of them without a month of too few days."""
    contract_months: int | None = None
    """Whole months that the contract, with those before it on end, runs; None if left open."""


@dataclass(frozen=True, slots=True)
class WorkerProgrammes:
    """The programmes of a worker in a month, before those the employer does not take part in."""

    programmes: frozenset[Programme]
    full_cover: bool
    """Every programme that is run; otherwise JKK and JKM alone."""
    standing: Standing
    citation: str
    months: int
    days: int
    """From how many months, of how many days each, the decree gives every programme."""
    caution: str = ""
    """What must be said beside it: what the evidence is."""

    def reason_in(self, lang: Lang) -> str:
        """Give the ground as a sentence."""
        months, days = number(self.months, lang), number(self.days, lang)
        return _SENTENCES[lang][self.standing].format(months=months, days=days)


def service_in(
    month: Month,
    *,
    kind: str,
    since: date,
    agreed_until: date | None = None,
    short_months: Collection[Month] = (),
) -> Service:
    """Count somebody's service when a month begins, with one employer and without a gap.

    `agreed_until` is the first day after the contract, `short_months` those known to have had too
    few days. A month of which no days are known is taken as worked in full.
    """
    starts = [since, *((short + 1).first_day for short in sorted(short_months))]
    ends = [*(short.first_day for short in sorted(short_months)), month.first_day]
    runs = [
        whole_months(start, min(end, month.first_day))
        for start, end in zip(starts, ends, strict=True)
        if start < min(end, month.first_day)
    ]
    return Service(
        kind=kind,
        months=whole_months(since, max(since, month.first_day)),
        steady_months=max(runs, default=0),
        contract_months=None if agreed_until is None else whole_months(since, agreed_until),
    )


@implements("PP 14/1993, Pasal 3", "KEP-150/MEN/1999")
def worker_programmes(service: Service, *, month: Month) -> WorkerProgrammes:
    """Give the programmes of a worker in a month by the kind of employment and its length.

    Once three months on end have been worked the worker keeps every programme while the
    employment lasts, also in a month of fewer days. Before the decree of 1999 nothing we know of
    took programmes away from anybody, so the act's duty for every worker holds; that is said.

    Raises:
        NotInForce: the month lies outside the law of this version.
    """
    on = month.first_day
    every = programmes_on(on)
    if service.kind == PERMANENT:
        citation = row_on("membership", "programmes", on=on).citation
        return WorkerProgrammes(every, True, Standing.PERMANENT, citation, 0, 0)
    try:
        terms = read(CasualTerms, "membership", on=on)
    except NotInForce as gap:
        citation = f"{DUTY_TO_JOIN}; PP 14/1993, Pasal 3"
        return WorkerProgrammes(every, True, Standing.BEFORE_DECREE, citation, 0, 0, str(gap))
    standing = _standing(service, terms.casual_full_cover_months)
    full = standing not in _SHORT
    months = terms.casual_full_cover_months if full else 0
    rows = [row_on("membership", "casual_full_cover_months", on=on)]
    if standing is Standing.TOO_FEW_DAYS:
        rows.append(row_on("membership", "casual_full_cover_days", on=on))
    return WorkerProgrammes(
        programmes=casual_programmes(months_employed=months, on=on),
        full_cover=full,
        standing=standing,
        citation=rows[0].citation,
        months=terms.casual_full_cover_months,
        days=terms.casual_full_cover_days,
        caution=" ".join(filter(None, (row.caution(on) for row in rows))),
    )


@implements("PP 14/1993, Pasal 3", "KEP-150/MEN/1999")
def casual_programmes(*, months_employed: int, on: date) -> frozenset[Programme]:
    """Give the programmes of a casual worker: all after three months on end, before it two.

    Raises:
        NotInForce: the day lies outside the decree.
    """
    terms = read(CasualTerms, "membership", on=on)
    if months_employed >= terms.casual_full_cover_months:
        return programmes_on(on)
    return frozenset(map(Programme, terms.casual_short_programmes))


_SHORT: Final = frozenset({Standing.CONTRACT_SHORT, Standing.NOT_YET, Standing.TOO_FEW_DAYS})


def _standing(service: Service, enough: int) -> Standing:
    if service.kind == FIXED_TERM and service.contract_months is None:
        return Standing.CONTRACT_OPEN
    if (service.contract_months or 0) >= enough and service.kind == FIXED_TERM:
        return Standing.CONTRACT_LONG
    counted = service.steady_months if service.kind == CASUAL else service.months
    if counted >= enough:
        return Standing.SERVED
    if service.kind == FIXED_TERM:
        return Standing.CONTRACT_SHORT
    return Standing.TOO_FEW_DAYS if service.months >= enough else Standing.NOT_YET


_SENTENCES: Final[dict[Lang, dict[Standing, str]]] = {
    "en": {
        Standing.PERMANENT: "Permanent workers have every programme of their employer.",
        Standing.BEFORE_DECREE: (
            "Before the decree of 1999 we know of no rule that gave this kind of worker fewer"
            " programmes."
        ),
        Standing.CONTRACT_LONG: "The contract runs {months} months or longer.",
        Standing.CONTRACT_OPEN: "The contract names no end, so it counts as a long one.",
        Standing.CONTRACT_SHORT: "The contract runs less than {months} months: JKK and JKM alone.",
        Standing.SERVED: "{months} months on end or more have been worked before this month.",
        Standing.NOT_YET: (
            "Fewer than {months} months on end have been worked before this month: JKK and JKM"
            " alone."
        ),
        Standing.TOO_FEW_DAYS: (
            "{months} months on end of {days} days or more each have not been worked yet: JKK and"
            " JKM alone."
        ),
    },
    "id": {
        Standing.PERMANENT: "Tenaga kerja tetap mengikuti semua program pemberi kerjanya.",
        Standing.BEFORE_DECREE: (
            "Sebelum keputusan menteri tahun 1999 tidak kami kenal aturan yang mengurangi program"
            " bagi tenaga kerja seperti ini."
        ),
        Standing.CONTRACT_LONG: "Kontraknya {months} bulan atau lebih.",
        Standing.CONTRACT_OPEN: "Akhir kontraknya tidak ditentukan, jadi dihitung kontrak panjang.",
        Standing.CONTRACT_SHORT: "Kontraknya kurang dari {months} bulan: hanya JKK dan JKM.",
        Standing.SERVED: (
            "Sebelum bulan ini sudah bekerja {months} bulan berturut-turut atau lebih."
        ),
        Standing.NOT_YET: (
            "Sebelum bulan ini belum genap {months} bulan berturut-turut bekerja: hanya JKK dan"
            " JKM."
        ),
        Standing.TOO_FEW_DAYS: (
            "Belum {months} bulan berturut-turut bekerja {days} hari atau lebih sebulan: hanya JKK"
            " dan JKM."
        ),
    },
}
