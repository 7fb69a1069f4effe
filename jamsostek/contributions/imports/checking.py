"""Hold a wage file against the register: every worker row is accepted or rejected, with a reason.

Pure and in columns. The first fault decides, in this order: who is meant, employment, wage, repeat.
"""

from typing import Final

import polars as pl

from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.imports.codes import Flag, Rejection
from jamsostek.contributions.imports.identities import ODD, RESTORED
from jamsostek.contributions.imports.reader import Reading
from jamsostek.contributions.imports.repeats import Repeats, find_repeats
from jamsostek.kernel.months import Month
from jamsostek.law.wages import WAGE_MAX

REGISTER: Final = ("kpj", "nik", "from_date", "until_date")
"""What a register must say of every employment; `npp` beside it names the employer."""
_ROW: Final = [
    "sheet", "row", "kpj", "kpj_written", "nik", "name", "wage", "decision", "code", "flags",
    "hidden", "birth_date", "start_date", "leave_date",
]  # fmt: skip

_NO_FLAGS: Final = pl.lit([], pl.List(pl.String))


def check(
    reading: Reading, register: pl.DataFrame, *, month: Month, employer: str | None = None
) -> Checked:
    """Decide on every row of a wage file.

    The register has a row for each employment: `kpj`, `nik`, `from_date`, `until_date` (first day
    out, null while open) and `npp`. Employments elsewhere must be there for the members the file
    may name, so that a stranger is told from somebody who works elsewhere; without `npp` all are at
    this employer. A person without any employment has null dates. `member` names whoever a number
    means, where one person may have several; without it every number is a person. Every other
    column is carried to the accepted rows.
    """
    if reading.refused is not None:
        return Checked.refusal(reading)
    register, carried = _prepared(register, employer)
    rows = reading.rows.with_row_index("at")
    rows = _identified(rows, register)
    rows = _employed(rows, register, month).with_columns(verdict=_nik_verdict())
    faults = pl.coalesce(_identity_fault(), _employment_fault(month), "wage_fault")
    rows = rows.with_columns(code=faults).with_columns(*_comings_and_goings(month))
    repeats = find_repeats(rows.filter(pl.col("code").is_null()))
    rows = _decided(rows, repeats, carried)
    return Checked.of(reading, rows.select(*_ROW, *carried))


def _prepared(register: pl.DataFrame, employer: str | None) -> tuple[pl.DataFrame, list[str]]:
    """Give the register with `here`, and the names of the columns it only carries."""
    known = {*REGISTER, "npp", "member", *_ROW}
    carried = [name for name in register.columns if name not in known]
    member = "member" if "member" in register.columns else "kpj"
    here = pl.col("npp") == employer if "npp" in register.columns else pl.lit(value=True)
    return register.select(
        pl.col("kpj").cast(pl.String),
        pl.col(member).cast(pl.String).alias("member"),
        pl.col("nik").cast(pl.String),
        pl.col("from_date").cast(pl.Date),
        pl.col("until_date").cast(pl.Date),
        here.fill_null(value=False).alias("here"),
        *carried,
    ), carried


def _identified(rows: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """Find the member that each row means: by member number, or else by identity number."""
    members = register.group_by("member").agg(known_nik=pl.col("nik").drop_nulls().first())
    here = register.filter("here").select("member", "nik").drop_nulls().unique()
    by_nik = here.group_by("nik").agg(found=pl.col("member").first(), people=pl.len())
    by_nik = by_nik.filter(pl.col("people") == 1).select("nik", "found")
    rows = rows.join(by_nik, on="nik", how="left", maintain_order="left")
    findable = ~pl.col("kpj_given") & pl.col("nik_certain")
    rows = rows.with_columns(found=pl.when(findable).then("found"))
    rows = rows.with_columns(member=pl.coalesce(_owner(register), "found"))
    members = members.with_columns(known=pl.lit(value=True))
    rows = rows.join(members, on="member", how="left", maintain_order="left")
    rows = rows.with_columns(known_nik=_nearest_nik(register))
    return rows.with_columns(
        pl.col("known").fill_null(value=False), damaged_here=_damaged_here(rows, here)
    )


def _owner(register: pl.DataFrame) -> pl.Expr:
    """Give whom the member number of a row means."""
    several = register.filter(pl.col("member") != pl.col("kpj")).unique("kpj")
    return pl.col("kpj").replace(several["kpj"], several["member"])


def _nearest_nik(register: pl.DataFrame) -> pl.Expr:
    """Give the identity number to compare with: any that the member has under some number."""
    several = register.filter(pl.col("member") != pl.col("kpj"))["member"].unique()
    theirs = register.filter(pl.col("member").is_in(several.implode())).select("member", "nik")
    if theirs.is_empty():
        return pl.col("known_nik")
    pairs = pl.struct("member", "nik").is_in(theirs.drop_nulls().to_struct().implode())
    return pl.when(pairs).then("nik").otherwise("known_nik")


def _damaged_here(rows: pl.DataFrame, here: pl.DataFrame) -> pl.Series:
    """Tell for rows that nobody was found by whether the identity number is a damaged one.

    A cut sixteenth digit is known by a member of this employer who has the other fifteen.
    """
    if rows["kpj_given"].all():
        return pl.repeat(value=False, n=rows.height, eager=True)
    known = here["nik"].filter(here["nik"].str.contains("^[0-9]{16}$")).str.slice(0, 15)
    cut = rows["nik_low"].is_not_null() & rows["nik"].is_not_null() & rows["nik_certain"]
    agrees = rows["nik"].str.slice(0, 15).is_in(known.unique().to_list())
    uncertain = rows["nik_low"].is_not_null() & ~rows["nik_certain"].fill_null(value=False)
    return (uncertain | (cut & agrees)).fill_null(value=False)


def _identity_fault() -> pl.Expr:
    missing = ~pl.col("kpj_given")
    unfound = missing & pl.col("found").is_null()
    return (
        pl.when(pl.col("kpj_given") & pl.col("kpj").is_null())
        .then(pl.lit(Rejection.KPJ_MALFORMED))
        .when(pl.col("kpj_given") & ~pl.col("known"))
        .then(pl.lit(Rejection.KPJ_UNKNOWN))
        .when(unfound & pl.col("has_kpj_column"))
        .then(pl.lit(Rejection.KPJ_MISSING))
        .when(unfound & pl.col("damaged_here"))
        .then(pl.lit(Rejection.NIK_DAMAGED))
        .when(unfound)
        .then(pl.lit(Rejection.NIK_UNKNOWN))
        .when(pl.col("kpj_given") & (pl.col("verdict") == "MISMATCH"))
        .then(pl.lit(Rejection.NIK_MISMATCH))
    )


def _nik_verdict() -> pl.Expr:
    """Compare the identity number in the file with the one in the register."""
    register = pl.col("known_nik").cast(pl.Int64, strict=False)
    same = pl.col("nik") == pl.col("known_nik")
    near = register.is_between(pl.col("nik_low"), pl.col("nik_high"))
    return (
        pl.when(pl.col("nik_form").is_null() | pl.col("known_nik").is_null())
        .then(pl.lit("UNCHECKED"))
        .when(same & (pl.col("nik_form") == RESTORED))
        .then(pl.lit("RESTORED"))
        .when(same)
        .then(pl.lit("SAME"))
        .when(near | ((pl.col("nik_form") == ODD) & pl.col("nik_low").is_null()))
        .then(pl.lit("DAMAGED"))
        .otherwise(pl.lit("MISMATCH"))
    )


def _employed(rows: pl.DataFrame, register: pl.DataFrame, month: Month) -> pl.DataFrame:
    """Join the employment at this employer that touches the month: the latest, if several do."""
    first, last = month.first_day, month.last_day
    touching = register.filter(
        pl.col("here")
        & (pl.col("from_date") <= last)
        & (pl.col("until_date").is_null() | (pl.col("until_date") > first))
    )
    latest = touching.sort("from_date").unique("member", keep="last", maintain_order=True)
    latest = latest.drop("nik", "here").rename({"kpj": "works_as"})
    return rows.join(latest, on="member", how="left", maintain_order="left")


def _employment_fault(month: Month) -> pl.Expr:
    first, last = month.first_day, month.last_day
    outside = (pl.col("start_date") > last) | (pl.col("leave_date") < first)
    return pl.when(pl.col("from_date").is_null() | outside.fill_null(value=False)).then(
        pl.lit(Rejection.NOT_EMPLOYED)
    )


def _decided(rows: pl.DataFrame, repeats: Repeats, carried: list[str]) -> pl.DataFrame:
    """Give every row its decision, its code and, if accepted, its flags."""
    duplicate = pl.col("at").is_in(repeats.duplicates)
    rows = rows.with_columns(
        code=pl.when(duplicate).then(pl.lit(Rejection.DUPLICATE_ROW)).otherwise("code"),
    )
    if repeats.further:
        rows = rows.with_columns(code=pl.coalesce("code", _too_high_together()))
    accepted = pl.col("code").is_null()
    rows = rows.with_columns(
        flags=pl.when(accepted).then(_flags(rows, repeats)).otherwise(_NO_FLAGS),
        decision=pl.when(accepted).then(pl.lit("accepted")).otherwise(pl.lit("rejected")),
    )
    unknown = ~pl.col("known")
    return rows.with_columns(
        kpj=pl.when("known").then(pl.coalesce("works_as", "kpj", "member")),
        kpj_written="kpj",
        nik=pl.when(unknown).then("nik").otherwise(pl.coalesce("known_nik", "nik")),
        **{name: pl.when(accepted).then(name) for name in carried},
    )


def _too_high_together() -> pl.Expr:
    """Tell of whom the rows that are still good add up to more than anybody earns."""
    wage = pl.when(pl.col("code").is_null()).then("wage")
    return pl.when(wage.sum().over("member") > WAGE_MAX).then(pl.lit(Rejection.WAGE_TOO_HIGH))


def _flags(rows: pl.DataFrame, repeats: Repeats) -> pl.Expr:
    """Give the flags of each row as a list; only those that any row has are looked at."""
    verdict = pl.col("verdict")
    holds = rows.select(
        pl.coalesce(held, pl.lit(value=False)).alias(flag)
        for flag, held in {
            Flag.FOUND_BY_NIK: pl.col("found").is_not_null() & pl.col("has_kpj_column"),
            Flag.NIK_RESTORED: verdict == "RESTORED",
            Flag.NIK_DAMAGED: verdict == "DAMAGED",
            Flag.JOINED_IN_MONTH: pl.col("joined"),
            Flag.LEFT_IN_MONTH: pl.col("left"),
            Flag.DATE_UNREADABLE: pl.col("date_unreadable"),
            Flag.WAGE_ROUNDED: pl.col("wage_rounded"),
            Flag.REPEATED_MEMBER: pl.col("at").is_in(repeats.further),
            Flag.SUSPECT_TEXT: pl.col("suspect"),
        }.items()
    )
    raised = [
        pl.select(pl.when(held).then(pl.lit(held.name))).to_series()
        for held in holds.iter_columns()
        if held.any()
    ]
    return pl.concat_list(raised).list.drop_nulls() if raised else _NO_FLAGS


def _comings_and_goings(month: Month) -> list[pl.Expr]:
    """Tell who joined and who left in the month, by the register or by the file."""
    first, last = month.first_day, month.last_day
    out = pl.col("until_date").dt.offset_by("-1d")
    sides = {
        "joined": (pl.col("from_date"), pl.col("start_date")),
        "left": (out, pl.col("leave_date")),
    }
    return [
        pl.any_horizontal(day.is_between(first, last).fill_null(value=False) for day in days).alias(
            name
        )
        for name, days in sides.items()
    ]
