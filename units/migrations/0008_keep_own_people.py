from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0007_user_shortcuts'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'permissions': [('keep_own_people', 'Keep the people of the own unit and of those below')], 'verbose_name': 'user', 'verbose_name_plural': 'users'},
        ),
    ]
