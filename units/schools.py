"""Schools from a table: all lines or none."""

from dataclasses import dataclass

from django.db import transaction

from persian.text import clean_line

from .models import Level, Stage, Unit

COLUMNS = ("code", "name", "district", "stage", "ownership")
OWNERSHIPS = ("public", "private")
PRIVATE_SUFFIX = " (غیردولتی)"  # citizens tell schools of one name apart by it
MAX_CODE = Unit._meta.get_field("code").max_length
MAX_NAME = Unit._meta.get_field("name_fa").max_length - len(PRIVATE_SUFFIX)


class BadTable(Exception):
    """Nothing was imported; `problems` says why, one sentence each with the number of its line."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Imported:
    """How many schools were new, and how many were known and brought up to date."""

    created: int
    updated: int


@transaction.atomic
def import_schools(lines, *, is_invented=False):
    """
    Plant the schools of `lines`, dicts with the keys COLUMNS, below their districts. Raises BadTable.

    A code that is known brings the school's name and stage up to date; a school never changes its district this way.
    """
    districts = {district.code: district for district in Unit.objects.districts()}
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[line.get("code") for line in lines])}
    problems = []
    seen = set()
    for number, line in enumerate(lines, start=2):  # line 1 names the columns
        problems += [f"line {number}: {problem}" for problem in _problems(line, districts, known, seen)]
        seen.add(line.get("code"))
    if problems:
        raise BadTable(problems)
    for line in lines:
        _plant(line, districts, known, is_invented=is_invented)
    updated = len(known)
    return Imported(created=len(lines) - updated, updated=updated)


def _problems(line, districts, known, seen):
    missing = [column for column in COLUMNS if not line.get(column)]
    if missing:
        return [f"{', '.join(missing)} missing"]
    found = {
        f"code {line['code']} is longer than {MAX_CODE} characters": len(line["code"]) > MAX_CODE,
        f"code {line['code']} stands twice in the table": line["code"] in seen,
        f"the name is longer than {MAX_NAME} characters": len(line["name"]) > MAX_NAME,
        f"there is no district {line['district']}": line["district"] not in districts,
        f"stage {line['stage']} is none of {', '.join(Stage.values)}": line["stage"] not in Stage.values,
        f"ownership {line['ownership']} is none of {', '.join(OWNERSHIPS)}": line["ownership"] not in OWNERSHIPS,
    }
    problems = [problem for problem, is_so in found.items() if is_so]
    unit, district = known.get(line["code"]), districts.get(line["district"])
    if unit and unit.level != Level.SCHOOL:
        problems.append(f"code {line['code']} belongs to a unit that is no school")
    elif unit and district and not unit.is_within(district):
        problems.append(f"school {line['code']} is in another district: move it in the administration")
    return problems


def _plant(line, districts, known, *, is_invented):
    name = clean_line(line["name"])
    if line["ownership"] == "private" and PRIVATE_SUFFIX.strip() not in name:
        name += PRIVATE_SUFFIX
    unit = known.get(line["code"])
    if unit:
        unit.name_fa, unit.stage = name, line["stage"]
        unit.save(update_fields=["name_fa", "search_text", "stage"])
        return
    district = districts[line["district"]]
    unit = Unit(code=line["code"], name_fa=name, level=Level.SCHOOL, stage=line["stage"], is_invented=is_invented)
    Unit.objects.add_child(district, instance=unit)
