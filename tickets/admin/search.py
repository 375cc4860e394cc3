"""What is typed into the search box: a case number in any digits, or words of the text."""

import re
from datetime import datetime

import jdatetime
from django.db.models import Q

from persian.dates import TEHRAN
from persian.text import fold

LONGEST = 100
# «۱۴۰۵-۰۰۰۱۲۳» or «۱۲۳»; folded, so in ASCII digits. Nine digits hold every number the sequence will reach.
_NUMBER = re.compile(r"(?:(?P<year>1[2-5][0-9]{2}) ?[-‐–/] ?)?(?P<number>[0-9]{1,9})")


def search(tickets, typed):
    """Those of `tickets` that have this case number, or all these words in their text."""
    folded = fold(typed[:LONGEST])
    found = Q()
    for word in folded.split():
        found &= Q(search_text__contains=word)
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return tickets.filter(found)
    numbered = Q(case_number=int(match["number"]))
    if match["year"] is None:
        return tickets.filter(numbered | found)
    year = int(match["year"])
    return tickets.filter(numbered, submitted_at__gte=_new_year(year), submitted_at__lt=_new_year(year + 1))


def _new_year(year):
    """Midnight in Tehran at the beginning of a Jalali year."""
    first = jdatetime.date(year, 1, 1).togregorian()
    return datetime(first.year, first.month, first.day, tzinfo=TEHRAN)
