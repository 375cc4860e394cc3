from django.conf import settings
from django.db import migrations, models

import tickets.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0028_saved_view"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="DeskDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", tickets.encryption.EncryptedJSONField()),
                ("saved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="desk_drafts", to="tickets.ticket"),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["expires_at"], name="desk_draft_expiry")],
                "constraints": [
                    models.UniqueConstraint(fields=["ticket", "owner"], name="desk_draft_one_a_person_and_case")
                ],
            },
        ),
    ]
