"""The clock of the pages: when somebody signed in does something."""

from jamsostek.institution.clock import now, today
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.web.access import ContractorRequest, EmployerRequest, StaffRequest

__all__ = ["act_of", "now", "today"]


def act_of(request: StaffRequest | EmployerRequest | ContractorRequest, reason: str = "") -> Act:
    """Give the deed that somebody signed in does with this request."""
    users = ("officer", "employer_user", "contractor_user")
    person = next(filter(None, (getattr(request, name, None) for name in users)))
    return Act(
        actor=person.name,
        kind=ActorKind.HUMAN,
        at=now(),
        user_id=request.user.pk,
        reason=reason,
    )
