"""Every address of the admin, read from the resolver, with own, another's and forged values for its parameters."""

import re
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from django.contrib import admin
from django.urls import URLPattern
from django.urls.resolvers import RegexPattern

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# parameter: what it is for a row
OF_A_ROW = {
    "object_id": lambda row: str(row.row.pk),
    "id": lambda row: str(row.row.pk),
    "key": lambda row: row.file,
    "view_id": lambda row: row.view,
}
FORGED = {
    "object_id": ("999999999", "9" * 30, "0", "-1", "abc", "1 or 1=1", "1_2F"),
    "id": ("999999999", "9" * 30, "0", "abc"),
    "view_id": ("999999999", "9" * 30, "abc"),
    "key": ("6d0f4a52-8f0e-4c63-9d0b-0b5a8a5f6c1e", "nonsense", "1"),
}
# of the addresses that belong to no section
OF_THE_SITE = {
    "app_label": ("tickets", "complaints", "suggestions", "units", "workdays", "auth", "nonsense"),
    "invitation_key": ("1-abc", "nonsense", "9" * 30 + "-x"),
    "url": ("nonsense", "tickets/sender/", "tickets/message/1/change/", "tickets/event/", "auth/group/", "r/1/1/"),
}


class Untaught(Exception):
    """The matrix knows no values for a parameter: add it to OF_A_ROW, FORGED or OF_THE_SITE."""


@dataclass(frozen=True)
class Place:
    """One pattern: `label` is the section ("app.model"), empty for the site's own; `route` with its <parameters>."""

    label: str
    prefix: str
    route: str

    @property
    def parameters(self):
        return PARAMETER.findall(self.route)

    def filled(self, **values):
        path = PARAMETER.sub(lambda match: quote(values[match[1]], safe="/"), self.route)
        return f"/admin/{self.prefix}{path}"


def places():
    """[Place] of every address the admin answers, also those added since this was written."""
    return list(_walk(admin.site.get_urls()))


def _walk(patterns, prefix="", label=""):
    for pattern in patterns:
        part = _as_a_route(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Place(label, prefix, part)
        else:
            yield from _walk(pattern.url_patterns, prefix + part, label or part.strip("/").replace("/", "."))


def _as_a_route(pattern):
    """`^(?P<app_label>…)/$` as `<app_label>/`; a route stays as it is."""
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text).strip("^$")
    return text


def own_address(place, row):
    """The address of `row` at `place`."""
    return place.filled(**{name: _taught(OF_A_ROW, name, place)(row) for name in place.parameters})


def crossed(place, row, other):
    """One row's address with another's value for the last parameter, where there is more than one."""
    if len(place.parameters) < 2:
        return []
    *first, last = place.parameters
    values = {name: OF_A_ROW[name](row) for name in first} | {last: OF_A_ROW[last](other)}
    return [place.filled(**values)]


def forged_addresses(place, row):
    """Addresses of rows that are none: each parameter forged in turn, the others those of `row`."""
    found = []
    for name in place.parameters:
        values = {other: OF_A_ROW[other](row) for other in place.parameters if other != name}
        found += [place.filled(**values, **{name: value}) for value in _taught(FORGED, name, place)]
    return found


def site_addresses(place):
    """The addresses of a pattern that belongs to no section."""
    choices = [_taught(OF_THE_SITE, name, place) for name in place.parameters]
    return [place.filled(**dict(zip(place.parameters, values, strict=True))) for values in product(*choices)]


def _taught(values, name, place):
    if name not in values:
        raise Untaught(f"{place.label or 'the site'}: {place.route}: <{name}>")
    return values[name]
