"""An attachment as a response: to be kept by nobody, run by nothing, and heard from any point on."""

import logging
import re

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from . import vault
from .formats import FORMATS, PHOTO

logger = logging.getLogger(__name__)

NOT_SATISFIABLE = 416
UNAVAILABLE = 503
PARTIAL = 206
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
JPEG = FORMATS["jpeg"]


def kept_as(attachment):
    """The Format in which the cleaned file lies: photos of every kind are drawn anew as JPEG."""
    found = FORMATS[attachment.format]
    return JPEG if found.sort == PHOTO else found


def file_name(attachment):
    """What it is saved as: by its label, with the ending of what it is now."""
    ending = kept_as(attachment).extensions[0]
    stem, _dot, old = attachment.label.rpartition(".")
    return attachment.label if old.lower() in kept_as(attachment).extensions else f"{stem or old}.{ending}"


def part_of(attachment, part, request):
    """One part of `attachment` as `response` gives it; a page that says so when the storage does not give it."""
    try:
        content = vault.get(attachment, part)
    except Exception:  # whatever a distant storage may raise
        logger.exception("Attachment %s cannot be fetched", attachment.pk)
        return render(request, "503.html", status=UNAVAILABLE)
    return response(request, attachment, content)


def response(request, attachment, content):
    """`content`, one part of `attachment`, or the range of it that the browser asks for. Never shown, only saved."""
    asked = request.headers.get("Range", "") if request.method == "GET" else ""  # of HEAD a range means nothing
    answer = _ranged(asked, content)
    answer["Content-Type"] = kept_as(attachment).media_type
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name(attachment))
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Accept-Ranges"] = "bytes"
    return answer


def _ranged(asked, content):
    """All of it; or one range, as players of sound ask for (RFC 9110, 14.2). Several at once get all of it."""
    found, size = RANGE.fullmatch(asked), len(content)
    if found is None or not any(found.groups()):
        return HttpResponse(content)
    first, last = found.groups()
    if first and last and int(last) < int(first):  # no range at all
        return HttpResponse(content)
    if first:
        start, end = int(first), min(int(last or size), size - 1)
    else:  # the last so many bytes
        start, end = max(size - int(last), 0), size - 1
    if start > end:
        return HttpResponse(status=NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    part = HttpResponse(content[start : end + 1], status=PARTIAL)
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    return part
