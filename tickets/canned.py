"""
Ready texts: the few variables that stand in them, and the gaps that an officer must fill.

Whoever keeps such texts writes no program: a variable is one of four names, and what it became is never read again.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from persian.dates import format_date
from persian.digits import localise_digits
from persian.text import fold

GAP = "«…»"
IN_GAPS = re.compile(r"«[\s.…\u200c]*»")
IN_BRACES = re.compile(r"\{([^{}\n]{1,60})\}")


@dataclass(frozen=True)
class Variable:
    """`name` as it is written in braces; `alias` is its English name, `meaning` what it becomes."""

    name: str
    alias: str
    meaning: str

    @property
    def written(self):
        return f"{{{self.name}}}"


NUMBER = Variable("شماره_پرونده", "case_number", _("the case number"))
UNIT = Variable("واحد", "unit", _("the unit that answers"))
DUE = Variable("مهلت", "due_date", _("the due date of the case"))
TODAY = Variable("امروز", "today", _("the date on which it is put in"))
VARIABLES = (NUMBER, UNIT, DUE, TODAY)


def fill(text, ticket, *, today):
    """`text` with its variables as they are for `ticket`, in the citizen's language."""
    with override(ticket.language):
        values = {
            NUMBER: f"\u2066{localise_digits(ticket.number)}\u2069",  # else it would read backwards
            UNIT: str(ticket.unit or ""),
            DUE: format_date(ticket.due_on),
            TODAY: format_date(today),
        }
    known = {_key(name): value for variable, value in values.items() for name in (variable.name, variable.alias)}
    return IN_BRACES.sub(lambda braces: known.get(_key(braces[1]), braces[0]), text)


def unknown_variables(text):
    """What stands in braces and is no variable, each once, as it was written."""
    known = {_key(name) for variable in VARIABLES for name in (variable.name, variable.alias)}
    return list(dict.fromkeys(name for name in IN_BRACES.findall(text) if _key(name) not in known))


def gaps(text):
    """How many gaps «…» wait to be filled."""
    return len(IN_GAPS.findall(text))


def _key(name):
    """«شماره_پرونده», «شمارهٔ پرونده» and «شماره پرونده» are one."""
    return fold(name.replace("_", " "))
