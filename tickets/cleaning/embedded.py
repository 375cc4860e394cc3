"""Photos inside other files: bared of what a camera wrote into them, their pixels untouched."""

import base64
import zlib

JPEG_START, JPEG_PICTURE = b"\xff\xd8", 0xDA
COMMENT, ADOBE = 0xFE, 0xEE  # ADOBE says how to read the colours
APPLICATION = range(0xE1, 0xF0)  # where EXIF, XMP and the like stand in a JPEG
WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD8))

JP2_START = b"\x00\x00\x00\x0cjP  "
JP2_GUESTS = (b"uuid", b"xml ", b"uinf")  # where EXIF and XMP stand in a JPEG 2000


def bare_jpeg(photo):
    """A JPEG without EXIF, XMP and comments; what cannot be followed comes back as it is."""
    if not photo.startswith(JPEG_START):
        return photo
    kept, at = [JPEG_START], len(JPEG_START)
    while at + 4 <= len(photo) and photo[at] == 0xFF:
        marker = photo[at + 1]
        if marker == JPEG_PICTURE:
            return b"".join(kept) + photo[at:]
        length = 0 if marker in WITHOUT_LENGTH else int.from_bytes(photo[at + 2 : at + 4])
        if marker == ADOBE or (marker != COMMENT and marker not in APPLICATION):
            kept.append(photo[at : at + 2 + length])
        at += 2 + length
    return photo


def bare_jp2(photo):
    """A JPEG 2000 without the boxes that hold EXIF and XMP; a bare stream of pixels has none."""
    if not photo.startswith(JP2_START):
        return photo
    kept, at = [], 0
    while at + 8 <= len(photo):
        length = int.from_bytes(photo[at : at + 4])
        if length == 1:
            length = int.from_bytes(photo[at + 8 : at + 16])
        end = at + length if length else len(photo)
        if end < at + 8:
            return photo
        if photo[at + 4 : at + 8] not in JP2_GUESTS:
            kept.append(photo[at:end])
        at = end
    return b"".join(kept)


def _from_hex(packed):
    return bytes.fromhex(packed.decode("ascii").rstrip("> \r\n\t\0"))


def _from_base85(packed):
    return base64.a85decode(packed.strip().removesuffix(b"~>").removesuffix(b"~"))


UNPACKED = {"/FlateDecode": zlib.decompress, "/ASCII85Decode": _from_base85, "/ASCIIHexDecode": _from_hex}
BARED = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jp2}
