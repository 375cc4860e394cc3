import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0037_tabs_of_one_unit'),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='day',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='notification',
            name='event',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='tickets.event'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='ticket',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='tickets.ticket'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', True), ('event__isnull', False), ('ticket__isnull', False)), models.Q(('day__isnull', False), ('event__isnull', True), ('ticket__isnull', True)), _connector='OR'), name='notification_is_of_an_event_or_a_day'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.UniqueConstraint(condition=models.Q(('day__isnull', False)), fields=('day', 'recipient'), name='notification_one_summary_a_day'),
        ),
    ]
