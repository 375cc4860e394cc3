from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0008_drop_off'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='name',
            field=models.CharField(choices=[('submitted', 'Registered'), ('routed', 'Referred'), ('accepted', 'Review began'), ('assigned', 'Given to an officer'), ('noted', 'Internal note'), ('transferred', 'Transferred'), ('answered', 'Answered'), ('followed_up', 'Explanation or document from the citizen'), ('sender_opened', "Sender's particulars opened"), ('file_opened', 'Attachment opened')], max_length=20, verbose_name='what happened'),
        ),
    ]
