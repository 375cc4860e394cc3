"""Rows worked on one after the other, each in a transaction of its own: one bad row never holds up the others."""

import logging

from django.db import transaction

logger = logging.getLogger(__name__)


def taken(step, *arguments, failing):
    """
    Take `step(*arguments)` by itself. Returns 1 if it says that it did something, else 0.

    Where it raises, nothing of it stays and the log says `failing`, with the traceback.
    """
    try:
        with transaction.atomic():
            return int(step(*arguments))
    except Exception:
        logger.exception(failing)
        return 0
