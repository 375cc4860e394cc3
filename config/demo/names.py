"""Invented Persian names; any likeness to a real person is chance."""

FIRST_NAMES = (
    "زهرا", "مریم", "فاطمه", "نرگس", "لیلا", "سمیرا", "الهام", "شیرین", "نسرین", "پریسا", "مهناز", "آزاده",
    "علی", "رضا", "حسین", "محمد", "امیر", "سعید", "مجید", "بهروز", "کامران", "فرهاد", "یوسف", "داوود",
)  # fmt: skip
LAST_NAMES = (
    "نیک‌روش", "دل‌آرام", "کوه‌پیما", "گل‌چین", "سپیدار", "آبشار", "روشن‌ضمیر", "باغبان‌زاده", "دریادل", "خوش‌گفتار",
    "سروستانی", "مهرپرور", "نیلوفری", "بردبار", "پاک‌نیا", "راستین", "سخن‌ور", "بهارلویی", "چشمه‌ساری", "کاردان",
    "یاوری‌نژاد", "همراهی", "پویا", "کوشامنش", "آرامش‌جو", "بلوط‌کار", "ستوده‌فر",
)  # fmt: skip


def person(number):
    """(first name, last name) number `number`: the same ones at every start, all pairs before any comes again."""
    cycle, first = divmod(number, len(FIRST_NAMES))
    return FIRST_NAMES[first], LAST_NAMES[(first * 7 + cycle) % len(LAST_NAMES)]
