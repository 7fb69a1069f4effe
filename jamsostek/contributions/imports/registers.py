"""A register written as CSV: who works where, for checking a wage file without a database."""

from pathlib import Path
from typing import Final

import polars as pl

_COLUMNS: Final = ("npp", "kpj", "nik", "from_date", "until_date")


class UnusableRegister(ValueError):
    """A register that cannot be read; the sentence says why."""


def read_register(path: Path) -> pl.DataFrame:
    """Read a register with the columns npp, kpj, nik, from_date and until_date.

    Raises:
        UnusableRegister: the file is no such CSV.
    """
    try:
        table = pl.read_csv(path, infer_schema=False, encoding="utf8")
        missing = [name for name in _COLUMNS if name not in table.columns]
        if missing:
            raise UnusableRegister(f"{path.name} has no column {', '.join(missing)}.")
        return table.select(
            "npp",
            "kpj",
            "nik",
            pl.col("from_date", "until_date").replace("", None).str.to_date("%Y-%m-%d"),
        )
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0]
        raise UnusableRegister(f"{path.name} is no register: {first}") from error
    except OSError as error:
        raise UnusableRegister(f"{path.name}: {error.strerror}.") from error
