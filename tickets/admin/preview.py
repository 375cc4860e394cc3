"""The answer as the citizen will read it, before it is sent: what the quality gate finds, and two ways on."""

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from persian.digits import localise_digits
from tickets.lifecycle.ground import undo_ends
from tickets.quality import Weight
from tickets.timeline import Words
from tickets.workflow import Outcome

from . import gate

PRESSED = "preview"  # the button; its value is the name of the step
BACK = "edit"  # the button that leads back to the box
NOT_CARRIED = {"csrfmiddlewaretoken", "step", PRESSED, BACK, "canned"}


def page(section, request, form):
    """The page on a valid answer `form`. Nothing is saved by it; its files wait in their tray as before."""
    found = gate.findings_of(form)
    form.note_asked([finding for finding in found if finding.weight == Weight.ASKS])  # they are read here
    context = {
        **section.admin_site.each_context(request),
        "title": _("Preview of the answer"),
        "opts": section.opts,
        "queue": section.list_left(request),
        "ticket": form.ticket,
        "number": localise_digits(form.ticket.number),
        "form": form,
        "words": words_of(form, now=timezone.now()),
        "findings": found,
        "is_blocked": any(finding.weight == Weight.BLOCKS for finding in found),
        "carried": list(_carried(form.data)),
    }
    return render(request, "tickets/admin/preview.html", context)


def words_of(form, *, now):
    """The valid answer as timeline.Words, in the citizen's language."""
    answer = form.cleaned_data
    with override(form.ticket.language):
        return Words(
            at=undo_ends(now),
            text=answer["text"],
            is_destroyed=False,
            files=(*form.attachments, *answer.get("again", ())),
            from_citizen=False,
            unit=str(form.ticket.unit),
            outcome=str(Outcome(answer["outcome"]).label),
            other_body=answer.get("other_body", ""),
        )


def _carried(posted: QueryDict):
    """(name, value) of everything that stands on the page of the case, for the way there and back."""
    for name, values in posted.lists():
        if name not in NOT_CARRIED:
            yield from ((name, value) for value in values)
