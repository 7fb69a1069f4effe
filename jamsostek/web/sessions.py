"""Sessions in the database, as Django's own, but read without the ORM: every page reads one."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from jamsostek.institution.planned import planned_cursor

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's store; what is not read here it does itself, signing out at once included."""

    def load(self) -> dict[str, Any]:
        """Read the session, or forget a key under which there is none any more."""
        with planned_cursor() as cursor:
            cursor.execute(SESSION, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
