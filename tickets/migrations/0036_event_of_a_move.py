from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('tickets', '0035_canned_reply'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='event',
            index=models.Index(
                fields=['ticket', 'from_unit'], condition=Q(from_unit__isnull=False), name='event_of_a_move'
            ),
        ),
    ]
