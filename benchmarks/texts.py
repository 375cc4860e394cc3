"""What a million people write: the demonstration's sentences, and words of which some are common and most are rare."""

from itertools import accumulate

from config.demo.names import FIRST_NAMES, LAST_NAMES
from config.demo.words import Words
from tickets.search_text import words_of
from tickets.workflow import Kind, Outcome

VOCABULARY, WORDS_A_TEXT = 120_000, 10  # fewer texts have fewer words of their own
# Invented words are made of syllables; the most common ones are those everybody uses, in this order.
SYLLABLES = [first + last for first in "ابپتجچخدرزسشفقکگلمنوهی" for last in ("ا", "و", "ی", "ر", "ن", "م", "ت", "ل")]
SITUATIONS, TEXTS_A_SITUATION = 400, 100  # of each topic
ANSWERS = 20  # of each outcome
RARE_WORDS_A_TEXT = 12


class Texts:
    """Texts drawn by `chance`, each with its search text. Folding is slow, so pieces are folded once and joined."""

    def __init__(self, chance, *, texts):
        self._chance = chance
        vocabulary = min(VOCABULARY, WORDS_A_TEXT * texts)
        self._variety = min(SITUATIONS, texts // TEXTS_A_SITUATION + 1)
        self._words = Words(chance)
        self._ranked = _vocabulary(chance, vocabulary)
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(vocabulary)))
        self._situations = {}
        self._of_names = {}
        self._answers = {each: [self._words.answer(each) for _each in range(ANSWERS)] for each in Outcome}
        self._names = [self._piece(f"{first} {last}") for first in FIRST_NAMES for last in LAST_NAMES]

    def draw(self, kind, topic):
        """(text, search text) of one case of the topic with code `topic`."""
        situation, folded = self._chance.choice(self._situations_of(kind, topic))
        rest = " ".join(self._chance.choices(self._ranked, cum_weights=self._weights, k=RARE_WORDS_A_TEXT))
        return f"{situation} {rest}", f"{folded} {rest}"

    def respondent(self):
        """(name, search text) of somebody complained of."""
        return self._chance.choice(self._names)

    def words_of_name(self, name):
        """The search text of a school's name."""
        if name not in self._of_names:
            self._of_names[name] = words_of(name)
        return self._of_names[name]

    def answer(self, outcome):
        """What staff write to the citizen: one of a few for each outcome."""
        return self._chance.choice(self._answers[outcome])

    def _situations_of(self, kind, topic):
        key = (kind, topic)
        if key not in self._situations:
            told_as = Kind.CRITICISM if kind == Kind.SUGGESTION else kind  # its three parts are one text here
            self._situations[key] = [self._piece(self._words.text(told_as, topic)) for _each in range(self._variety)]
        return self._situations[key]

    @staticmethod
    def _piece(text):
        return text, words_of(text)


def _vocabulary(chance, size):
    """Invented words, the shortest first: common words are short."""
    words = set()
    while len(words) < size:
        words.add("".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 3)))))
    return sorted(words, key=lambda word: (len(word), word))
