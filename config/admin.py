"""The people who work here, in the admin: beside the roles, whose names only config knows."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from persian.dates import format_datetime, today
from units.models import Deputy, User
from units.reading import EMPTY
from units.safe_admin import SafeAdmin

from . import (
    deputies,  # noqa: F401 registers its section
    importing,
    invitations,
    inviting,
    keeping,
)
from .handing_over import StaffForm, hand_over_from, in_hand
from .inviting import RolesField
from .passwords import StaffPasswordForm
from .roles import ROLES, role_label


class RoleFilter(admin.SimpleListFilter):
    """People by role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(code, role.label) for code, role in ROLES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class InvitationFilter(admin.SimpleListFilter):
    """People by how their invitation stands."""

    title = _("invitation")
    parameter_name = "invitation"

    def lookups(self, request, model_admin):
        return [("open", _("Not accepted yet")), ("unsent", _("Could not be sent"))]

    def queryset(self, request, queryset):
        found = queryset.yet_to_accept() if self.value() in ("open", "unsent") else queryset
        unsent = {"invitation__due_at": None, "invitation__sent_at": None}
        return found.filter(**unsent) if self.value() == "unsent" else found


@admin.register(User)
class StaffAdmin(SafeAdmin, UserAdmin):
    """
    Accounts. Never deleted: the history names them. Somebody who leaves is made inactive.

    Administrators keep everybody's, heads those of the officers of their unit and below it (config.keeping). Nobody
    changes their own roles or makes a superuser here, and only superusers see superusers.
    """

    list_display = ("username", "last_name", "first_name", "unit", "is_active")
    list_filter = ("is_active", RoleFilter, InvitationFilter)
    list_select_related = ("unit",)
    filter_horizontal = ()
    unlogged = ("first_name", "last_name", "email", "password")  # about a person: that it changed is enough
    readonly_fields = ("entered", "joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Work"), {"fields": ("unit", "groups", "notify_by", "is_active", "is_staff")}),
        (_("Important dates"), {"fields": ("entered", "joined")}),
    )
    of_administrators = ("password", "notify_by", "is_staff")  # heads neither see nor change them
    form = StaffForm
    change_password_form = StaffPasswordForm
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "password1", "password2")}),)

    def rows_for(self, user, rows):
        return rows & keeping.people_seen_by(user)

    def has_view_permission(self, request, obj=None):
        return keeping.keeps_people(request.user)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        """An account with a password somebody else has chosen: for who has no e-mail, and by administrators only."""
        return keeping.keeps_everybody(request.user)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.has_view_permission(request)
        return self.has_view_permission(request) and keeping.keeps(request.user, obj)

    def user_change_password(self, request, id, form_url=""):
        """Django's, for administrators: a head who could choose an officer's password could act as that officer."""
        if not keeping.keeps_everybody(request.user):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_urls(self):
        own = [
            path("invite/", self.for_readers(self.invite_view), name="units_user_invite"),
            *importing.addresses(self),
            path("<int:object_id>/invite/", self.for_readers(self.invite_again_view), name="units_user_invite_again"),
        ]
        return own + super().get_urls()

    def invite_view(self, request):
        """Invite somebody new."""
        return inviting.invite(request, self)

    def invite_again_view(self, request, object_id):
        """Send the invitation of somebody who has not followed it."""
        return inviting.again(request, self, self.get_object(request, str(object_id)))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The account, how its invitation stands, and its deputies."""
        person = self.get_object(request, object_id)
        may_invite = self.has_change_permission(request, person) and invitations.may_be_invited(person)
        shown = {
            "invitation": invitations.of(person),
            "may_invite": may_invite,
            "deputyships": Deputy.objects.concerning(person, today()),
        }
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if obj == request.user:
            fields = (*fields, "own_roles", "unit", "is_active", "is_staff")
        if not keeping.keeps_everybody(request.user):
            entered = obj is not None and obj.has_usable_password()  # then the address is that person's own affair
            fields = (*fields, "own_roles", "own_unit", "username", *(("email",) if entered else ()))
        return fields

    def get_fieldsets(self, request, obj=None):
        """Where nobody may choose them the roles are words: Django would show codes."""
        fieldsets = super().get_fieldsets(request, obj)
        is_all, may_change = keeping.keeps_everybody(request.user), self.has_change_permission(request, obj)
        if may_change and obj not in (None, request.user) and any(in_hand(obj)):
            fieldsets = (*fieldsets, (_("Work in hand"), {"fields": ("cases_to",)}))
        shown = {} if may_change and obj != request.user else {"groups": "own_roles"}
        if not may_change:
            shown |= {"unit": "own_unit"}  # Django would link to a page that heads may not read
        return [
            (
                title,
                options
                | {
                    "fields": [shown.get(n, n) for n in options["fields"] if is_all or n not in self.of_administrators]
                },
            )
            for title, options in fieldsets
        ]

    def visible_rows(self, db_field, request):
        return Group.objects.order_by("pk") if db_field.name == "groups" else keeping.units_of(request.user)

    def choices_for(self, db_field, request):
        given = keeping.roles_given_by(request.user)
        return given if db_field.name == "groups" else self.visible_rows(db_field, request).offices()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple}
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = ""
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # citizens have no account: who has one works here
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """The account as it was typed; then the cases on which the person may work no longer go to others."""
        super().save_related(request, form, formsets, change)
        if change:
            to, unit = form.cleaned_data.get("cases_to"), form.unit_before
            hand_over_from(request, form.instance, to=to, unit=unit)

    @admin.display(description=_("roles"))
    def own_roles(self, user):
        return gettext(", ").join(str(role_label(group.name)) for group in user.groups.order_by("pk"))

    @admin.display(description=_("unit"))
    def own_unit(self, user):
        return str(user.unit)

    @admin.display(description=_("last entered"))
    def entered(self, user):
        return format_datetime(user.last_login) if user.last_login else EMPTY

    @admin.display(description=_("account made"))
    def joined(self, user):
        return format_datetime(user.date_joined)
