"""Connections keep the plans of planned statements, and notice a server that is gone."""

import pytest
from django.db import connection

from jamsostek.config.cluster.roles import SUPERUSER, connect
from jamsostek.config.cluster.server import Cluster
from jamsostek.institution.planned import planned_cursor

LAST_STATEMENT = "SELECT query FROM pg_stat_activity WHERE pid = %s"
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::int + 1'"


def kept_plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_planned_statement_is_planned_once_a_connection():
    answers = []

    for number in (1, 2, 40):
        with planned_cursor() as cursor:
            cursor.execute("SELECT %s::int + 1", [number])
            answers.append(cursor.fetchone()[0])

    assert answers == [2, 3, 41]
    assert kept_plans() == 1


@pytest.mark.django_db
def test_other_statements_leave_no_plan_behind():
    for number in (1, 2, 40):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::int + 1", [number])

    assert kept_plans() == 0


@pytest.mark.django_db
def test_a_planned_statement_is_counted_and_shown_with_its_values(django_assert_num_queries):
    with django_assert_num_queries(1) as statements, planned_cursor() as cursor:
        cursor.execute("SELECT %s::int + 1", [41])

    assert statements.captured_queries[0]["sql"] == "SELECT 41::int + 1"


@pytest.mark.usefixtures("fresh_database")
def test_a_connection_that_is_well_is_not_asked_how_it_is(cluster):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()

    assert connection.is_usable()

    assert as_superuser(cluster, LAST_STATEMENT, process) == "SELECT pg_backend_pid()"


@pytest.mark.usefixtures("fresh_database")
def test_a_connection_that_the_server_has_ended_is_not_usable_and_the_next_page_has_another(
    cluster,
):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()

    as_superuser(cluster, "SELECT pg_terminate_backend(%s, 5000)", process)

    assert not connection.is_usable()
    connection.health_check_enabled = True
    connection.health_check_done = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != process


@pytest.mark.usefixtures("fresh_database")
def test_a_closed_connection_is_not_usable():
    connection.ensure_connection()
    connection.connection.close()

    assert not connection.is_usable()


def as_superuser(cluster: Cluster, statement: str, values: tuple[int, ...]) -> object:
    with connect(cluster.place, SUPERUSER, "postgres") as other:
        row = other.execute(statement, values).fetchone()
    return row[0] if row else None
