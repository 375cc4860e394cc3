"""Who is who: a colleague complained of, the name an inspector keeps, and the citizen who comes for a new code."""

from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField
from tickets import lifecycle
from tickets.models import Event
from tickets.workflow import Identity
from units.models import Unit, User

from .base import NO_CHOICE, Step, ToCitizen, number


class PeopleByUnit(forms.models.ModelChoiceIterator):
    """The people of a select box in groups, one for each unit."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        groups = {}
        for person in self.queryset:
            groups.setdefault(person.unit, []).append(self.choice(person))
        yield from ((unit.name, people) for unit, people in groups.items())


class PersonChoiceField(forms.ModelChoiceField):
    iterator = PeopleByUnit


class NameRespondent(Step):
    """
    Who can be marked: those who could see the case or what is asked about it.

    Heads and inspectors may lift the mark, by choosing nobody.
    """

    name = "respondent"
    event = Event.Name.RESPONDENT_NAMED
    title = _("A colleague is complained of")
    button = _("Mark")
    done = _("The mark is set. Whoever is complained of does not see the case from now on.")
    for_overseers = True

    person = PersonChoiceField(
        label=_("Who is complained of"),
        queryset=None,
        required=False,
        empty_label=NO_CHOICE[1],
        help_text=_(
            "The case is kept from them at once. Where nobody else in this unit can work on it, it goes to the unit"
            " above."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_lift = self.ticket.respondent_user_id is not None
        field = self.fields["person"]
        field.queryset = _markable(self.ticket, self.by)
        if self.may_lift:
            field.empty_label = _("Nobody: lift the mark")
            self.initial["person"] = self.ticket.respondent_user_id

    @classmethod
    def fits(cls, ticket):
        return ticket.unit_id is not None

    @classmethod
    def is_offered(cls, standing):
        """A mark that stands is changed by those only who may lift it."""
        lifts = standing.by.holds("tickets.lead_unit") or standing.by.holds("tickets.inspect_ticket")
        return cls.fits(standing.ticket) and (lifts or standing.ticket.respondent_user_id is None)

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person is None and not self.may_lift:
            raise forms.ValidationError(_("Choose a colleague"))
        if person is not None and person.pk == self.ticket.respondent_user_id:
            raise forms.ValidationError(_("This colleague is marked already. Choose somebody else"))
        return person

    def leaves(self):
        return {"details": {"respondent": number(self["person"].data)}}

    def perform(self, now):
        lifecycle.name_respondent(ticket=self.ticket, respondent=self.cleaned_data["person"], by=self.by, now=now)


def _markable(ticket, by):
    """
    The staff who could see something of `ticket`, without `by`.

    They are those of its unit, of those above and below it and of those consulted, and whoever oversees it or all.
    """
    people = User.objects.active_staff().select_related("unit").exclude(pk=by.pk)
    if ticket.unit is None:
        return people.none()
    around = Q(unit__path__in=ticket.unit.lineage) | Q(unit__path__startswith=ticket.unit.path)
    asked = Q(unit__in=ticket.consultations.open().values("unit"))
    directors = Q(pk__in=User.objects.holding("tickets.view_every_ticket").values("pk"))
    inspectors = User.objects.holding("tickets.inspect_ticket").filter(_stands_right_below(ticket.unit.lineage))
    seeing = around | asked | directors | Q(pk__in=inspectors.values("pk"))
    return people.filter(seeing).order_by("unit__path", "last_name", "first_name")


def _stands_right_below(paths):
    """The people of units right below those: inspectors oversee what is under the unit above their own."""
    each = (Q(unit__path__startswith=path, unit__depth=len(path) // Unit.steplen + 1) for path in paths)
    return reduce(or_, each)


class Reveal(ToCitizen):
    """An inspector opens a hidden name, with a reason that the sender reads."""

    name = "reveal"
    event = Event.Name.SENDER_REVEALED
    title = _("Open the hidden name")
    button = _("Open the name, with the reason on the record")
    done = _("The name is open to you for an hour. The sender reads that an inspector opened it, when and why.")
    text_field = "reason"
    permission = "tickets.reveal_sender"
    for_overseers = True
    folded = False

    reason = LongTextField(
        label=_("Why the name must be known"),
        called=_("The reason"),
        max_length=1000,
        help_text=_(
            "The sender reads this sentence on the tracking page, with the time and your role, not your name."
        ),
        error_messages={"required": _("Write the reason")},
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    @classmethod
    def fits(cls, ticket):
        return ticket.identity == Identity.HIDDEN

    @classmethod
    def is_offered(cls, standing):
        return cls.fits(standing.ticket) and standing.revealed_until is None

    def perform(self, now):
        lifecycle.reveal_sender(ticket=self.ticket, reason=self.cleaned_data["reason"], by=self.by, now=now)
