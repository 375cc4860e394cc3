"""Counting as far as people read figures, and no further: many such counts fit into one query."""

from django.db.models import IntegerField, Subquery

from persian.digits import format_number

MOST = 999


class CountAtMost(Subquery):
    """How many rows a queryset has; one more than MOST stands for any number above it."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # of rows that Django knows to be none without asking

    def __init__(self, rows, **extra):
        super().__init__(rows.order_by().values("pk")[: MOST + 1], **extra)


def in_figures(count):
    """«۱۲», «۹۹۹+»."""
    return format_number(count) if count <= MOST else f"{format_number(MOST)}+"
