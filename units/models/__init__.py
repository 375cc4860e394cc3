"""Who works here: the tree of units, the people in it, and the organisation's own particulars."""

from .attempt import Attempt
from .deputy import Deputy
from .invitation import Invitation
from .language import in_active_language
from .organisation import Channel, Organisation
from .staff_file import StaffFile
from .unit import Level, Stage, Unit, UnitQuerySet
from .user import NotifyBy, StaffManager, User, UserQuerySet

__all__ = [
    "Attempt",
    "Channel",
    "Deputy",
    "Invitation",
    "Level",
    "NotifyBy",
    "Organisation",
    "StaffFile",
    "StaffManager",
    "Stage",
    "Unit",
    "UnitQuerySet",
    "User",
    "UserQuerySet",
    "in_active_language",
]
