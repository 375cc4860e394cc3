"""A folded column follows the columns it is made of."""

import pytest

from tests.factories import create_unit
from units.models import Unit


@pytest.fixture
def school(district):
    return create_unit(level="school", name_fa="مدرسهٔ علي‌آباد ۲", name_en="Aliabad School", parent=district)


def stored(unit):
    return Unit.objects.values_list("search_text", flat=True).get(pk=unit.pk)


def test_new_row_is_folded(school):
    assert stored(school) == "مدرسه علی اباد 2 aliabad school"


def test_changed_row_is_folded_anew(school):
    school.name_fa = "دبستان كاوه"
    school.save()

    assert stored(school) == "دبستان کاوه aliabad school"


def test_migrations_know_the_field():
    _name, path, _args, kwargs = Unit._meta.get_field("search_text").deconstruct()

    assert (path, kwargs["of"]) == ("persian.folded.FoldedField", ("name_fa", "name_en"))
