"""The WSGI entry point that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jamsostek.config.settings")
os.environ.setdefault("JAMSOSTEK_PROCESS", "web")
application = get_wsgi_application()

from jamsostek.config.safety import refuse_superuser  # noqa: E402 - Django is set up only now

refuse_superuser()
