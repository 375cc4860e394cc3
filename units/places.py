"""Units grouped by where they stand, for the lists that people choose from."""

from .models import Level, Unit


def by_place(units, *, nearest=None):
    """
    [(name of the place, [unit])]: the directorate's own units, then each district's with the district itself.

    `units` come in the order of the tree. The group that holds `nearest` goes first.
    """
    places = {place.path: place for place in Unit.objects.filter(level__in=(Level.DIRECTORATE, Level.DISTRICT))}
    groups = {}
    for unit in units:
        groups.setdefault(_place_of(unit, places), []).append(unit)
    near = nearest and _place_of(nearest, places)
    ordered = sorted(groups, key=lambda place: (place != near, place.level != Level.DIRECTORATE))
    return [(place.name, groups[place]) for place in ordered]


def _place_of(unit, places):
    """The district that `unit` is or stands in, else the directorate."""
    return next(places[path] for path in reversed(unit.lineage) if path in places)
