import tickets.encryption
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0017_rating'),
    ]

    operations = [
        migrations.CreateModel(
            name='CodeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', tickets.encryption.EncryptedField()),
                ('address', tickets.encryption.EncryptedField()),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='sender',
            name='code_may_be_sent',
            field=models.BooleanField(db_default=False, default=False, verbose_name='a new code may be sent there'),
        ),
        migrations.AddConstraint(
            model_name='sender',
            constraint=models.CheckConstraint(condition=models.Q(('code_may_be_sent', False), ('contact__in', ('sms', 'email')), _connector='OR'), name='sender_without_an_address_gets_no_code'),
        ),
    ]
