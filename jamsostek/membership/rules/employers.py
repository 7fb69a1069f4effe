"""Who must join, in which programmes, under which risk group (PP 14/1993, Pasal 2, 3 and 9)."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Lang, number, rupiah
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import FOLDER, read, row_on

DUTY_TO_JOIN: Final = "UU 3/1992, Pasal 4 ayat (1)"


class Ground(StrEnum):
    """Why an employer must join, or need not."""

    WORKERS = "WORKERS"
    PAYROLL = "PAYROLL"
    WORKERS_AND_PAYROLL = "WORKERS_AND_PAYROLL"
    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    BELOW_BOTH = "BELOW_BOTH"


@dataclass(frozen=True, slots=True)
class RegistrationTerms:
    """From how many workers or how much payroll an employer must join."""

    min_workers: int
    min_payroll: int
    stays_when_smaller: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether an employer must join, on which ground, and where that is written."""

    must_register: bool
    ground: Ground
    terms: RegistrationTerms
    citation: str

    @property
    def reason(self) -> str:
        """The ground as an English sentence."""
        return self.reason_in("en")

    def reason_in(self, lang: Lang) -> str:
        """Give the ground as a sentence."""
        workers = number(self.terms.min_workers, lang)
        payroll = rupiah(self.terms.min_payroll, lang)
        return _SENTENCES[lang][self.ground].format(workers=workers, payroll=payroll)


@dataclass(frozen=True, slots=True)
class OptOut:
    """Whether an employer may stay out of JPK, and where that is written."""

    allowed: bool
    reason: str
    citation: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An industry of annex I that a text may mean; it suggests a risk group, and decides nothing.

    `group` is None where the group of the time is not known. `status` says how the line was
    found: read, read once (in one source), inferred from 2019, group unknown.
    """

    group: int | None
    industry_id: str
    industry_en: str
    status: str


@implements(DUTY_TO_JOIN, "PP 14/1993, Pasal 2 ayat (3)", "PP 14/1993, Pasal 2 ayat (6)")
def must_register(
    *, workers: int, payroll: Rupiah, on: date, already_registered: bool = False
) -> Duty:
    """Tell whether an employer must join with its workers on a day.

    It must with ten workers, or with a payroll of a million rupiah a month: either is enough,
    though newspapers write "and". Who has joined stays, however small it becomes. Whoever is
    below both may join of its own will.

    Raises:
        NoSuchEmployer: workers or payroll are below zero.
        NotInForce: the day lies outside the law of this version.
    """
    if workers < 0 or payroll < 0:
        raise NoSuchEmployer(f"No employer has {workers} workers and a payroll of {payroll}.")
    terms = read(RegistrationTerms, "membership", on=on)
    ground = _ground(workers, payroll, terms, already_registered=already_registered)
    name = "stays_when_smaller" if ground is Ground.ALREADY_REGISTERED else "min_workers"
    return Duty(
        must_register=ground is not Ground.BELOW_BOTH,
        ground=ground,
        terms=terms,
        citation=f"{DUTY_TO_JOIN}; {row_on('membership', name, on=on).citation}",
    )


@implements("PP 14/1993, Pasal 2 ayat (4)")
def may_opt_out_of_jpk(*, own_scheme_is_better: bool, on: date) -> OptOut:
    """Tell whether an employer may stay out of JPK: if it already cares for health better itself.

    Better means better than the basic package of the regulation. The other programmes stay due,
    and the employer may not cut its own benefits down. Since 2014 there is no JPK to stay out of.

    Raises:
        NotInForce: the day lies outside the years of JPK.
    """
    citation = row_on("membership", "jpk_opt_out", on=on).citation
    if own_scheme_is_better:
        return OptOut(
            True, "The employer's own health scheme is better than the basic package.", citation
        )
    return OptOut(
        False, "Only an own health scheme better than the basic package frees from JPK.", citation
    )


@implements("PP 14/1993, Pasal 2 ayat (1)", "PP 84/2013, Pasal I angka 1")
def programmes_on(day: date, *, jpk_opt_out: bool = False) -> frozenset[Programme]:
    """Give the programmes an employer takes part in on a day; for a month ask its first day.

    Raises:
        NotInForce: the day lies outside the law of this version.
    """
    run = frozenset(map(Programme, row_on("membership", "programmes", on=day).value))
    return run - {Programme.JPK} if jpk_opt_out else run


@implements("PP 14/1993, Lampiran I")
def suggest_risk_groups(text: str, *, on: date, limit: int = 10) -> list[Suggestion]:
    """Give the industries of annex I whose words a text shares, the nearest first.

    The annex was read whole for group I and in part for group II; the rest is inferred from the
    list of 2019. It therefore suggests, and an officer's dated decision fixes the group.

    Raises:
        NotInForce: the day lies outside the law of this version.
    """
    row_on("contributions", "jkk", on=on)
    words = _words(text)
    scored = [
        (len(words & _words(f"{line.industry_id} {line.industry_en}")), line) for line in _annex()
    ]
    nearest = sorted(scored, key=lambda pair: (-pair[0], len(pair[1].industry_id)))
    return [line for score, line in nearest if score][:limit]


class NoSuchEmployer(ValueError):
    """Numbers that no employer can have."""


def _ground(
    workers: int, payroll: Rupiah, terms: RegistrationTerms, *, already_registered: bool
) -> Ground:
    by_workers = workers >= terms.min_workers
    by_payroll = payroll >= terms.min_payroll
    if by_workers and by_payroll:
        return Ground.WORKERS_AND_PAYROLL
    if by_workers:
        return Ground.WORKERS
    if by_payroll:
        return Ground.PAYROLL
    stays = already_registered and terms.stays_when_smaller
    return Ground.ALREADY_REGISTERED if stays else Ground.BELOW_BOTH


_SENTENCES: Final[dict[Lang, dict[Ground, str]]] = {
    "en": {
        Ground.WORKERS: "It has {workers} workers or more.",
        Ground.PAYROLL: "Its payroll is {payroll} a month or more.",
        Ground.WORKERS_AND_PAYROLL: (
            "It has {workers} workers or more, and its payroll is {payroll} a month or more."
        ),
        Ground.ALREADY_REGISTERED: (
            "It has joined, and stays although it has fewer than {workers} workers and pays less"
            " than {payroll} a month."
        ),
        Ground.BELOW_BOTH: (
            "It has fewer than {workers} workers and pays less than {payroll} a month;"
            " it may join of its own will."
        ),
    },
    "id": {
        Ground.WORKERS: "Mempekerjakan {workers} orang atau lebih.",
        Ground.PAYROLL: "Membayar upah {payroll} sebulan atau lebih.",
        Ground.WORKERS_AND_PAYROLL: (
            "Mempekerjakan {workers} orang atau lebih dan membayar upah {payroll} sebulan atau"
            " lebih."
        ),
        Ground.ALREADY_REGISTERED: (
            "Sudah menjadi peserta dan tetap menjadi peserta, walaupun pekerjanya kurang dari"
            " {workers} orang dan upahnya kurang dari {payroll} sebulan."
        ),
        Ground.BELOW_BOTH: (
            "Mempekerjakan kurang dari {workers} orang dan membayar upah kurang dari {payroll}"
            " sebulan; boleh ikut secara sukarela."
        ),
    },
}


@cache
def _annex() -> tuple[Suggestion, ...]:
    with (FOLDER / "risk_groups_1993.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Suggestion(
                int(line["group"]) if line["group"] else None,
                line["industry_id"],
                line["industry_en"],
                line["status"],
            )
            for line in csv.DictReader(file)
        )


_COMMON: Final = frozenset(
    {"dan", "dari", "lain", "lainnya", "seperti", "yang", "pabrik", "perusahaan", "industri"}
    | {"pt", "cv", "and", "other", "of", "the", "factory"}
)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold())) - _COMMON
