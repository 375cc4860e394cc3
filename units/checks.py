"""What must hold in the tables of a portal in service; `make check` looks (check --deploy --database default)."""

from django.core.checks import Error, Tags, Warning, register
from django.db import ProgrammingError, transaction

from .models import Level, Unit

SHOWN = 10


def reads_tables(check):
    """
    Register `check`, a function without arguments that yields messages, for `check --deploy --database`.

    Only there: were it run by every command, `migrate` could not bring the cure. It is silent while the tables it
    reads are missing.
    """

    @register(Tags.database, deploy=True)
    def guarded(*, databases=None, **_):
        if not databases:
            return []
        try:
            with transaction.atomic():
                return list(check())
        except ProgrammingError:
            return []

    return guarded


def listed(names):
    """The first few of `names` in one line, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


@reads_tables
def tree_has_one_root():
    """The directorate is the root of the one tree: what nobody else answers ends there."""
    roots = list(Unit.objects.filter(depth=1).values_list("level", "is_active"))
    if not roots:
        yield Error("There are no units.", hint="Run manage.py load_reference.", id="units.E001")
    elif roots != [(Level.DIRECTORATE, True)]:
        hint = "Put every unit below the directorate, and make that active."
        yield Error("The tree of units needs exactly one root, an active directorate.", hint=hint, id="units.E002")
    below = Unit.objects.filter(level=Level.DIRECTORATE).exclude(depth=1)
    if below:
        codes = ", ".join(unit.code for unit in below)
        hint = "Give them another level."
        yield Error(f"Only the root is the directorate, not {codes}.", hint=hint, id="units.E003")


@reads_tables
def units_in_use_stand_below_units_in_use():
    """What nobody in a unit can take passes to the unit above: that must not be out of use."""
    offices = Unit.objects.offices()
    others = Unit.objects.filter(depth__gt=1).exclude(pk__in=offices.values("pk"))  # the root: units.E002
    paths = tuple(others.values_list("path", flat=True))
    codes = [code for code, path in offices.values_list("code", "path") if path.startswith(paths)]
    if codes:
        hint = "Make them inactive as well, or put them below another unit."
        message = f"Units in use below units out of use or below schools: {listed(codes)}."
        yield Warning(message, hint=hint, id="units.W001")
