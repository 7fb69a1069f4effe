"""Names are found in fewer steps, those of projects and groups as well, and so is who sees them.

`membership_plain_name` gives what it gave; only a name with signs is translated, the rest made
small. Keys and near keys of new words are made within one statement, each once. A branch
that knows a member whose number another issued is kept beside the member.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Collate

from jamsostek.membership.models.names import PlainName

TRANSLATED = r"""translate(lower(name), '.,;:-_/\&@()[]"+*' || '''`’‘ʼ´', '                 ')"""

PLAIN = f"""
CREATE OR REPLACE FUNCTION membership_plain_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN name ~ '^[A-Za-z0-9 ]*$' THEN lower(name) ELSE {TRANSLATED} END;
"""

PLAIN_BEFORE = f"""
CREATE OR REPLACE FUNCTION membership_plain_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN {TRANSLATED};
"""

WORDS = """
CREATE OR REPLACE FUNCTION membership_add_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- near keys as membership_near_keys gives them; OFFSET has each key made once
    INSERT INTO membership_nameword (word, key, near)
    SELECT word, key, ARRAY(
        SELECT key UNION ALL
        SELECT overlay(key PLACING '' FROM at FOR 1) FROM generate_series(1, length(key)) at
        WHERE length(key) > 3
    ) FROM (
        SELECT word, membership_name_key(word) AS key FROM (
            SELECT DISTINCT unnest(string_to_array(membership_plain_name(a.name), ' ')) AS word
            FROM after_rows a
        ) w
        WHERE length(word) BETWEEN 2 AND 40
            AND NOT EXISTS (SELECT FROM membership_nameword n WHERE n.word = w.word COLLATE "C")
        OFFSET 0
    ) new_words;
    RETURN NULL;
END $$;
"""

WORDS_BEFORE = """
CREATE OR REPLACE FUNCTION membership_add_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO membership_nameword (word, key, near)
    SELECT word, key, membership_near_keys(key) FROM (
        SELECT w.word, membership_name_key(w.word) AS key FROM (
            SELECT DISTINCT said.word FROM after_rows a,
                string_to_table(membership_plain_name(a.name), ' ') said(word)
        ) w
        WHERE length(w.word) BETWEEN 2 AND 40
            AND NOT EXISTS (SELECT FROM membership_nameword n WHERE n.word = w.word COLLATE "C")
    ) new_words;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_words_come AFTER INSERT ON {table}
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
CREATE TRIGGER {table}_words_change AFTER UPDATE ON {table}
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
"""

NO_TRIGGERS = """
DROP TRIGGER {table}_words_come ON {table};
DROP TRIGGER {table}_words_change ON {table};
"""

KNOWN = """
INSERT INTO membership_nameword (word, key, near)
SELECT word, key, membership_near_keys(key) FROM (
    SELECT word, membership_name_key(word) AS key FROM (
        SELECT name FROM membership_project UNION ALL SELECT name FROM membership_ownaccountgroup
    ) named, string_to_table(membership_plain_name(name), ' ') said(word)
    WHERE length(word) BETWEEN 2 AND 40
        AND NOT EXISTS (SELECT FROM membership_nameword n WHERE n.word = said.word COLLATE "C")
    GROUP BY word
) words
"""

ELSEWHERE = {
    "membership_employment": ("JOIN membership_employer r ON r.id = a.employer_id", "r.branch_id"),
    "membership_projectworker": (
        "JOIN membership_project r ON r.id = a.project_id",
        "r.branch_id",
    ),
    "membership_ownaccountcover": ("", "a.branch_id"),
}
"""The tables by which a branch knows somebody, and where they say which branch."""

KNOW = """
INSERT INTO membership_knownelsewhere (person_id, branch_id)
SELECT DISTINCT a.person_id, {branch} FROM {rows} a {join}
JOIN membership_insuredperson p ON p.id = a.person_id
WHERE p.branch_id IS DISTINCT FROM {branch}
ON CONFLICT DO NOTHING;
"""

COME_TO_KNOW = """
CREATE FUNCTION {table}_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {know}
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_known AFTER INSERT ON {table}
REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_known();
"""

NOT_KNOW = """
DROP TRIGGER {table}_known ON {table};
DROP FUNCTION {table}_known();
"""

RIGHTS = "REVOKE UPDATE, DELETE, TRUNCATE ON membership_knownelsewhere FROM jamsostek_app;"


def knowing(table: str) -> migrations.RunSQL:
    """Give what keeps, of one table, the branches that did not issue the number."""
    join, branch = ELSEWHERE[table]
    now = KNOW.format(rows=table, join=join, branch=branch)
    know = KNOW.format(rows="after_rows", join=join, branch=branch)
    come = COME_TO_KNOW.format(table=table, know=know)
    return migrations.RunSQL([now, come], NOT_KNOW.format(table=table))


def named(model: str, name: str) -> list[migrations.AddIndex]:
    """Give what has the names of a table found by words and by their beginning."""
    words = django.contrib.postgres.search.SearchVector(PlainName(F("name")), config="simple")
    return [
        migrations.AddIndex(
            model, django.contrib.postgres.indexes.GinIndex(words, name=f"{name}_words")
        ),
        migrations.AddIndex(
            model, models.Index(Collate(PlainName("name"), "C"), name=f"{name}_plain_name")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("membership", "0011_zones_of_regencies")]

    operations = [
        migrations.RunSQL([PLAIN, WORDS], [PLAIN_BEFORE, WORDS_BEFORE]),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(TRIGGERS.format(table=table), NO_TRIGGERS.format(table=table))
            for table in ("membership_project", "membership_ownaccountgroup")
        ),
        migrations.CreateModel(
            name="KnownElsewhere",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.branch",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="membership.insuredperson",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "branch"), name="known_elsewhere_once"
                    )
                ],
            },
        ),
        *map(knowing, ELSEWHERE),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        *named("project", "project"),
        *named("ownaccountgroup", "group"),
    ]
