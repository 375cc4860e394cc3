from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import create_unit
from tickets.forms.place import find_schools
from units.models import Level, Unit

HEADER = "code,name,district,stage,ownership\n"


@pytest.fixture
def table(tmp_path):
    def write(text, *, encoding="utf-8"):
        file = tmp_path / "schools.csv"
        file.write_text(text, encoding=encoding)
        return str(file)

    return write


def load(file):
    said = StringIO()
    call_command("import_schools", file, stdout=said)
    return said.getvalue()


def problems(file):
    with pytest.raises(CommandError) as refused:
        load(file)
    return str(refused.value).splitlines()


def test_schools_stand_below_their_district(district, table):
    file = table(HEADER + "s1,دبستان  باران,d_q1,primary,public\ns2,دبیرستان سرو,d_q1,secondary,private\n")

    assert load(file) == "2 schools imported, 0 brought up to date.\n"

    first, second = Unit.objects.schools().order_by("code")
    assert (first.name_fa, first.stage, first.is_within(district), first.is_invented) == (
        "دبستان باران",
        "primary",
        True,
        False,
    )
    assert second.name_fa == "دبیرستان سرو (غیردولتی)"


def test_a_file_from_a_spreadsheet_begins_with_a_mark(district, table):
    file = table(HEADER + "s1,باران,d_q1,primary,public\n", encoding="utf-8-sig")

    assert load(file) == "1 schools imported, 0 brought up to date.\n"


def test_a_known_school_is_brought_up_to_date(district, table):
    load(table(HEADER + "s1,باران,d_q1,primary,public\n"))

    said = load(table(HEADER + "s1,باران نو (غیردولتی),d_q1,secondary,private\ns2,سرو,d_q1,primary,public\n"))

    assert said == "1 schools imported, 1 brought up to date.\n"
    assert list(Unit.objects.schools().order_by("code").values_list("name_fa", "stage")) == [
        ("باران نو (غیردولتی)", "secondary"),
        ("سرو", "primary"),
    ]
    assert find_schools("نو غيردولتي") == [Unit.objects.get(code="s1")]  # under its new name


def test_one_bad_line_and_nothing_is_imported(district, small_district, school, table):
    create_unit(code="an-office", parent=district)
    lines = [
        "s1,باران,d_q1,primary,public",
        "s1,باران,d_q1,primary,public",
        "s2,,d_q1,,public",
        "s3,سرو,d_nowhere,primary,public",
        "s4,سرو,d_q1,nursery,public",
        "s5,سرو,d_q1,primary,church",
        f"{'s' * 65},{'س' * 200},d_q1,primary,public",
        "an-office,سرو,d_q1,primary,public",
        "school-1,سرو,d_esfarvarin,secondary,public",
        "s6,سرو",
    ]

    assert problems(table(HEADER + "\n".join(lines))) == [
        "Nothing was imported.",
        "line 3: code s1 stands twice in the table",
        "line 4: name, stage missing",
        "line 5: there is no district d_nowhere",
        "line 6: stage nursery is none of primary, secondary, technical",
        "line 7: ownership church is none of public, private",
        f"line 8: code {'s' * 65} is longer than 64 characters",
        "line 8: the name is longer than 189 characters",
        "line 9: code an-office belongs to a unit that is no school",
        "line 10: school school-1 is in another district: move it in the administration",
        "line 11: district, stage, ownership missing",
    ]
    assert list(Unit.objects.filter(level=Level.SCHOOL)) == [school]


def test_a_file_without_the_columns(reference, table):
    assert problems(table("code,name\ns1,باران\n")) == [f"{table('')} lacks the columns district, ownership, stage."]


def test_an_empty_file(reference, table):
    (line,) = problems(table(""))

    assert line.endswith("lacks the columns code, district, name, ownership, stage.")


def test_a_file_that_is_not_there(reference, tmp_path):
    file = str(tmp_path / "none.csv")

    assert problems(file) == [f"{file} cannot be read: No such file or directory."]


def test_a_file_in_another_encoding(reference, table):
    file = table(HEADER + "s1,باران,d_q1,primary,public\n", encoding="cp1256")

    assert problems(file) == [f"{file} is not UTF-8: save it as CSV UTF-8."]
