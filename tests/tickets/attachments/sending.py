"""Files as a browser sends them: a real request, read by the handler that the settings name."""

from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT

ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})  # by browsers, in the name of a file


def uploads(*files):
    """The UploadedFiles that a request with these (name, content) hands over; those without a name are none."""
    parts = b"".join(_part(name, content) for name, content in files)
    request = RequestFactory().generic("POST", "/", parts + f"--{BOUNDARY}--\r\n".encode(), MULTIPART_CONTENT)
    try:
        return request.FILES.getlist("file")
    except MultiPartParserError:  # a name of kilobytes: the whole request is answered with 400
        return []


def upload(name, content):
    """The one UploadedFile, or None."""
    return next(iter(uploads((name, content))), None)


def _part(name, content):
    head = f'Content-Disposition: form-data; name="file"; filename="{name.translate(ESCAPED)}"'
    return f"--{BOUNDARY}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
