"""How much one address may send in a day: storage is for everybody."""

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils.timezone import localdate

from tickets.encryption import keyed_hash
from tickets.models import Quota
from units.attempts import network

from .refusals import Refusal, Refused

# One statement, so that files arriving together are all counted; nothing is counted that does not fit.
SPEND = """
    INSERT INTO tickets_quota AS spent (day, address, size) VALUES (%(day)s, %(address)s, %(size)s)
    ON CONFLICT (day, address) DO UPDATE SET size = spent.size + excluded.size
    WHERE spent.size + excluded.size <= %(most)s
"""


def spend(address, size, *, now):
    """Count `size` bytes against `address` for today. Raises Refused when its FILES_QUOTA_MB are used up."""
    most = settings.FILES_QUOTA_MB * 1024**2
    values = {"day": localdate(now), "address": _hashed(address), "size": size, "most": most}
    with connection.cursor() as cursor:
        if size <= most:
            cursor.execute(SPEND, values)
        if size > most or not cursor.rowcount:
            raise Refused(Refusal.QUOTA)


def give_back(address, size, *, now):
    """Count `size` bytes no more, which were spent at `now` for a file that could not be kept."""
    Quota.objects.filter(day=localdate(now), address=_hashed(address)).update(size=F("size") - size)


def clean(*, now):
    """Delete the counts of earlier days."""
    Quota.objects.filter(day__lt=localdate(now)).delete()


def _hashed(address):
    return keyed_hash(network(address), context="tickets.quota.address")
