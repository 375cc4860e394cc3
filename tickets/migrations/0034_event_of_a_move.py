from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('tickets', '0033_moves_asked_of_states_only'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='event',
            index=models.Index(
                fields=['ticket', 'from_unit'], condition=Q(from_unit__isnull=False), name='event_of_a_move'
            ),
        ),
    ]
