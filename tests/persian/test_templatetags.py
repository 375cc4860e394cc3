from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from persian import dates
from persian.templatetags.persian import codes_in_order

MOMENT = datetime(2026, 11, 21, 11, 5, tzinfo=UTC)
DAY = date(2026, 11, 21)
HOSTILE = "<b>5</b>' &"


def render(source, language="fa", **context):
    with translation.override(language):
        return Template("{% load persian %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "persian", "english"),
    [
        ("{{ value|digits }}", "کلاس 3/2", "کلاس ۳/۲", "کلاس 3/2"),
        ("{{ value|digits }}", 1405, "۱۴۰۵", "1405"),
        ("{{ value|number }}", 4000, "۴٬۰۰۰", "4,000"),
        ("{{ value|number }}", 0, "۰", "0"),
        ("{{ value|jalali_date }}", DAY, "۳۰ آبان ۱۴۰۵", "21 November 2026 (30 Aban 1405)"),
        ("{{ value|jalali_date }}", MOMENT, "۳۰ آبان ۱۴۰۵", "21 November 2026 (30 Aban 1405)"),
        (
            "{{ value|jalali_datetime }}",
            MOMENT,
            "۳۰ آبان ۱۴۰۵، ساعت ۱۴:۳۵",
            "21 November 2026 (30 Aban 1405), 14:35",
        ),
        ("{{ value|code }}", "1405-000123", '<bdi dir="ltr">1405-000123</bdi>', '<bdi dir="ltr">1405-000123</bdi>'),
        ("{{ value|digits|code }}", 12, '<bdi dir="ltr">۱۲</bdi>', '<bdi dir="ltr">12</bdi>'),
        (
            "{% time value %}",
            DAY,
            '<time datetime="2026-11-21">۳۰ آبان ۱۴۰۵</time>',
            '<time datetime="2026-11-21">21 November 2026 (30 Aban 1405)</time>',
        ),
        (
            "{% time value %}",
            MOMENT,
            '<time datetime="2026-11-21T14:35+03:30">۳۰ آبان ۱۴۰۵، ساعت ۱۴:۳۵</time>',
            '<time datetime="2026-11-21T14:35+03:30">21 November 2026 (30 Aban 1405), 14:35</time>',
        ),
    ],
)
def test_values_are_shown_in_the_active_language(source, value, persian, english):
    assert render(source, value=value) == persian
    assert render(source, "en", value=value) == english


def test_days_are_named_from_today():
    assert render("{{ day|relative_day }}", day=dates.today() - timedelta(days=3)) == "۳ روز پیش"


def test_a_time_element_may_have_another_text():
    yesterday = dates.today() - timedelta(days=1)

    page = render("{% time day day|relative_day %}", day=yesterday)

    assert page == f'<time datetime="{yesterday.isoformat()}">دیروز</time>'


@pytest.mark.parametrize(
    "source",
    [
        "{{ value|digits }}",
        "{{ value|number }}",
        "{{ value|jalali_date }}",
        "{{ value|jalali_datetime }}",
        "{{ value|relative_day }}",
        "{{ value|code }}",
        "{% time value %}",
    ],
)
def test_nothing_is_shown_as_nothing(source):
    assert render(source, value=None) == ""


def test_typed_text_is_escaped():
    assert render("{{ value|digits }}", value=HOSTILE) == "&lt;b&gt;۵&lt;/b&gt;&#x27; &amp;"
    assert render("{{ value|code }}", value=HOSTILE) == '<bdi dir="ltr">&lt;b&gt;5&lt;/b&gt;&#x27; &amp;</bdi>'
    assert render("{% time day value %}", day=DAY, value=HOSTILE) == (
        '<time datetime="2026-11-21">&lt;b&gt;5&lt;/b&gt;&#x27; &amp;</time>'
    )


def test_text_marked_safe_elsewhere_is_escaped_too():
    assert render("{{ value|safe|digits }}", value="<b>5</b>") == "&lt;b&gt;۵&lt;/b&gt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("پروندهٔ ۱۴۰۵-۰۰۰۱۲۳ و", 'پروندهٔ <bdi dir="ltr">۱۴۰۵-۰۰۰۱۲۳</bdi> و'),
        ("<b>1405-000123</b>", '&lt;b&gt;<bdi dir="ltr">1405-000123</bdi>&lt;/b&gt;'),
        ("۲۱۴۰۵-۰۰۰۱۲۳ و ۱۴۰۵-۰۸-۳۰", "۲۱۴۰۵-۰۰۰۱۲۳ و ۱۴۰۵-۰۸-۳۰"),
    ],
)
def test_case_numbers_in_a_text_read_from_left_to_right(text, shown):
    assert codes_in_order(text) == shown
