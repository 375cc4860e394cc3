"""Let the cases that are there already be found by their letter and by who was marked later, as new ones are."""

from django.db import migrations

from tickets import search_text


def add_letters_and_respondents(apps, schema_editor):
    tickets = apps.get_model("tickets", "Ticket").objects
    for ticket in tickets.exclude(letter_number="").only("letter_number").iterator():
        search_text.add(ticket, ticket.letter_number)
    marked = tickets.exclude(respondent_user=None).select_related("respondent_user")
    for ticket in marked.only("search_text", "respondent_user__first_name", "respondent_user__last_name").iterator():
        name = f"{ticket.respondent_user.first_name} {ticket.respondent_user.last_name}"
        if f" {search_text.words_of(name)} " not in f" {ticket.search_text} ":
            search_text.add(ticket, name)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0047_no_letter_by_default")]
    operations = [migrations.RunPython(add_letters_and_respondents, migrations.RunPython.noop)]
