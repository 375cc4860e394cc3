from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('tickets', '0031_limit_is_no_stage_of_warning'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='ticket',
            index=models.Index(fields=['routed_at'], condition=Q(status='routed'), name='ticket_to_accept'),
        ),
    ]
