"""The QR code of a receipt: it opens the tracking page with the code already typed in."""

from io import BytesIO

import segno
from django.urls import reverse
from django.utils.translation import override

QUIET_ZONE = 4  # modules of white all round, as the standard asks
PNG_SCALE = 8


def page(*, site, language):
    """The address of the tracking page."""
    with override(language):
        return site.rstrip("/") + reverse("tickets:track")


def link(code, *, site, language):
    """The tracking page with the code in the fragment: the part of an address that no browser sends to a server."""
    return f"{page(site=site, language=language)}#{code}"


def svg(code, *, site, language):
    """The QR code as a whole SVG file, to be served as an image: dark on white, without styles, scripts or fonts."""
    return _drawn(
        code, site, language, kind="svg", light="#fff", svgclass=None, lineclass=None, omitsize=True, nl=False
    )


def png(code, *, site, language):
    """The same as a PNG, for paper."""
    return _drawn(code, site, language, kind="png", scale=PNG_SCALE, light="#fff")


def _drawn(code, site, language, **options):
    # error correction M: a creased receipt still reads
    symbol = segno.make_qr(link(code, site=site, language=language), error="m")
    drawing = BytesIO()
    symbol.save(drawing, border=QUIET_ZONE, dark="#000", **options)
    return drawing.getvalue()
