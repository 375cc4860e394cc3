import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0032_ticket_to_accept'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='ticket',
            name='ticket_moves_as_allowed',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ticket',
            trigger=pgtrigger.compiler.Trigger(name='ticket_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))', declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{received:routed,received:withdrawn,routed:routed,routed:in_review,routed:awaiting_citizen,routed:answered,routed:closed,routed:withdrawn,in_review:routed,in_review:awaiting_citizen,in_review:answered,in_review:closed,in_review:withdrawn,awaiting_citizen:routed,awaiting_citizen:in_review,awaiting_citizen:answered,awaiting_citizen:closed,awaiting_citizen:withdrawn,answered:routed,answered:in_review,answered:closed,answered:withdrawn,closed:routed,closed:in_review}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='f39071b2b16ccaa6645f26d5283e141cc81dff5d', operation='UPDATE', pgid='pgtrigger_ticket_moves_as_allowed_641a9', table='tickets_ticket', when='BEFORE')),
        ),
    ]
