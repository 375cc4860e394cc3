"""The page of a journey on which files are added: whichever button is pressed, a file that is chosen is taken in."""

from django.utils import timezone

from . import drafts
from .attachments import box
from .forms.files import FILE, kept_refusals
from .step_pages import SeeOther, lapsed_page, step_page

SLUG = "files"


def page(request, journey_class):
    """Take in what is sent, remove what is to go, and stay; or do as every page of the journey does."""
    if request.method != "POST":
        return step_page(request, journey_class, SLUG)
    now = timezone.now()
    try:
        journey = journey_class.resume(request.session, now=now)
        if journey.draft is not None and not journey.is_sent:
            refused = _take_in(request, journey, now)
            if refused or box.remove(request.POST, journey.draft) or box.ADD in request.POST:
                return _stay(journey, refused)
    except drafts.Lapsed:
        return lapsed_page(request, journey_class, SLUG, now=now)
    return step_page(request, journey_class, SLUG)


def _take_in(request, journey, now):
    uploads = request.FILES.getlist(FILE)
    return box.take_in(uploads, draft=journey.draft, address=request.client_address, now=now)


def _stay(journey, refused):
    """The same page again, fetched with GET; it says what was not taken, until another file is."""
    place = drafts.REFUSED if refused else drafts.LEFT
    drafts.keep(journey.draft, SLUG, kept_refusals(refused) if refused else {}, place=place)
    return SeeOther(journey.url("step", SLUG))
