"""The tests' own database server, and a database for each process that runs tests."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import hypothesis
import psutil
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from jamsostek.config.cluster.places import PORT, places
from jamsostek.config.cluster.roles import APP, OWNER, READER, SUPERUSER, connect, password
from jamsostek.config.cluster.server import Cluster
from jamsostek.config.cluster.use import hold, leave

CHECKOUT = Path(__file__).resolve().parent.parent
ROLES = {"default": APP, "owner": OWNER, "reader": READER}
URLS = {
    "default": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "reader": "DATABASE_READER_URL",
}
numbers = count(1)


def pytest_configure() -> None:
    """Keep tests off the developer's own database, and quick."""
    os.environ["JAMSOSTEK_HOME"] = str(CHECKOUT / "build" / "test-home")
    os.environ["DATABASE_URL"] = "postgresql:///this-test-did-not-ask-for-a-database"
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    # Not the folder into which a test that starts the whole system gathers files meanwhile.
    settings.STATIC_ROOT = CHECKOUT / "build" / "test-static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True)
class Database:
    """A test database, and the environment with which a child process uses it."""

    name: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Run the server that all test processes of this checkout share; the last one stops it."""
    server = Cluster(places(CHECKOUT / "build" / "test-cluster"), durable=False)
    hold(server)
    drop_orphans(server)
    yield server
    leave(server)


@pytest.fixture(scope="session")
def django_db_setup(cluster, django_db_blocker) -> Iterator[None]:
    """Give this process a database in which the doors sign in as `jamsostek_app`.

    So grants hold in tests as they do in production; whoever needs to commit, to use threads
    or child processes asks for `fresh_database` instead of pytest-django's transaction=True.
    """
    with django_db_blocker.unblock(), database_of_its_own(cluster):
        yield


@pytest.fixture
def fresh_database(cluster, django_db_blocker) -> Iterator[Database]:
    """Give one test a database of its own: what it commits is gone afterwards."""
    with django_db_blocker.unblock(), database_of_its_own(cluster) as database:
        yield database


@pytest.fixture(scope="module")
def module_database(cluster, django_db_blocker) -> Iterator[Database]:
    """Give the tests of one module a database filled once; none of them may change it."""
    with django_db_blocker.unblock(), database_of_its_own(cluster) as database:
        yield database


@contextmanager
def database_of_its_own(cluster: Cluster) -> Iterator[Database]:
    name = f"test_{os.getpid()}_{next(numbers)}"
    clone_template(cluster, name)
    try:
        with pointed_to(cluster, name) as environment:
            yield Database(name, environment)
    finally:
        execute(cluster, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def pointed_to(cluster: Cluster, name: str) -> Iterator[dict[str, str]]:
    """Point Django's connections and DATABASE_URL of this process to a test database."""
    settings_before = {alias: dict(connections.settings[alias]) for alias in ROLES}
    environment_before = {variable: os.environ.get(variable) for variable in URLS.values()}
    environment = {URLS[alias]: url(cluster, name, role) for alias, role in ROLES.items()}
    connections.close_all()
    os.environ.update(environment)
    for alias, role in ROLES.items():
        connections[alias].settings_dict.update(where(cluster, name, role))
    try:
        yield environment
    finally:
        connections.close_all()
        for alias, before in settings_before.items():
            connections[alias].settings_dict.update(before)
        for variable, value in environment_before.items():
            os.environ.pop(variable, None)
            if value is not None:
                os.environ[variable] = value


def where(cluster: Cluster, name: str, role: str) -> dict[str, object]:
    return {
        "NAME": name,
        "USER": role,
        "PASSWORD": password(cluster.place, role),
        "HOST": str(cluster.place.sockets),
        "PORT": str(PORT),
        "OPTIONS": {"application_name": f"test-{os.getpid()}"},
    }


def url(cluster: Cluster, name: str, role: str) -> str:
    place = cluster.place
    return f"postgresql:///{name}?host={place.sockets}&user={role}&password={password(place, role)}"


def clone_template(cluster: Cluster, name: str) -> None:
    """Copy the migrated template, which is made once for each state of the migrations."""
    with (cluster.place.home / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = f"template_{state_of_migrations()}"
        if template not in database_names(cluster):
            make_template(cluster, template)
        execute(cluster, f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {OWNER}')


def make_template(cluster: Cluster, template: str) -> None:
    for name in database_names(cluster):
        if name.startswith("template_"):
            execute(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')
    unfinished = f"template_unfinished_{os.getpid()}"
    execute(cluster, f'CREATE DATABASE "{unfinished}" OWNER {OWNER}')
    with pointed_to(cluster, unfinished):
        call_command("migrate", database="owner", verbosity=0)
    execute(cluster, f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')


def state_of_migrations() -> str:
    state = hashlib.sha256((CHECKOUT / "requirements.lock").read_bytes())
    for path in sorted((CHECKOUT / "jamsostek").glob("*/migrations/*.py")):
        state.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return state.hexdigest()[:16]


def drop_orphans(cluster: Cluster) -> None:
    """Drop the databases of test processes that were killed."""
    for name in database_names(cluster):
        if name.startswith("test_") and not psutil.pid_exists(int(name.split("_")[1])):
            execute(cluster, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def database_names(cluster: Cluster) -> list[str]:
    with connect(cluster.place, SUPERUSER, "postgres") as connection:
        return [row[0] for row in connection.execute("SELECT datname FROM pg_database")]


def execute(cluster: Cluster, statement: str) -> None:
    with connect(cluster.place, SUPERUSER, "postgres") as connection:
        connection.execute(statement)
