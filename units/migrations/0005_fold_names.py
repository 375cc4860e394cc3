"""Fill the new column: from now on every save does."""

from django.db import migrations


def fold_names(apps, schema_editor):
    for unit in apps.get_model("units", "Unit")._base_manager.iterator():
        unit.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("units", "0004_unit_search_text")]
    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
