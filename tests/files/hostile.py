"""All that an attacker, a broken telephone or a bad connection may send, in one list."""

from .hostile_broken import BROKEN
from .hostile_kinds import KINDS
from .hostile_names import NAMES, ODD_NAMES
from .hostile_papers import PAPERS
from .hostile_pictures import BOMBS, POLYGLOTS

__all__ = ["HOSTILE", "ODD_NAMES"]

HOSTILE = [*POLYGLOTS, *BOMBS, *BROKEN, *KINDS, *PAPERS, *NAMES]
