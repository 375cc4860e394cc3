"""What every page knows of the organisation."""

from django.core.cache import cache
from django.utils.functional import SimpleLazyObject

from .models import Channel, Organisation

LAST_KNOWN = "organisation"


def organisation(request):
    """`organisation` and its `channels`, read only by the pages that show them."""
    return {
        "organisation": SimpleLazyObject(_read),
        "channels": SimpleLazyObject(lambda: list(Channel.objects.order_by("order"))),
    }


def last_known():
    """The organisation as this process saw it last, for pages that cannot ask the database; None before it saw any."""
    return cache.get(LAST_KNOWN)


def _read():
    found = Organisation.objects.first()
    cache.set(LAST_KNOWN, found, timeout=None)  # in the memory of this process
    return found
