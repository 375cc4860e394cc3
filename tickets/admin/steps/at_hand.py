"""What several steps of one case let choose from and begin with: read once, however many of them ask."""

from functools import cached_property

from django.db.models import Exists, OuterRef

from persian.dates import today
from tickets import lifecycle
from tickets.models import ClockReason, Consultation
from units.places import by_place
from workdays.calendar import add_working_days, load_calendars

DAYS_TO_REPLY = 3  # that are offered to a unit that is asked


class AtHand:
    """Of `ticket`, as it is now."""

    def __init__(self, ticket):
        self._ticket = ticket

    @cached_property
    def _able(self):
        asked = Consultation.objects.open().filter(ticket=self._ticket, unit=OuterRef("pk"))
        units = lifecycle.able_units(self._ticket).annotate(is_asked=Exists(asked))
        return by_place(units, nearest=self._ticket.unit)

    @property
    def places(self):
        """[(name of the place, [unit])] that may have the case (lifecycle.transfer_targets), those near it first."""
        return self._where(lambda unit: not unit.was_objected_to)

    @property
    def places_not_asked(self):
        """The same of the units that may be asked about the case (lifecycle.consultable)."""
        return self._where(lambda unit: not unit.is_asked)

    def _where(self, fits):
        found = [(place, [unit for unit in units if fits(unit)]) for place, units in self._able]
        return [(place, units) for place, units in found if units]

    @cached_property
    def grounds(self):
        """Every reason in use to move a due date."""
        return list(ClockReason.objects.filter(is_active=True).order_by("order"))

    @cached_property
    def calendars(self):
        """{district of the case, or None for the province: Calendar}"""
        return load_calendars({self._ticket.district, None})

    @cached_property
    def reply_by(self):
        """The date that is offered for a reply."""
        return add_working_days(today(), DAYS_TO_REPLY, self.calendars[None])
