"""Invented schools, marked as such, until the real ones are imported."""

from units.models import Unit
from units.schools import import_schools

A_DISTRICT = 30
NAMES = (
    "باران", "سپیده", "چشمه", "آفتاب", "صنوبر", "نسیم", "مهتاب", "الوند", "دماوند", "یاس", "شبنم", "کیان", "سروش",
    "پگاه", "پرتو", "نیلوفر", "سرو", "بنفشه", "سحر", "ارغوان", "طلوع", "باغستان", "نارون", "فروغ", "ستاره", "بهاران",
    "لاله", "شقایق", "سبلان", "مینو",
)  # fmt: skip
KINDS = (
    ("دبستان", "primary"),
    ("دبستان", "primary"),
    ("دبیرستان", "secondary"),
    ("دبیرستان", "secondary"),
    ("هنرستان", "technical"),
)
PRIVATE_EVERY = 6


def invent_schools():
    """Thirty schools for each district that has none."""
    with_schools = {school.path[: -school.steplen] for school in Unit.objects.schools()}
    bare = [district for district in Unit.objects.districts() if district.path not in with_schools]
    import_schools([_school(district, number) for district in bare for number in range(A_DISTRICT)], is_invented=True)


def _school(district, number):
    kind, stage = KINDS[number % len(KINDS)]
    place = district.name_fa.removeprefix("آموزش و پرورش ")
    return {
        "code": f"{district.code}.school{number + 1:02}",
        "name": f"{kind} {NAMES[number]} {place}",
        "district": district.code,
        "stage": stage,
        "ownership": "private" if number % PRIVATE_EVERY == 0 else "public",
    }
