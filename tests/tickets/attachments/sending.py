"""Files as a browser sends them: a real request, read by the handler that the settings name."""

from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT

ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})  # by browsers, in the name of a file


def uploads(*files):
    """The UploadedFiles that a request with these (name, content) hands over; those without a name are none."""
    request = RequestFactory().generic("POST", "/", body(*files), MULTIPART_CONTENT)
    try:
        return request.FILES.getlist("file")
    except MultiPartParserError:  # a name of kilobytes: the whole request is answered with 400
        return []


def upload(name, content):
    """The one UploadedFile, or None."""
    return next(iter(uploads((name, content))), None)


def body(*files, **typed):
    """What a browser posts as MULTIPART_CONTENT: these (name, content) in a box, and what is typed beside it."""
    inputs = [_part(f'name="{name}"', text.encode()) for name, text in typed.items()]
    chosen = [_part(f'name="file"; filename="{name.translate(ESCAPED)}"', content) for name, content in files]
    return b"".join((*inputs, *chosen, f"--{BOUNDARY}--\r\n".encode()))


def _part(what, content):
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {what}\r\nContent-Type: application/octet-stream\r\n\r\n"
    return head.encode() + content + b"\r\n"
