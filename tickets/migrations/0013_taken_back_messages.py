import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0012_moves_as_allowed'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='message',
            name='message_only_destroyed',
        ),
        migrations.AddField(
            model_name='message',
            name='retracted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken back'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_only_destroyed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL\n                       AND to_jsonb(NEW) - 'text' - 'destroyed_at' = to_jsonb(OLD) - 'text' - 'destroyed_at' THEN\n                        RETURN NEW;\n                    END IF;\n                    IF OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL\n                       AND to_jsonb(NEW) - 'retracted_at' = to_jsonb(OLD) - 'retracted_at' THEN\n                        RETURN NEW;\n                    END IF;\n                    RAISE EXCEPTION 'a message can only be taken back or destroyed, each once';\n                ", hash='2179354988888c1f92ee60c997e5fad1105121d4', operation='UPDATE', pgid='pgtrigger_message_only_destroyed_f1877', table='tickets_message', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('retracted_at__isnull', True), models.Q(('is_public', True), ('retracted_at__lt', models.F('published_at'))), _connector='OR'), name='message_retracted_before_it_was_published'),
        ),
    ]
