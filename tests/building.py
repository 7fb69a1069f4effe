"""The building trade of the tests: a contractor, its project, and who works there. All invented."""

from datetime import date

import polars as pl

from jamsostek.kernel.acts import Act
from jamsostek.membership.models import Contractor, Project
from jamsostek.membership.services import (
    PROJECT_WORKER_COLUMNS,
    AddedWorkers,
    NewContractor,
    NewProject,
    add_project_workers,
    register_contractor,
    register_project,
)
from tests.people import act, yogyakarta

REGISTERED = date(2011, 9, 1)
"""Eight days before the work begins."""
BEGINS = date(2011, 9, 9)
ENDS = date(2011, 12, 8)
"""Ninety days after."""


def contractor(name: str = "CV Bangun Rekaan") -> Contractor:
    """A firm of Yogyakarta that builds."""
    return register_contractor(
        new=NewContractor(name=name, branch=yogyakarta()), act=act(REGISTERED)
    )


def project(by: Contractor | None = None, on: Act | None = None, **changes: object) -> Project:
    """A school of Rp180.000.000, registered on 1 September 2011 for ninety days' work."""
    facts: dict[str, object] = {
        "contractor": by or contractor(),
        "branch": yogyakarta(),
        "name": "Gedung SD Rekaan 2",
        "owner": "Dinas Pendidikan Rekaan",
        "place": "Jalan Contoh 1, Yogyakarta",
        "from_date": BEGINS,
        "until_date": ENDS,
        "contract_value": 180_000_000,
    }
    new = NewProject(**{**facts, **changes})  # type: ignore[arg-type]
    return register_project(new=new, act=on or act(REGISTERED))


def put_on(project: Project, *rows: dict[str, object], on: date = REGISTERED) -> AddedWorkers:
    """Put workers on a project's list."""
    frame = pl.DataFrame(
        [{"project_id": project.pk, **row} for row in rows], schema=PROJECT_WORKER_COLUMNS
    )
    return add_project_workers(workers=frame, act=act(on))
