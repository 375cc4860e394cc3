from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of each case as PostgreSQL's full text search wants them; it fills the column by itself."""

    dependencies = [("tickets", "0021_what_happens_to_suggestions")]
    operations = [
        migrations.AddField(
            model_name="ticket",
            name="search_vector",
            field=models.GeneratedField(
                db_persist=True,
                expression=SearchVector("search_text", config="simple"),
                output_field=SearchVectorField(),
            ),
        ),
    ]
