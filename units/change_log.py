"""
What an administrator changed, from what to what: noted in Django's own log without a language, told in the reader's.

Names, dates and words of a list are noted so that both languages can tell them; a hidden field only as changed.
"""

import json
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from persian.dates import format_date
from persian.digits import format_number


@dataclass(frozen=True)
class Change:
    """One field, in words. `old` and `new` are None where the log keeps no values."""

    label: str
    old: str | None = None
    new: str | None = None


def noted(form, opts, *, hidden=()):
    """What the log keeps of a valid form of a row of `opts`: labels, and beside each [old, new], None if `hidden`."""
    names = form.changed_data  # before the language goes: what counts as changed may hang on it
    with override(None):
        return {
            "fields": [str(_label(form, opts, name)) for name in names],
            "values": [None if name in hidden else _old_and_new(form, name) for name in names],
        }


def told(message):
    """[Change] of the log's `message`; empty where it notes no changes."""
    parts = json.loads(message) if message.startswith("[") else []
    return [
        Change(_in_words(label), *map(_told, values or ()))
        for part in parts
        for label, values in _fields(part.get("changed", {}))
    ]


def _fields(changed):
    """(label, [old, new]) of each; Django itself notes labels only, with a capital that no catalogue knows."""
    labels = changed.get("fields", [])
    return zip(labels, changed.get("values", [None] * len(labels)), strict=True)


def _in_words(label):
    return capfirst(_(label[:1].lower() + label[1:]))


def _label(form, opts, name):
    try:
        return opts.get_field(name).verbose_name
    except FieldDoesNotExist:
        return form.fields[name].label


def _old_and_new(form, name):
    field = form.fields[name]
    return [_noted(field, value) for value in (form[name].initial, form.cleaned_data[name])]


def _noted(field, value):
    if value in field.empty_values:
        return None
    if isinstance(value, list | tuple | models.QuerySet):
        return [_noted(field, item) for item in value] or None
    if isinstance(field, forms.ModelChoiceField):
        return _name(field, value if isinstance(value, models.Model) else field.queryset.get(pk=value))
    if isinstance(field, forms.ChoiceField):
        return _words(dict(field.choices).get(value, value))
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, bool | int) else str(value)


def _name(field, row):
    label = field.label_from_instance(row)
    return _words(label) if isinstance(label, Promise) else str(row)


def _words(label):
    """A label to be translated when it is read, or else a text as it is."""
    return {"words": str(label)} if isinstance(label, Promise) else str(label)


def _told(value):
    match value:
        case None:
            return _("empty")
        case bool():
            return _("yes") if value else _("no")
        case int():
            return format_number(value)
        case list():
            return _(", ").join(map(_told, value))
        case {"words": label}:
            return _(label)
        case {"date": day}:
            return format_date(date.fromisoformat(day))
    return value
