"""Three rules for every request."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.cache import add_never_cache_headers

MOST_DIGITS = 15  # of a length that is a number at all


def never_store(get_response):
    """No page of ours is kept by a browser or a proxy: a phone is often shared. Static files may be."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def client_address(get_response):
    """Set `request.client_address`: the peer's, or what our own outermost proxy wrote when TRUSTED_PROXIES says so."""

    def middleware(request):
        address = request.META.get("REMOTE_ADDR", "")
        if settings.TRUSTED_PROXIES:
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            address = hops[-min(settings.TRUSTED_PROXIES, len(hops))].strip() or address
        request.client_address = address
        return get_response(request)

    return middleware


def size_limit(get_response):
    """Refuse what is too large to be read to its end. Files that are merely too large are told apart by their form."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH", "")
        if length.isdecimal() and (len(length) > MOST_DIGITS or int(length) > settings.MOST_BYTES_OF_A_REQUEST):
            raise RequestDataTooBig
        return get_response(request)

    return middleware
