"""How urgent a case is: a word, a colour and an icon, never a colour alone (domain.md, Deadlines)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from persian.digits import format_number
from tickets import near
from workdays.calendar import working_days_left

URGENT_DAYS = near.DAYS
SOON_DAYS = 5


@dataclass(frozen=True)
class TimeLeft:
    """`level` names the colour and the icon (ample, soon, urgent, overdue), `words` say the same."""

    level: str
    words: str


def times_left(tickets, *, day):
    """{ticket's id: TimeLeft} of the open ones among `tickets` on a Day of the tabs."""
    waiting = [ticket for ticket in tickets if ticket.is_open]
    calendars = {district: day.days_off.calendar_of(district) for district in {ticket.district for ticket in waiting}}
    return {ticket.pk: time_left(ticket.due_on, day.date, calendars[ticket.district]) for ticket in waiting}


def time_left(due_on, today, calendar):
    """The TimeLeft of a case that is due on `due_on`."""
    days = working_days_left(today, due_on, calendar)
    if days < 0:
        words = ngettext("%(days)s working day overdue", "%(days)s working days overdue", -days)
        return TimeLeft("overdue", words % {"days": format_number(-days)})
    if due_on == today:
        return TimeLeft("urgent", _("due today"))
    words = ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": format_number(days)}
    if days <= URGENT_DAYS:
        return TimeLeft("urgent", words)
    return TimeLeft("soon" if days <= SOON_DAYS else "ample", words)
