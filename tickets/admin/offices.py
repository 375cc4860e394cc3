"""The specialties that rules name, by the names people know."""

from units.models import Unit


def office_names():
    """{specialty: name of the directorate's unit that has it}, in the order of the tree; one question."""
    names = {}
    for unit in Unit.objects.central().exclude(office=""):
        names.setdefault(unit.office, unit.name)
    return names
