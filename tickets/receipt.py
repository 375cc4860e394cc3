"""The receipt of a case as a PDF to print or keep: the tracking code, what was promised and what was written."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from fpdf.prefs import ViewerPreferences

from persian.dates import format_date, format_datetime
from persian.digits import localise_digits
from units.models import Channel, Organisation

from . import qr, recap, tracking
from .paper import Paper, ltr
from .recap import Recap

QR_SIZE = 36
CODE = 21
TITLE = 18


@dataclass(frozen=True)
class Receipt:
    """What stands on the paper, in the language of the case. `code` is 16 digits."""

    language: str
    organisation: str
    site: str
    number: str
    code: str
    registered_at: datetime
    due_on: date
    recap: Recap
    channels: tuple[tuple[str, str], ...]

    @property
    def is_rtl(self):
        return self.language == "fa"


def of(ticket, *, code, answers):
    """The receipt of `ticket`, with the `answers` of its journey, whose labels must be in the ticket's language."""
    with override(ticket.language):
        return Receipt(
            language=ticket.language,
            organisation=Organisation.objects.get().name,
            site=settings.SITE_URL,
            number=localise_digits(ticket.number),
            code=code,
            registered_at=ticket.submitted_at,
            due_on=ticket.due_on,
            recap=recap.of(ticket, answers),
            channels=_channels(ticket),
        )


def pdf(receipt):
    """The paper as bytes of a PDF: the same bytes for the same receipt."""
    with override(receipt.language):
        paper = Paper(rtl=receipt.is_rtl, foot=lambda page: _foot(receipt, page))
        _describe(paper, receipt)
        _title(paper, receipt)
        _code(paper, receipt)
        _summary(paper, receipt)
        _next_steps(paper, receipt)
        _answers(paper, receipt)
        _other_channels(paper, receipt)
        return bytes(paper.output())


def _channels(ticket):
    purposes = [Channel.Purpose.GENERAL]
    if ticket.is_about_the_root:
        purposes.append(Channel.Purpose.HIGHER)
    channels = Channel.objects.filter(purpose__in=purposes).order_by("order")
    return tuple((channel.name, localise_digits(channel.phone) or channel.url) for channel in channels)


def _foot(receipt, page):
    return _("Case %(case)s, page %(page)s") % {"case": ltr(receipt.number), "page": localise_digits(page)}


def _describe(paper, receipt):
    """What a reader of PDFs is told of the file: neither the code nor the topic."""
    paper.set_title(_("Receipt of case %(case)s") % {"case": receipt.number})
    paper.set_author(receipt.organisation)
    paper.set_lang("fa-IR" if receipt.is_rtl else "en-GB")
    paper.set_creation_date(receipt.registered_at)
    paper.viewer_preferences = ViewerPreferences(display_doc_title=True)  # its direction fpdf2 writes malformed


def _title(paper, receipt):
    paper.line_of(receipt.organisation, bold=True)
    paper.line_of(receipt.site, rtl=False)
    paper.rule()
    paper.line_of(_("Receipt"), size=TITLE, bold=True)


def _code(paper, receipt):
    with paper.beside(qr.png(receipt.code, site=receipt.site, language=receipt.language), size=QR_SIZE):
        paper.line_of(_("Your tracking code"))
        paper.line_of(tracking.grouped(receipt.code), rtl=False, size=CODE, bold=True)
        paper.line_of(_("Keep this code. If it is lost, it cannot be recovered."))
    paper.rule()


def _summary(paper, receipt):
    paper.row(_("Case number"), receipt.number, rtl=False)
    paper.row(_("Registered on"), format_datetime(receipt.registered_at))
    paper.row(_("Answer promised by"), _day(receipt.due_on))
    for label, text in receipt.recap.facts:
        paper.row(label, text)


def _next_steps(paper, receipt):
    paper.heading(_("What happens next"))
    track = qr.page(site=receipt.site, language=receipt.language)
    steps = (
        _("The case goes to the office that answers for this topic."),
        _("An officer reads it, asks whoever is concerned and writes the answer."),
        _("You read the answer with the tracking code at %(address)s") % {"address": ltr(track)},
    )
    for number, step in enumerate(steps, start=1):
        paper.line_of(f"{localise_digits(number)}. {step}")


def _answers(paper, receipt):
    paper.heading(_("What you wrote"))
    for label, text in receipt.recap.words:
        paper.keep_together(lines=3)
        paper.ln(2)
        paper.line_of(label, bold=True)
        paper.words(text)


def _other_channels(paper, receipt):
    paper.heading(Channel.Purpose.GENERAL.label)
    for name, address in receipt.channels:
        paper.line_of(f"{name}: {ltr(address)}" if address else name)


def _day(when):
    """A date with its day of the week: «سه‌شنبه ۱۲ آذر ۱۴۰۵»."""
    return f"{date_format(when, 'l')} {format_date(when)}"
