"""The words of articles in their stems, and slips of the pen by three letters."""

from django.db import migrations

# The dictionary `russian` takes words in Latin letters by their English stems. The cluster has no ICU: quotation marks
# and dashes beyond ASCII would be taken for letters, and three Russian letters for none, so each gets one of ASCII.
WORDS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;  -- trusted: the owner of the database may
CREATE FUNCTION knowledge_stems(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('pg_catalog.russian'::regconfig,
        translate(lower($1), 'ё«»„“”‘’—–…№•·', 'е             '));
CREATE FUNCTION knowledge_letters(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate($1, 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'abvgdejziyklmnoprstufhcqwx012345');
ALTER TABLE knowledge_article ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(knowledge_stems(title || ' ' || city), 'A') || setweight(knowledge_stems(text), 'D')
) STORED;
CREATE INDEX articles_by_words ON knowledge_article USING gin (words) WITH (fastupdate = off);
CREATE INDEX words_in_part ON knowledge_word USING gin (knowledge_letters(stem) gin_trgm_ops);
"""
BACK = """
DROP INDEX words_in_part;
ALTER TABLE knowledge_article DROP COLUMN words;
DROP FUNCTION knowledge_letters(text);
DROP FUNCTION knowledge_stems(text);
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]

    operations = [migrations.RunSQL(WORDS, BACK)]
