"""What every page knows of the organisation."""

from django.utils.functional import SimpleLazyObject

from .models import Channel, Organisation


def organisation(request):
    """`organisation` and its `channels`, read only by the pages that show them."""
    return {
        "organisation": SimpleLazyObject(Organisation.objects.first),
        "channels": SimpleLazyObject(lambda: list(Channel.objects.order_by("order"))),
    }
