"""Units in the groups that people choose from."""

from units.models import Unit
from units.places import by_place


def codes(groups):
    return [(place, [unit.code for unit in units]) for place, units in groups]


def test_directorate_goes_first_and_each_district_holds_its_own(reference, unit):
    wanted = ["d_q2.sport", "finance", "d_q1", "d_q1.nongov", "directorate"]

    groups = by_place(Unit.objects.filter(code__in=wanted))

    assert codes(groups) == [
        (unit("directorate").name, ["directorate", "finance"]),
        (unit("d_q1").name, ["d_q1", "d_q1.nongov"]),
        (unit("d_q2").name, ["d_q2.sport"]),
    ]


def test_place_one_looks_from_goes_first(reference, unit):
    units = Unit.objects.filter(code__in=["finance", "d_q1", "d_q2.sport"])

    groups = by_place(units, nearest=unit("d_q2.health"))

    assert [place for place, _units in groups] == [unit(code).name for code in ("d_q2", "directorate", "d_q1")]


def test_groups_cost_one_question_beside_the_units(reference, django_assert_num_queries):
    with django_assert_num_queries(2):
        by_place(Unit.objects.offices())
