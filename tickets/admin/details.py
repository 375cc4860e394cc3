"""What only one system asks of a citizen. Each system says how its own details read; tickets knows none of them."""

_readers = {}


def reads_details_of(*kinds):
    """Decorate a function (ticket) -> [(label, text)] that reads the details of tickets of these kinds."""

    def keep(reader):
        _readers.update(dict.fromkeys(kinds, reader))
        return reader

    return keep


def details_of(ticket):
    """[(label, text)] of what this ticket's own system asked, without what was left empty."""
    reader = _readers.get(ticket.kind)
    return [(label, text) for label, text in reader(ticket) if text] if reader else []
