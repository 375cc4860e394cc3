"""The people who work here, in the admin: beside the roles, whose names only config knows."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from persian.dates import format_datetime
from units.models import User
from units.reading import EMPTY
from units.safe_admin import SafeAdmin

from .passwords import StaffPasswordForm
from .roles import ROLES, role_label


class RolesField(forms.ModelMultipleChoiceField):
    """The roles by the names people call them."""

    def label_from_instance(self, group):
        return role_label(group.name)


class RoleFilter(admin.SimpleListFilter):
    """People by role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(code, role.label) for code, role in ROLES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class StaffAdmin(SafeAdmin, UserAdmin):
    """
    Accounts. Never deleted: the history names them. Somebody who leaves is made inactive.

    Nobody changes their own roles or makes a superuser here, and only superusers see superusers.
    """

    list_display = ("username", "last_name", "first_name", "unit", "is_active")
    list_filter = ("is_active", RoleFilter)
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
    change_password_form = StaffPasswordForm
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "password1", "password2")}),)

    def rows_for(self, user, rows):
        return rows if user.is_superuser else rows.filter(is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        own = ("own_roles", "unit", "is_active", "is_staff") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def get_fieldsets(self, request, obj=None):
        """On one's own page the roles are words: nobody chooses them for themselves, and Django would show codes."""
        shown = {"groups": "own_roles"} if obj == request.user else {}
        return [
            (title, options | {"fields": [shown.get(name, name) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def visible_rows(self, db_field, request):
        return Group.objects.order_by("pk") if db_field.name == "groups" else super().visible_rows(db_field, request)

    def choices_for(self, db_field, request):
        rows = self.visible_rows(db_field, request)
        return rows.filter(name__in=ROLES) if db_field.name == "groups" else rows.offices()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple}
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = ""
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # citizens have no account: who has one works here
        super().save_model(request, obj, form, change)

    @admin.display(description=_("roles"))
    def own_roles(self, user):
        return gettext(", ").join(str(role_label(group.name)) for group in user.groups.order_by("pk"))

    @admin.display(description=_("last entered"))
    def entered(self, user):
        return format_datetime(user.last_login) if user.last_login else EMPTY

    @admin.display(description=_("account made"))
    def joined(self, user):
        return format_datetime(user.date_joined)
