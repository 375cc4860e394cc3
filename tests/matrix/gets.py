"""What is asked by GET: lists with every look-up there could be, rows, files, the names that autocomplete offers."""

from urllib.parse import urlencode

from django.db import models

from .addresses import crossed, forged_addresses, own_address, places, site_addresses
from .asking import ANY, BAD, REFUSED, SHOWN, Ask
from .people import PEOPLE
from .rows import WHISTLE
from .sections import is_of_cases, readers, registered

QUEUE = "tickets.ticket"
SOME = 2  # hidden rows at each address of the queue, elsewhere one; the page of a case is asked for every one
SEEN = 6  # rows of one's own at each address
CHANGE = ("<int:object_id>/change/", "<path:object_id>/change/")
ALL = {"state": "all"}
HARMLESS = [{"e": "1"}, {"o": "1.-2"}, {"p": "999"}, {"all": ""}, {"_popup": "1"}, {"q": "canary"}]
FOREIGN_KEYS = {"_to_field": "code_hash"}, {"_to_field": "password", "_popup": "1"}
TEXTS = (models.CharField, models.TextField, models.BinaryField)
ACROSS = [(name, "1") for name in ("unit__name_fa__startswith", "sender__name", "sender__id_number__startswith")]


def everything(person, world, turn):
    """All that `person` asks by GET. `turn` is their number: by it the hidden rows are dealt out evenly."""
    for place in places():
        if not place.label:
            yield from (Ask(address) for address in site_addresses(place) if "logout" not in address)
        elif place.parameters:
            yield from _rows(place, person, world, turn)
        else:
            yield from _lists(place, person, world, turn)
    yield from share(list(_autocompleted()), person, PEOPLE)


def _rows(place, person, world, turn):
    rows = world.rows[place.label]
    seen = [row for row in rows if person in row.seen_by]
    hidden = [row for row in rows if person not in row.seen_by]
    is_page, is_queue = place.route in CHANGE, place.label == QUEUE
    count = SOME if is_queue else 1
    for row in dealt(seen, turn, SEEN if is_page and is_queue else count):
        must, shows = (SHOWN, row.shows) if is_page else (ANY, "")
        if row.file and "file/" in place.route:
            must, shows = SHOWN, row.shows.replace("qtext", "qbytes")
        yield Ask(own_address(place, row), place.label, must=must, shows=shows)
    for row in hidden if is_page and is_queue else dealt(hidden, turn, count):
        yield Ask(own_address(place, row), place.label, must=REFUSED)
        yield from (Ask(address, place.label, must=REFUSED) for address in crossed(place, (seen or rows)[0], row))
        yield from (Ask(address, place.label, must=REFUSED) for address in crossed(place, row, (seen or rows)[0]))
    for address in dealt(forged_addresses(place, (seen or rows)[0]), turn, count):
        yield Ask(address, place.label, must=_of_a_forged(place))
    for row in hidden[:1] if is_page else ():
        for keys in FOREIGN_KEYS:
            yield Ask(f"{own_address(place, row)}?{urlencode(keys)}", place.label, must=ANY)


def _of_a_forged(place):
    """Nothing is there. Django itself leads from `abc/` on to `abc/change/`, and home, saying that there is none."""
    return REFUSED if place.route in CHANGE or is_of_cases(place.label) else ANY


def dealt(rows, turn, count=SOME):
    """`count` of `rows`, others for every turn."""
    return [rows[(turn * count + place) % len(rows)] for place in range(min(count, len(rows)))]


def share(things, person, people):
    """The part of `things` that falls to `person`, so that `people` together ask for all of them."""
    return things[sorted(people).index(person) :: len(people)]


def _lists(place, person, world, turn):
    address = place.filled()
    if person not in readers(place.label):
        yield Ask(address, place.label, must=REFUSED)
        yield Ask(f"{address}?q=canary&sender__name__startswith=c", place.label, must=REFUSED)
        return
    if place.route:
        yield Ask(address, place.label)
        return
    yield Ask(address, place.label, must=SHOWN)
    yield from (Ask(f"{address}?{urlencode(query)}", place.label) for query in dealt(HARMLESS, turn))
    for look_up, value in [*ACROSS, *share(look_ups(place.label), person, readers(place.label))]:
        yield Ask(f"{address}?{urlencode({**ALL, look_up: value})}", place.label, must=BAD)
    if is_of_cases(place.label):
        yield from _searches(address, place.label, person, world, turn)


def _searches(address, label, person, world, turn):
    """The whole list; a word that is in every text; some cases by their numbers."""
    rows = world.rows[label]
    seen = frozenset(row.row.pk for row in rows if person in row.seen_by)
    yield Ask(f"{address}?{urlencode(ALL)}", label, must=SHOWN, lists=seen)
    yield Ask(f"{address}?{urlencode({**ALL, 'q': WHISTLE})}", label, must=SHOWN, lists=seen)
    for row in dealt(rows, turn):
        query = {**ALL, "q": row.row.number}
        found = seen & {row.row.pk}
        yield Ask(f"{address}?{urlencode(query)}", label, must=SHOWN, lists=found, echoed=row.row.number)


def look_ups(label):
    """(look-up, value) through every column of the section's model and of what is one relation away."""
    found = {}
    for field in registered()[label].model._meta.get_fields():
        if not field.is_relation:
            found[f"{field.name}__gte" if not isinstance(field, TEXTS) else f"{field.name}__startswith"] = "1"
            continue
        found[f"{field.name}__gt"] = "0"
        found |= {f"{field.name}__{column.name}__startswith": "1" for column in _texts_of(field.related_model)}
    return list(found.items())


def _texts_of(model):
    return [field for field in model._meta.get_fields() if isinstance(field, TEXTS)]


def _autocompleted():
    """Every relation of every section, asked for names that begin as hidden ones do."""
    for label, model_admin in registered().items():
        app, model = label.split(".")
        for field in model_admin.model._meta.get_fields():
            if field.is_relation and not field.auto_created:
                query = {"app_label": app, "model_name": model, "field_name": field.name, "term": "canary"}
                yield Ask(f"/admin/autocomplete/?{urlencode(query)}", label)
