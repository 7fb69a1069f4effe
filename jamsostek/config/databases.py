"""The connections Django uses: the doors', the owner's who migrates, the reader's."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from jamsostek.config.cluster.places import PORT, home, places
from jamsostek.config.cluster.roles import APP, DATABASE, OWNER, READER

Connections = dict[str, dict[str, Any]]

ALIASES = {"default": APP, "owner": OWNER, "reader": READER}
NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
PERSISTENCE_SECONDS = 60
WEB_LIMITS = (
    "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
)


def databases() -> Connections:
    """Give Django's DATABASES: what DATABASE_URL names, or else the embedded server.

    Nothing is started here; `jamsostek.config.cluster.use` does that.
    """
    return _embedded() if embedded() else _external(os.environ["DATABASE_URL"])


def embedded() -> bool:
    """Tell whether the system runs a database server of its own."""
    return not os.environ.get("DATABASE_URL")


def one_account() -> bool:
    """Tell whether one account does everything: it migrates, and takes on the other roles."""
    return not embedded() and not os.environ.get("DATABASE_OWNER_URL")


def _embedded() -> Connections:
    place = places(home())
    where = {"NAME": DATABASE, "HOST": str(place.sockets), "PORT": str(PORT)}
    passwords = {"passfile": str(place.passwords)}
    return {
        alias: _connection(alias, where | {"USER": role}, passwords)
        for alias, role in ALIASES.items()
    }


def _external(url: str) -> Connections:
    """Read the addresses. With one address for all, each connection takes on its role."""
    owner_url = os.environ.get("DATABASE_OWNER_URL")
    reader_url = os.environ.get("DATABASE_READER_URL")
    chosen = {
        "default": (url, not owner_url),
        "owner": (owner_url or url, False),
        "reader": (reader_url or url, not (owner_url or reader_url)),
    }
    return {alias: _from_url(alias, url, act_as=act) for alias, (url, act) in chosen.items()}


def _from_url(alias: str, url: str, *, act_as: bool) -> dict[str, Any]:
    options: dict[str, Any] = dict(conninfo_to_dict(url))
    where = {name: str(options.pop(key, None) or "") for name, key in NAMES.items()}
    if act_as:
        options["options"] = f"{options.get('options', '')} -c role={ALIASES[alias]}".strip()
    return _connection(alias, where, options)


def _connection(alias: str, where: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    process = os.environ.get("JAMSOSTEK_PROCESS", "command")
    flags = options.get("options", "")
    if process == "web" and alias != "owner":
        flags = f"{flags} {WEB_LIMITS}".strip()
    named = options | {"application_name": f"jamsostek-{process}"}
    return {
        "ENGINE": "jamsostek.config.postgres",
        **where,
        "CONN_MAX_AGE": PERSISTENCE_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": named | ({"options": flags} if flags else {}),
    }
