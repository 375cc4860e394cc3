"""Words are found by the search vector, and those like them by the vocabulary; no more by trigrams of whole texts."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0022_search_vector")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=GinIndex(fastupdate=False, fields=["search_vector"], name="ticket_words"),
        ),
        RemoveIndexConcurrently(model_name="ticket", name="ticket_search"),
    ]
