"""The facts of a day as sentences that a newspaper could print."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jamsostek.institution.queries import Office
from jamsostek.kernel.words import long_date, number, percent
from jamsostek.reporting.measures import Realisation
from jamsostek.reporting.models import Measure, Segment
from jamsostek.reporting.queries import OfficeRealisation, drill_down, realisation

UNITS = {
    (Segment.FORMAL, Measure.EMPLOYERS): "perusahaan",
    (Segment.CONSTRUCTION, Measure.EMPLOYERS): "proyek",
    (Segment.OWN_ACCOUNT, Measure.EMPLOYERS): "wadah",
}
"""Of what there are so many; where nothing is said, of workers."""


def press_text(office: Office, on: date) -> str:
    """Write an office's realisation on a day in Indonesian, and what each figure counts."""
    own = OfficeRealisation(office, realisation(office, on))
    said = list(_sentences(own, on))
    sentences = [sentence for _, sentence in said]
    counted = [figure for figures, _ in said for figure in figures]
    return "\n".join(
        [
            f"{office.name}, keadaan pada {long_date(on)}",
            "",
            *sentences,
            *_extremes(drill_down(office, on)),
            "",
            "Cara menghitung:",
            *(f"- {figure.name()}: {figure.counted_from()}" for figure in counted),
        ]
    )


def _sentences(own: OfficeRealisation, on: date) -> Iterator[tuple[list[Realisation], str]]:
    """Say each segment that the office has, with the figures that the sentence is about."""
    for sentence in (_construction, _own_account, _companies, _workers, _members, _new_members):
        figures, words = sentence(own, on)
        if any(figure.realised or figure.target for figure in figures):
            yield figures, words


def _construction(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    workers = own.of(Measure.WORKERS, Segment.CONSTRUCTION)
    projects = own.of(Measure.EMPLOYERS, Segment.CONSTRUCTION)
    head = (
        f"Program jasa konstruksi melindungi {number(workers.realised)} tenaga kerja"
        f" pada {number(projects.realised)} proyek"
    )
    within = f" dalam {number(projects.target)} proyek" if projects.target else ""
    return [workers, projects], f"{head}{_reached(workers, on, within=within)}"


def _own_account(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    workers = own.of(Measure.WORKERS, Segment.OWN_ACCOUNT)
    head = (
        "Tenaga kerja di luar hubungan kerja (TK-LHK) yang terlindungi berjumlah"
        f" {number(workers.realised)} orang"
    )
    return [workers], f"{head}{_reached(workers, on)}"


def _companies(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    companies = own.of(Measure.EMPLOYERS)
    head = f"Di sektor formal tercatat {number(companies.realised)} perusahaan"
    return [companies], f"{head}{_reached(companies, on)}{_grown(companies, on)}"


def _workers(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    workers = own.of(Measure.WORKERS)
    head = f"Di perusahaan-perusahaan itu bekerja {number(workers.realised)} tenaga kerja peserta"
    return [workers], f"{head}{_reached(workers, on)}{_grown(workers, on)}"


def _members(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    members = own.of(Measure.WORKERS, Segment.ALL)
    head = f"Peserta seluruhnya berjumlah {number(members.realised)} orang"
    goal = _reached(members, on) if members.target else "."
    return [members], f"{head}{goal}"


def _new_members(own: OfficeRealisation, on: date) -> tuple[list[Realisation], str]:
    new = own.of(Measure.NEW_MEMBERS, Segment.ALL)
    head = f"Peserta baru sejak awal tahun {on.year} berjumlah {number(new.realised)} orang"
    return [new], f"{head}{_reached(new, on)}"


def _reached(figure: Realisation, on: date, *, within: str = "") -> str:
    """Say how far that is on the way to the target."""
    if figure.target is None or figure.achievement is None:
        return f"; untuk tahun {on.year} tidak ada target."
    unit = UNITS.get(figure.key, "tenaga kerja")
    return (
        f", atau {percent(figure.achievement)} persen dari target"
        f" {number(figure.target)} {unit}{within} untuk tahun {on.year}."
    )


def _grown(figure: Realisation, on: date) -> str:
    """Say by how much a stand changed since the end of last year."""
    if not figure.in_year:
        return ""
    way = "bertambah" if figure.in_year > 0 else "berkurang"
    return f" Sejak awal tahun {on.year} jumlahnya {way} {number(abs(figure.in_year))}."


def _extremes(below: list[OfficeRealisation]) -> list[str]:
    """Name the offices below that are nearest to and farthest from their target for workers."""
    reached: list[tuple[Decimal, str]] = []
    for part in below:
        percentage = part.of(Measure.WORKERS).achievement
        if percentage is not None:
            reached.append((percentage, part.office.name))
    if len(reached) < 2:
        return []
    best, worst = max(reached), min(reached)
    sentence = (
        "Pencapaian target tenaga kerja perusahaan tertinggi ada di"
        f" {best[1]} ({percent(best[0])} persen), terendah di {worst[1]}"
        f" ({percent(worst[0])} persen)."
    )
    return [sentence]
