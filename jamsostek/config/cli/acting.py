"""In whose name a command acts, and on which day: the one on which the pages stand."""

from jamsostek.kernel.acts import Act, system_act


def act_of(command: str) -> Act:
    """Give the deed of a command such as `bank import`; call it once Django is set up.

    Where the demonstration lies and no day was set, its day is today, as it is for the pages.
    """
    from django.conf import settings  # noqa: PLC0415 - Django is set up only now

    from jamsostek.institution import clock  # noqa: PLC0415 - as above
    from jamsostek.jobs.demonstration import loading  # noqa: PLC0415 - as above

    standing = loading.day() if settings.IN_DEVELOPMENT else None
    return system_act(f"jamsostek {command}", clock.now(standing))
