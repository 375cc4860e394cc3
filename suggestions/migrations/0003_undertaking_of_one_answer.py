import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_the_event(apps, schema_editor):
    """The latest in which owner and date were named is the one whose owner and date the row holds."""
    events = apps.get_model("tickets", "Event").objects.filter(name="undertaken", ticket=OuterRef("ticket"))
    latest = Subquery(events.order_by("-pk").values("pk")[:1])
    apps.get_model("suggestions", "Undertaking").objects.update(event_id=latest)


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0002_from_assessment_to_the_public_list"),
        ("tickets", "0033_moves_asked_of_states_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="undertaking",
            name="event",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tickets.event"
            ),
        ),
        migrations.RunPython(name_the_event, migrations.RunPython.noop),
        # else: cannot ALTER TABLE because it has pending trigger events
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="undertaking",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tickets.event"
            ),
        ),
    ]
