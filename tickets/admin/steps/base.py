"""What every step shares: a small form on the page of a case whose `perform` makes one call into the life cycle."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tickets.models import Event, Ticket
from tickets.workflow import NotAllowed

from .at_hand import AtHand

NO_CHOICE = ("", _("Choose one"))


class Unread(NotAllowed):
    """The citizen has written since the page was shown on which this was decided."""


class Step(forms.Form):
    """
    One step. `seen` is the last event the page showed: a second press of the same button is recognised by it.

    Subclasses say their `name`, the `event` they leave behind, their words, and `perform`. Those that are `folded`
    stand closed among the further steps, first of them that which `leads`; the others have a place of their own.
    """

    name = ""
    event = ""
    title = ""
    button = ""
    done = ""
    text_field = ""
    if_empty = ""  # the text that is sent where nothing is typed
    permission = "tickets.handle_ticket"  # that whoever takes it holds
    for_overseers = False  # is it also for who sees the case and may not act on it?
    folded = True
    leads = False
    decides = False  # on all that the citizen wrote: nothing of it may have come unread meanwhile
    tray = None  # the draft whose files go with the text
    attachments = ()  # those in it

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, ticket, by, at_hand=None, **kwargs):
        super().__init__(*args, prefix=self.name, label_suffix="", **kwargs)
        self.ticket, self.by = ticket, by
        self.at_hand = at_hand or AtHand(ticket)  # the page has one for all of its steps

    def mark_as_kept(self):
        """The text in its box stands in the history: who leaves the page loses nothing."""
        self.fields[self.text_field].widget.attrs["data-kept"] = True

    @classmethod
    def fits(cls, ticket):
        """Does the state of `ticket` admit this step?"""
        return ticket.is_open

    @classmethod
    def is_offered(cls, standing):
        """Does the page offer it, as the case stands (Standing)?"""
        return cls.fits(standing.ticket)

    @classmethod
    def begins_with(cls, standing):
        """{field: value} of what stands in the form before anybody types."""
        return {}

    @classmethod
    def typed_in(cls, posted):
        """What a POST to the page of the case has for this step; nothing for one without words to lose."""
        if not cls.text_field:
            return {}
        typed = [name for name, field in cls.base_fields.items() if not (field.widget.is_hidden or is_list(field))]
        names = {name: posted.get(f"{cls.name}-{name}") for name in typed}
        return {name: value for name, value in names.items() if value}

    def take(self, *, now):
        """
        Do it, once: pressing the same button twice changes nothing more. Raises NotAllowed.

        Returns what `perform` does.
        """
        with transaction.atomic():
            Ticket.objects.select_for_update(of=("self",)).get(pk=self.ticket.pk)
            if self.was_taken():
                return None
            if self.decides:
                self.check_that_all_is_read()
            return self.perform(now)

    def check_that_all_is_read(self):
        """Raise Unread once for what came after the page was shown; it stands on the page that is shown then."""
        came = self.ticket.events.filter(pk__gt=number(self["seen"].data), name=Event.Name.FOLLOWED_UP)
        latest = came.order_by("-pk").values_list("pk", flat=True).first()
        if latest is not None:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = latest
            raise Unread

    def was_taken(self):
        """
        Has this person pressed this very button before, on this page and with these words and choices?

        Asked of what was sent as it stands: after the first press the choices may be valid no more. What was taken
        back since does not count.
        """
        seen = number(self["seen"].data)
        if seen is None:
            return False
        mine = self.ticket.events.filter(pk__gt=seen, by=self.by, name=self.event, **self.leaves())
        mine = mine.filter(message__retracted_at=None)
        if self.text_field:
            text = self.fields[self.text_field].to_python(self[self.text_field].data) or self.if_empty
            mine = mine.filter(message__text=text)
        return mine.exists()

    def leaves(self):
        """What the event of this step says beside its name and text: a press with other choices is another step."""
        return {}

    def said(self):
        """What is said once it is done."""
        return self.done

    @property
    def typed(self):
        """The text as it stands in the box, valid or not."""
        return self[self.text_field].value() or "" if self.text_field else ""


class ToCitizen(Step):
    """Its words reach the citizen: the quality gate reads them before (tickets.admin.gate), and may ask once."""

    is_answer = False
    takes_canned = False  # are ready texts offered beside its box?
    previews = False  # can it be read as the citizen will read it?

    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def note_asked(self, findings):
        """Let the page that comes back remember what it asks: the next press answers it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("asked")] = " ".join(finding.code for finding in findings)


def is_list(field):
    """Is it one in which several may be ticked?"""
    return getattr(field.widget, "allow_multiple_selected", False)


def date_sent(form, name):
    """The date that was sent in the field `name`, as events write it; None for what is no date."""
    try:
        return form.fields[name].clean(form[name].data).isoformat()
    except forms.ValidationError:
        return None


def number(typed):
    """The id that was sent, or None where none was or it is none."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
