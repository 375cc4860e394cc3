"""python -m deploy.prepare: brings the database up to date, in one process as each start of Django costs a second."""

import os

import django
from django.core.management import call_command


def prepare():
    """Make tables, reference data and, on an empty development database, demo accounts; all may run again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_reference")
    call_command("load_demo_staff")


if __name__ == "__main__":
    prepare()
