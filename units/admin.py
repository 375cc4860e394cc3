"""Units, the organisation and other channels in the admin. The people are in config.admin, beside the roles."""

from copy import copy

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.digits import format_number

from .models import Channel, Level, Organisation, Unit
from .moves import move
from .objections import objections, objects_to_units
from .safe_admin import RowField, SafeAdmin

STEERING = ("is_active", "level", "office", "parent")  # what decides which cases a unit gets


class PlacedField(RowField):
    """A unit of the tree, set in by its depth."""

    def label_from_instance(self, unit):
        return "— " * (unit.depth - 1) + super().label_from_instance(unit)


class UnitForm(forms.ModelForm):
    """A unit and its place in the tree."""

    parent = PlacedField(label=capfirst(_("part of")), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        above = Unit.objects.get_parent(self.instance) if self.instance.pk else None
        # its own place stays a choice when the unit above is out of use
        self.fields["parent"].queryset = Unit.objects.offices() | Unit.objects.filter(pk=above and above.pk)
        self.fields["parent"].initial = above

    @property
    def is_of_the_root(self):
        return self.instance.pk is not None and self.instance.is_root()

    def clean_parent(self):
        parent, unit = self.cleaned_data["parent"], self.instance
        if self.is_of_the_root and parent:
            raise forms.ValidationError(_("The directorate itself is part of nothing"))
        if not self.is_of_the_root and parent is None:
            raise forms.ValidationError(_("Choose the unit it is part of"))
        if parent and unit.pk and parent.is_within(unit):
            raise forms.ValidationError(_("A unit cannot be part of itself or of what is below it"))
        return parent

    def clean_level(self):
        level = self.cleaned_data["level"]
        if self.is_of_the_root and level != Level.DIRECTORATE:
            raise forms.ValidationError(_("The unit at the top stays the directorate"))
        if not self.is_of_the_root and level == Level.DIRECTORATE:
            raise forms.ValidationError(_("Only the unit at the top is the directorate. Choose another level"))
        return level

    def clean_is_active(self):
        is_active = self.cleaned_data["is_active"]
        if self.is_of_the_root and not is_active:
            raise forms.ValidationError(_("The directorate stays active: what nobody else answers ends there"))
        return is_active

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and not self.errors:
            field = next((name for name in STEERING if name in self.changed_data), None)
            for sentence in objections(self.instance, self._wanted()) if field else ():
                self.add_error(field, sentence)
        return cleaned

    def _wanted(self):
        """A copy of the unit as the form will write it."""
        wanted, parent = copy(self.instance), self.cleaned_data["parent"]
        for name in ("is_active", "level", "office"):
            setattr(wanted, name, self.cleaned_data[name])
        if parent:
            wanted.path = parent.path + wanted.path[-wanted.steplen :]
        return wanted


@objects_to_units
def nothing_in_use_stands_below(unit, wanted):
    """Offices below a district out of use would count as the directorate's own."""
    if wanted.handles_cases or not unit.handles_cases:
        return
    count = Unit.objects.offices().below(unit).exclude(pk=unit.pk).count()
    if count:
        words = ngettext(
            "%(count)s unit below it is in use. Make that inactive first",
            "%(count)s units below it are in use. Make those inactive first",
            count,
        )
        yield words % {"count": format_number(count)}


@objects_to_units
def nothing_in_use_stands_below_what_is_not(unit, wanted):
    """What nobody in a unit can take passes to the unit above."""
    is_new_there = wanted.path != unit.path or not unit.handles_cases
    if wanted.handles_cases and is_new_there and Unit.objects.above(wanted).filter(is_active=False).exists():
        yield _("A unit above it is out of use. Make that active first, or choose another place")


@admin.register(Unit)
class UnitAdmin(SafeAdmin):
    """The tree. Never deleted: cases, people and figures name units. One out of use is made inactive."""

    form = UnitForm
    fields = (
        "parent",
        "code",
        "name_fa",
        "name_en",
        "level",
        "office",
        "stage",
        "email",
        "phone",
        "needs_approval",
        "is_active",
    )
    list_display = ("placed_name", "level", "office", "email", "phone", "needs_approval", "is_active")
    list_filter = ("level", "is_active")
    search_fields = ("name_fa", "name_en", "code", "office")
    ordering = ("path",)
    sortable_by = ()

    def rows_for(self, user, rows):
        return rows

    @admin.display(description=_("name"))
    def placed_name(self, unit):
        return format_html('<span class="depth-{}">{}</span>', unit.depth, unit.name)

    def save_model(self, request, obj, form, change):
        parent = form.cleaned_data["parent"]
        if not change:
            Unit.objects.add_child(parent, instance=obj)
            return
        obj.save()
        if parent and parent != Unit.objects.get_parent(obj):
            move(obj, parent, by=request.user, now=timezone.now())


@admin.register(Organisation)
class OrganisationAdmin(SafeAdmin):
    """One row, made with the reference data."""

    list_display = ("name", "phone")

    def rows_for(self, user, rows):
        return rows

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("name"))
    def name(self, organisation):
        return organisation.name


@admin.register(Channel)
class ChannelAdmin(SafeAdmin):
    deletable = True
    list_display = ("name", "purpose", "phone", "url", "order")
    ordering = ("order",)

    def rows_for(self, user, rows):
        return rows

    @admin.display(description=_("name"), ordering="name_fa")
    def name(self, channel):
        return channel.name
