from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What the tables need from PostgreSQL: search inside words, and one sequence for all case numbers."""

    initial = True
    dependencies = []

    operations = [
        TrigramExtension(),
        migrations.RunSQL("CREATE SEQUENCE tickets_case_number", "DROP SEQUENCE tickets_case_number"),
    ]
