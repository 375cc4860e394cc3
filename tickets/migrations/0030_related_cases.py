"""What finds the same words sent again, and the same sender by their mobile: the page of a case."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0029_desk_draft")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket", index=models.Index(MD5("search_text"), name="ticket_same_words")
        ),
        AddIndexConcurrently(
            model_name="sender", index=models.Index(fields=["mobile_hash"], name="sender_mobile")
        ),
    ]
