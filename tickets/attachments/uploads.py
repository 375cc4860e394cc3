"""Takes the files of a request into memory: never unencrypted onto a disk, and never more than may be sent at once."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .refusals import MOST_BYTES, MOST_BYTES_TOGETHER


class InMemory(FileUploadHandler):
    """
    Keeps what fits. A file that is too large is read to its end, so that its sender gets an answer and not a broken
    connection; it has its true size, and no content.
    """

    kept = 0  # bytes of this request so far

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        fits = start + len(raw_data) <= MOST_BYTES and self.kept + len(raw_data) <= MOST_BYTES_TOGETHER
        if fits and self.file is not None:
            self.file.write(raw_data)
            self.kept += len(raw_data)
        elif self.file is not None:
            self.kept -= self.file.tell()
            self.file = None

    def file_complete(self, file_size):
        file = self.file or io.BytesIO()
        file.seek(0)
        return InMemoryUploadedFile(
            file, self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )
