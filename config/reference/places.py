"""The tree of units, the organisation's own particulars and the other channels."""

from units.models import Channel, Organisation, Unit

from .tables import missing, rows


def load_units():
    """Plant the units of units.csv that are missing, parents before children as the file lists them."""
    for row in missing("units", Unit):
        parent = row.pop("parent")
        unit = Unit(**row)
        if parent:
            Unit.objects.add_child(Unit.objects.get(code=parent), instance=unit)
        else:
            Unit.objects.add_root(instance=unit)


def load_organisation():
    """The one row of organisation.csv, on a portal that has none."""
    if not Organisation.objects.exists():
        Organisation.objects.create(pk=1, **rows("organisation")[0])


def load_channels():
    """The other ways to be heard, in the order of channels.csv."""
    channels = [Channel(order=int(row.pop("order")), **row) for row in missing("channels", Channel)]
    Channel.objects.bulk_create(channels)
