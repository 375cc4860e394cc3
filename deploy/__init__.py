"""The local launcher for development and tests: sets the project up and runs it on real servers of its own."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"


class Problem(Exception):
    """Something only the developer can mend. Its text is one sentence with the remedy; no traceback is shown."""
