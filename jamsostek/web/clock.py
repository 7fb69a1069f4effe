"""The clock of the pages: the only place of theirs that reads it.

In development a day can be set (`JAMSOSTEK_DAY`), so that demonstration data of 2011 is looked
at as on a day of 2011; what is done then is dated on that day too.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from jamsostek.kernel.acts import BUSINESS_ZONE, Act, ActorKind
from jamsostek.web.access import EmployerRequest, StaffRequest


def now() -> datetime:
    """Give the instant, on the day that was set where one was."""
    at = timezone.now().astimezone(BUSINESS_ZONE)
    if settings.BUSINESS_DAY is None:
        return at
    return datetime.combine(settings.BUSINESS_DAY, at.timetz())


def today() -> date:
    """Give the business day."""
    return now().date()


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
