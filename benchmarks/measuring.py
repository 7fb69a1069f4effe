"""What several workloads need: a clock, a count of statements, an employer."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jamsostek.kernel.acts import Act
    from jamsostek.membership.models import Employer

SEPTEMBER: Final = datetime(2011, 9, 20, tzinfo=UTC)


def seconds(work: Callable[[], object]) -> float:
    """Give how long a piece of work takes, by the clock on the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def peak_mb() -> int:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Collect the statements sent to the database."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - Django's own
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield sent


def an_act(at: datetime = SEPTEMBER) -> "Act":
    """Give who acts in a benchmark, and when."""
    from jamsostek.kernel.acts import system_act

    return system_act("bench", at)


def an_employer() -> "Employer":
    """Register an employer of group III with every programme at some branch."""
    from jamsostek.institution.models import Branch
    from jamsostek.institution.services import load_offices
    from jamsostek.law.programmes import Programme
    from jamsostek.membership.models import EmployerKind
    from jamsostek.membership.services import NewEmployer, register_employer

    load_offices(on=date(2011, 9, 30))
    return register_employer(
        new=NewEmployer(
            name="PT Tenun Rekaan",
            kind=EmployerKind.OTHER,
            industry="Pertenunan",
            risk_group=3,
            risk_reason="Pertenunan, Lampiran I",
            branch=Branch.objects.order_by("id")[0],
            from_date=date(2005, 1, 1),
            programmes=frozenset(Programme),
        ),
        act=an_act(),
    )
