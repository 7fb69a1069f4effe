"""Wage files: received once, read in a child process, filed when the employer says so."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

import polars as pl
from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.contributions.imports.checked import Checked
from jamsostek.contributions.imports.checking import check
from jamsostek.contributions.imports.fetching import Opening, opening
from jamsostek.contributions.imports.reader import read_opened
from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries.wage_files import accepted_wages, checked_of, strangers_in
from jamsostek.contributions.services.declarations import NothingDeclared, declare
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.membership import queries as membership
from jamsostek.membership import services as membership_services
from jamsostek.membership.models import Employer

Progress = Callable[[int], None]

BEGUN_PERCENT: Final = 5
READ_PERCENT: Final = 80
PERCENT_STEP: Final = 5
"""Reading the cells is most of the work; the check of all rows together is the rest."""


def receive_wage_file(
    *, employer: Employer, month: Month, name: str, content: bytes, act: Act
) -> WageFile:
    """Keep a wage file as it came; the same file for the same month is the one we have."""
    with transaction.atomic():
        wage_file, is_new = WageFile.objects.get_or_create(
            employer=employer,
            month=month.first_day,
            sha256=sha256(content).hexdigest(),
            defaults={
                "name": name[-200:],
                "content": content,
                "uploaded_at": act.at,
                "uploaded_by_id": act.user_id,
            },
        )
        if is_new:
            audit.record(
                act=act,
                action="receive_wage_file",
                subject_type="employer",
                subject_id=employer.pk,
                detail={"file": wage_file.name, "month": str(month)},
            )
    return wage_file


def read_received(
    *, wage_file: WageFile, progress: Progress | None = None, opened: Opening | None = None
) -> WageFile:
    """Read a received file against the register as it stands now, and keep what was found.

    The percent done is kept with the file, for its page; `progress` is told it too. `opened` is
    the same file, where a child process was told to open it before.

    Reading changes nothing but the file's own row, so it may be repeated: after a crash, or
    once unknown workers have been registered. A file already filed stays as it was filed.
    """
    if wage_file.state == WageFile.State.FILED:
        return wage_file
    show = _showing(wage_file, progress)
    show(BEGUN_PERCENT)
    employer = wage_file.employer
    name, month = wage_file.name, Month.of(wage_file.month)
    with (
        nullcontext(opened) if opened else opening(bytes(wage_file.content), name, month=month)
    ) as being_opened:
        known = membership.register_of(employer)
        percent = _rows_as_percent(show)
        reading = read_opened(being_opened, name, month=month, progress=percent)
    show(READ_PERCENT)
    known = membership.with_owners(membership.with_others(known, reading.kpjs()))
    checked = check(reading, known, month=month, employer=employer.npp)
    refused = checked.refused is not None
    wage_file.summary = checked.summary()
    wage_file.checked = checked.to_bytes()
    wage_file.state = WageFile.State.REFUSED if refused else WageFile.State.READ
    wage_file.progress = 100
    _keep_unless_filed(wage_file)
    return wage_file


def _showing(wage_file: WageFile, progress: Progress | None) -> Progress:
    def show(percent: int) -> None:
        WageFile.objects.filter(pk=wage_file.pk).update(progress=percent)
        if progress is not None:
            progress(percent)

    return show


def _rows_as_percent(show: Progress) -> Callable[[int, int], None]:
    """Give what the reader tells its rows to: they are shown as percent, in steps."""
    shown = BEGUN_PERCENT

    def tell(done: int, of: int) -> None:
        nonlocal shown
        percent = BEGUN_PERCENT + (READ_PERCENT - BEGUN_PERCENT) * done // max(of, 1)
        if percent >= shown + PERCENT_STEP:
            shown = percent
            show(percent)

    return tell


def _keep_unless_filed(wage_file: WageFile) -> None:
    WageFile.objects.filter(pk=wage_file.pk).exclude(state=WageFile.State.FILED).update(
        summary=wage_file.summary,
        checked=wage_file.checked,
        state=wage_file.state,
        progress=wage_file.progress,
    )


@transaction.atomic
def register_unknown_workers(*, wage_file: WageFile, act: Act) -> int:
    """Register the workers that the file names and we do not know; give how many.

    The caller has shown their names and been told to; the file is to be read again after. Those
    in doubt (see `strangers_in`) stay out. Where the membership has ended, they end with it. A
    member number that nobody has comes from a card issued before this system, and is kept.

    Raises:
        WorkersNotRegistered: one of them cannot be registered.
    """
    month = Month.of(wage_file.month)
    first_day = max(month.first_day, wage_file.employer.from_date)
    workers = membership_services.workers_frame(
        [
            membership_services.NewWorker(
                employer_id=wage_file.employer_id,
                name=row["name"],
                kpj=row["kpj_written"] or "",
                nik=row["nik"] or "",
                birth_date=row["birth_date"],
                from_date=row["start_date"] or first_day,
                until_date=wage_file.employer.until_date,
                wage=row["wage"],
            )
            for row in strangers_in(checked_of(wage_file)).ready.iter_rows(named=True)
        ]
    )
    if workers.is_empty():
        return 0
    registered = membership_services.register_workers(workers=workers, act=act, keep_numbers=True)
    return registered.rows.height


@transaction.atomic
def file_wage_file(*, wage_file: WageFile, end_leavers: bool, act: Act) -> Declaration:
    """Declare the accepted rows of a file, and end the employment of its leavers if confirmed.

    A file that was filed already, also by another process just now, gives its declaration.

    Raises:
        NotRead: the file has not been read.
        NothingDeclared: no row was accepted.
        MonthAhead, AlreadyDeclared, NotEmployed, NotAMember, NotInForce, NoRiskGroup,
            WageOutOfRange: see `declare`.
        NotEmployedThere: a leaver's employment has ended meanwhile.
    """
    held = WageFile.objects.select_for_update().get(pk=wage_file.pk)
    if held.state == WageFile.State.FILED:
        return Declaration.objects.get(wage_file=held)
    checked = checked_of(held)
    declaration = declare(
        employer=held.employer,
        month=Month.of(held.month),
        wages=wages_to_declare(checked),
        kind=Declaration.Kind.FILE,
        wage_file=held,
        act=act,
    )
    leavers = _open_leavers(checked, held.employer) if end_leavers else []
    if leavers:
        membership_services.end_employments(
            employer=held.employer, leavers=leavers, reason="Dilaporkan keluar", act=act
        )
    return declaration


def wages_to_declare(checked: Checked) -> pl.DataFrame:
    """Give person_id, employment_id and wage of the accepted rows, of which there is at least one.

    Raises:
        NothingDeclared: there is none, and why.
    """
    wages = accepted_wages(checked)
    if checked.refused is not None:
        msg = f"{checked.name} was refused; nothing of it can be declared."
    elif checked.rows.is_empty():
        msg = (
            f"{checked.name} has no row of a worker. Correct the file and send it again; or, if "
            f"nobody worked for wages in {checked.month}, file a nil return on the pages."
        )
    elif wages.is_empty():
        msg = (
            f"Not one of the {checked.rows.height} rows of {checked.name} is accepted. Correct "
            "them and send the file again."
        )
    else:
        return wages
    raise NothingDeclared(msg)


def _open_leavers(checked: Checked, employer: Employer) -> list[tuple[int, date]]:
    """Give employment and first day out of those the file says left and we still have."""
    still_open = membership.register_of(employer).filter(pl.col("until_date").is_null())
    leavers = checked.leavers().join(still_open.select("employment_id"), on="employment_id")
    return [
        (row["employment_id"], row["leave_date"] + timedelta(days=1))
        for row in leavers.iter_rows(named=True)
    ]
