"""The case itself: what all six kinds share, and who may see which."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import IsNull
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from persian.dates import jalali_year
from tickets import workflow
from tickets.workflow import ALLOWED, OPEN, WITHOUT_UNIT, CloseReason, Identity, Kind, Outcome, Source, Status
from units.models import Level, Unit


class Warned(models.IntegerChoices):
    """Who was told that the due date comes near or is over: each once for a date and a unit (tickets.reminders)."""

    NOBODY = 0
    OFFICER = 1
    HEAD = 2
    INSPECTOR = 3


class NextCaseNumber(Func):
    """The next value of the one database sequence behind all case numbers; gaps are fine."""

    template = "nextval('tickets_case_number')"
    output_field = models.BigIntegerField()


# Has a case no words of the citizen that wait? False comes before True: what is unread stands first.
IS_READ = IsNull(F("citizen_wrote_at"), True)


class TicketQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def given_up(self):
        """Those that every attempt failed to route (tickets.sweep); an administrator must help."""
        return self.filter(status=Status.RECEIVED, routing_due_at=None)

    def revive_routing(self, now):
        """Give those given up a new run of attempts; the sweep finds them. Returns how many."""
        return self.given_up().update(routing_attempts=0, routing_due_at=now)

    def in_units(self, ids):
        """
        Those that lie in one of these units; in any at all where `ids` is None.

        Named one by one: a join would scan the words once for each unit.
        """
        return self.filter(unit__isnull=False) if ids is None else self.filter(unit__in=ids)

    def visible_to(self, user):
        """The only place that says who may see which tickets (architecture.md, Who sees what)."""
        if user.holds("tickets.view_every_ticket"):
            seen = self
        elif not user.unit_id:
            return self.none()
        elif user.holds("tickets.inspect_ticket"):
            seen = self.in_units(user.units_overseen)
        elif user.holds("tickets.view_ticket_below"):
            seen = self.in_units(user.units_below)
        elif user.holds("tickets.handle_ticket"):
            seen = self.filter(unit=user.unit_id)
        else:
            return self.none()
        return seen.kept_from_the_accused(user).kept_sensitive(user)

    def kept_from_the_accused(self, user):
        """
        Without the tickets about `user`, about the unit of `user` or about one above it.

        The root is above everyone: a ticket about the root itself is kept from the root's own members only.
        """
        bound = [user.pk, *(absent for _path, absent in user.posts)]  # whoever stands in is bound as that head is
        seen = self.exclude(respondent_user__in=bound) if user.posts else self.exclude(respondent_user=user)
        if not user.unit_id:
            return seen
        own = (user.unit.path, user.path_led)
        above = [path for path in user.unit.lineage if path in own or len(path) > user.unit.steplen]
        # Not joined: the fewer tables, the sooner PostgreSQL knows how to read them.
        return seen.exclude(about__in=Unit.objects.filter(path__in=above).order_by())

    def kept_sensitive(self, user):
        if user.holds("tickets.view_sensitive"):
            return self
        return self.filter(sensitive=False)

    def handled_by(self, user):
        """Those of `visible_to` on which `user` may act: the own unit's, for a head those below it too."""
        if not user.unit_id or not user.holds("tickets.handle_ticket"):
            return self.none()
        mine = self.visible_to(user)
        if user.holds("tickets.view_ticket_below"):
            return mine.in_units(user.units_below)
        return mine.filter(unit=user.unit_id)


class KindManager(models.Manager.from_queryset(TicketQuerySet)):
    """The manager of a proxy: only the kinds of its system."""

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=self.model.KINDS)


class Ticket(models.Model):
    """What complaints and suggestions have in common. The state changes only through tickets.history.record."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    topic = models.ForeignKey("tickets.Topic", models.PROTECT, verbose_name=_("topic"))
    sensitive = models.BooleanField(_("sensitive"), default=False)
    identity = models.CharField(_("identity"), max_length=12, choices=Identity)
    language = models.CharField(_("language"), max_length=2, default="fa")
    case_number = models.BigIntegerField(_("case number"), unique=True, db_default=NextCaseNumber())
    code_hash = models.BinaryField(max_length=32, unique=True)
    code_pepper = models.PositiveSmallIntegerField()
    submission_key = models.UUIDField(unique=True)

    district = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    school = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    school_text = models.CharField(_("school, in the sender's words"), max_length=200, blank=True)
    about = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about")
    )
    addressed_to = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written to")
    )
    respondent_user = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("respondent")
    )

    source = models.CharField(_("came in by"), max_length=10, choices=Source, default=Source.WEB, db_default="web")
    letter_number = models.CharField(_("letter number"), max_length=60, blank=True, default="", db_default="")

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECEIVED)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    other_body = models.CharField(_("the body it belongs to"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("unit")
    )
    assignee = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assignee")
    )
    submitted_at = models.DateTimeField(_("registered"))
    routed_at = models.DateTimeField(_("referred"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(
        _("closed without an answer because"), max_length=12, choices=CloseReason, blank=True
    )
    times_reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, db_default=0)
    due_on = models.DateField(_("due date"))
    warned = models.PositiveSmallIntegerField(choices=Warned, default=Warned.NOBODY, db_default=0, editable=False)
    citizen_wrote_at = models.DateTimeField(null=True, editable=False)  # until somebody acts on what they wrote
    # until somebody of the unit acts on it
    was_returned = models.BooleanField(default=False, db_default=False, editable=False)
    was_advised = models.BooleanField(default=False, db_default=False, editable=False)
    routing_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    routing_due_at = models.DateTimeField(null=True, editable=False)

    search_text = models.TextField(editable=False)  # tickets.search_text
    first_words = models.UUIDField(null=True, editable=False)  # digest of it as it was when the case was registered
    # PostgreSQL knows no Persian stems; stored, because ranking and newest-first reading look at each row's
    search_vector = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    marks = ArrayField(models.CharField(max_length=20), verbose_name=_("marks"), default=list, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("Work queue")
        default_permissions = ("view",)
        permissions = [
            ("handle_ticket", _("Handle the cases of the own unit")),
            ("view_ticket_below", _("See and handle the cases of the units below")),
            ("inspect_ticket", _("See the cases of the whole area the complaints office oversees")),
            ("view_every_ticket", _("See every case, read only")),
            ("view_sensitive", _("See sensitive cases")),
            ("view_sender", _("Open a named sender's particulars")),
            ("reveal_sender", _("Open a hidden sender's particulars, with a reason that the sender reads")),
            ("lead_unit", _("Approve answers and grant further time")),
            ("take_in_ticket", _("Take cases in for citizens, and give new tracking codes in person")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="ticket_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="ticket_status_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=WITHOUT_UNIT) | Q(unit__isnull=False), name="ticket_has_unit_once_routed"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ANSWERED) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="ticket_answered_has_outcome_and_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.OUT_OF_SCOPE) | ~Q(other_body=""),
                name="ticket_out_of_scope_names_the_body",
            ),
            models.CheckConstraint(
                condition=Q(routed_at__isnull=True) | Q(unit__isnull=False), name="ticket_routed_at_means_a_unit"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED)
                | Q(closed_at__isnull=False) & (~Q(close_reason="") | Q(answered_at__isnull=False)),
                name="ticket_closed_was_answered_or_says_why",
            ),
        ]
        triggers = [
            # the table of moves, once more, for whatever passes by tickets.history.record
            pgtrigger.FSM(
                name="ticket_moves_as_allowed",
                field="status",
                condition=pgtrigger.AnyChange("status"),  # or it would be called for each of ten thousand due dates
                transitions=[
                    (origin.value, target.value) for origin in Status for target in Status if target in ALLOWED[origin]
                ],
            ),
        ]
        indexes = [
            # a unit's open cases, unread words of the citizen first, then by time left: TicketAdmin
            models.Index("unit", IS_READ, "due_on", "id", condition=Q(status__in=OPEN), name="ticket_queue_of_unit"),
            # the same for those who read many units
            models.Index(IS_READ, "due_on", "id", condition=Q(status__in=OPEN), name="ticket_queue_of_all"),
            # where it is the citizen's turn, what is new, what is somebody's: tabs of TicketAdmin that few cases fit
            models.Index(
                fields=["unit", "due_on"],
                condition=Q(status=Status.AWAITING_CITIZEN),
                name="ticket_waiting_for_citizen",
            ),
            models.Index(fields=["unit", "due_on"], condition=Q(status=Status.ROUTED), name="ticket_new_of_unit"),
            models.Index(fields=["assignee", "unit"], condition=Q(status__in=OPEN), name="ticket_open_of_assignee"),
            # all cases of a unit, newest first: TicketAdmin
            models.Index("unit", F("submitted_at").desc(), name="ticket_of_unit"),
            # what is open by due date, wherever it is: the tabs of TicketAdmin
            models.Index("due_on", "id", condition=Q(status__in=OPEN), name="ticket_open_by_due_date"),
            # all cases newest first, for those who read many units
            models.Index(F("submitted_at").desc(), F("id").desc(), name="ticket_newest_first"),
            # answers whose time to object is over: tickets.lifecycle.expiry
            models.Index(fields=["answered_at"], condition=Q(status=Status.ANSWERED), name="ticket_answered"),
            # the few that were taken up, among all that were ever answered: suggestions.owners
            models.Index(
                "unit", condition=Q(kind=Kind.SUGGESTION, outcome__in=workflow.TAKEN_UP), name="ticket_taken_up"
            ),
            # what is answered, newest first, which the open ones would else hide: TicketAdmin, of one unit or many
            models.Index(
                "unit", F("submitted_at").desc(), condition=Q(status=Status.ANSWERED), name="ticket_answered_of_unit"
            ),
            models.Index(
                F("submitted_at").desc(),
                F("id").desc(),
                condition=Q(status=Status.ANSWERED),
                name="ticket_answered_newest_first",
            ),
            # what nobody has begun to review: tickets.reminders
            models.Index(fields=["routed_at"], condition=Q(status=Status.ROUTED), name="ticket_to_accept"),
            # what waits to be routed, or was given up: tickets.sweep, tickets.checks
            models.Index("routing_due_at", condition=Q(status=Status.RECEIVED), name="ticket_to_route"),
            # the same words sent again: tickets.admin.related
            models.Index(fields=["first_words"], name="ticket_first_words"),
            # words and their beginnings: tickets.admin.search; kept in order at once, so that no search pays for it
            GinIndex(fields=["search_vector"], fastupdate=False, name="ticket_words"),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self):
        """The case number as people read it: Jalali year of registration and six digits."""
        return f"{jalali_year(self.submitted_at)}-{self.case_number:06d}"

    @cached_property
    def place(self):
        """The most exact word we have for where it happened."""
        return self.school or self.school_text or self.district or ""

    def opens_sender_to(self, user):
        """A named sender may be opened by who holds the permission; a hidden or anonymous one by nobody here."""
        return self.identity == Identity.NAMED and user.holds("tickets.view_sender")

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_about_the_root(self):
        return self.about_id is not None and self.about.level == Level.DIRECTORATE
