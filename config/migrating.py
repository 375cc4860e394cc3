"""A migration may take its time: on large tables longer than any statement of a page or a worker may (settings)."""

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver


@receiver(pre_migrate)
def give_it_time(*, using, **_signal):
    _run("SET statement_timeout = 0", using)


@receiver(post_migrate)
def take_it_back(*, using, **_signal):
    _run("RESET statement_timeout", using)


def _run(statement, using):
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
