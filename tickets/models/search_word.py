"""The vocabulary of all cases: each word once, whatever the case."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """A folded word that some case contains (tickets.search_text); never shown, only compared with what is typed."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        default_permissions = ()
        indexes = [
            # the words most like one that was typed: tickets.admin.search
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams"),
        ]

    def __str__(self):
        return self.word
