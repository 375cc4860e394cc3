from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('tickets', '0042_search_what_followed'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index('unit', condition=models.Q(('kind', 'suggestion'), ('outcome__in', ('accepted', 'partly_accepted'))), name='ticket_taken_up'),
        ),
    ]
