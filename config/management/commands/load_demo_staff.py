"""`manage.py load_demo_staff`: accounts to try the portal with, on an empty development database only."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.schools import invent_schools
from config.demo.staff import create_staff, logins, new_password, remember, remembered
from units.models import Unit, User


class Command(BaseCommand):
    help = "Creates demonstration staff and schools on a database without users, and prints how to log in."

    def handle(self, **options):
        if settings.SECURE:
            raise CommandError("Demonstration accounts are not for a portal in service (SITE_URL is https).")
        if not Unit.objects.exists():
            raise CommandError("There are no units yet: run manage.py load_reference first.")
        file = settings.LOCAL_FOLDER / "demo-logins.txt"
        password = remembered(file) if User.objects.exists() else self._create(file)
        if password:
            self.stdout.write(logins(password))

    @transaction.atomic
    def _create(self, file):
        password = new_password()
        create_staff(password)
        invent_schools()
        remember(password, file)
        return password
