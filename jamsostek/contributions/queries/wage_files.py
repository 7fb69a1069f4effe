"""What a wage file was found to say, and whom it names that we do not know."""

from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db import connection
from django.db.models import QuerySet

from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.models import WageFile
from jamsostek.membership import queries as membership
from jamsostek.membership.models import Employer

WITHOUT_CONTENT: Final = ("content", "checked")
NOT_FILED: Final = "not_filed"
NIK_TAKEN: Final = "NIK_TAKEN"
NAME_MISSING: Final = "NAME_MISSING"
WAGE_UNREADABLE: Final = "WAGE_UNREADABLE"


def checked_of(wage_file: WageFile) -> Checked:
    """Give what was read of a file.

    Raises:
        NotRead: the file has not been read yet.
    """
    if wage_file.checked is None:
        msg = f"{wage_file.name} has not been read yet."
        raise NotRead(msg)
    return Checked.from_bytes(bytes(wage_file.checked))


class NotRead(ValueError):
    """A file whose rows are asked for before it was read."""


def why_not_filed(wage_file: WageFile) -> str | None:
    """Give the code of what stood against declaring a file when it was last sent off."""
    found: str | None = wage_file.summary.get(NOT_FILED)
    return found


def accepted_wages(checked: Checked) -> pl.DataFrame:
    """Give person_id, employment_id and wage of the accepted rows."""
    return checked.accepted().select("person_id", "employment_id", "wage")


@dataclass(frozen=True, slots=True)
class Strangers:
    """The people a file names and the register does not know, each once."""

    ready: pl.DataFrame
    """Who can be registered as the file has them."""
    doubtful: pl.DataFrame
    """Who cannot, with the reason in `doubt`: NIK_TAKEN, NAME_MISSING or WAGE_UNREADABLE."""


def strangers_in(checked: Checked) -> Strangers:
    """Give the unknown workers of a file, parted by whether they can be registered.

    Somebody with a new member number but a known identity number is most likely a member whose
    number was mistyped: registering that one would make a second person of the first.
    """
    unknown = checked.unknown_workers()
    unknown = unknown.with_columns(key=pl.coalesce("kpj_written", "nik"))
    unknown = unknown.unique("key", keep="first", maintain_order=True).drop("key")
    niks = unknown.filter(pl.col("kpj_written").is_not_null())["nik"].drop_nulls().to_list()
    taken = pl.col("kpj_written").is_not_null() & pl.col("nik").is_in(membership.known_niks(niks))
    doubt = (
        pl.when(taken)
        .then(pl.lit(NIK_TAKEN))
        .when(pl.col("name").fill_null("").str.strip_chars() == "")
        .then(pl.lit(NAME_MISSING))
        .when(pl.col("wage").is_null() | (pl.col("wage") <= 0))
        .then(pl.lit(WAGE_UNREADABLE))
    )
    parted = unknown.with_columns(doubt=doubt)
    return Strangers(
        parted.filter(pl.col("doubt").is_null()), parted.filter(pl.col("doubt").is_not_null())
    )


@dataclass(frozen=True, slots=True)
class Absent:
    """The workers employed in a month whom its wage file does not name."""

    count: int
    names: tuple[str, ...]
    """The first of them by name."""


def absent_from(checked: Checked, employer: Employer, *, shown: int = 20) -> Absent:
    """Give who is employed in the month of a file and does not stand in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.name, count(*) OVER ()
            FROM membership_employment e JOIN membership_insuredperson p ON p.id = e.person_id
            WHERE e.employer_id = %s AND e.from_date <= %s
                AND (e.until_date IS NULL OR e.until_date > %s) AND p.kpj <> ALL(%s)
            ORDER BY p.name, p.id LIMIT %s
            """,
            [
                employer.pk,
                checked.month.last_day,
                checked.month.first_day,
                checked.rows["kpj"].drop_nulls().to_list(),
                shown,
            ],
        )
        rows = cursor.fetchall()
    return Absent(rows[0][1] if rows else 0, tuple(name for name, _ in rows))


def same_file_for_other_months(wage_file: WageFile) -> QuerySet[WageFile]:
    """Give the same file where the employer has filed it for another month, newest month first."""
    others = WageFile.objects.filter(
        employer_id=wage_file.employer_id, sha256=wage_file.sha256, state=WageFile.State.FILED
    )
    return others.exclude(pk=wage_file.pk).defer(*WITHOUT_CONTENT).order_by("-month")
