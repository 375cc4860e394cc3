from datetime import UTC, date, datetime

import pytest

from workdays.models import CalendarChange, Holiday
from workdays.official import SOURCE, import_official_holidays, official_holidays, years_without_holidays

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
NOWRUZ_AND_FITR = date(2026, 3, 21)
ESTIMATED_FITR = date(2027, 3, 10)


@pytest.fixture
def no_holidays(db):
    Holiday.objects.all().delete()
    CalendarChange.objects.all().delete()


def test_a_jalali_year_begins_with_nowruz_and_ends_before_the_next():
    days = [holiday.date for holiday in official_holidays([1405])]

    assert (days[0], days[-1]) == (date(2026, 3, 21), date(2027, 3, 20))
    assert days == sorted(set(days))


def test_two_feasts_on_one_date_are_one_row_in_both_languages():
    holiday = next(each for each in official_holidays([1405]) if each.date == NOWRUZ_AND_FITR)

    assert (holiday.name_fa, holiday.name_en) == ("جشن نوروز؛ عید سعید فطر", "Eid al-Fitr; Nowruz")
    assert holiday.is_estimated is False


def test_a_feast_of_the_moon_not_yet_announced_is_estimated():
    holiday = next(each for each in official_holidays([1405]) if each.date == ESTIMATED_FITR)

    assert (holiday.name_fa, holiday.name_en, holiday.is_estimated) == ("عید سعید فطر", "Eid al-Fitr", True)


def test_a_fixed_feast_makes_the_date_certain_whatever_the_moon_does():
    tasua_and_khomeini = next(each for each in official_holidays([1407]) if each.date == date(2028, 6, 3))

    assert tasua_and_khomeini.is_estimated is False


def test_persian_names_have_persian_digits():
    names = [holiday.name_fa for holiday in official_holidays([1404, 1405, 1406])]

    assert "قیام ۱۵ خرداد" in names
    assert [name for name in names if set(name) & set("0123456789")] == []


def test_import_enters_every_date_with_its_source(no_holidays):
    entered = import_official_holidays([1405], now=NOW)

    rows = Holiday.objects.filter(unit=None, source=SOURCE)
    assert entered == rows.count() == len(official_holidays([1405]))
    assert rows.get(date=NOWRUZ_AND_FITR).is_confirmed is True
    assert rows.get(date=ESTIMATED_FITR).is_confirmed is False


def test_import_has_due_dates_counted_again(no_holidays):
    import_official_holidays([1405], now=NOW)

    change = CalendarChange.objects.waiting().get()
    assert (change.made_at, change.by) == (NOW, None)


def test_import_again_changes_nothing(no_holidays):
    import_official_holidays([1405], now=NOW)
    CalendarChange.objects.all().delete()
    before = list(Holiday.objects.order_by("pk").values())

    assert import_official_holidays([1405], now=NOW) == 0
    assert list(Holiday.objects.order_by("pk").values()) == before
    assert not CalendarChange.objects.exists()


def test_import_keeps_what_a_person_wrote(no_holidays):
    Holiday.objects.create(date=ESTIMATED_FITR, name_fa="عید فطر، اعلام رسمی", is_confirmed=True)
    moved = Holiday.objects.create(date=date(2027, 3, 12), name_fa="عید سعید فطر", is_confirmed=True, source=SOURCE)
    renamed = Holiday.objects.create(date=date(2027, 3, 13), name_fa="عید ما", is_confirmed=False, source=SOURCE)

    import_official_holidays([1405], now=NOW)

    assert Holiday.objects.get(date=ESTIMATED_FITR).name_fa == "عید فطر، اعلام رسمی"
    assert set(Holiday.objects.filter(pk__in=[moved.pk, renamed.pk])) == {moved, renamed}


def test_import_leaves_the_closure_of_a_unit_alone(no_holidays, directorate):
    closure = Holiday.objects.create(date=NOWRUZ_AND_FITR, name_fa="سرما", unit=directorate)

    import_official_holidays([1405], now=NOW)

    assert Holiday.objects.filter(date=NOWRUZ_AND_FITR).count() == 2
    assert Holiday.objects.get(pk=closure.pk).name_fa == "سرما"


def test_an_estimate_whose_feast_moved_goes(no_holidays):
    """What an older release of the package estimated."""
    Holiday.objects.create(date=date(2027, 3, 9), name_fa="عید سعید فطر", is_confirmed=False, source=SOURCE)

    import_official_holidays([1405], now=NOW)

    assert not Holiday.objects.filter(date=date(2027, 3, 9)).exists()
    assert Holiday.objects.filter(date=ESTIMATED_FITR).exists()


def test_a_date_that_only_goes_has_due_dates_counted_again(no_holidays):
    import_official_holidays([1405], now=NOW)
    CalendarChange.objects.all().delete()
    Holiday.objects.create(date=date(2027, 3, 9), name_fa="عید سعید فطر", is_confirmed=False, source=SOURCE)

    assert import_official_holidays([1405], now=NOW) == 0
    assert CalendarChange.objects.waiting().count() == 1


def test_an_estimate_that_became_certain_is_confirmed(no_holidays):
    Holiday.objects.create(date=date(2026, 8, 30), name_fa="میلاد", is_confirmed=False, source=SOURCE)

    import_official_holidays([1405], now=NOW)

    row = Holiday.objects.get(date=date(2026, 8, 30))
    assert (row.name_fa, row.is_confirmed) == ("میلاد", True)


def test_years_without_holidays(no_holidays, directorate):
    import_official_holidays([1405], now=NOW)
    Holiday.objects.create(date=date(2027, 5, 1), name_fa="سرما", unit=directorate)

    assert years_without_holidays([1404, 1405, 1406]) == [1404, 1406]
