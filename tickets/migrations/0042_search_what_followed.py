"""Let the cases that are there already be found by what their citizens wrote later, as tickets.lifecycle does it."""

from django.db import migrations

from tickets import search_text


def add_what_followed(apps, schema_editor):
    messages = apps.get_model("tickets", "Message").objects.filter(author="citizen")
    first = messages.order_by("ticket", "pk").distinct("ticket")
    later = messages.exclude(pk__in=first.values("pk")).select_related("ticket").only("text", "ticket__id")
    for message in later.order_by("pk").iterator():
        search_text.add(message.ticket, message.text)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0041_index_first_words")]
    operations = [migrations.RunPython(add_what_followed, migrations.RunPython.noop)]
