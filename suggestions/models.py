"""Suggestions and criticism: suggestion, criticism, praise."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tickets.models import Event, KindManager, Ticket
from tickets.workflow import Kind, Status

DECIDED = (Status.ANSWERED, Status.CLOSED)
OPENS_AGAIN = (Event.Name.REOPENED, Event.Name.OBJECTED)


class Suggestion(Ticket):
    """A ticket of the suggestions system."""

    KINDS = (Kind.SUGGESTION, Kind.CRITICISM, Kind.PRAISE)

    objects = KindManager()

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("suggestion")
        verbose_name_plural = _("Suggestions, criticism and praise")


class SuggestionDetails(models.Model):
    """What only a suggestion has: the problem it solves, the idea itself and who gains what."""

    PARTS = ("problem", "idea", "benefit")

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="suggestion_details")
    problem = models.TextField(_("problem"), blank=True)
    idea = models.TextField(_("idea"), blank=True)
    benefit = models.TextField(_("benefit"), blank=True)
    may_be_named = models.BooleanField(_("the name may stand beside it in public"), default=False, db_default=False)

    class Meta:
        verbose_name = _("details of the suggestion")
        verbose_name_plural = _("details of suggestions")
        default_permissions = ()

    def __str__(self):
        return f"{self._meta.verbose_name} {self.ticket_id}"

    @property
    def words(self):
        """All that was written, each part under its name in the active language: the first message of the case."""
        parts = ((capfirst(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.PARTS)
        return "\n\n".join(f"{title}:\n{text}" for title, text in parts if text)


class AssessmentQuerySet(models.QuerySet):
    def standing(self):
        """Those of the review that is under way: a case opened again is assessed again, by the unit it is now in."""
        opened_again = Event.objects.filter(ticket=OuterRef("ticket"), name__in=OPENS_AGAIN, pk__gt=OuterRef("event"))
        return self.filter(~Exists(opened_again))


class Assessment(models.Model):
    """What the unit thinks of a suggestion, from 1 (little) to 5 (much); of the cost too, 5 being dear."""

    SCORES = ("effect", "cost", "feasibility")
    LOWEST, HIGHEST = 1, 5

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="assessment")
    effect = models.PositiveSmallIntegerField(_("effect"))
    cost = models.PositiveSmallIntegerField(_("cost"))
    feasibility = models.PositiveSmallIntegerField(_("feasibility"))
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(effect__range=(1, 5), cost__range=(1, 5), feasibility__range=(1, 5)),
                name="assessment_scores_are_on_the_scale",
            ),
        ]

    def __str__(self):
        return f"{self.effect}/{self.cost}/{self.feasibility}"


class UndertakingQuerySet(models.QuerySet):
    def standing(self):
        """Those that followed the latest answer: what was to come of an earlier one, or did, is history."""
        return self.filter(event__at__gte=F("ticket__answered_at"))


class Undertaking(models.Model):
    """
    Who sees to it that an accepted suggestion is implemented, and by when.

    `event` is that in which they were named, `done` that it was implemented. Nobody owns what an owner who left could
    not give on.
    """

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="undertaking")
    owner = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("implemented by"))
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    done = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.owner or '–'} {self.due_on}"

    @property
    def is_standing(self):
        """Is it among the `standing` ones?"""
        return self.ticket.answered_at is not None and self.event.at >= self.ticket.answered_at


class ReleaseQuerySet(models.QuerySet):
    def standing(self):
        """Those to be shown: of an answer that still holds. One that was reopened, withdrawn or covered is not."""
        return self.filter(
            ticket__status__in=DECIDED, ticket__sensitive=False, ticket__answered_at__lte=F("released_at")
        )


class Release(models.Model):
    """A suggestion in the public list: this title and its outcome. The sender's name only if they agreed to it."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="release")
    title = models.CharField(_("title"), max_length=120)
    released_at = models.DateTimeField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # the public list, the latest first: suggestions.views.released
            models.Index(fields=["-released_at"], name="release_latest"),
        ]

    def __str__(self):
        return self.title
