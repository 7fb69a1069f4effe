"""The facts of a day as sentences that a newspaper could print."""

from datetime import date
from decimal import Decimal

from jamsostek.institution.queries import Office
from jamsostek.kernel.words import long_date, number, percent
from jamsostek.reporting.measures import COUNTS
from jamsostek.reporting.models import Measure
from jamsostek.reporting.queries import OfficeRealisation, drill_down, realisation

UNITS = {Measure.EMPLOYERS: "perusahaan", Measure.WORKERS: "tenaga kerja"}


def press_text(office: Office, on: date) -> str:
    """Write an office's realisation on a day in Indonesian, and what each figure counts."""
    own = OfficeRealisation(office, realisation(office, on))
    sentences = [_standing(own, measure, on) for measure in Measure]
    sentences += [_growth(own, on), *_extremes(drill_down(office, on))]
    counted = [f"- {UNITS[measure].capitalize()}: {COUNTS['id'][measure]}" for measure in Measure]
    return "\n".join(
        [
            f"{office.name}, keadaan pada {long_date(on)}",
            "",
            *(sentence for sentence in sentences if sentence),
            "",
            "Cara menghitung:",
            *counted,
        ]
    )


def _standing(own: OfficeRealisation, measure: Measure, on: date) -> str:
    """Say how many there are, and how far that is on the way to the target."""
    figure, unit = own.of(measure), UNITS[measure]
    head = {
        Measure.EMPLOYERS: f"Di sektor formal tercatat {number(figure.realised)} perusahaan",
        Measure.WORKERS: f"Di perusahaan-perusahaan itu bekerja {number(figure.realised)}"
        " tenaga kerja peserta",
    }[measure]
    if figure.target is None or figure.achievement is None:
        return f"{head}; untuk tahun {on.year} tidak ada target."
    return (
        f"{head}, atau {percent(figure.achievement)} persen dari target"
        f" {number(figure.target)} {unit} untuk tahun {on.year}."
    )


def _growth(own: OfficeRealisation, on: date) -> str:
    """Say by how much the numbers changed since the end of last year."""
    before = OfficeRealisation(own.office, realisation(own.office, date(on.year - 1, 12, 31)))
    changes = [
        (UNITS[measure], own.of(measure).realised - before.of(measure).realised)
        for measure in Measure
    ]
    said = [
        f"{unit} {'bertambah' if net > 0 else 'berkurang'} {number(abs(net))}"
        for unit, net in changes
        if net
    ]
    return f"Sejak awal tahun {on.year}, {' dan '.join(said)}." if said else ""


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
        f"Pencapaian target tenaga kerja tertinggi ada di {best[1]} ({percent(best[0])} persen),"
        f" terendah di {worst[1]} ({percent(worst[0])} persen)."
    )
    return [sentence]
