"""`manage.py load_reference`: the data a portal needs before its first case."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.reference.calendar import load_official_holidays, load_rest_days
from config.reference.places import load_channels, load_organisation, load_units
from config.reference.subjects import load_clock_reasons, load_rules, load_topics
from config.roles import load_roles


class Command(BaseCommand):
    help = "Loads units, topics, rules, roles and the calendar. May run again: it keeps what people edited."

    def add_arguments(self, parser):
        parser.add_argument(
            "--holidays-again",
            action="store_true",
            help="look again at the official holidays of years that have some already",
        )

    @transaction.atomic
    def handle(self, *, holidays_again, verbosity, **options):
        now = timezone.now()
        load_units()
        load_organisation()
        load_channels()
        load_topics()
        load_rules()
        load_clock_reasons()
        load_roles()
        load_rest_days(now=now)
        load_official_holidays(now=now, again=holidays_again)
        if verbosity:
            self.stdout.write("Reference data are in place.")
