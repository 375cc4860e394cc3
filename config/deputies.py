"""Deputies in the admin: heads choose them for themselves and their people, administrators for everybody."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets import lifecycle
from units.models import Deputy, User
from units.safe_admin import SafeAdmin

from . import keeping


class DeputyForm(ModelForm):
    """Who is absent, who stands in, and when."""

    def clean(self):
        cleaned = super().clean()
        person, deputy = cleaned.get("person"), cleaned.get("deputy")
        if not (person and deputy):
            return cleaned
        if person.unit is None or deputy.unit is None or not deputy.unit.is_within(person.unit):
            raise ValidationError({"deputy": _("The deputy must work in the same unit or below it")})
        return cleaned


@admin.register(Deputy)
class DeputyAdmin(SafeAdmin):
    """Who stands in for whom. Ended early by another last day, or deleted; the log keeps what was."""

    form = DeputyForm
    deletable = True
    fields = ("person", "deputy", "first_on", "last_on")
    list_display = ("absent", "deputy", "first_on", "last_on")
    list_select_related = ("person", "deputy")
    ordering = ("-last_on", "pk")
    sortable_by = ()
    actions = None

    def rows_for(self, user, rows):
        return rows.filter(person__in=keeping.people_seen_by(user))

    def has_view_permission(self, request, obj=None):
        return keeping.keeps_people(request.user)

    has_module_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    def visible_rows(self, db_field, request):
        return keeping.people_seen_by(request.user).order_by("last_name", "first_name")

    def choices_for(self, db_field, request):
        staff = User.objects.active_staff()
        able = staff.holding("tickets.handle_ticket") if db_field.name == "deputy" else staff.exclude(unit=None)
        return self.visible_rows(db_field, request).filter(pk__in=able.values("pk"))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.made_by = request.user
        obj.is_bound = False  # another person, deputy or day: other cases
        super().save_model(request, obj, form, change)
        chosen = Deputy.objects.filter(pk=obj.pk)
        lifecycle.bind_deputies(deputyships=chosen, by=request.user, now=timezone.now())

    @admin.display(description=_("who is absent"))
    def absent(self, row):
        return str(row.person)
