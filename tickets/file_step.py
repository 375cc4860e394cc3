"""The page of a journey on which files are added: whichever button is pressed, a file that is chosen is taken in."""

from contextlib import suppress

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from . import drafts
from .attachments import box
from .forms.files import FILE, kept_refusals
from .step_pages import GO, SeeOther, lapsed_page, step_page

SLUG = "files"
PURPOSE = "file"  # of the button "add"


def page(request, journey_class):
    """Take in what is sent, remove what is to go, and stay; or do as every page of the journey does."""
    if request.method != "POST":
        return step_page(request, journey_class, SLUG)
    now = timezone.now()
    try:
        journey = journey_class.resume(request.session, now=now)
        if journey.draft is not None and not journey.is_sent and _changes(request, journey, now):
            return SeeOther(journey.url("step", SLUG))
    except drafts.Lapsed:
        return _gone(request, journey_class, now)
    # Nothing is typed here: of all that was posted, only the button that leads away counts any more.
    request.POST = MultiValueDict({GO: request.POST.getlist(GO)} if GO in request.POST else {})
    return step_page(request, journey_class, SLUG)


def _changes(request, journey, now):
    """Take in and take out; is the page to be shown again? It says what was not taken, until another file is."""
    uploads = request.FILES.getlist(FILE)
    refused = box.take_in(uploads, draft=journey.draft, address=request.client_address, now=now)
    refused += box.nothing_chosen(request.POST, uploads, PURPOSE)
    stays = bool(refused) or box.remove(request.POST, journey.draft) or box.ADD in request.POST
    if stays or uploads:
        place = drafts.REFUSED if refused else drafts.LEFT
        drafts.keep(journey.draft, SLUG, kept_refusals(refused) if refused else {}, place=place)
    return stays


def _gone(request, journey_class, now):
    """The draft went while the file came: it was sent in another tab, or its day is over. The file is not kept."""
    with suppress(drafts.Lapsed):
        journey = journey_class.resume(request.session, now=now)
        if journey.is_sent:
            return SeeOther(journey.url("done"))
    return lapsed_page(request, journey_class, now=now)
