"""Names are searched by plain words, and by words that sound alike."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Collate

from jamsostek.membership.models.names import PlainName

FUNCTIONS = r"""
CREATE FUNCTION membership_plain_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(lower(name), '.,;:-_/\&@()[]"+*' || '''`’‘ʼ´', '                 ');

CREATE FUNCTION membership_name_key(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE k text := word;
BEGIN
    -- digraphs of the old spelling, of Arabic names and of Dutch ones
    k := replace(replace(replace(k, 'oe', 'u'), 'tj', 'c'), 'dj', 'j');
    k := replace(replace(replace(k, 'sch', 's'), 'ch', 'h'), 'kh', 'h');
    k := regexp_replace(k, '(s)[yjh]', '\1', 'g');
    k := replace(replace(replace(k, 'ph', 'f'), 'ie', 'i'), 'dz', 'z');
    k := regexp_replace(k, '([bdgt])h', '\1', 'g');
    k := replace(replace(replace(k, 'ck', 'k'), 'x', 'ks'), 'uw', 'u');
    -- letters that stand for one sound; j was once y, and dj was j
    k := regexp_replace(k, '^z', 'j');
    k := translate(k, 'qvfz', 'kpps');
    k := regexp_replace(k, 'y(?![aeiou])', 'i', 'g');
    k := regexp_replace(k, 'iy(?=[aeiou])', 'i', 'g');
    k := regexp_replace(k, '[ao][ie]|ei', 'e', 'g');
    k := regexp_replace(k, 'a[uw](?![aeiou])|ou', 'o', 'g');
    k := translate(k, 'jo', 'yu');
    k := regexp_replace(k, '(.)\1+', '\1', 'g');
    -- ends that are not heard, or heard alike
    k := regexp_replace(k, '(?<=..)h$', '');
    k := regexp_replace(k, 'd$', 't');
    k := regexp_replace(k, 'b$', 'p');
    RETURN k;
END $$;

CREATE FUNCTION membership_near_keys(key text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT key
    UNION
    SELECT overlay(key PLACING '' FROM at FOR 1) FROM generate_series(1, length(key)) at
    WHERE length(key) > 3
);
"""

TRIGGERS = """
CREATE FUNCTION membership_add_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER membership_person_words_come AFTER INSERT ON membership_insuredperson
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
CREATE TRIGGER membership_person_words_change AFTER UPDATE ON membership_insuredperson
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
CREATE TRIGGER membership_employer_words_come AFTER INSERT ON membership_employer
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
CREATE TRIGGER membership_employer_words_change AFTER UPDATE ON membership_employer
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_add_name_words();
REVOKE UPDATE, DELETE, TRUNCATE ON membership_nameword FROM jamsostek_app;
"""

KNOWN = """
INSERT INTO membership_nameword (word, key, near)
SELECT word, key, membership_near_keys(key) FROM (
    SELECT word, membership_name_key(word) AS key FROM (
        SELECT name FROM membership_insuredperson UNION ALL SELECT name FROM membership_employer
    ) known, string_to_table(membership_plain_name(name), ' ') said(word)
    WHERE length(word) BETWEEN 2 AND 40
    GROUP BY word
) words
"""

FORGET_FUNCTIONS = """
DROP FUNCTION membership_near_keys(text);
DROP FUNCTION membership_name_key(text);
DROP FUNCTION membership_plain_name(text);
"""

FORGET_TRIGGERS = """
DROP TRIGGER membership_person_words_come ON membership_insuredperson;
DROP TRIGGER membership_person_words_change ON membership_insuredperson;
DROP TRIGGER membership_employer_words_come ON membership_employer;
DROP TRIGGER membership_employer_words_change ON membership_employer;
DROP FUNCTION membership_add_name_words();
"""


def words_index(name: str) -> django.contrib.postgres.indexes.GinIndex:
    """Give the index of the words of a table's names."""
    words = django.contrib.postgres.search.SearchVector(PlainName(F("name")), config="simple")
    return django.contrib.postgres.indexes.GinIndex(words, name=name)


class Migration(migrations.Migration):
    dependencies = [("membership", "0008_one_person_many_numbers")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET_FUNCTIONS),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField()),
                ("key", models.TextField()),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(Collate("word", "C"), name="name_word"),
                    models.Index(Collate("key", "C"), name="name_word_key"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(F("near"), "array_ops"),
                        name="name_word_near",
                    ),
                ]
            },
        ),
        migrations.RunSQL([KNOWN, TRIGGERS], FORGET_TRIGGERS),
        migrations.RemoveIndex(model_name="insuredperson", name="person_search"),
        migrations.RemoveIndex(model_name="employer", name="employer_search"),
        migrations.AddIndex(model_name="insuredperson", index=words_index("person_words")),
        migrations.AddIndex(model_name="employer", index=words_index("employer_words")),
        migrations.AddIndex(
            model_name="insuredperson",
            index=models.Index(Collate(PlainName("name"), "C"), name="person_plain_name"),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(Collate(PlainName("name"), "C"), name="employer_plain_name"),
        ),
        migrations.AddIndex(
            model_name="employment",
            index=models.Index(fields=["person", "employer"], name="employment_person"),
        ),
        migrations.AlterField(
            model_name="employment",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="employments",
                to="membership.insuredperson",
            ),
        ),
    ]
