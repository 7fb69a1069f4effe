"""The institution's clock: the one place that tells what day it is. Only the doors ask it.

In development a day can be set (`JAMSOSTEK_DAY`), so that demonstration data of 2011 is looked
at as on a day of 2011; what is done then is dated on that day too, by whichever door it comes.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from jamsostek.kernel.acts import BUSINESS_ZONE


def now(standing: date | None = None) -> datetime:
    """Give the instant in WIB, on the day that was set; if none was, on the `standing` one."""
    at = timezone.now().astimezone(BUSINESS_ZONE)
    day = settings.BUSINESS_DAY or standing
    return at if day is None else datetime.combine(day, at.timetz())


def today() -> date:
    """Give the business day."""
    return now().date()
