"""What monitoring asks."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.json() == {"status": "ok"}


def test_a_migrated_database_is_ready(client):
    assert client.get("/readyz").json() == {"status": "ok"}


def test_figures_are_given_to_who_brings_the_token(client, settings):
    settings.METRICS_TOKEN = "rahasia"  # noqa: S105 - of this test

    answer = client.get("/metrics", headers={"authorization": "Bearer rahasia"})

    assert answer["Content-Type"].startswith("text/plain")
    assert "# TYPE jamsostek_bills gauge" in answer.content.decode()


@pytest.mark.parametrize("header", ["", "Bearer salah"])
def test_figures_are_given_to_nobody_else(client, settings, header):
    settings.METRICS_TOKEN = "rahasia"  # noqa: S105 - of this test

    assert client.get("/metrics", headers={"authorization": header}).status_code == 404


def test_outside_development_without_a_token_there_are_no_figures(client, settings):
    settings.IN_DEVELOPMENT = False

    assert client.get("/metrics").status_code == 404
