"""Log lines and alerts without what names people or opens cases: logs are kept, copied and read by many."""

import logging
import re

from django.utils.log import AdminEmailHandler

logger = logging.getLogger(__name__)

HIDDEN = "…"
# Persian and Arabic digits as well: \d matches all of them. Four groups of four are a tracking code as it is shown.
# What reads like the seconds that something took is found first, and left as it is.
_NUMBER = re.compile(r"(?<!\d)(?:(\d{1,6}\.\d{1,20}s\b)|(?:\d{10,}|\d{4}(?:[ -]\d{4}){3})(?!\d))")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")  # tried once a word, however long the word
# PostgreSQL quotes the whole row that a constraint refuses, the citizen's words with it.
_ROW = re.compile(r"(DETAIL:).*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)


def masked(text):
    """`text` without e-mail addresses, numbers of ten digits or more, tracking codes and rows of PostgreSQL."""
    text = _ROW.sub(rf"\1 {HIDDEN}", text)
    return _NUMBER.sub(lambda found: found[1] or HIDDEN, _ADDRESS.sub(HIDDEN, text))


class MaskingFormatter(logging.Formatter):
    """A line of the log, masked, its traceback too."""

    def format(self, record):
        return masked(super().format(record))


class AlertHandler(AdminEmailHandler):
    """Mails the line to ALERT_EMAILS, and nothing more: Django's handler would add every setting, CODE_PEPPERS too."""

    def emit(self, record):
        try:
            line = self.format(record)
            self.send_mail(self.format_subject(line.partition("\n")[0]), line, fail_silently=True)
        except Exception as failure:  # an alert that fails must not stop what it tells of
            logger.error("An alert could not be sent: %s", type(failure).__name__)  # Django would print all it holds
