from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = ("received", "routed", "in_review", "awaiting_citizen")


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('tickets', '0036_event_of_a_move'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(fields=['unit', 'due_on'], condition=Q(status='routed'), name='ticket_new_of_unit'),
        ),
        RemoveIndexConcurrently(model_name='ticket', name='ticket_open_of_assignee'),
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(
                fields=['assignee', 'unit'], condition=Q(status__in=OPEN), name='ticket_open_of_assignee'
            ),
        ),
    ]
