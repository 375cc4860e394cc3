"""`manage.py retry_routing`: another run of attempts for the cases that routing gave up."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from tickets.models import Ticket


class Command(BaseCommand):
    help = (
        "Gives the cases that could not be routed (`make check` counts them) a new run of attempts, once the rules or"
        " units are corrected. The next sweep routes them."
    )

    def handle(self, **options):
        revived = Ticket.objects.revive_routing(timezone.now())
        self.stdout.write(f"Cases to be routed again: {revived}.")
