from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0010_deputy'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='notify_by',
            field=models.CharField(choices=[('each', 'an e-mail for each case'), ('daily', 'once a day, a summary of the work'), ('none', 'no e-mail')], default='each', max_length=8, verbose_name='notices'),
        ),
    ]
