"""A row of the matrix: which section it stands in, who may see it, and the words by which a leak is recognised."""

from dataclasses import dataclass, field

from django.db.models import Model

WHISTLE = "whistle"  # in the text of every case, to search for; itself no secret
CONTENT, IDENTITY, NUMBER = "content", "identity", "number"


@dataclass(frozen=True)
class Secret:
    """One of the words: `of` is the name of the row it tells of, `seen_by` those who may read it there."""

    of: str
    sort: str
    seen_by: frozenset[str]


@dataclass(frozen=True)
class Row:
    """`file` is the key of its attachment, `shows` words that its page must hold for those who see it."""

    name: str
    row: Model
    seen_by: frozenset[str]
    shows: str = ""
    file: str = ""
    view: str = ""  # the key of a view of the list that somebody else keeps


@dataclass
class World:
    """Everybody, the rows of every section ("app.model"), and all that must not be read by the wrong person."""

    people: dict
    rows: dict[str, list[Row]] = field(default_factory=dict)
    secrets: dict[str, Secret] = field(default_factory=dict)

    def keep(self, word, *, of, sort=CONTENT, seen_by):
        """Note that `word` must be read by `seen_by` only, and return it."""
        self.secrets[word] = Secret(of, sort, frozenset(seen_by))
        return word


def canary(row, column):
    """A word that stands nowhere else, in letters that no page escapes, folds or cuts."""
    return f"canaryq{row}q{column}".replace("_", "")


def names(words):
    return frozenset(words.split())
