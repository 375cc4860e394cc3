"""The pages of a suggestion, criticism or praise."""

from tickets.forms.files import FilesForm
from tickets.forms.place import PlaceForm
from tickets.forms.subject import KindForm, TopicForm
from tickets.journeys import CaseJourney
from tickets.steps import Step
from tickets.workflow import Kind

from .forms import IdeaForm, OfficeForm, SenderForm, WordsForm
from .models import Suggestion, SuggestionDetails


def has_words_only(journey):
    return journey.kind in (Kind.CRITICISM, Kind.PRAISE)


def has_an_idea(journey):
    """Also while the kind is not chosen: the first page then counts as many pages as there will be."""
    return not has_words_only(journey)


def may_be_about_an_office(journey):
    return journey.kind == Kind.CRITICISM and journey.topic is not None and journey.topic.about_office


class SuggestionJourney(CaseJourney):
    system = "suggestions"
    kinds = Suggestion.KINDS
    steps = (
        Step("kind", KindForm),
        Step("topic", TopicForm),
        Step("place", PlaceForm),
        Step("office", OfficeForm, may_be_about_an_office),
        Step("idea", IdeaForm, has_an_idea),
        Step("words", WordsForm, has_words_only),
        Step("files", FilesForm),
        Step("you", SenderForm),
    )

    @property
    def text(self):
        if has_an_idea(self):
            return self.details.words
        return self.forms["words"].cleaned_data["text"]

    @property
    def person(self):
        return self.forms["you"].person

    @property
    def office_complained_of(self):
        return self.forms["office"].about if "office" in self.forms else None

    @property
    def details(self):
        """Of a suggestion alone; its words are there before its sender is asked about."""
        if not has_an_idea(self):
            return None
        may_be_named = "you" in self.answers and self.forms["you"].agrees_to_be_named
        return SuggestionDetails(**self.forms["idea"].cleaned_data, may_be_named=may_be_named)

    @staticmethod
    def recap(ticket):
        if ticket.kind != Kind.SUGGESTION:
            return [(WordsForm.questions[ticket.kind], ticket.messages.earliest("created_at").text)]
        details = ticket.suggestion_details
        return [(IdeaForm.base_fields[part].label, getattr(details, part)) for part in SuggestionDetails.PARTS]
