import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0014_clock'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('upheld', 'Upheld'), ('partly_upheld', 'Partly upheld'), ('not_upheld', 'Not upheld'), ('granted', 'Granted'), ('partly_granted', 'Partly granted'), ('not_possible', 'Not possible'), ('out_of_scope', 'Belongs to another body'), ('insufficient', 'Not enough information'), ('accepted', 'Accepted'), ('partly_accepted', 'Partly accepted'), ('not_accepted', 'Not accepted'), ('already_done', 'Already done'), ('passed_on', 'Passed on')], max_length=20, verbose_name='outcome')),
                ('other_body', models.CharField(blank=True, max_length=200, verbose_name='the body it belongs to')),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_approved', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='topic',
            name='needs_approval',
            field=models.BooleanField(db_default=False, default=False, help_text='The officer drafts the answer, the head of the unit approves or returns it.', verbose_name='answers need approval'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.event'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='message',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.message'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='tickets.ticket'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('ticket',), name='proposal_one_pending_for_a_ticket'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('is_approved', False), ('decided_at__isnull', False), _connector='OR'), name='proposal_approved_is_decided'),
        ),
    ]
