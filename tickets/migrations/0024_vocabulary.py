from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    """Every word of all cases once, to find those like a word that is typed wrong."""

    dependencies = [("tickets", "0023_search_by_words")]
    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=GinIndex(fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"]),
        ),
    ]
