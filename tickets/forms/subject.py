"""What kind of case it is and what it is about."""

from django.utils.translation import gettext_lazy as _

from tickets.elsewhere import DESTINATIONS
from tickets.models import Topic
from tickets.workflow import Kind

from .base import Choice, StepForm

ELSEWHERE = "elsewhere:"


class KindForm(StepForm):
    """Which of the system's kinds."""

    title = _("What would you like to send?")
    heading = "kind"
    consequences = {
        Kind.COMPLAINT: _("About your own or your child's right. With your name; it must be answered."),
        Kind.REPORT: _("Something you saw. You may stay anonymous, and you still get an answer."),
        Kind.REQUEST: _("You ask for something. With your name; it must be answered."),
        Kind.SUGGESTION: _("An idea that makes something better. We assess it and answer."),
        Kind.CRITICISM: _("Something that is not done well. We answer it."),
        Kind.PRAISE: _("Thanks for good work. We pass it on."),
    }
    kind = Choice(label=title)

    def prepare(self):
        self.fields["kind"].choices = [(kind, kind.label) for kind in self.journey.kinds]
        self.fields["kind"].widget.hints = self.consequences

    def summary(self):
        return [(_("Kind"), self.shown("kind"))]


class TopicForm(StepForm):
    """The subject, from the topics open to the kind; matters of others lead to a page that says where to go."""

    title = _("What is it about?")
    heading = "topic"
    topic = Choice(label=title, help_text=_("Choose the nearest one. We find the office that answers."))

    def prepare(self):
        self.fields["topic"].choices = [
            *_by_parent(list(Topic.objects.offered(self.journey.kind))),
            (_("What we cannot handle here"), [(ELSEWHERE + place.slug, place.choice) for place in DESTINATIONS]),
        ]

    @property
    def leads_elsewhere(self):
        chosen = self.cleaned_data["topic"]
        return self.journey.url("not_accepted", chosen.removeprefix(ELSEWHERE)) if chosen.startswith(ELSEWHERE) else ""

    def summary(self):
        return [(_("Topic"), self.journey.topic.title)]


def _by_parent(topics):
    """Choices: a topic with parts becomes a group of its parts, and the topic itself for what is none of them."""
    codes = {topic.pk for topic in topics}
    children = {}
    for topic in topics:
        children.setdefault(topic.parent_id if topic.parent_id in codes else None, []).append(topic)
    choices = []
    for topic in children.get(None, []):
        parts = [(part.code, part.title) for part in children.get(topic.pk, [])]
        if parts:
            choices.append((topic.title, [*parts, (topic.code, _("Something else in this group"))]))
        else:
            choices.append((topic.code, topic.title))
    return choices
