"""Each way by which an admin scoped only in `get_queryset` leaks (security.md, 4), tried on ours with a canary."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import Group
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import SuspiciousOperation
from django.http import Http404

from tests.factories import create_topic, create_unit, create_user
from tickets.models import RoutingRule, Topic
from units.admin_checks import every_admin_is_safe
from units.models import Channel, Unit, User
from units.safe_admin import CappedPaginator, SafeAdmin, Scoped

CANARY = "TOPSECRET-B"


class OwnUnits(SafeAdmin):
    """Units below the reader's own."""

    search_fields = ("name_fa",)
    ordering = ("path",)

    def rows_for(self, user, rows):
        return rows.below(user.unit)


class OwnPeople(SafeAdmin):
    """People of the reader's own unit: a table with a relation to a scoped one."""

    fields = ("username", "unit", "groups")
    list_display = ("username",)
    list_filter = ("unit",)
    lookups = ("username__startswith",)
    search_fields = ("username",)
    ordering = ("pk",)

    def rows_for(self, user, rows):
        return rows.filter(unit__path__startswith=user.unit.path)


@pytest.fixture
def site():
    """A site of its own, so that the real one stays as it is."""
    site = admin.AdminSite()
    site.register(Unit, OwnUnits)
    site.register(User, OwnPeople)
    return site


@pytest.fixture
def people(site):
    return site.get_model_admin(User)


@pytest.fixture
def reader(district):
    return create_user(is_superuser=True, unit=district)


@pytest.fixture
def foreign_unit(directorate):
    return create_unit(name_fa=CANARY, name_en=CANARY, parent=directorate)


@pytest.fixture
def foreigner(foreign_unit):
    return create_user(username=CANARY, unit=foreign_unit)


@pytest.fixture
def ask(rf, reader):
    """A request of the reader to an admin view."""

    def build(method="get", **data):
        request = getattr(rf, method)("/", data)
        request.user, request.session = reader, {}
        request._messages = FallbackStorage(request)
        request._dont_enforce_csrf_checks = True
        return request

    return build


def shown(response):
    return response.render().content.decode() if hasattr(response, "render") else response.content.decode()


def test_list_and_its_filters_show_nothing_of_another_unit(people, ask, foreigner):
    page = shown(people.changelist_view(ask()))

    assert CANARY not in page


def test_select_box_offers_nothing_of_another_unit(people, ask, reader, foreigner):
    page = shown(people.change_view(ask(), str(reader.pk)))

    assert (CANARY in page, reader.unit.name in page) == (False, True)


def test_forged_choice_is_refused_without_an_echo(people, ask, reader, foreign_unit):
    page = shown(people.change_view(ask("post", username="x", unit=foreign_unit.pk), str(reader.pk)))

    reader.refresh_from_db()
    assert (CANARY in page, reader.unit == foreign_unit) == (False, False)


def test_row_keeps_no_choice_its_reader_may_not_see(site, ask, foreigner):
    class Everybody(OwnPeople):
        def rows_for(self, user, rows):
            return rows

    page = shown(Everybody(User, site).change_view(ask(), str(foreigner.pk)))

    assert f"{CANARY}</option>" not in page


@pytest.mark.parametrize("view", ["change_view", "delete_view", "history_view"])
def test_page_of_another_units_row_is_not_found(people, ask, foreigner, view):
    with pytest.raises(Http404):
        getattr(people, view)(ask(), str(foreigner.pk))


@pytest.mark.parametrize(
    "lookup",
    ["email__startswith", "password__startswith", "unit__email__startswith", "id", "unit__id", "is_superuser__exact"],
)
def test_address_asks_nothing_that_is_not_named(people, ask, lookup):
    with pytest.raises(SuspiciousOperation):
        people.changelist_view(ask(**{lookup: "1"}))


def test_address_asks_what_is_named(people, ask, reader):
    named = people.changelist_view(ask(username__startswith=reader.username))
    filtered = people.changelist_view(ask(unit__id__exact=reader.unit_id))

    assert [cl.context_data["cl"].result_count for cl in (named, filtered)] == [1, 1]


def test_search_finds_nothing_of_another_unit(people, ask, foreigner):
    response = people.changelist_view(ask(q=CANARY))

    assert response.context_data["cl"].result_count == 0


def test_suggested_choices_are_scoped(site, ask, reader, foreign_unit):
    units = site.get_model_admin(Unit)

    rows, _may_repeat = units.get_search_results(ask(), units.get_queryset(ask()), CANARY)

    assert list(rows) == []


def test_rows_of_an_unregistered_model_are_no_choice(people, ask):
    create_user(role="officer")

    field = people.formfield_for_manytomany(User._meta.get_field("groups"), ask())

    assert (Group.objects.exists(), field.queryset.exists()) == (True, False)


def test_rows_of_a_section_the_reader_may_not_open_are_no_choice(people, ask, officer):
    request = ask()
    request.user = officer

    assert not people.choices_for(User._meta.get_field("unit"), request).exists()


def test_nothing_is_deleted_unless_the_admin_says_so(people, ask, site):
    class Deletable(OwnPeople):
        deletable = True

    assert (people.has_delete_permission(ask()), Deletable(User, site).has_delete_permission(ask())) == (False, True)


def test_pop_ups_and_other_keys_are_off(people, ask):
    field = people.formfield_for_dbfield(User._meta.get_field("unit"), ask())

    assert (type(field.widget), people.to_field_allowed(ask(), "username")) == (forms.Select, False)


def test_admin_that_does_not_say_whose_rows_fails_loudly(site, ask):
    with pytest.raises(NotImplementedError, match="Silent"):
        type("Silent", (SafeAdmin,), {})(Topic, site).get_queryset(ask())


def test_paginator_counts_no_further_than_its_cap(db, monkeypatch):
    monkeypatch.setattr("units.safe_admin.COUNTED_AT_MOST", 2)
    for _number in range(4):
        create_topic()

    pages = CappedPaginator(Topic.objects.order_by("pk"), 2)

    assert (pages.count, pages.is_capped) == (3, True)


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 250), ("?p=1", 250), ("?p=5", 350), ("?p=40", 1000), ("?p=99999", 250), ("?p=x", 250), ("?p=۲", 275)],
)
def test_list_is_counted_for_the_pages_one_may_turn_to(people, rf, address, most):
    pages = people.get_paginator(rf.get(address or "/"), User.objects.order_by("pk"), 25)

    assert pages.most == most


def test_check_passes_on_the_real_site():
    ours = {type(admin.site.get_model_admin(model)) for model in admin.site._registry}

    assert [error for error in every_admin_is_safe() if error.obj in ours] == []


class Raw(SafeAdmin):
    raw_id_fields = ("topic",)

    def rows_for(self, user, rows):
        return rows


class BareInline(admin.TabularInline):
    model = RoutingRule


class WithBareInline(SafeAdmin):
    inlines = (BareInline,)

    def rows_for(self, user, rows):
        return rows


class ScopedInline(Scoped, admin.TabularInline):
    model = RoutingRule

    def rows_for(self, user, rows):
        return rows


class WithScopedInline(WithBareInline):
    inlines = (ScopedInline,)


@pytest.mark.parametrize(
    ("model", "model_admin", "expected"),
    [
        (Channel, ModelAdmin, ["units.E011"]),
        (Channel, SafeAdmin, ["units.E012"]),
        (RoutingRule, Raw, ["units.E013"]),
        (Topic, WithBareInline, ["units.E014"]),
        (Topic, WithScopedInline, []),
    ],
)
def test_check_finds_what_is_unsafe(model, model_admin, expected):
    site = admin.AdminSite(name="unsafe")
    site.register(model, model_admin)

    errors = every_admin_is_safe()

    theirs = (model_admin, *model_admin.inlines)  # the sites of other tests may still be in memory
    assert [error.id for error in errors if error.obj in theirs] == expected


def test_roles_are_not_edited_in_the_admin():
    assert not admin.site.is_registered(Group)
