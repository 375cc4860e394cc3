"""
`python -m tickets.cleaning FORMAT`: a file comes in, the cleaned one goes out, and what is too much ends the process.

Out: the length of the file in 8 bytes, the file, the rest its thumbnail. A file that is not fit ends with UNFIT and
the code of the reason.
"""

import resource
import sys
from importlib import import_module

from .verdicts import TooLarge, Unfit

UNFIT = 3  # exit code
MEMORY = 1024**3  # bytes of address space, of which the libraries map a third before they begin
SECONDS = 20  # of the processor
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: 0,  # it writes no file: not even if somebody else's code runs in it
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
}
CLEANERS = {
    **dict.fromkeys(("jpeg", "png", "webp", "heic"), "photos"),
    "pdf": "documents",
    **dict.fromkeys(("m4a", "mp3", "ogg"), "voices"),
}


def main(format_name):
    """Clean what comes in; return the exit code."""
    for limit, value in LIMITS.items():
        resource.setrlimit(limit, (value, value))
    cleaner = import_module(f"{__package__}.{CLEANERS[format_name]}")
    try:
        cleaned = cleaner.clean(sys.stdin.buffer.read(), format_name)
    except MemoryError:
        return _unfit(TooLarge.code)
    except Unfit as verdict:
        return _unfit(verdict.code)
    content, thumbnail = cleaned if isinstance(cleaned, tuple) else (cleaned, b"")
    for part in (len(content).to_bytes(8), content, thumbnail):
        sys.stdout.buffer.write(part)
    return 0


def _unfit(code):
    sys.stdout.write(code)
    return UNFIT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
