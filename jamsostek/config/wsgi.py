"""The WSGI entry point that the web server loads."""

import gc
import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
os.environ.setdefault("JAMSOSTEK_PROCESS", "web")
application = get_wsgi_application()

from jamsostek.config.safety import refuse_superuser  # noqa: E402 - Django is set up only now
from jamsostek.reporting import charts  # noqa: E402 - as above

refuse_superuser()

WARM_AFTER_SECONDS = 5.0
"""Soon after the start, but not before the first page has been answered."""

OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""A page leaves thousands behind; without this Python looks for garbage several times a page."""


def settle() -> None:
    """Take what the start has made out of later searches for garbage, which it would lengthen."""
    gc.collect()
    gc.freeze()


def warm() -> None:
    """Load what the first charts need."""
    charts.warm()
    settle()


gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
settle()
warming = Timer(WARM_AFTER_SECONDS, warm)
warming.daemon = True
warming.start()
