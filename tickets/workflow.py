"""The states of a ticket, what may follow what, and the outcomes of each kind. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotAllowed(Exception):
    """The workflow has no such step, or this person may not take it."""


class Kind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    REPORT = "report", _("Public report")
    REQUEST = "request", _("Request")
    SUGGESTION = "suggestion", _("Suggestion")
    CRITICISM = "criticism", _("Criticism")
    PRAISE = "praise", _("Praise")


class Identity(TextChoices):
    NAMED = "named", _("Named")
    HIDDEN = "hidden", _("Name kept by the inspector")
    ANONYMOUS = "anonymous", _("Anonymous")


class Source(TextChoices):
    """How a case came in. All but the first are taken in by the staff on behalf of the citizen."""

    WEB = "web", _("This site")
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")
    LINE_111 = "line_111", _("Line 111")
    LINE_136 = "line_136", _("Line 136")


# Of whom it is asked whether the matter is settled: who only gave thanks had none.
RATING = tuple(kind for kind in Kind if kind != Kind.PRAISE)

# Who may leave the name out altogether (domain.md, What people send).
MAY_BE_ANONYMOUS = (Kind.REPORT, Kind.SUGGESTION, Kind.CRITICISM, Kind.PRAISE)


class Status(TextChoices):
    RECEIVED = "received", _("Registered")
    ROUTED = "routed", _("Referred")
    IN_REVIEW = "in_review", _("Under review")
    AWAITING_CITIZEN = "awaiting_citizen", _("Waiting for your explanation")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (Status.RECEIVED, Status.ROUTED, Status.IN_REVIEW, Status.AWAITING_CITIZEN)
WITHOUT_UNIT = (Status.RECEIVED, Status.WITHDRAWN)  # the only states in which no unit need be set

DAYS_TO_REOPEN = 30  # an answer may be objected to for so long; then the case closes by itself

ALLOWED = {
    Status.RECEIVED: {Status.ROUTED, Status.WITHDRAWN},
    Status.ROUTED: {
        Status.ROUTED,  # transferred before anyone accepted it
        Status.IN_REVIEW,
        Status.AWAITING_CITIZEN,
        Status.ANSWERED,
        Status.CLOSED,
        Status.WITHDRAWN,
    },
    Status.IN_REVIEW: {
        Status.ROUTED,  # transferred
        Status.AWAITING_CITIZEN,
        Status.ANSWERED,
        Status.CLOSED,
        Status.WITHDRAWN,
    },
    Status.AWAITING_CITIZEN: {
        Status.ROUTED,
        Status.IN_REVIEW,
        Status.ANSWERED,
        Status.CLOSED,
        Status.WITHDRAWN,
    },
    Status.ANSWERED: {
        Status.ROUTED,  # reopened
        Status.IN_REVIEW,  # the answer taken back before the citizen could read it
        Status.CLOSED,  # by itself after DAYS_TO_REOPEN
        Status.WITHDRAWN,
    },
    Status.CLOSED: {Status.ROUTED, Status.IN_REVIEW},  # reopened; the closing taken back
    Status.WITHDRAWN: set(),
}


class Outcome(TextChoices):
    UPHELD = "upheld", _("Upheld")
    PARTLY_UPHELD = "partly_upheld", _("Partly upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")
    GRANTED = "granted", _("Granted")
    PARTLY_GRANTED = "partly_granted", _("Partly granted")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    OUT_OF_SCOPE = "out_of_scope", _("Belongs to another body")
    INSUFFICIENT = "insufficient", _("Not enough information")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    ALREADY_DONE = "already_done", _("Already done")
    PASSED_ON = "passed_on", _("Passed on")


_FINDING = (
    Outcome.UPHELD,
    Outcome.PARTLY_UPHELD,
    Outcome.NOT_UPHELD,
    Outcome.OUT_OF_SCOPE,
    Outcome.INSUFFICIENT,
)
OUTCOMES = {
    Kind.COMPLAINT: _FINDING,
    Kind.REPORT: _FINDING,
    Kind.CRITICISM: _FINDING,
    Kind.REQUEST: (
        Outcome.GRANTED,
        Outcome.PARTLY_GRANTED,
        Outcome.NOT_POSSIBLE,
        Outcome.OUT_OF_SCOPE,
        Outcome.INSUFFICIENT,
    ),
    Kind.SUGGESTION: (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED, Outcome.NOT_ACCEPTED, Outcome.ALREADY_DONE),
    Kind.PRAISE: (Outcome.PASSED_ON,),
}
TAKEN_UP = (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED)  # of suggestions: something is to come of them


class CloseReason(TextChoices):
    """Why a case may be closed without an answer (architecture.md, States). «Not ours» is none: one transfers."""

    DUPLICATE = "duplicate", _("Sent before: another case is about the same matter")
    ABUSIVE = "abusive", _("Abusive or empty")
    NOT_ACCEPTED = "not_accepted", _("A matter that is not accepted here")


class Solved(TextChoices):
    """The citizen's own word on whether the matter is settled."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


LOWEST_SCORE, HIGHEST_SCORE = 1, 5  # of how the case was handled


def check_move(origin, target):
    """Raise NotAllowed unless `target` may follow `origin`."""
    if target not in ALLOWED[Status(origin)]:
        raise NotAllowed(f"{origin} → {target}")
