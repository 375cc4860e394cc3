from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0030_related_cases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ticket',
            name='warned',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Nobody'), (1, 'Officer'), (2, 'Head'), (3, 'Inspector')], db_default=0, default=0, editable=False),
        ),
    ]
