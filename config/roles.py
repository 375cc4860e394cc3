"""The roles of staff: one dict says who may do what. `load_reference` makes a group of each."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """
    What people call the role, and its permissions as "app.codename".

    Heads give some roles to the people of their unit; who holds any but those that are `under_heads` is above them.
    """

    label: str
    permissions: tuple[str, ...]
    given_by_heads: bool = False
    under_heads: bool = False


SEE_CASES = ("tickets.view_ticket", "complaints.view_complaint", "suggestions.view_suggestion")
HANDLE_CASES = (*SEE_CASES, "tickets.handle_ticket", "tickets.view_sender", "tickets.view_consultation")


def _edits(model, *, delete=True):
    """Permissions to see, add and change `model` ("app.name"), and to delete it unless told otherwise."""
    app, name = model.split(".")
    actions = ("view", "add", "change", "delete") if delete else ("view", "add", "change")
    return tuple(f"{app}.{action}_{name}" for action in actions)


ROLES = {
    "officer": Role(_("Officer"), HANDLE_CASES, given_by_heads=True, under_heads=True),
    "head": Role(
        _("Head of a unit"),
        (
            *(*HANDLE_CASES, "tickets.view_ticket_below", "tickets.view_sensitive", "tickets.lead_unit"),
            *_edits("tickets.cannedreply"),
            "units.keep_own_people",
        ),
    ),
    "inspector": Role(
        _("Inspector"), (*HANDLE_CASES, "tickets.inspect_ticket", "tickets.view_sensitive", "tickets.reveal_sender")
    ),
    # Besides another role, for the few of a unit who may read what is sensitive there.
    "cleared": Role(_("Cleared for sensitive cases"), ("tickets.view_sensitive",), under_heads=True),
    # Besides another role, for who sits where citizens telephone, write and come in person.
    "reception": Role(_("Reception"), ("tickets.take_in_ticket",), given_by_heads=True, under_heads=True),
    "director": Role(_("Director"), (*SEE_CASES, "tickets.view_every_ticket")),
    # Keeps people, units and tables; reads no cases. Units, people and topics have a history: they are made inactive,
    # never deleted. Groups are not among them: whoever could change one could give themselves any permission.
    "administrator": Role(
        _("Administrator"),
        (
            *_edits("units.user", delete=False),
            *_edits("units.unit", delete=False),
            "units.view_organisation",
            "units.change_organisation",
            *_edits("units.channel"),
            *_edits("tickets.topic", delete=False),
            *_edits("tickets.routingrule"),
            *_edits("tickets.clockreason", delete=False),
            *_edits("tickets.cannedreply"),
            "tickets.keep_every_cannedreply",
            "tickets.view_notification",
            *_edits("workdays.restday"),
            *_edits("workdays.holiday"),
        ),
    ),
}


class UnknownPermission(Exception):
    """A role names a permission that no model declares."""


def role_label(code):
    """The name of a role in the active language; for a group that is no role of ours, the group's own name."""
    return ROLES[code].label if code in ROLES else code


def load_roles():
    """Make the group of each role, with exactly the permissions listed here. Raises UnknownPermission."""
    existing = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions")}
    for code, role in ROLES.items():
        unknown = set(role.permissions) - existing.keys()
        if unknown:
            raise UnknownPermission(f"{code}: {', '.join(sorted(unknown))}")
        group = groups.get(code) or Group.objects.create(name=code)
        wanted = {existing[permission] for permission in role.permissions}
        if {permission.pk for permission in group.permissions.all()} != wanted:
            group.permissions.set(wanted)
