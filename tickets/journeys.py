"""From the answers of a journey to the one call that registers the case."""

from django.utils.functional import cached_property

from . import intake, taking_in
from .models import Ticket
from .steps import Journey
from .workflow import Kind

FINDS_FAULT = (Kind.COMPLAINT, Kind.REPORT, Kind.REQUEST, Kind.CRITICISM, Kind.SUGGESTION)


class CaseJourney(Journey):
    """
    A journey that ends with a ticket. Its steps hold "kind", "topic" and "place".

    Systems say which kinds they take, and give the text, the person and their own details from their forms.
    """

    kinds = ()

    @property
    def text(self):
        """The citizen's words, the first message of the case."""
        raise NotImplementedError

    @property
    def person(self):
        """The intake.Person who writes."""
        raise NotImplementedError

    @property
    def details(self):
        """An unsaved row of the system's own table, or None."""
        return None

    @staticmethod
    def recap(ticket):
        """(label, text) pairs of what was written in a registered `ticket`; names masked, texts may be empty."""
        raise NotImplementedError

    @property
    def office_complained_of(self):
        """The unit named in answer to the question about offices, or None."""
        return None

    @property
    def respondent(self):
        """The member of staff complained of by name, or None."""
        return None

    @property
    def about(self):
        """Which unit is complained of: the office named, else the school of a topic about schools."""
        if self.office_complained_of:
            return self.office_complained_of
        return self.place.school if self.topic.about_school and self.kind in FINDS_FAULT else None

    @cached_property
    def place(self):
        return self.forms["place"].place

    @cached_property
    def unsaved_ticket(self):
        """What routing needs to say who would answer."""
        return Ticket(
            kind=self.kind,
            topic=self.topic,
            sensitive=self.topic.sensitive,
            identity=self.person.identity,
            district=self.place.district,
            school=self.place.school,
            about=self.about,
            respondent_user=self.respondent,
        )

    def send(self, *, marks, now):
        """Register the case, once however often it is called for one draft."""
        return intake.submit(
            kind=self.kind,
            topic=self.topic,
            place=self.place,
            about=self.about,
            respondent=self.respondent,
            text=self.text,
            sender=self.person,
            details=self.details,
            draft=self.draft,
            marks=marks,
            now=now,
            **taking_in.circumstances(self.desk),
        )
