
from django.db import migrations, models


class Migration(migrations.Migration):
    """Proofs of work that were handed in, so that none is taken twice."""

    dependencies = [
        ('tickets', '0002_tickets'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsedChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.BinaryField(max_length=32, unique=True)),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['expires_at'], name='used_challenge_expiry')],
            },
        ),
    ]
