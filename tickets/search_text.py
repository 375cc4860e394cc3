"""What a case is found by: its citizen's words, school, respondent and letter number, folded. Never who sent it."""

import hashlib
import re
import uuid

from django.db.models import TextField, Value
from django.db.models.functions import Concat, Left, LTrim

from persian.text import fold

from .models import SearchWord, Ticket

MOST_LETTERS = 40_000  # of one case: ten long letters, and a row that is still quickly written
# Shorter words are like too many others, longer ones are no words. Figures are learnt by nobody: they name people.
_LEARNT = re.compile(r"[^\W\d_]{3,40}")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def words_of(*texts):
    """The words of all `texts`, as they are searched: folded, without punctuation, one blank between two."""
    return " ".join(_BETWEEN_WORDS.sub(" ", fold(" ".join(texts))).split())[:MOST_LETTERS]


def begin(ticket, text, details):
    """
    Let the unsaved `ticket` be found by what was written, by its school, by who is complained of and by its letter.

    `details`, the row of the system's own table or None, may have `search_words` beside the text.
    """
    school = ticket.school.name_fa if ticket.school else ""
    respondent = ticket.respondent_user.get_full_name() if ticket.respondent_user else ""
    own = getattr(details, "search_words", ())
    written = words_of(text, ticket.school_text, school, respondent, *own)
    ticket.first_words = digest_of(written)  # a letter sent again has another number
    ticket.search_text = words_of(written, ticket.letter_number)
    learn(ticket.search_text)


def digest_of(words):
    """What the same words sent again have in common; None for no words."""
    digest = hashlib.md5(words.encode(), usedforsecurity=False).digest()  # as PostgreSQL has it, too
    return uuid.UUID(bytes=digest) if words else None


def is_learnt(word):
    """Is it a word that the vocabulary keeps, when some case has it?"""
    return _LEARNT.fullmatch(word) is not None


def learn(words):
    """Keep the words in the vocabulary: a beginning finds those it may become, a slip in typing those it resembles."""
    fresh = sorted(set(filter(is_learnt, words.split())))  # in one order, lest two transactions wait for each other
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in fresh], ignore_conflicts=True)


def add(ticket, text):
    """Let the locked `ticket` be found by the words of a further `text` as well, while there is room for them."""
    words = words_of(text)
    if not words:
        return
    longer = Left(LTrim(Concat("search_text", Value(f" {words}"), output_field=TextField())), MOST_LETTERS)
    Ticket.objects.filter(pk=ticket.pk).update(search_text=longer)
    learn(words)


def take_out(ticket, text):
    """Let the locked `ticket` be found by `text`, added before, no more; save where its citizen wrote it as well."""
    before, found, after = f" {ticket.search_text} ".rpartition(f" {words_of(text)} ")
    if found:
        ticket.search_text = f"{before.strip()} {after.strip()}".strip()
        ticket.save(update_fields=["search_text"])
