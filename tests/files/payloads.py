"""What hostile files bring in: scripts, programs, archives, and the signature every virus scanner knows."""

import struct

from .blocks import zipped

SCRIPT = b"<script>alert(document.domain)</script>"
PAGE = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
PHP = b"<?php system($_GET['c']); ?>"
JAVASCRIPT = b"alert(document.domain)"
# Put together here, so that no scanner takes our own source away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
WINDOWS_PROGRAM = b"MZ\x90\0" + bytes(56) + struct.pack("<I", 64) + b"PE\0\0\x64\x86" + bytes(250)
LINUX_PROGRAM = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HHI", 2, 62, 1) + bytes(240)
CLASS_NAME = "Evil-3b1f.class"  # stands unpacked in an archive, and long enough not to occur by chance


def jar():
    """A Java archive, which is a ZIP and is read from its end."""
    return zipped({"META-INF/MANIFEST.MF": b"Main-Class: Evil\n", CLASS_NAME: b"\xca\xfe\xba\xbe" + bytes(60)})


def word_document(*, macro=False):
    """A document of Word, as bare as can be."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml" if macro else "application/xml"
    files = {
        "[Content_Types].xml": f'<Types><Default Extension="xml" ContentType="{kind}"/></Types>',
        "word/document.xml": "<w:document/>",
    }
    return zipped(files | ({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)} if macro else {}))


def nested_bomb(*, levels=4, copies=16):
    """A ZIP of ZIPs of ... ten megabytes of zeros: 655 GB with four levels, in a few kilobytes (as 42.zip)."""
    inner = zipped({"0.txt": bytes(10_000_000)})
    for level in range(levels):
        inner = zipped({f"{level}-{number}.zip": inner for number in range(copies)})
    return inner
