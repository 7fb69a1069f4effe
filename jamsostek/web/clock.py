"""The clock of the pages: when somebody signed in does something."""

from jamsostek.institution.clock import now, today
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.web.access import EmployerRequest, StaffRequest

__all__ = ["act_of", "now", "today"]


def act_of(request: StaffRequest | EmployerRequest, reason: str = "") -> Act:
    """Give the deed that somebody signed in does with this request."""
    person = getattr(request, "officer", None) or request.employer_user  # type: ignore[union-attr]
    return Act(
        actor=person.name,
        kind=ActorKind.HUMAN,
        at=now(),
        user_id=request.user.pk,
        reason=reason,
    )
