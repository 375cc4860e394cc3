"""
How the tables read: Latin from left to right whatever stands around it, digits and dates as the language has them.

A telephone in a Persian line would else read backwards: «028 3333 0100» as «0100 3333 028».
"""

from functools import cache

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext as _

from persian.dates import format_date
from persian.digits import format_number, localise_digits
from persian.templatetags.persian import code

LATIN_FIELDS = (models.EmailField, models.SlugField, models.URLField)
LATIN_NAMES = ("code", "phone", "username")
EMPTY = "–"


def is_latin(db_field):
    """Does the field hold what is written from left to right: a code, an address, a number to dial, English?"""
    return isinstance(db_field, LATIN_FIELDS) or db_field.name in LATIN_NAMES or db_field.name.endswith("_en")


@cache  # the admin asks by identity whether it may sort by a column
def column(db_field):
    """The column of a list for `db_field`: its bare name where Django draws it well, else what draws it."""
    draw = _drawing(db_field)
    if draw is None:
        return db_field.name

    @admin.display(description=db_field.verbose_name, ordering=db_field.name)
    def drawn(row):
        value = db_field.value_from_object(row)
        return None if value in db_field.empty_values else draw(value)

    drawn.__name__ = db_field.name  # names the column in the page's classes, as Django's own do
    return drawn


def _drawing(db_field):
    if db_field.is_relation or db_field.choices:
        return None
    if db_field.name == "phone":
        return lambda number: code(localise_digits(number))
    if is_latin(db_field):
        return code
    if isinstance(db_field, models.BooleanField):
        return lambda value: _("Yes") if value else _("No")
    if isinstance(db_field, models.IntegerField):
        return format_number
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return format_date
    return None
