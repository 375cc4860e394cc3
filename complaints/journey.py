"""The pages of a complaint, a public report or a request, at most nine with the one for checking."""

from django.utils.translation import gettext as _

from tickets import staff
from tickets.forms.files import FilesForm
from tickets.forms.person import IdentityForm, PersonForm
from tickets.forms.place import PlaceForm
from tickets.forms.subject import KindForm, TopicForm
from tickets.journeys import CaseJourney
from tickets.recap import masked
from tickets.steps import Step
from tickets.workflow import Kind

from .forms import RequestForm, RespondentForm, StoryForm
from .models import Complaint, ComplaintDetails


def is_request(journey):
    return journey.kind == Kind.REQUEST


def tells_a_story(journey):
    return not is_request(journey)


class ComplaintJourney(CaseJourney):
    system = "complaints"
    kinds = Complaint.KINDS
    steps = (
        Step("kind", KindForm),
        Step("topic", TopicForm),
        Step("place", PlaceForm),
        Step("story", StoryForm, tells_a_story),
        Step("request", RequestForm, is_request),
        Step("respondent", RespondentForm, tells_a_story),
        Step("files", FilesForm),
        Step("identity", IdentityForm),
        Step("you", PersonForm),
    )

    def asked(self, slug):
        """The answers of a page, empty where this kind is not asked it."""
        return self.forms[slug].cleaned_data if slug in self.forms else {}

    @property
    def text(self):
        return (self.asked("request") or self.asked("story"))["text"]

    @property
    def person(self):
        return self.forms["you"].person

    @property
    def office_complained_of(self):
        return self.forms["respondent"].about if "respondent" in self.forms else None

    @property
    def respondent(self):
        return staff.called(self.asked("respondent").get("respondent_name", ""))

    @property
    def details(self):
        names = ("when", "happened_on", "desired_outcome", "respondent_name", "respondent_role")
        answers = self.asked("story") | self.asked("respondent")
        return ComplaintDetails(**{name: answers[name] for name in names if name in answers})

    @staticmethod
    def recap(ticket):
        details = ticket.complaint_details
        story = RequestForm.title if ticket.kind == Kind.REQUEST else StoryForm.title
        return [
            (story, ticket.messages.earliest("created_at").text),
            (_("When did it happen?"), details.when_in_words if ticket.kind != Kind.REQUEST else ""),
            (_("What do you want to happen?"), details.desired_outcome),
            (_("Name of the person"), masked(details.respondent_name)),
            (_("Post of the person"), details.respondent_role),
        ]
