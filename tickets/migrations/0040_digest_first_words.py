from django.db import migrations

# tickets.search_text.digest_of; until now a case was found by the words of its first message alone.
DIGEST = "UPDATE tickets_ticket SET first_words = md5(search_text)::uuid WHERE search_text <> ''"


class Migration(migrations.Migration):
    """The first words of the cases that are there already."""

    dependencies = [("tickets", "0039_first_words")]
    operations = [migrations.RunSQL(DIGEST, migrations.RunSQL.noop)]
