"""What happened to a ticket (events: codes and ids, for ever) and what people wrote (messages: can be emptied)."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tickets.workflow import Kind, Outcome, Status


class CurrentTransaction(Func):
    """PostgreSQL's id of the running transaction, as a number."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


class MessageQuerySet(models.QuerySet):
    def for_citizen(self):
        """Those the citizen may read, now or once they are published."""
        return self.filter(is_public=True, retracted_at=None)

    def unpublished(self, now):
        """Those among them of the staff that may still be taken back."""
        return self.for_citizen().filter(author=Message.Author.STAFF, published_at__gt=now)


class Message(models.Model):
    """
    Words a person typed. Never changed; emptied once, when the person's data are destroyed.

    `retracted_at` is set on words to the citizen that were taken back before they were published.
    """

    class Author(models.TextChoices):
        CITIZEN = "citizen", _("Citizen")
        STAFF = "staff", _("Staff")

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="messages")
    author = models.CharField(_("written by"), max_length=8, choices=Author)
    written_by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("the citizen may read it"))
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    retracted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    destroyed_at = models.DateTimeField(_("destroyed"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=True, published_at__isnull=False)
                | Q(is_public=False, published_at__isnull=True),
                name="message_public_has_publishing_time",
            ),
            models.CheckConstraint(
                condition=Q(author="staff", written_by__isnull=False) | Q(author="citizen"),
                name="message_of_staff_names_the_writer",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True) | Q(is_public=True, retracted_at__lt=F("published_at")),
                name="message_retracted_before_it_was_published",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(text=""), name="message_destroyed_is_empty"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="message_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="message_only_destroyed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL
                       AND to_jsonb(NEW) - 'text' - 'destroyed_at' = to_jsonb(OLD) - 'text' - 'destroyed_at' THEN
                        RETURN NEW;
                    END IF;
                    IF OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL
                       AND to_jsonb(NEW) - 'retracted_at' = to_jsonb(OLD) - 'retracted_at' THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'a message can only be taken back or destroyed, each once';
                """,
            ),
        ]

    def __str__(self):
        return f"{self.get_author_display()} {self.pk}"


class Event(models.Model):
    """
    One thing that happened. Append-only: figures are counted from these rows.

    Holds codes, ids, dates and numbers only. Kind, topic, unit and district are copied, so that a later transfer
    changes no figure. `unit` is the unit that has the ticket after the event; `by` is empty for the system and for
    the citizen.
    """

    class Name(models.TextChoices):
        SUBMITTED = "submitted", _("Registered")
        ROUTED = "routed", _("Referred")
        ACCEPTED = "accepted", _("Review began")
        ASSIGNED = "assigned", _("Given to an officer")
        NOTED = "noted", _("Internal note")
        TRANSFERRED = "transferred", _("Transferred")
        ANSWERED = "answered", _("Answered")
        FOLLOWED_UP = "followed_up", _("Explanation or document from the citizen")
        ASKED = "asked", _("Explanation asked of the citizen")
        ASK_LAPSED = "ask_lapsed", _("No explanation came in time; the review went on")
        EXTENDED = "extended", _("More time taken")
        RECOUNTED = "recounted", _("Due date counted anew")
        PROPOSED = "proposed", _("Answer put to the head")
        RETURNED = "returned", _("Proposed answer returned")
        TAKEN_BACK = "taken_back", _("Taken back before the citizen could read it")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn by the citizen")
        REOPENED = "reopened", _("Reopened by the citizen")
        OBJECTED = "objected", _("Objection of the citizen: one level up")
        RATED = "rated", _("Rated by the citizen")
        CONSULTED = "consulted", _("Another unit consulted")
        ADVISED = "advised", _("Reply of the unit consulted")
        CONSULT_DUE = "consult_due", _("Reminder: another unit’s reply is due")
        CONSULT_LATE = "consult_late", _("No reply of another unit by its date")
        CONSULT_ENDED = "consult_ended", _("Consultation no longer needed")
        CALLED = "called", _("Telephone call with the citizen")
        VISITED = "visited", _("Visit")
        RESPONDENT_NAMED = "respondent_named", _("Respondent marked among the staff")
        ASSESSED = "assessed", _("Suggestion assessed")
        UNDERTAKEN = "undertaken", _("Accepted suggestion has an owner and a date")
        IMPLEMENTED = "implemented", _("Suggestion implemented")
        RELEASED = "released", _("Shown in the public list of suggestions")
        CONCEALED = "concealed", _("Taken out of the public list of suggestions")
        SENDER_OPENED = "sender_opened", _("Sender's particulars opened")
        SENDER_REVEALED = "sender_revealed", _("Hidden name opened")
        CODE_RENEWED = "code_renewed", _("New tracking code; the old one is void")
        REMINDED = "reminded", _("Reminder: the due date comes near")
        ESCALATED = "escalated", _("Overdue: those above were told")
        FILE_OPENED = "file_opened", _("Attachment opened")

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="events")
    name = models.CharField(_("what happened"), max_length=20, choices=Name)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    from_status = models.CharField(max_length=20, choices=Status, blank=True)
    to_status = models.CharField(max_length=20, choices=Status)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    topic = models.ForeignKey("tickets.Topic", models.PROTECT, related_name="+")
    district = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    from_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    details = models.JSONField(default=dict)
    message = models.ForeignKey("tickets.Message", models.PROTECT, null=True, blank=True, related_name="+")
    xid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        default_permissions = ()
        indexes = [
            # a ticket's history in order: case page and tracking page
            models.Index(fields=["ticket", "at", "id"], name="event_of_ticket"),
            # from unit to unit, a small part of all events: tickets.to_and_fro
            models.Index(fields=["ticket", "from_unit"], condition=Q(from_unit__isnull=False), name="event_of_a_move"),
        ]
        triggers = [pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.get_name_display()

    @property
    def until(self):
        """The day by which the citizen was asked to reply; None for other events."""
        return date.fromisoformat(self.details["until"]) if "until" in self.details else None
