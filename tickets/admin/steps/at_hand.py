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
    def places(self):
        """[(name of the place, [unit])] that the case could go to, those near it first."""
        asked = Consultation.objects.open().filter(ticket=self._ticket, unit=OuterRef("pk"))
        targets = lifecycle.transfer_targets(self._ticket).annotate(is_asked=Exists(asked))
        return by_place(targets, nearest=self._ticket.unit)

    @property
    def places_not_asked(self):
        """Those of `places` with units that may be asked about the case (lifecycle.consultable)."""
        free = [(place, [unit for unit in units if not unit.is_asked]) for place, units in self.places]
        return [(place, units) for place, units in free if units]

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
