"""Counting as far as people read figures, and no further: many such counts fit into one query."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Value

from persian.digits import format_number

MOST = 99


def count_each(wanted):
    """
    {name: how many rows} of `wanted`, {name: queryset}; one more than MOST stands for any number above it.

    Each row found says under which name, and PostgreSQL counts them by name: that is sooner planned than a query of
    many counts, and sooner brought over than the rows.
    """
    arms = [
        rows.order_by().annotate(counted_as=Value(name)).values_list("counted_as", flat=True)[: MOST + 1]
        for name, rows in wanted.items()
    ]
    found = dict(_grouped(arms[0].union(*arms[1:], all=True))) if arms else {}
    return {name: found.get(name, 0) for name in wanted}


def _grouped(names):
    """[(name, how often)] of the queryset `names`. Django groups no union."""
    try:
        union, values = names.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        counted = f"SELECT counted_as, count(*) FROM ({union}) AS found GROUP BY counted_as"  # noqa: S608  # nosec B608
        cursor.execute(counted, values)
        return cursor.fetchall()


def in_figures(count):
    """«۱۲», «۹۹+»."""
    return format_number(count) if count <= MOST else f"{format_number(MOST)}+"
