"""`manage.py make_demo --count 500`: eight months of invented cases, to see the portal at work."""

import random

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from config.demo.cases import Story
from config.demo.moments import submission_times
from config.demo.replies import create_replies
from config.demo.schools import invent_schools


class Command(BaseCommand):
    help = "Makes invented Persian cases of the last eight months through the portal's own functions."

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, default=500, help="how many cases (500)")
        parser.add_argument("--seed", type=int, help="the same number makes the same cases")

    def handle(self, *, count, seed, **options):
        if settings.SECURE:
            raise CommandError("Invented cases are not for a portal in service (SITE_URL is https).")
        call_command("load_demo_staff", stdout=self.stdout)
        invent_schools()
        create_replies()
        now = timezone.now()
        # Nothing secret is drawn from it.
        chance = random.Random(seed)  # noqa: S311 # nosec B311
        story = Story(chance=chance, now=now)
        moments = submission_times(count, now=now, chance=chance)
        for number, at in enumerate(tqdm(moments, desc="Cases", unit="", file=self.stderr, disable=None)):
            story.tell(number, at=at)
        self.stdout.write(f"{count} invented cases are in place.")
