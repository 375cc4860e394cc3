from django.db import migrations, models


class Migration(migrations.Migration):
    """A unit that was consulted is reminded of its reply; who asked is told that none came."""

    dependencies = [("tickets", "0044_consultation_warned")]
    operations = [
        migrations.AlterField(
            model_name='event',
            name='name',
            field=models.CharField(choices=[('submitted', 'Registered'), ('routed', 'Referred'), ('accepted', 'Review began'), ('assigned', 'Given to an officer'), ('noted', 'Internal note'), ('transferred', 'Transferred'), ('answered', 'Answered'), ('followed_up', 'Explanation or document from the citizen'), ('asked', 'Explanation asked of the citizen'), ('ask_lapsed', 'No explanation came in time; the review went on'), ('extended', 'More time taken'), ('recounted', 'Due date counted anew'), ('proposed', 'Answer put to the head'), ('returned', 'Proposed answer returned'), ('taken_back', 'Taken back before the citizen could read it'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn by the citizen'), ('reopened', 'Reopened by the citizen'), ('objected', 'Objection of the citizen: one level up'), ('rated', 'Rated by the citizen'), ('consulted', 'Another unit consulted'), ('advised', 'Reply of the unit consulted'), ('consult_due', 'Reminder: another unit’s reply is due'), ('consult_late', 'No reply of another unit by its date'), ('consult_ended', 'Consultation no longer needed'), ('called', 'Telephone call with the citizen'), ('visited', 'Visit'), ('respondent_named', 'Respondent marked among the staff'), ('assessed', 'Suggestion assessed'), ('undertaken', 'Accepted suggestion has an owner and a date'), ('implemented', 'Suggestion implemented'), ('released', 'Shown in the public list of suggestions'), ('concealed', 'Taken out of the public list of suggestions'), ('sender_opened', "Sender's particulars opened"), ('sender_revealed', 'Hidden name opened'), ('code_renewed', 'New tracking code; the old one is void'), ('reminded', 'Reminder: the due date comes near'), ('escalated', 'Overdue: those above were told'), ('file_opened', 'Attachment opened')], max_length=20, verbose_name='what happened'),
        ),
    ]
