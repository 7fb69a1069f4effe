"""Loading the demonstration step by step; killed and run again, it goes on where it stopped."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
from django.db import connection, transaction
from django.db.models import QuerySet

from jamsostek.audit import services as audit
from jamsostek.audit.models import Record
from jamsostek.institution.models import StaffMember
from jamsostek.jobs.demonstration import (
    benefit_payments,
    benefits,
    building,
    claims,
    dealings,
    families,
    former_workers,
    health,
    lampung,
    own_account,
    staff,
)
from jamsostek.jobs.demonstration.benefit_plan import MONTHS, counts
from jamsostek.jobs.demonstration.companies import Company, companies
from jamsostek.jobs.demonstration.people import workers_of
from jamsostek.jobs.demonstration.register import TAKEN_OVER, act_on, register_batch
from jamsostek.jobs.demonstration.sizes import FULL, PRESENT, SMALL, Size
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.services import compact_headcount
from jamsostek.reporting.services import compact_benefit_days, compact_headcount_years

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

BATCH: Final = 200
"""Companies registered in one transaction."""

PROJECT_WORKERS_AS_ONE: Final = 5
"""So many construction workers take as long as one worker of a company."""

CLAIM_AS_WORKERS: Final = 2
"""A third of a claim takes as long as so many workers of a company."""

STEP: Final = "demonstration_step"
SUBJECT: Final = "demonstration"
LOCK: Final = 20_110_930


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the demonstration that is stored whole or not at all."""

    name: str
    weight: int
    run: Callable[[], None]


class OtherData(ValueError):
    """A database that holds other data than this demonstration."""


class AlreadyLoading(ValueError):
    """A demonstration that another process is loading."""


def load(*, size: Size, seed: int, progress: Progress) -> int:
    """Load the demonstration or what is missing of it; give how many steps were run.

    Raises:
        OtherData: the database holds other data, or the demonstration in another size or seed.
        AlreadyLoading: another process is at it.
    """
    with _alone():
        done = _steps_done(size, seed)
        steps = _steps(size, seed)
        whole = sum(step.weight for step in steps)
        reached = run = 0
        progress(reached, whole)
        for step in steps:
            if step.name not in done:
                _run(step, size, seed)
                run += 1
            reached += step.weight
            progress(reached, whole)
    return run


def begun() -> tuple[Size, int] | None:
    """Give the size and seed of the demonstration that lies here, whole or in part."""
    note = _notes().order_by("id").first()
    return (SIZES[note.detail["size"]], note.detail["seed"]) if note else None


def is_loaded() -> bool:
    """Tell whether a demonstration lies here whole."""
    return _notes().filter(detail__step=LAST).exists()


def day() -> date | None:
    """Give the day on which a demonstration stands that lies here whole."""
    return PRESENT if is_loaded() else None


def is_empty() -> bool:
    """Tell whether nobody uses this database yet."""
    return not (
        Employer.objects.exists() or InsuredPerson.objects.exists() or StaffMember.objects.exists()
    )


SIZES: Final = {size.name: size for size in (FULL, SMALL)}
LAST: Final = "tidy"


def _steps(size: Size, seed: int) -> list[Step]:
    opening = act_on(TAKEN_OVER, hour=7)
    return [
        Step("offices", 50, lambda: staff.open_offices(size, opening)),
        Step("staff", 50, lambda: staff.appoint_staff(opening)),
        *_company_steps(companies(size, seed), lambda batch: workers_of(batch, seed)),
        *_lampung_steps(size, seed),
        *_voluntary_steps(size, seed),
        *_dealing_steps(size, seed),
        Step("health care", 100, health.open_health_care),
        *_benefit_steps(size, seed),
        Step(LAST, 50, _tidy),
    ]


def _company_steps(
    plan: Sequence[Company], workers: Callable[[Sequence[Company]], pl.DataFrame]
) -> Iterator[Step]:
    """Give the steps that register companies with their workers, some at a time."""
    for at in range(0, len(plan), BATCH):
        batch = plan[at : at + BATCH]
        yield Step(
            f"companies {batch[0].npp} to {batch[-1].npp}",
            sum(company.workers for company in batch),
            lambda batch=batch: register_batch(batch, workers(batch)),  # type: ignore[misc]
        )


def _lampung_steps(size: Size, seed: int) -> Iterator[Step]:
    new = lampung.newcomers(size, seed)
    return _company_steps(
        lampung.lampung_companies(size, seed),
        lambda batch: lampung.workers_with_newcomers(batch, new, seed),
    )


def _voluntary_steps(size: Size, seed: int) -> Iterator[Step]:
    """Give the steps of projects and own-account workers: each month's lists, then its payments."""
    yield Step("contractors", 50, lambda: building.register_contractors_of(size, seed))
    yield Step("special account", 50, dealings.open_special_account)
    for month in building.MONTHS:
        workers = sum(p.workers for p in building.projects(size, seed) if p.month == month)
        yield Step(
            f"projects {month}",
            workers // PROJECT_WORKERS_AS_ONE,
            lambda month=month: building.register_month(size, seed, month),  # type: ignore[misc]
        )
        members = sum(p.members for p in own_account.groups(size, seed) if p.month == month)
        yield Step(
            f"own account {month}",
            members,
            lambda month=month: own_account.register_month(size, seed, month),  # type: ignore[misc]
        )
        yield Step(
            f"paid ahead {month}",
            members + workers // PROJECT_WORKERS_AS_ONE,
            lambda month=month: dealings.pay_special(month),  # type: ignore[misc]
        )
    yield Step("special sign-ins", 50, staff.let_special_sign_in)


def _dealing_steps(size: Size, seed: int) -> list[Step]:
    """Give the steps of the companies that declare: each month's files, then bank statements."""
    weight = 100 * size.declaring
    steps = [
        Step("employer sign-ins", 50, lambda: dealings.let_employers_sign_in(size, seed)),
        Step("families", 300, lambda: families.add_families(size, seed)),
        Step("bank accounts", 50, dealings.open_accounts),
    ]
    for month in dealings.MONTHS:
        steps += [
            Step(
                f"declared {month}",
                weight,
                lambda month=month: dealings.file_month(size, seed, month),  # type: ignore[misc]
            ),
            Step(
                f"paid {month + 1}",
                weight,
                lambda month=month: dealings.pay_month(size, seed, month + 1),  # type: ignore[misc]
            ),
        ]
    return steps


def _benefit_steps(size: Size, seed: int) -> Iterator[Step]:
    """Give the steps of claims: what happened first, then savings for what is left, then money."""
    together = sum(counts(size).values())
    a_month = together // len(MONTHS) * CLAIM_AS_WORKERS
    yield Step("benefits account", 50, lambda: benefits.open_benefits_account(size))
    for part in range(former_workers.PARTS):
        yield Step(
            f"former workers {part + 1}",
            together // former_workers.PARTS,
            lambda part=part: former_workers.register_part(size, seed, part),  # type: ignore[misc]
        )
    for month in MONTHS:
        yield Step(
            f"claims {month}",
            a_month,
            lambda month=month: benefits.settle_month(size, seed, month),  # type: ignore[misc]
        )
    yield Step("own-account claims", 200, lambda: benefits.settle_own_account(size, seed))
    yield Step("claims in every state", 200, lambda: claims.open_claims(size, seed))
    yield Step("savings taken over", 500, lambda: former_workers.take_savings_over(size, seed))
    for month in MONTHS:
        yield Step(
            f"savings {month}",
            a_month,
            lambda month=month: benefits.pay_savings(size, seed, month),  # type: ignore[misc]
        )
    for month in MONTHS:
        # Each by itself: a row changed again where it was written is checked all over.
        for name, pay in PAYING.items():
            yield Step(
                f"benefits {name} {month}",
                a_month // len(PAYING),
                lambda month=month, pay=pay: pay(month),  # type: ignore[misc]
            )
        yield Step(
            f"claims follow {month}",
            100,
            lambda month=month: _follow(month),  # type: ignore[misc]
        )


PAYING: Final = {
    "ordered": benefit_payments.order_benefits,
    "prepared": benefit_payments.prepare_benefits,
    "released": benefit_payments.release_benefits,
    "paid": benefit_payments.read_debit,
}
"""The steps in which a month's benefits are paid."""


def _follow(month: Month) -> None:
    """Let claims follow payments without nested loops, which fresh tables are misjudged for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
    benefit_payments.follow(month)


def _tidy() -> None:
    compact_headcount()
    compact_headcount_years()
    compact_benefit_days()


@transaction.atomic
def _run(step: Step, size: Size, seed: int) -> None:
    """Run a step with plans of its own: those kept from emptier tables would read them whole."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    step.run()
    audit.record(
        act=act_on(PRESENT),
        action=STEP,
        subject_type=SUBJECT,
        detail={"step": step.name, "size": size.name, "seed": seed},
    )


def _notes() -> QuerySet[Record]:
    """Give what the trail says of steps done; the subject is indexed, the action is not."""
    return Record.objects.filter(subject_type=SUBJECT, action=STEP)


def _steps_done(size: Size, seed: int) -> set[str]:
    """Give the steps stored; refuse a database that is neither empty nor this demonstration's."""
    noted = list(_notes().values_list("detail", flat=True))
    if not noted and not is_empty():
        raise OtherData(
            "This database holds other data. The demonstration goes into an empty one only."
        )
    for detail in noted:
        if (detail["size"], detail["seed"]) != (size.name, seed):
            raise OtherData(
                f"This database holds the demonstration in size {detail['size']} with seed"
                f" {detail['seed']}. Another one needs an empty database: name one in"
                " DATABASE_URL, or a new folder for the embedded one in JAMSOSTEK_HOME."
            )
    return {detail["step"] for detail in noted}


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyLoading("Another process is loading the demonstration.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
