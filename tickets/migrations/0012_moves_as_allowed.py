import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0011_quota'),
        ('units', '0006_unit_needs_approval'),
        ('units', '__first__'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='ticket',
            options={'default_permissions': ('view',), 'permissions': [('handle_ticket', 'Handle the cases of the own unit'), ('view_ticket_below', 'See and handle the cases of the units below'), ('inspect_ticket', 'See the cases of the whole area the complaints office oversees'), ('view_every_ticket', 'See every case, read only'), ('view_sensitive', 'See sensitive cases'), ('view_sender', "Open a named sender's particulars"), ('reveal_sender', "Open a hidden sender's particulars, with a reason that the sender reads"), ('lead_unit', 'Approve answers and grant further time'), ('take_in_ticket', 'Take cases in for citizens, and give new tracking codes in person')], 'verbose_name': 'case', 'verbose_name_plural': 'Work queue'},
        ),
        migrations.AddField(
            model_name='ticket',
            name='citizen_wrote_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='close_reason',
            field=models.CharField(blank=True, choices=[('duplicate', 'Sent before: another case is about the same matter'), ('abusive', 'Abusive or empty'), ('not_accepted', 'A matter that is not accepted here')], max_length=12, verbose_name='closed without an answer because'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='closed'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='times_reopened',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='times reopened'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='warned',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Nobody'), (1, 'Officer'), (2, 'Head'), (3, 'Inspector'), (4, 'Of The Limit')], db_default=0, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='event',
            name='name',
            field=models.CharField(choices=[('submitted', 'Registered'), ('routed', 'Referred'), ('accepted', 'Review began'), ('assigned', 'Given to an officer'), ('noted', 'Internal note'), ('transferred', 'Transferred'), ('answered', 'Answered'), ('followed_up', 'Explanation or document from the citizen'), ('asked', 'Explanation asked of the citizen'), ('ask_lapsed', 'No explanation came in time; the review went on'), ('extended', 'More time taken'), ('recounted', 'Due date counted anew'), ('proposed', 'Answer put to the head'), ('returned', 'Proposed answer returned'), ('taken_back', 'Taken back before the citizen could read it'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn by the citizen'), ('reopened', 'Reopened by the citizen'), ('objected', 'Objection of the citizen: one level up'), ('rated', 'Rated by the citizen'), ('consulted', 'Another unit consulted'), ('advised', 'Reply of the unit consulted'), ('consult_ended', 'Consultation no longer needed'), ('respondent_named', 'Respondent marked among the staff'), ('sender_opened', "Sender's particulars opened"), ('sender_revealed', 'Hidden name opened'), ('code_renewed', 'New tracking code; the old one is void'), ('reminded', 'Reminder: the due date comes near'), ('escalated', 'Overdue: those above were told'), ('file_opened', 'Attachment opened')], max_length=20, verbose_name='what happened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ticket',
            trigger=pgtrigger.compiler.Trigger(name='ticket_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{received:routed,received:withdrawn,routed:routed,routed:in_review,routed:awaiting_citizen,routed:answered,routed:closed,routed:withdrawn,in_review:routed,in_review:awaiting_citizen,in_review:answered,in_review:closed,in_review:withdrawn,awaiting_citizen:routed,awaiting_citizen:in_review,awaiting_citizen:answered,awaiting_citizen:closed,awaiting_citizen:withdrawn,answered:routed,answered:in_review,answered:closed,answered:withdrawn,closed:routed,closed:in_review}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='45c4908763202b3f9ea6d6a9c0533aa4a5f6b80b', operation='UPDATE', pgid='pgtrigger_ticket_moves_as_allowed_641a9', table='tickets_ticket', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), models.Q(models.Q(('close_reason', ''), _negated=True), ('answered_at__isnull', False), _connector='OR')), _connector='OR'), name='ticket_closed_was_answered_or_says_why'),
        ),
    ]
