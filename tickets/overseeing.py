"""Whose work somebody answers for: heads for their unit and those below it, inspectors for all they oversee."""

from django.db.models import Exists, OuterRef, Q

from units.models import Unit, User

from .models import Ticket


def offices_under(reader):
    """The offices whose work `reader` oversees, in the order of the tree; none for everybody else."""
    offices = Unit.objects.offices()
    if not oversees(reader):
        return offices.none()
    if reader.holds("tickets.inspect_ticket"):
        return offices.filter(path__startswith=reader.unit.path_above)
    return offices.filter(path__startswith=reader.path_led)  # a deputy's lies above their own unit


def oversees(reader):
    """Is there a unit whose work `reader` answers for?"""
    may = reader.holds("tickets.inspect_ticket") or reader.holds("tickets.lead_unit")
    return bool(reader.unit_id) and may


def people_under(reader):
    """Everybody in those offices, and whoever has moved or left meanwhile and still has a case there."""
    if not oversees(reader):
        return User.objects.none()
    theirs = Ticket.objects.visible_to(reader).open().filter(assignee=OuterRef("pk"))
    return User.objects.filter(Q(unit__in=offices_under(reader)) | Exists(theirs))


def number_of(value):
    """What an address asks for as the id of a row; 0, which no row has, where it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
