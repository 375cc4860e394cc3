"""What finds the same words sent again; the digest of all words of a case is asked for no more."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0040_digest_first_words")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket", index=models.Index(fields=["first_words"], name="ticket_first_words")
        ),
        RemoveIndexConcurrently(model_name="ticket", name="ticket_same_words"),
    ]
