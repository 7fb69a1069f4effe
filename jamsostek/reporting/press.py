"""The facts of a day as sentences that a newspaper could print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from jamsostek.institution.queries import Office
from jamsostek.kernel.words import long_date, number, percent, rounded_rupiah
from jamsostek.reporting.measures import BENEFIT_COUNTS, Realisation
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import (
    BenefitReport,
    Benefits,
    OfficeRealisation,
    in_year,
    report,
)

UNITS: Final = {
    (Segment.FORMAL, Measure.EMPLOYERS): "perusahaan",
    (Segment.CONSTRUCTION, Measure.EMPLOYERS): "proyek",
    (Segment.CONSTRUCTION, Measure.WORKERS): "tenaga kerja",
    (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "wadah",
}
"""Of what there are so many; where nothing is said, of people."""

COMPARED_LEAST: Final = 3
"""Of fewer offices it says little which is first and which last."""

Said = tuple[list[Realisation], str]


@dataclass(frozen=True, slots=True)
class Release:
    """What the press is told: a heading, sentences, and the figures that stand in them."""

    heading: str
    sentences: list[str]
    figures: list[Realisation]
    benefits: BenefitReport

    @property
    def text(self) -> str:
        """Write it down, and below what each figure counts."""
        counted = [f"- {figure.name()}: {figure.counted_from()}" for figure in self.figures]
        if self.benefits.cells:
            counted.append(f"- {BENEFIT_COUNTS['id']}")
        how = ["", "Cara menghitung:", *counted] if counted else []
        return "\n".join([self.heading, "", *self.sentences, *how])


def press_release(office: Office, on: date) -> Release:
    """Put an office's realisation on a day into Indonesian sentences."""
    return release_of(*report(office, on), in_year(office, on), on)


def release_of(
    own: OfficeRealisation, below: list[OfficeRealisation], benefits: BenefitReport, on: date
) -> Release:
    """Put figures that are read already into the same sentences."""
    said = list(_sentences(own, on))
    sentences = [sentence for _, sentence in said] or ["Pada hari itu belum ada yang terdaftar."]
    return Release(
        heading=f"{own.office.name}, keadaan pada {long_date(on)}",
        sentences=[*sentences, *_benefits(benefits), *_extremes(below)],
        figures=[figure for figures, _ in said for figure in figures],
        benefits=benefits,
    )


def _sentences(own: OfficeRealisation, on: date) -> Iterator[Said]:
    """Say each segment that the office has, with the figures that the sentence is about."""
    for sentence in (_construction, _own_account, _companies, _workers, _members, _new_members):
        figures, words = sentence(own, on)
        if words and any(figure.realised or figure.target for figure in figures):
            yield figures, words


def _construction(own: OfficeRealisation, on: date) -> Said:
    workers = own.of(Measure.WORKERS, Segment.CONSTRUCTION)
    projects = own.of(Measure.EMPLOYERS, Segment.CONSTRUCTION)
    head = (
        f"Program jasa konstruksi melindungi {number(workers.realised)} tenaga kerja"
        f" pada {number(projects.realised)} proyek"
    )
    within = f" pada {number(projects.target)} proyek" if projects.target else ""
    return [workers, projects], f"{head}{_reached(workers, on, within=within)}"


def _own_account(own: OfficeRealisation, on: date) -> Said:
    workers = own.of(Measure.WORKERS, Segment.OWN_ACCOUNT)
    head = (
        "Tenaga kerja di luar hubungan kerja (TK-LHK), seperti pedagang, pekerja bengkel dan"
        f" pengojek, yang terlindungi berjumlah {number(workers.realised)} orang"
    )
    return [workers], f"{head}{_reached(workers, on)}"


def _companies(own: OfficeRealisation, on: date) -> Said:
    companies = own.of(Measure.EMPLOYERS)
    head = f"Di sektor formal tercatat {number(companies.realised)} perusahaan"
    return [companies], f"{head}{_reached(companies, on)}{_grown(companies, on)}"


def _workers(own: OfficeRealisation, on: date) -> Said:
    workers = own.of(Measure.WORKERS)
    head = f"Tenaga kerja perusahaan-perusahaan itu berjumlah {number(workers.realised)} orang"
    return [workers], f"{head}{_reached(workers, on)}{_grown(workers, on)}"


def _members(own: OfficeRealisation, on: date) -> Said:
    """Add the segments up; where there is one alone and no target, that has been said."""
    members = own.of(Measure.WORKERS, Segment.ALL)
    parts = [f.realised for f in own.figures if f.measure is Measure.WORKERS and f is not members]
    if members.target is None and members.realised == max(parts):
        return [members], ""
    head = f"Dengan demikian peserta seluruhnya berjumlah {number(members.realised)} orang"
    return [members], f"{head}{_reached(members, on)}" if members.target else f"{head}."


def _new_members(own: OfficeRealisation, on: date) -> Said:
    new = own.of(Measure.NEW_MEMBERS, Segment.ALL)
    head = f"Sejak awal tahun {on.year} terdaftar {number(new.realised)} peserta baru"
    return [new], f"{head}{_reached(new, on)}"


def _benefits(read: BenefitReport) -> Iterator[str]:
    """Say what was awarded since the beginning of the year, in the two sums the press tells."""
    for benefits, of in (
        (read.package_and_special, "program paket dan program khusus (jasa konstruksi)"),
        (read.own_account, "program informal (TK-LHK)"),
    ):
        if benefits != Benefits():
            yield (
                f"Jaminan {of} yang ditetapkan sampai dengan {long_date(read.last)} mencapai"
                f" {rounded_rupiah(benefits.amount)} untuk {number(benefits.cases)} kasus."
            )


def _reached(figure: Realisation, on: date, *, within: str = "") -> str:
    """Say how far that is on the way to the target; without one, say nothing of it."""
    if figure.target is None or figure.achievement is None:
        return "."
    unit = UNITS.get(figure.key, "orang")
    return (
        f", atau {percent(figure.achievement)} persen dari target tahun {on.year}"
        f" sebanyak {number(figure.target)} {unit}{within}."
    )


def _grown(figure: Realisation, on: date) -> str:
    """Say by how much a stand changed since the end of last year."""
    if not figure.in_year:
        return ""
    way = "bertambah" if figure.in_year > 0 else "berkurang"
    return f" Sejak awal tahun {on.year} jumlahnya {way} {number(abs(figure.in_year))}."


def _extremes(below: list[OfficeRealisation]) -> list[str]:
    """Name the offices nearest to and farthest from their target for workers, of several at work.

    An office that has nobody yet is at no beginning worth the name; those alike are not told apart.
    """
    reached: list[tuple[Decimal, str]] = []
    for part in below:
        workers = part.of(Measure.WORKERS)
        if workers.achievement is not None and workers.realised:
            reached.append((workers.achievement, part.office.name))
    if len(reached) < COMPARED_LEAST:
        return []
    best, worst = max(reached), min(reached)
    if best[0] == worst[0]:
        return []
    sentence = (
        f"Di antara {number(len(reached))} kantor, target tenaga kerja perusahaan paling banyak"
        f" dicapai di {best[1]} ({percent(best[0])} persen) dan paling sedikit di {worst[1]}"
        f" ({percent(worst[0])} persen)."
    )
    return [sentence]
