"""Spells end and are never deleted; what was decided, agreed or noted as history stays.

Locking a row asks for the right to change some column of it: for persons, whom no service
changes, that is the birth place, of which the history keeps what stood there before.
"""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON membership_dependant, membership_dependantevent,
    membership_employer, membership_employerevent, membership_employeruser,
    membership_employment, membership_employmentevent, membership_familystatus,
    membership_familystatusevent, membership_insuredperson, membership_insuredpersonevent,
    membership_programmeenrolment, membership_programmeenrolmentevent,
    membership_riskgroupdecision, membership_wagerecord FROM jamsostek_app;
GRANT UPDATE (until_date) ON membership_dependant, membership_employer, membership_familystatus,
    membership_programmeenrolment TO jamsostek_app;
GRANT UPDATE (until_date, end_reason) ON membership_employment TO jamsostek_app;
GRANT UPDATE (birth_place) ON membership_insuredperson TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0002_headcount")]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
