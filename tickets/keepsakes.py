"""What a citizen takes along from the confirmation: the receipt as a PDF, and the code as a picture to scan."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import drafts, qr, receipt
from .models import Ticket


@require_safe
def receipt_file(request, journey_class):
    """The receipt, to the session that sent the case, as long as that may see the code; else a page that says why."""
    case = sent_case(request, journey_class)
    if case is None:
        return gone_page(request, journey_class, status=410)
    code, ticket = case
    with override(ticket.language):
        answers = journey_class.recap(ticket)
        content = receipt.pdf(receipt.of(ticket, code=code, answers=answers))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{ticket.number}.pdf"'
    return response


@require_safe
def code_picture(request, journey_class):
    """The QR code of the page that follows the case, with the same rule; a picture has nowhere to say why."""
    case = sent_case(request, journey_class)
    if case is None:
        raise Http404
    code, ticket = case
    content = qr.svg(code, site=settings.SITE_URL, language=ticket.language)
    return HttpResponse(content, content_type="image/svg+xml")


def sent_case(request, journey_class):
    """(code, ticket) of the case this session sent last, while it may see the code; else None."""
    draft = drafts.sent(request.session, journey_class.system, now=timezone.now())
    if draft is None:
        return None
    ticket = Ticket.objects.select_related("topic", "school", "district", "about", "sender")
    return draft.content["code"], ticket.get(submission_key=draft.pk)


def gone_page(request, journey_class, *, registered=False, status=200):
    """
    Say why no code is shown: it is kept already, too old, or nothing was sent from this browser.

    Only who still has the answers on the screen may be told that they are `registered`; the next person at this
    device learns nothing.
    """
    context = {"journey": journey_class(), "registered": registered}
    return render(request, "tickets/steps/gone.html", context, status=status)
