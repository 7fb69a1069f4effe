"""Lists of workers as they were read from a file, put onto a project whole or not at all."""

from dataclasses import dataclass

import polars as pl

from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Project
from jamsostek.membership.services import AddedWorkers, WorkersNotAdded, add_project_workers


@dataclass(frozen=True, slots=True)
class ListFault:
    """A row of the file that cannot be taken, and the code of what is wrong with it."""

    line: int
    name: str
    code: str


class ListNotTaken(ValueError):
    """A list of which nothing was taken, with what is wrong row by row."""

    def __init__(self, faults: list[ListFault]) -> None:
        """Keep the faults in the order of the file."""
        super().__init__(f"{len(faults)} rows cannot be taken: {faults[:3]}")
        self.faults = faults


def add_listed_workers(*, project: Project, rows: pl.DataFrame, act: Act) -> AddedWorkers:
    """Put the rows of `read_project_workers` onto a project.

    Raises:
        ListNotTaken: some rows cannot be read or taken; none is.
    """
    unreadable = rows.drop_nulls("fault").select("line", "name", "fault")
    if unreadable.height:
        raise ListNotTaken([ListFault(*row) for row in unreadable.iter_rows()])
    workers = rows.with_columns(project_id=pl.lit(project.pk, pl.Int64))
    try:
        return add_project_workers(workers=workers, act=act)
    except WorkersNotAdded as refused:
        lines = rows["line"]
        faults = sorted(refused.faults.items())
        raise ListNotTaken(
            [ListFault(lines[row - 1], name, code) for row, (name, code) in faults]
        ) from refused
