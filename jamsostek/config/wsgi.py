"""The WSGI entry point that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
os.environ.setdefault("JAMSOSTEK_PROCESS", "web")
application = get_wsgi_application()

from jamsostek.config.safety import refuse_superuser  # noqa: E402 - Django is set up only now

refuse_superuser()

OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""A page leaves thousands behind; without this Python looks for garbage several times a page."""


def settle() -> None:
    """Take what the start has made out of later searches for garbage, which it would lengthen."""
    gc.collect()
    gc.freeze()


gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
settle()
