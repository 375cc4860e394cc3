"""Units grouped by where they stand, for the lists that people choose from."""

from .models import Unit


def by_place(units, *, nearest=None):
    """
    [(name of the place, [unit])]: the directorate's own units, then each district's with the district itself.

    `units` come in the order of the tree, schools not among them. The group that holds `nearest` goes first.
    """
    districts = {district.path: district for district in Unit.objects.districts()}
    root = Unit.objects.get(depth=1)
    groups = {}
    for unit in units:
        groups.setdefault(_place(unit, districts, root), []).append(unit)
    near = nearest and _place(nearest, districts, root)
    ordered = sorted(groups, key=lambda place: (place != near, place != root))
    return [(place.name, groups[place]) for place in ordered]


def _place(unit, districts, root):
    """The district that `unit` is or stands in, else the directorate."""
    return next((districts[path] for path in unit.lineage if path in districts), root)
