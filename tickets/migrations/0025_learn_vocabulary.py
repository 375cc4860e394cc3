from django.db import migrations

# What tickets.search_text.learn keeps of a text: words of three to forty letters, without figures.
LEARN = """
    INSERT INTO tickets_searchword (word)
    SELECT word FROM ts_stat('SELECT search_vector FROM tickets_ticket') WHERE word ~ '^[^\\W\\d_]{3,40}$'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    """The words of the cases that are there already."""

    dependencies = [("tickets", "0024_vocabulary")]
    operations = [migrations.RunSQL(LEARN, migrations.RunSQL.noop)]
