"""
The base of every admin of ours: it shows, and takes, only what the person may see.

`get_queryset` alone leaks (security.md, 4): through filters, select boxes, lookups in the address and messages. Here
everything is refused unless an admin names it. A system check (units.admin_checks) refuses admins without this base.
"""

from functools import update_wrapper

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from persian.date_field import JalaliDateField, JalaliDateWidget
from persian.forms import NumberField, PhoneField

from . import change_log
from .reading import EMPTY, column, is_latin

COUNTED_AT_MOST = 1000
PAGES_AHEAD = 9
MOST_DIGITS = 4  # of the number of a page


class CappedPaginator(Paginator):
    """
    Counts so far and no further: nobody turns to page 41, and counting a million rows would cost a second.

    A list shown at page `shown` is counted for the few pages ahead of it that one may turn to from there.
    """

    shown = None

    @property
    def most(self):
        """How many rows are counted; one more stands for any number above it."""
        ahead = self.shown and self.per_page * (self.shown + PAGES_AHEAD)
        return min(COUNTED_AT_MOST, ahead or COUNTED_AT_MOST)

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.most + 1].count()

    @property
    def is_capped(self):
        return self.count > self.most


class RowField(forms.ModelChoiceField):
    """A choice of one row. A row out of use says so: it is there because somebody chose it before."""

    def label_from_instance(self, row):
        label = super().label_from_instance(row)
        return label if getattr(row, "is_active", True) else _("%(row)s (inactive)") % {"row": label}


class Scoped:
    """What an admin and an inline share: rows, and the rows one may choose from, are those the person may see."""

    formfield_overrides = {
        models.DateField: {"form_class": JalaliDateField, "widget": JalaliDateWidget},
        models.IntegerField: {"form_class": NumberField, "widget": forms.TextInput({"class": "vIntegerField"})},
        models.URLField: {"assume_scheme": "https"},
    }

    def rows_for(self, user, rows):
        """Those of `rows` that `user` may see. Every admin says so itself."""
        raise NotImplementedError(f"{type(self).__name__} must say whose rows it shows: rows_for()")

    def get_queryset(self, request):
        return self.rows_for(request.user, super().get_queryset(request))

    def visible_rows(self, db_field, request):
        """The rows of a relation that the person may see: what the related model's own admin shows, else none."""
        related = db_field.remote_field.model
        if self.admin_site.is_registered(related):
            related_admin = self.admin_site.get_model_admin(related)
            if isinstance(related_admin, Scoped) and related_admin.has_view_permission(request):
                return related_admin.get_queryset(request)
        return related._default_manager.none()

    def choices_for(self, db_field, request):
        """Those of the visible rows that a relation offers and accepts anew."""
        return self.visible_rows(db_field, request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs |= {"queryset": self.choices_for(db_field, request), "form_class": RowField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = self.choices_for(db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "phone":
            kwargs["form_class"] = PhoneField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # without the pop-up windows for adding and changing related rows
        if is_latin(db_field):
            field.widget.attrs |= {"dir": "ltr", "spellcheck": "false"}
        return field


class SafeAdmin(Scoped, admin.ModelAdmin):
    """
    An admin that denies by default.

    `lookups` names what may be asked in the address beside the filters; rows can be deleted only where `deletable`
    says so, which nothing with a history may. What a person may not see answers 404, as if it did not exist. The log
    keeps what fields were and became, but for those named `unlogged`.
    """

    lookups = ()
    deletable = False
    unlogged = ()
    empty_value_display = EMPTY
    list_per_page = 25
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    save_on_top = False

    def for_readers(self, view):
        """`view` at an address of this section: whoever finds no section finds none of its pages either."""

        def guarded(request, *args, **kwargs):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(update_wrapper(guarded, view))

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_form(self, request, obj=None, **kwargs):
        """
        The form of a row. What the row holds stays among its choices though it may be offered no more.

        Else the select box would be empty, and saving it untouched would widen a rule or a closure to everything.
        """
        form = super().get_form(request, obj, **kwargs)
        for name, field in form.base_fields.items() if obj is not None else ():
            if isinstance(field, forms.ModelChoiceField) and name not in form.declared_fields:
                db_field = self.opts.get_field(name)
                offered, held = Q(pk__in=field.queryset.values("pk")), Q(pk__in=_held(db_field, obj))
                field.queryset = self.visible_rows(db_field, request).filter(offered | held)
        return form

    def changelist_view(self, request, extra_context=None):
        """The list, called by its name."""
        return super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        )

    def get_paginator(self, request, *args, **kwargs):
        """The pages, as far as the one that is asked for needs them."""
        pages = super().get_paginator(request, *args, **kwargs)
        asked = request.GET.get(PAGE_VAR, "")
        pages.shown = int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 1
        return pages

    def has_delete_permission(self, request, obj=None):
        return self.deletable and super().has_delete_permission(request, obj)

    def construct_change_message(self, request, form, *args, **kwargs):
        """The entry of the log: what was changed, from what to what."""
        message = super().construct_change_message(request, form, *args, **kwargs)
        for part in message:
            if "changed" in part and "name" not in part["changed"]:  # a part with a name is a row of an inline
                part["changed"] = change_log.noted(form, self.opts, hidden=self.unlogged)
        return message

    def reasons_to_keep(self, rows):
        """Sentences why `rows`, which somebody wants to delete, must stay."""
        return []

    def get_deleted_objects(self, objs, request):
        """What Django asks before it deletes one row or many; anything in the last list keeps all of them."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return rows, counts, lacking, [*protected, *self.reasons_to_keep(objs)]

    def get_list_display(self, request):
        """The columns, plain fields drawn as units.reading says."""
        return [self._column(item) for item in super().get_list_display(request)]

    def get_list_display_links(self, request, list_display):
        links = super().get_list_display_links(request, list_display)
        return links and [self._column(item) for item in links]

    def _column(self, item):
        fields = {field.name: field for field in self.opts.fields}
        return column(fields[item]) if item in fields else item

    def get_list_filter(self, request):
        """Filters by a relation list only the rows related to what the person sees."""
        return [self._narrowed(item) for item in super().get_list_filter(request)]

    def _narrowed(self, item):
        if isinstance(item, str) and self.opts.get_field(item).is_relation:
            return (item, admin.RelatedOnlyFieldListFilter)
        return item

    def lookup_allowed(self, lookup, value, request):
        return lookup in self.lookups or any(lookup in _asked_by(item) for item in self.get_list_filter(request))

    def to_field_allowed(self, request, to_field):
        return to_field == self.opts.pk.name


def _held(db_field, row):
    """The keys of the rows that `row` holds in a relation."""
    held = db_field.value_from_object(row)
    return [other.pk for other in held] if db_field.many_to_many else [held]


def _asked_by(item):
    """What a filter, as `list_filter` names it, may ask in the address."""
    if isinstance(item, type):
        return {item.parameter_name}
    field = item[0] if isinstance(item, tuple) else item
    return {field, f"{field}__exact", f"{field}__isnull", f"{field}__id__exact"}
