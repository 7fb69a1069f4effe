"""Registering own-account workers by the column (PER-24/MEN/VI/2006)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import polars as pl
from django.conf import settings
from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.queries import regencies, regency
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import copy_frame
from jamsostek.kernel.months import Month
from jamsostek.membership.models import OwnAccountCover
from jamsostek.membership.rules.own_account import (
    Fault,
    Refusal,
    age_fault,
    base_fault,
    programmes_fault,
)
from jamsostek.membership.services import staging, staging_covers

COVER_COLUMNS: Final = {
    "branch_id": pl.Int64,
    "group_id": pl.Int64,
    "kpj": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "birth_place": pl.String,
    "sex": pl.String,
    "married": pl.Boolean,
    "occupation": pl.String,
    "regency_code": pl.String,
    "phone": pl.String,
    "from_date": pl.Date,
    "base": pl.Int64,
    "programmes": pl.String,
    "jht_rate": pl.Int32,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCover:
    """Somebody who takes part without an employer; `kpj` for who is a member already.

    `jht_rate` is in millionths of the base; 0 stands for the least rate.
    """

    branch_id: int
    name: str
    birth_date: date | None
    occupation: str
    regency_code: str
    from_date: date
    base: int | None
    programmes: frozenset[str]
    group_id: int | None = None
    kpj: str = ""
    nik: str = ""
    birth_place: str = ""
    sex: str = ""
    married: bool = False
    phone: str = ""
    jht_rate: int = 0


@dataclass(frozen=True, slots=True)
class RegisteredCovers:
    """What came of a list of own-account workers: rows in the order given."""

    rows: pl.DataFrame
    """row, person_id, cover_id, kpj, is_new, employed: has an employer at the same time."""

    @property
    def new_persons(self) -> int:
        """How many were nobody we knew."""
        return self.rows.filter("is_new").height

    @property
    def employed(self) -> pl.DataFrame:
        """Those who have an employer too: lawful, and worth a remark.

        The regulation insures work outside an employment, whatever else somebody does; JKK and
        JKM then stand behind each work on its own base, and JHT of both lies on one account.
        """
        return self.rows.filter("employed")


def covers_frame(covers: Sequence[NewCover]) -> pl.DataFrame:
    """Give the columns that `register_covers` takes."""
    return pl.DataFrame(
        [
            {name: getattr(cover, name) for name in COVER_COLUMNS}
            | {"programmes": ",".join(sorted(cover.programmes))}
            for cover in covers
        ],
        schema=COVER_COLUMNS,
    )


@transaction.atomic
def register_covers(*, covers: pl.DataFrame, act: Act, recognise: bool = True) -> RegisteredCovers:
    """Register own-account workers, all or none, in a fixed number of statements.

    Persons are recognised as `register_workers` does: by member number, or alone in having the
    identity number with the same birth date. Columns as in COVER_COLUMNS, programmes parted by
    commas. Nobody is insured by it: that begins with the first payment (PP 14/1993, Pasal 7).
    Without `recognise` whoever gives no member number is somebody new: what was typed without
    an officer looking on must not lead to anybody's account.

    Raises:
        CoversNotRegistered: some rows cannot be registered; it names each with its fault.
    """
    columns = covers.select(list(COVER_COLUMNS)).with_row_index("row", offset=1)
    with connection.cursor() as cursor:
        cursor.execute(staging_covers.CREATE)
        copy_frame(cursor, "staged_workers", columns)
        cursor.execute(staging_covers.HOLD_GROUPS)
        cursor.execute(staging.HOLD_NUMBERS)
        cursor.execute(staging.RECOGNISE_NUMBERS)
        for statement in staging.RECOGNISE_PERSONS if recognise else (staging.SAME_IN_LIST,):
            cursor.execute(statement)
        cursor.execute(staging_covers.HOLD_PERSONS)
        cursor.execute("ANALYZE staged_workers")
        if faults := _faults(cursor, columns):
            raise CoversNotRegistered(faults)
        cursor.execute(staging.NUMBER, [settings.KPJ_PREFIX])
        while cursor.rowcount > 0:
            cursor.execute(staging.NUMBER_AGAIN, [settings.KPJ_PREFIX])
        cursor.execute(staging_covers.PERSONS, [act.day])
        cursor.execute(staging_covers.COVERS)
        cursor.execute(staging_covers.TERMS, [act.at])
        cursor.execute(staging.FAMILIES)
        cursor.execute(staging_covers.RESULT)
        schema = staging_covers.RESULT_COLUMNS
        made = RegisteredCovers(pl.DataFrame(cursor.fetchall(), schema=schema, orient="row"))
        cursor.execute("DROP TABLE staged_workers")
    single = made.rows["cover_id"][0] if made.rows.height == 1 else None
    audit.record(
        act=act,
        action="register_covers",
        subject_type="own_account",
        subject_id=single,
        detail={"covers": made.rows.height, "new": made.new_persons},
    )
    return made


class CoversNotRegistered(ValueError):
    """Rows that cannot be registered: row number -> (name, fault)."""

    def __init__(self, faults: dict[int, tuple[str, Fault]]) -> None:
        """Keep the faults by row number of the list given."""
        first = "; ".join(f"{name}: {fault}" for name, fault in list(faults.values())[:3])
        super().__init__(f"{len(faults)} cannot be registered. {first}")
        self.faults = faults


def register_cover(*, new: NewCover, act: Act, recognise: bool = True) -> OwnAccountCover:
    """Register one own-account worker; as `register_covers`.

    Raises:
        CoversNotRegistered: naming the fault.
    """
    made = register_covers(covers=covers_frame([new]), act=act, recognise=recognise)
    covers = OwnAccountCover.objects.select_related("person", "branch", "group")
    return covers.get(pk=made.rows["cover_id"][0])


def place_fault(place: str, on: date) -> Fault | None:
    """Give what is wrong with a place: no regency of ours, or none of its province is."""
    code = place.partition("/")[0]
    known = regency(code, on) is not None or not regencies(code[:2], on)
    return None if known else Fault(Refusal.PLACE_UNKNOWN, place=place)


def _faults(cursor: Any, columns: pl.DataFrame) -> dict[int, tuple[str, Fault]]:  # noqa: ANN401
    """Give the first fault of every row that has one, in the order of rows."""
    cursor.execute(staging_covers.FAULTS)
    found = {row: (name or "", Fault(Refusal(code))) for row, name, code in cursor.fetchall()}
    cursor.execute(staging_covers.BIRTH_DATES)
    born = pl.DataFrame(
        cursor.fetchall(),
        schema={"row": pl.Int64, "name": pl.String, "born": pl.Date},
        orient="row",
    )
    facts = columns.select("from_date", "regency_code", "base", "programmes", "jht_rate")
    for (row, name, birth_date), fact in zip(born.iter_rows(), facts.iter_rows(), strict=True):
        if row not in found and (fault := next(_of_row(birth_date, *fact), None)):
            found[row] = (name, fault)
    return dict(sorted(found.items()))


def _of_row(
    birth_date: date | None,
    from_date: date,
    place: str | None,
    base: int | None,
    programmes: str | None,
    jht_rate: int | None,
) -> Iterator[Fault]:
    month = Month.of(from_date)
    if fault := age_fault(birth_date, on=from_date):
        yield fault
    if fault := _place_fault(place or "", month) or base_fault(
        base, place=place or "", month=month
    ):
        yield fault
    if fault := _programmes_fault(programmes or "", jht_rate or 0, month):
        yield fault


@lru_cache(maxsize=1024)
def _place_fault(place: str, month: Month) -> Fault | None:
    return place_fault(place, month.first_day)


@lru_cache(maxsize=1024)
def _programmes_fault(programmes: str, jht_rate: int, month: Month) -> Fault | None:
    chosen = frozenset(programmes.split(",")) - {""}
    return programmes_fault(chosen, jht_rate, month)
