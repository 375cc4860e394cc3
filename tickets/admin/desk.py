"""What a case page says of its readers: what one typed here and did not send, and who else is typing."""

from dataclasses import dataclass
from datetime import datetime

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from persian.dates import format_datetime
from tickets import desk_drafts

from .related import Related, related_to
from .steps import STEPS


@dataclass(frozen=True)
class Desk:
    """`words` are {name of the input: text} of the reader's draft, kept at `kept_at`; `writing` names colleagues."""

    words: dict[str, str]
    kept_at: datetime | None
    writing: str
    related: Related


def desk_of(request, ticket):
    """What stands beside the case when somebody opens it. Who presses a button has their words in what they sent."""
    now = timezone.now()
    draft = None if request.method == "POST" else desk_drafts.of(request.user, ticket, now=now)
    return Desk(
        words=draft.content if draft else {},
        kept_at=draft and draft.saved_at,
        writing=_writing(request.user, ticket, now),
        related=related_to(ticket, reader=request.user),
    )


def keep(request, ticket, *, beside=""):
    """Keep what was typed and sent along with whatever button; but not what the step `beside` has taken."""
    if request.method != "POST" or not request.user.holds("tickets.handle_ticket"):
        return None
    words = words_of(request.POST, beside={beside})
    return desk_drafts.keep(owner=request.user, ticket=ticket, words=words, now=timezone.now())


@require_POST
def save(request, section, ticket_id):
    """A script sends what stands on the page of a case. Answers with what the page says then."""
    ticket = section.get_object(request, str(ticket_id))
    draft = None
    if request.user.holds("tickets.handle_ticket"):
        words = words_of(request.POST, beside=_taken(request, ticket))
        draft = desk_drafts.keep(owner=request.user, ticket=ticket, words=words, now=timezone.now())
    kept = _("Your draft is kept, %(time)s") % {"time": format_datetime(draft.saved_at)} if draft else ""
    return JsonResponse({"kept": kept, "writing": _writing(request.user, ticket, timezone.now())})


def words_of(posted, *, beside=frozenset()):
    """What a POST to the page of a case has for steps with words in them, those named in `beside` left out."""
    steps = [step for step in STEPS.values() if step.name not in beside and _has_words(step, posted)]
    return {f"{step.name}-{name}": text for step in steps for name, text in step.typed_in(posted).items()}


def _has_words(step, posted):
    return bool(step.text_field and posted.get(f"{step.name}-{step.text_field}", "").strip())


def _taken(request, ticket):
    """The steps whose words have been sent meanwhile: a script that comes late must not bring them back."""
    typed = [step for step in STEPS.values() if _has_words(step, request.POST)]
    return {step.name for step in typed if step(request.POST, ticket=ticket, by=request.user).was_taken()}


def _writing(reader, ticket, now):
    names = _(", ").join(desk_drafts.writers(ticket, reader=reader, now=now))
    return _("Writing now: %(names)s") % {"names": names} if names else ""
