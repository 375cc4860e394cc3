import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0013_taken_back_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=32, unique=True, verbose_name='code')),
                ('purpose', models.CharField(choices=[('pause', 'the clock stands, waiting for the citizen'), ('extension', 'more time')], max_length=10, verbose_name='purpose')),
                ('title_fa', models.CharField(max_length=120, verbose_name='title in Persian')),
                ('title_en', models.CharField(max_length=120, verbose_name='title in English')),
                ('most_days', models.PositiveSmallIntegerField(verbose_name='working days at most')),
                ('legal_source', models.CharField(blank=True, max_length=200, verbose_name='legal source')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'reason to move a due date',
                'verbose_name_plural': 'reasons to move a due date',
            },
        ),
        migrations.CreateModel(
            name='DueDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('start', models.DateField()),
                ('promised_days', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('derivation', models.JSONField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('is_over', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='clockreason',
            constraint=models.CheckConstraint(condition=models.Q(('most_days__gte', 1)), name='clock_reason_has_at_least_one_day', violation_error_message='At least one working day'),
        ),
        migrations.AddField(
            model_name='duedate',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.event'),
        ),
        migrations.AddField(
            model_name='duedate',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_dates', to='tickets.ticket'),
        ),
        migrations.AddField(
            model_name='extension',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.event'),
        ),
        migrations.AddField(
            model_name='extension',
            name='reason',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.clockreason'),
        ),
        migrations.AddField(
            model_name='extension',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tickets.ticket'),
        ),
        migrations.AddField(
            model_name='pause',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.event'),
        ),
        migrations.AddField(
            model_name='pause',
            name='reason',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.clockreason'),
        ),
        migrations.AddField(
            model_name='pause',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='tickets.ticket'),
        ),
        migrations.AddIndex(
            model_name='duedate',
            index=models.Index(fields=['ticket', '-id'], name='due_date_latest'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='extension_has_at_least_one_day'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(condition=models.Q(('is_over', False)), fields=['until'], name='pause_running'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='pause_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('is_over', False)), fields=('ticket',), name='pause_one_at_a_time'),
        ),
    ]
