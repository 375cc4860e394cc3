"""`manage.py retry_files`: another run of attempts for the files that could not be examined."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from tickets.models import Attachment


class Command(BaseCommand):
    help = (
        "Gives the files that could not be examined (`make check` counts them) a new run of attempts, once the cause"
        " is mended. The next sweep has them examined."
    )

    def handle(self, **options):
        revived = Attachment.objects.revive(timezone.now())
        self.stdout.write(f"Files to be examined again: {revived}.")
