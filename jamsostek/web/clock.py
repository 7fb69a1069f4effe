"""The clock of the pages: when somebody signed in does something."""

from jamsostek.institution.clock import now, today
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.web.access import (
    ContractorRequest,
    EmployerRequest,
    GroupRequest,
    MemberRequest,
    ProviderRequest,
    StaffRequest,
)

__all__ = ["act_of", "now", "today"]


Asking = (
    StaffRequest
    | EmployerRequest
    | ContractorRequest
    | MemberRequest
    | GroupRequest
    | ProviderRequest
)


def act_of(request: Asking, reason: str = "") -> Act:
    """Give the deed that somebody signed in does with this request."""
    member = getattr(request, "member_user", None)
    named = ("officer", "employer_user", "contractor_user", "group_user", "provider_user")
    users = (getattr(request, name, None) for name in named)
    person = member.person if member else next(filter(None, users))
    return Act(
        actor=person.name,
        kind=ActorKind.HUMAN,
        at=now(),
        user_id=request.user.pk,
        reason=reason,
    )
