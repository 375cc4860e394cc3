"""What is typed into the search box: a case number in any digits, words or their beginnings, words typed wrong."""

import re
import sys
from collections import defaultdict
from datetime import datetime

import jdatetime
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import F, Func, Max, Value

from persian.dates import TEHRAN
from persian.text import fold
from tickets.models import SearchWord, Ticket
from tickets.search_text import is_learnt, words_of

LONGEST = 100
MOST = 200  # cases that are found, the newest that fit: who finds more must ask more narrowly
FEW = 25  # a page; where the words themselves find fewer, words like them may stand in their place
MOST_SIMILAR = 50  # cases found by those
# Among how many of the newest cases of all they are looked for: few for words that many have, all for rare ones. Each
# step costs about the same. PostgreSQL, left the choice, goes through the cases from the newest on far too often; it
# cannot where no index has the order, hence `+ 0`.
WINDOWS = (10_000, 100_000, sys.maxsize)
NEWEST_FIRST = (F("pk") + 0).desc()
MOST_ENDINGS = 40  # a beginning that more words of the vocabulary share is left to PostgreSQL
MOST_ALIKE = 5
# «۱۴۰۵-۰۰۰۱۲۳» or «۱۲۳»; folded, so in ASCII digits. Nine digits hold every number the sequence will reach.
_NUMBER = re.compile(r"(?:(?P<year>1[2-5][0-9]{2}) ?[-‐–/] ?)?(?P<number>[0-9]{1,9})")

# As we write it ourselves: then nothing else is meant. «۱۴۰۵/۱۲۳» may be the number of a letter.
_OURS = re.compile(r"1[2-5][0-9]{2} ?[-‐–] ?[0-9]{6,9}")


def search(tickets, typed):
    """
    Those of `tickets` that fit, the best first: with this case number, with all the words, with words like them.

    Words may be cut short. Of those with the words the newest MOST are found, of those with similar ones MOST_SIMILAR.
    """
    folded = fold(typed[:LONGEST])
    number = _NUMBER.fullmatch(folded)
    found = list(_numbered(tickets, number)) if number else []
    if not _OURS.fullmatch(folded):
        found += _worded(tickets, words_of(folded).split())
    return tickets.filter(pk__in=found).order_by(Func(Value(found), F("pk"), function="array_position"))


def _numbered(tickets, number):
    cases = tickets.filter(case_number=int(number["number"]))
    if number["year"] is not None:
        year = int(number["year"])
        cases = cases.filter(submitted_at__gte=_new_year(year), submitted_at__lt=_new_year(year + 1))
    return cases.values_list("pk", flat=True)


def _worded(tickets, words):
    """The ids of the cases with all `words`; if they are FEW, then of those with a similar word in place of one."""
    if not words:
        return []
    meant = _with_endings(words)
    found = _ranked(tickets, meant, MOST)
    alike = _alike(words) if len(found) < FEW else {}
    if alike:
        similar = {word: [*choices, *alike[word]] for word, choices in meant.items()}
        found += _ranked(tickets, similar, MOST_SIMILAR)
    return found


def _ranked(tickets, meant, most):
    """The ids of the newest `most` that have one of the lexemes of each word, the best fit first, then the newer."""
    words = " & ".join(f"({' | '.join(any_of)})" for any_of in meant.values())
    query = SearchQuery(words, search_type="raw", config="simple")
    fitting = tickets.filter(search_vector=query).order_by(NEWEST_FIRST)
    ranks = fitting.values_list("pk", SearchRank(F("search_vector"), query))
    last = Ticket.objects.aggregate(last=Max("pk", default=0))["last"]
    for window in WINDOWS:
        found = list(ranks.filter(pk__gt=max(0, last - window))[:most])
        if len(found) == most or window >= last:
            break
    return [pk for pk, _rank in sorted(found, key=lambda pair: -pair[1])]


def _with_endings(words):
    """
    {word: what may stand in a text for it}: itself and the words that begin with it.

    They are named one by one: of `beginning:*` PostgreSQL believes that it is never rare, and reads all cases.
    """
    meant = {word: [f"'{word}'"] for word in words}
    for word, longer in _asked_of_vocabulary(
        words, lambda word: SearchWord.objects.filter(word__startswith=word).exclude(word=word)[: MOST_ENDINGS + 1]
    ):
        meant[word].append(f"'{longer}'")
    return {word: any_of if len(any_of) <= MOST_ENDINGS else [f"'{word}':*"] for word, any_of in meant.items()}


def _alike(words):
    """{word: the words of the vocabulary that are most like it}"""
    alike = defaultdict(list)
    for word, other in _asked_of_vocabulary(words, _most_like):
        alike[word].append(f"'{other}'")
    return alike


def _most_like(word):
    like = SearchWord.objects.filter(word__trigram_similar=word).exclude(word__startswith=word)
    return like.order_by(TrigramSimilarity("word", word).desc(), "word")[:MOST_ALIKE]


def _asked_of_vocabulary(words, question):
    """Pairs of a word and one that `question` finds for it; in one query, however many there are."""
    answers = [question(word).values_list(Value(word), "word") for word in words if is_learnt(word)]
    return answers[0].union(*answers[1:], all=True) if answers else ()


def _new_year(year):
    """Midnight in Tehran at the beginning of a Jalali year."""
    first = jdatetime.date(year, 1, 1).togregorian()
    return datetime(first.year, first.month, first.day, tzinfo=TEHRAN)
