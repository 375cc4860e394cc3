"""What becomes of the rows of a file of people: checked one by one, kept until the second press, then invited."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from persian.digits import format_number, to_ascii_digits
from persian.text import clean_line, fold, with_persian_letters
from units.models import StaffFile

from . import invitations
from .inviting import ADDED, InviteForm, as_user_name
from .roles import role_label
from .staff_file import COLUMNS, Row, is_formula, key

BETWEEN_ROLES = re.compile("[،,؛;+]")
ECHOED = 60  # letters of a cell that a sentence repeats


class NotAsChecked(Exception):
    """The file is not there any more, or holds what cannot be: nobody is invited."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a `cell` below the heading `column`."""

    column: str
    cell: str
    sentence: str


@dataclass
class Entry:
    """A row, and what would become of it: `faults`, or nothing where `is_known`, or a person `invited`."""

    row: Row
    faults: list[Fault] = field(default_factory=list)
    newcomer: invitations.Newcomer | None = None
    is_known: bool = False

    @property
    def role_names(self):
        return _(", ").join(str(role_label(role.name)) for role in self.newcomer.roles)


def keep(rows, *, by, now):
    """Keep the rows of a file for the second press, in place of any earlier file of the same person."""
    with transaction.atomic():
        StaffFile.objects.filter(made_by=by).delete()
        return StaffFile.objects.create(made_by=by, made_at=now, rows=rows)


def kept_for(user):
    """The StaffFile that `user` sent last, or None."""
    return StaffFile.objects.filter(made_by=user).order_by("pk").last()


def plan(kept, *, by):
    """[Entry] of each row of a StaffFile, as things are now. The questions it asks are as many for many rows."""
    desk = _Desk(by)
    entries = [desk.look_at(Row(*row)) for row in kept.rows]
    known = invitations.taken([entry.newcomer.email for entry in entries if entry.newcomer])
    for entry in entries:
        entry.is_known = entry.newcomer is not None and entry.newcomer.email in known
    return entries


@transaction.atomic
def carry_out(*, pk, by, now):
    """Invite the people of the file `pk` whom nobody knows yet, all or none, and once. Raises NotAsChecked."""
    kept = StaffFile.objects.select_for_update().filter(made_by=by, pk=pk).first()
    if kept is None:
        raise NotAsChecked
    if kept.invited_at:
        return
    entries = plan(kept, by=by)
    if any(entry.faults for entry in entries):
        raise NotAsChecked
    newcomers = [entry.newcomer for entry in entries if not entry.is_known]
    people = invitations.invite_all(newcomers, by=by, now=now)
    LogEntry.objects.log_actions(by.pk, people, ADDITION, ADDED)
    kept.rows, kept.invited_at = [], now
    kept.invited, kept.known = len(people), len(entries) - len(people)
    kept.save()


class _Desk:
    """Looks at rows by the rules of the form for inviting one person, without its questions for each."""

    def __init__(self, by):
        fields = InviteForm(by=by).fields
        units = list(fields["unit"].queryset)
        self.units = {fold(unit.code): unit for unit in units} | {unit.code: unit for unit in units}
        self.roles = _by_every_name(list(fields["roles"].queryset))
        self.rows = {}  # e-mail address: the number of its row
        self.readers = {
            "first_name": lambda cell: fields["first_name"].clean(with_persian_letters(cell)),
            "last_name": lambda cell: fields["last_name"].clean(with_persian_letters(cell)),
            "email": lambda cell: as_user_name(fields["email"].clean(cell)),
            "unit_code": self._unit,
            "role": self._roles,
        }

    def look_at(self, row):
        entry, particulars = Entry(row), {}
        for column, label in COLUMNS.items():
            try:
                particulars[column] = self._read(column, getattr(row, column))
            except ValidationError as wrong:
                cell = _echoed(getattr(row, column))
                entry.faults += [Fault(label, cell, sentence) for sentence in wrong.messages]
        if row.beyond:
            words = _("No heading stands above this cell. Remove it")
            entry.faults.append(Fault("", _echoed(row.beyond), words))
        entry.faults += self._seen_before(particulars.get("email"), row)
        if not entry.faults:
            names = {"unit": particulars.pop("unit_code"), "roles": particulars.pop("role")}
            entry.newcomer = invitations.Newcomer(**particulars, **names)
        return entry

    def _read(self, column, cell):
        if is_formula(cell):
            raise ValidationError(_("The cell begins like a formula, with = + - @ or a tab. Write plain text"))
        return self.readers[column](cell)

    def _seen_before(self, email, row):
        first = self.rows.setdefault(email, row.number) if email else row.number
        if first != row.number:
            words = _("The same e-mail address stands in row %(row)s")
            yield Fault(COLUMNS["email"], email, words % {"row": format_number(first)})

    def _unit(self, cell):
        code = clean_line(to_ascii_digits(cell))
        if not code:
            raise ValidationError(_("Enter the code of the unit"))
        unit = self.units.get(code) or self.units.get(fold(code))
        if unit is None:
            words = _("None of the units that you may choose has the code “%(code)s”")
            raise ValidationError(words % {"code": _echoed(code)})
        return unit

    def _roles(self, cell):
        names = [name for name in map(clean_line, BETWEEN_ROLES.split(cell)) if name]
        if not names:
            raise ValidationError(_("Enter a role"))
        strange = [name for name in names if key(name) not in self.roles]
        if strange:
            words = _("“%(role)s” is none of the roles that you may give")
            raise ValidationError([words % {"role": _echoed(name)} for name in strange])
        return list({self.roles[key(name)].pk: self.roles[key(name)] for name in names}.values())


def _by_every_name(groups):
    """{key: group} by the codes of the roles and by their names in every language."""
    found = {key(group.name): group for group in groups}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {key(str(role_label(group.name))): group for group in groups}
    return found


def _echoed(text):
    text = clean_line(text)
    return text if len(text) <= ECHOED else f"{text[:ECHOED]}…"
