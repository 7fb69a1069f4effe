"""A wage file checked against the register: what is accepted, what is rejected, and why."""

import io
import json
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from jamsostek.contributions.imports.codes import Flag, Note, Refusal, Rejection, Unread
from jamsostek.contributions.imports.reader import SKIPPED, Reading
from jamsostek.kernel.months import Month

_KEY: Final = "jamsostek"
_REGISTRABLE: Final = [Rejection.KPJ_UNKNOWN, Rejection.KPJ_MISSING, Rejection.NIK_UNKNOWN]


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check; `rows` has every worker row of the file, in its order."""

    name: str
    month: Month
    refused: Refusal | None
    rows: pl.DataFrame
    skipped: pl.DataFrame
    sheets_not_read: tuple[tuple[str | None, Unread], ...] = ()
    notes: tuple[Note, ...] = ()
    layout: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, rows: pl.DataFrame) -> "Checked":
        """Give the result of checking a reading: its rows, decided."""
        return cls(
            reading.name,
            reading.month,
            None,
            rows,
            reading.skipped,
            reading.sheets_not_read,
            reading.notes,
            reading.layout,
        )

    @classmethod
    def refusal(cls, reading: Reading) -> "Checked":
        """Give the result for a file that was refused whole."""
        return cls(
            reading.name,
            reading.month,
            reading.refused,
            pl.DataFrame(schema=_EMPTY),
            pl.DataFrame(schema=SKIPPED),
        )

    @property
    def outcome(self) -> str:
        """Tell whether the file was `read` or `refused`."""
        return "read" if self.refused is None else "refused"

    def accepted(self) -> pl.DataFrame:
        """Give the accepted rows, with what the register carried for each."""
        return self.rows.filter(pl.col("code").is_null())

    def rejected(self) -> pl.DataFrame:
        """Give the rejected rows."""
        return self.rows.filter(pl.col("code").is_not_null())

    @property
    def wage_sum(self) -> int:
        """The sum of the accepted wages."""
        return int(self.accepted()["wage"].sum())

    def unknown_workers(self) -> pl.DataFrame:
        """Give the rejected rows of people the register does not know, to register them from.

        A row without any member number counts if its identity number is whole.
        """
        strangers = self.rows.filter(
            pl.col("code").is_in(_REGISTRABLE)
            & ((pl.col("code") == Rejection.KPJ_UNKNOWN) | pl.col("nik").is_not_null())
        )
        return strangers.select(
            "sheet", "row", "code", "kpj_written", "nik", "name", "birth_date", "start_date", "wage"
        )

    def leavers(self) -> pl.DataFrame:
        """Give the accepted rows by which the file itself says that somebody left in the month.

        `leave_date` is the last day of work; what the register carried is there too.
        """
        first, last = self.month.first_day, self.month.last_day
        return self.accepted().filter(pl.col("leave_date").is_between(first, last))

    def summary(self) -> dict[str, Any]:
        """Give the result in plain words and numbers, for people who compare and for machines."""
        if self.refused is not None:
            return {
                "file": self.name,
                "month": str(self.month),
                "outcome": "refused",
                "code": self.refused.value,
                "rows": {"read": 0, "accepted": 0, "rejected": 0},
            }
        accepted = self.accepted()
        rejected = self.rejected().select("sheet", "row", "code")
        result: dict[str, Any] = {
            "file": self.name,
            "month": str(self.month),
            "outcome": "read",
            "layout": self.layout,
            "rows": {
                "read": self.rows.height,
                "accepted": accepted.height,
                "rejected": rejected.height,
            },
            "wage_sum": self.wage_sum,
            "rejected": _places(rejected),
            "skipped": _places(self.skipped),
            "flagged": _places(_flagged(accepted)),
        }
        hidden = accepted.filter("hidden").select(
            "sheet", "row", flag=pl.lit(Flag.HIDDEN_ROW.value)
        )
        if hidden.height:
            result["flagged_optional"] = _places(hidden)
        if self.sheets_not_read:
            result["sheets_not_read"] = [
                {"sheet": name, "why": why.value} if name else {"why": why.value}
                for name, why in self.sheets_not_read
            ]
        if self.notes:
            result["file_flags"] = [note.value for note in self.notes]
        return result

    def to_bytes(self) -> bytes:
        """Write the result as one parquet file, to store it and page through it later."""
        facts = {
            "name": self.name,
            "month": str(self.month),
            "refused": self.refused,
            "skipped": self.skipped.rows(),
            "sheets_not_read": self.sheets_not_read,
            "notes": self.notes,
            "layout": self.layout,
        }
        out = io.BytesIO()
        self.rows.write_parquet(out, metadata={_KEY: json.dumps(facts)})
        return out.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Checked":
        """Read what `to_bytes` wrote."""
        facts = json.loads(pl.read_parquet_metadata(io.BytesIO(stored))[_KEY])
        return cls(
            facts["name"],
            Month.parse(facts["month"]),
            Refusal(facts["refused"]) if facts["refused"] else None,
            pl.read_parquet(io.BytesIO(stored)),
            pl.DataFrame(facts["skipped"], schema=SKIPPED, orient="row"),
            tuple((name, Unread(why)) for name, why in facts["sheets_not_read"]),
            tuple(Note(note) for note in facts["notes"]),
            facts["layout"],
        )


_EMPTY: Final[dict[str, Any]] = {
    "sheet": pl.String,
    "row": pl.Int64,
    "kpj": pl.String,
    "kpj_written": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "wage": pl.Int64,
    "decision": pl.String,
    "code": pl.String,
    "flags": pl.List(pl.String),
    "hidden": pl.Boolean,
    "birth_date": pl.Date,
    "start_date": pl.Date,
    "leave_date": pl.Date,
}


def _flagged(accepted: pl.DataFrame) -> pl.DataFrame:
    flagged = accepted.filter(pl.col("flags").list.len() > 0)
    return flagged.select("sheet", "row", flag="flags").explode("flag")


def _places(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Give rows as dictionaries, without the sheet where there is none."""
    return [
        {key: value for key, value in row.items() if key != "sheet" or value is not None}
        for row in rows.to_dicts()
    ]
