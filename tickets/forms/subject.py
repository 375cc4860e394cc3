"""What kind of case it is and what it is about."""

from django.utils.translation import gettext_lazy as _

from persian.digits import format_number
from tickets.elsewhere import DESTINATIONS
from tickets.models import Topic
from tickets.models.topic import DEFAULT_WORKING_DAYS
from tickets.workflow import Kind

from .base import Choice, StepForm

ELSEWHERE = "elsewhere:"


class KindForm(StepForm):
    """Which of the system's kinds."""

    title = _("What would you like to send?")
    heading = "kind"
    consequences = {
        Kind.COMPLAINT: _(
            "About your own or your child’s right. With your name. You get an answer within %(days)s working days."
        ),
        Kind.REPORT: _(
            "Something you saw. You may stay anonymous, and you still get an answer within %(days)s working days."
        ),
        Kind.REQUEST: _("You ask for something. With your name. You get an answer within %(days)s working days."),
        Kind.SUGGESTION: _(
            "An idea that makes something better. We assess it, and you get an answer within %(days)s working days."
        ),
        Kind.CRITICISM: _("Something that is not done well. You get an answer within %(days)s working days."),
        Kind.PRAISE: _("Thanks for good work. We pass it on within %(days)s working days."),
    }
    kind = Choice(label=title, missing=_("Choose what you would like to send"))

    def prepare(self):
        self.fields["kind"].choices = [(kind, kind.label) for kind in self.journey.kinds]
        days = {"days": format_number(DEFAULT_WORKING_DAYS)}
        self.fields["kind"].widget.hints = {kind: words % days for kind, words in self.consequences.items()}

    def summary(self):
        return [(_("Kind"), self.shown("kind"))]


class TopicForm(StepForm):
    """The subject, from the topics open to the kind; matters of others lead to a page that says where to go."""

    title = _("What is it about?")
    heading = "topic"
    topic = Choice(
        label=title,
        help_text=_("Choose the nearest one. We find the office that answers."),
        missing=_("Choose a topic, or “I do not know”"),
    )

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
    """Choices: a group for each topic with parts, itself the last of them for what is none; then all other topics."""
    codes = {topic.pk for topic in topics}
    parts = {}
    for topic in topics:
        parts.setdefault(topic.parent_id if topic.parent_id in codes else None, []).append(topic)
    groups, others = [], []
    for topic in parts.pop(None, []):
        if topic.pk in parts:
            choices = [(part.code, part.title) for part in parts[topic.pk]]
            groups.append((topic.title, [*choices, (topic.code, _("Something else in this group"))]))
        else:
            others.append((topic.code, topic.title))
    return [*groups, (_("Other topics"), others)] if groups else others
