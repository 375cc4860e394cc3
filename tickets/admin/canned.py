"""Ready texts on the page of a case: the list beside a text box, and putting one of them in without a script."""

from dataclasses import dataclass

from persian.dates import today
from tickets.canned import fill
from tickets.models import CannedReply

from .steps import STEPS

PRESSED = "canned"  # the button; its value is the name of the step, the choice stands in "<step>-canned"
TAKERS = [name for name, step in STEPS.items() if getattr(step, "takes_canned", False)]


@dataclass(frozen=True)
class Ready:
    """A ready text with its variables filled in for one case."""

    pk: int
    title: str
    text: str


def ready_for(ticket, forms):
    """[Ready] that fit `ticket`; nothing is asked where none of `forms` ({name: form}) takes any."""
    if not any(name in forms for name in TAKERS):
        return []
    day = today()
    replies = CannedReply.objects.fitting(ticket)
    return [Ready(reply.pk, reply.title, fill(reply.text, ticket, today=day)) for reply in replies]


def put_in(posted, ticket):
    """What was sent, with the text that was chosen behind what stands in the box whose button was pressed."""
    step = posted[PRESSED]
    chosen = posted.get(f"{step}-{PRESSED}", "")
    reply = CannedReply.objects.fitting(ticket).filter(pk=chosen).first() if chosen.isdecimal() else None
    if step not in TAKERS or reply is None:
        return posted
    name, filled = f"{step}-text", posted.copy()
    filled[name] = "\n\n".join(filter(None, [posted.get(name, "").rstrip(), fill(reply.text, ticket, today=today())]))
    return filled
