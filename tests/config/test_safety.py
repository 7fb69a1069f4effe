import pytest
from django.db import connection

from jamsostek.config.cluster.roles import SUPERUSER, password
from jamsostek.config.safety import RunsAsSuperuser, refuse_superuser

pytestmark = pytest.mark.usefixtures("fresh_database")


def test_production_refuses_to_reach_the_database_as_a_superuser(cluster, settings):
    settings.IN_DEVELOPMENT = False
    sign_in(cluster, SUPERUSER)

    with pytest.raises(RunsAsSuperuser):
        refuse_superuser()


def test_production_accepts_the_app_role(settings):
    settings.IN_DEVELOPMENT = False

    refuse_superuser()


def test_a_superuser_cannot_hide_behind_a_lesser_role(cluster, settings):
    settings.IN_DEVELOPMENT = False
    sign_in(cluster, SUPERUSER)
    connection.settings_dict["OPTIONS"] = {"options": "-c role=jamsostek_app"}

    with pytest.raises(RunsAsSuperuser):
        refuse_superuser()


def test_development_may_be_careless(cluster, settings):
    settings.IN_DEVELOPMENT = True
    sign_in(cluster, SUPERUSER)

    refuse_superuser()


def sign_in(cluster, role):
    connection.close()
    connection.settings_dict |= {"USER": role, "PASSWORD": password(cluster.place, role)}
