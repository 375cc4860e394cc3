"""The order of the Persian alphabet, as ICU's fa collation gives it, from PostgreSQL without ICU."""

import pytest
from django.contrib.auth.models import Group

from persian.ordering import alphabetical

# sorted by Intl.Collator("fa"), ICU 78
IN_ORDER = [
    "10 دی",
    "۲ آبان",
    "آبیک",
    "آموزش و پرورش",
    "ابهر",
    "اداره کل",
    "ارزیابی",
    "الوند",
    "بوئین‌زهرا",
    "بودجه",
    "پرورشی",
    "پژوهش",
    "تاکستان",
    "ثبت‌نام",
    "جشنواره",
    "چهارم",
    "حقوقی",
    "خدمات",
    "دبستان",
    "ذخیره",
    "راه",
    "زنجان",
    "ژاله",
    "سمنان",
    "شهریه",
    "صیانت",
    "ضبط",
    "طرح",
    "ظرفیت",
    "عشایر",
    "غذا",
    "فناوری",
    "قزوین",
    "کارشناس",
    "كارگاه",
    "کاشان",
    "گاز",
    "لرستان",
    "متوسطه",
    "نگارش",
    "ورزش",
    "هنر",
    "یزد",
    "يوسف",
]


@pytest.mark.django_db
def test_names_are_listed_in_the_order_of_the_alphabet():
    Group.objects.bulk_create(Group(name=name) for name in sorted(IN_ORDER))

    listed = Group.objects.filter(name__in=IN_ORDER).order_by(alphabetical("name")).values_list("name", flat=True)

    assert list(listed) == IN_ORDER


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [("علي كاظمي", "علی کاظمی"), ("مَدرسه", "مدرسه"), ("ثبت\u200cنام", "ثبتنام"), ("شـــهر", "شهر"), ("Ali", "ali")],
)
def test_names_that_read_the_same_have_the_same_place(one, other):
    Group.objects.bulk_create([Group(name=one), Group(name=other)])

    places = Group.objects.filter(name__in=[one, other]).values_list(alphabetical("name"), flat=True)

    assert len(set(places)) == 1
