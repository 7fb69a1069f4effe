"""Bringing a database to this version, by an account that may, one at a time."""

from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Final

from django.apps import apps
from django.core.management import call_command
from django.db import connections

from jamsostek.config.cluster.roles import APP, READER
from jamsostek.config.databases import one_account

Migrations = set[tuple[str, str]]

OWNER: Final = "owner"
ROLES: Final = [APP, READER]


class MayNotMigrate(Exception):
    """The account may not make what the system needs; the text gives the SQL that lets it."""


def migrate(*, verbosity: int = 0) -> None:
    """Apply the migrations that are missing, as the database's owner.

    Who comes while another process migrates waits for it.

    Raises:
        MayNotMigrate: the account lacks rights.
    """
    refuse_account_without_rights()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('jamsostek migrate'))")
        call_command("migrate", database=OWNER, verbosity=verbosity)
        cursor.execute("SELECT pg_advisory_unlock(hashtext('jamsostek migrate'))")


def pending() -> Migrations:
    """Give the migrations that the database lacks.

    Only their names are compared: to load them all takes longer than most commands do.
    """
    on_disk = {
        (app.label, module.name)
        for app in apps.get_app_configs()
        if (spec := find_spec(f"{app.name}.migrations"))
        for module in iter_modules(spec.submodule_search_locations or [])
        if not module.ispkg and module.name[0] not in "_~"
    }
    return on_disk - _applied()


def _applied() -> Migrations:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def refuse_account_without_rights() -> None:
    """Refuse an account that could not finish the migrations.

    Raises:
        MayNotMigrate: it may not make tables here, or the roles, or take them on.
    """
    _refuse_tables_of_another()
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """
            SELECT quote_ident(current_user), quote_ident(current_database()),
                has_schema_privilege('public', 'CREATE'), rolcreaterole OR rolsuper
            FROM pg_roles WHERE rolname = current_user
            """
        )
        account, database, makes_tables, makes_roles = cursor.fetchone()
        cursor.execute(
            """
            SELECT wanted, pg_has_role(oid, 'SET') OR pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')
            FROM unnest(%s::text[]) wanted LEFT JOIN pg_roles ON rolname = wanted
            """,
            [ROLES],
        )
        found = dict(cursor.fetchall())
    missing = [role for role in ROLES if found[role] is None and not makes_roles]
    closed = [role for role in ROLES if role in missing or found[role] is False]
    cures = [f"ALTER DATABASE {database} OWNER TO {account};"] if not makes_tables else []
    cures += [f"CREATE ROLE {role} NOLOGIN;" for role in missing]
    if one_account():
        cures += [f"GRANT {role} TO {account} WITH INHERIT FALSE, SET TRUE;" for role in closed]
    if cures:
        sentence = (
            f"The account {account} may not make the tables or the roles of this system in the "
            f"database {database}. Let an administrator of the server run:"
        )
        raise MayNotMigrate("\n".join([sentence, *cures]))


def _refuse_tables_of_another() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, rolname FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
            WHERE pg_class.oid = to_regclass('django_migrations')
                AND NOT pg_has_role(relowner, 'USAGE')
            """
        )
        for account, owner in cursor.fetchall():
            raise MayNotMigrate(
                f"The tables belong to {owner}, and {account} may not change them. "
                "Name the owner's account in DATABASE_OWNER_URL."
            )
