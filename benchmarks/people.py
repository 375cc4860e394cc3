"""Whose pages are measured: one person of each role, where the most cases lie."""

from django.contrib.auth.models import Group

from units.models import Unit, User

DISTRICT = "d_q1"
PLACES = {  # role: the unit's code
    "officer": f"{DISTRICT}.nongov",
    "head": DISTRICT,
    "inspector": "complaints",
    "director": "directorate",
}
BUSIEST = (PLACES["officer"], "complaints", f"{DISTRICT}.complaints", "finance")


COLLEAGUES = 4  # in each office


def create_people():
    """An account for each role and colleagues in each office, none of whom can log in."""
    for role, code in PLACES.items():
        person = User.objects.create_user(role, unit=Unit.objects.get(code=code), is_staff=True, last_name=role)
        person.groups.add(Group.objects.get(name=role))
    User.objects.bulk_create(
        User(username=f"{office.code}.{number}", unit=office, is_staff=True, last_name=f"{number}")
        for office in Unit.objects.offices()
        for number in range(COLLEAGUES)
    )
