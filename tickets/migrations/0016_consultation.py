import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0015_proposal'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('question', 'Question'), ('part', 'Part of a joint handling')], max_length=8, verbose_name='purpose')),
                ('due_on', models.DateField(verbose_name='reply by')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'consultation',
                'verbose_name_plural': 'Consultations',
                'default_permissions': ('view',),
            },
        ),
        migrations.AddField(
            model_name='consultation',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='tickets.event'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.message', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='reply',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.message'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='tickets.ticket', verbose_name='case'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit'),
        ),
        migrations.AddIndex(
            model_name='consultation',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['unit', 'due_on'], name='consultation_open'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(('reply__isnull', True), ('ended_at__isnull', False), _connector='OR'), name='consultation_replied_is_ended'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('ticket', 'unit'), name='consultation_one_open_for_a_unit'),
        ),
    ]
