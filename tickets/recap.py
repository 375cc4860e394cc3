"""All that was written in a registered case, for who sent it: on the confirmation page and on the receipt alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from persian.digits import format_number

from .models import Attachment
from .workflow import Identity


@dataclass(frozen=True)
class Recap:
    """
    Pairs of a label and a text, in the active language; names are masked already.

    `facts` are short, `words` are what a person wrote, as long as it may be.
    """

    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]


def of(ticket, answers):
    """The Recap of `ticket`. `answers` are those of its journey (Journey.recap); those without a text are left out."""
    school = ticket.school.name if ticket.school else ticket.school_text
    office = ticket.about.name if ticket.about_id not in (None, ticket.school_id) else ""
    files = Attachment.objects.kept().filter(message__ticket=ticket, message__is_public=True).count()
    facts = (
        (_("Kind"), ticket.get_kind_display()),
        (_("Topic"), ticket.topic.title),
        (_("District"), ticket.district.name if ticket.district else _("I do not know")),
        (_("School"), school),
        (_("About the office"), office),
        (_("Attachments"), format_number(files) if files else ""),
        (_("Sender"), _sender(ticket)),
        (_("Your connection"), ticket.sender.get_relation_display()),
        (_("How we tell you"), ticket.sender.get_contact_display()),
        (_("If you lose the code"), _("A new one may be sent there") if ticket.sender.code_may_be_sent else ""),
    )
    return Recap(facts=_given(facts), words=_given(answers))


def masked(name):
    """The name as a stranger may see it, who finds the paper: «م… ر…»."""
    return " ".join(f"{word[0]}…" for word in name.split())


def _given(pairs):
    return tuple((str(label), str(text)) for label, text in pairs if text)


def _sender(ticket):
    name = masked(ticket.sender.name)
    if ticket.identity == Identity.NAMED and name:
        return name
    identity = ticket.get_identity_display()
    return f"{name} ({identity})" if name else identity
