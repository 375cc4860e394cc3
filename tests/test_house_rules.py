"""Rules of the house that no linter of ours knows."""

import ast
import re

import pytest
import yaml
from django.apps import apps
from django.db import models

from config.roles import ROLES
from deploy import ROOT

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 30  # in tests a long list of arguments may stand
OURS = ("persian", "units", "workdays", "tickets", "complaints", "suggestions", "config")
FOLDERS = (*OURS, "benchmarks", "deploy", "templates", "static", "tests")
WORDS_OF_DJANGO = {"get_db_prep_value"}  # whose arguments Django names and orders


def files(*endings, folders=FOLDERS):
    """Our files with one of the `endings`; migrations are written by Django."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return [path for path in found if path.suffix in endings and "migrations" not in path.parts]


def functions_of_ours(folders=FOLDERS):
    for path in files(".py", folders=folders):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name not in WORDS_OF_DJANGO:
                yield path.relative_to(ROOT), node


def positional_booleans(function):
    """The arguments with True or False as their default that may be given without their name."""
    positional = [*function.args.posonlyargs, *function.args.args]
    defaults = function.args.defaults
    pairs = zip(positional[len(positional) - len(defaults) :], defaults, strict=True)
    return [
        argument.arg
        for argument, default in pairs
        if isinstance(default, ast.Constant) and isinstance(default.value, bool)
    ]


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files(".py", ".html", ".css", ".js")
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }

    assert long == {}


def test_functions_are_short():
    long = [
        f"{path}: {function.name}"
        for path, function in functions_of_ours((*OURS, "benchmarks", "deploy"))
        if function.end_lineno - function.lineno >= MOST_LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_booleans_are_given_by_name():
    wrong = [f"{path}: {function.name}" for path, function in functions_of_ours() if positional_booleans(function)]

    assert wrong == []


def test_nothing_is_marked_safe_by_hand():
    """`format_html` escapes; `mark_safe` and `|safe` only promise."""
    marks = re.compile(r"mark_safe|SafeString\(|\|\s*safe\b|autoescape off")
    pages = [*files(".html"), *files(".py", folders=OURS)]

    assert [str(path.relative_to(ROOT)) for path in pages if marks.search(path.read_text())] == []


def test_templates_carry_no_inline_style_or_script():
    """The Content-Security-Policy refuses both. A mail's styles are inline: mail programs know no others."""
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|href=\"javascript:")
    pages = [path for path in files(".html") if "notices" not in path.parts]

    assert [str(path.relative_to(ROOT)) for path in pages if inline.search(path.read_text())] == []


@pytest.mark.parametrize("sheet", files(".css"), ids=lambda path: path.stem)
def test_style_sheets_know_no_left_and_right(sheet):
    """One sheet serves both directions."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin)-)?(?:left|right)(?:-[a-z]+)?\s*:"
        r"|:\s*(?:left|right)\s*[;}]|(?:margin|padding|border)-(?:top|bottom)"
    )

    assert physical.findall(rules) == []


def test_every_rule_of_an_edited_table_is_said_in_words():
    """Else an administrator reads «Constraint “topic_has_at_least_one_day” is violated»."""
    edited = {permission.replace("change_", "") for permission in ROLES["administrator"].permissions}
    unsaid = [
        rule.name
        for model in apps.get_models()
        if model._meta.label_lower in edited
        for rule in model._meta.constraints
        if rule.violation_error_message == rule.default_violation_error_message
    ]

    assert unsaid == []


def columns_for_words():
    """ "app.Model.field" of every column that can hold free text, bytes or JSON."""
    kinds = (models.CharField, models.TextField, models.BinaryField, models.JSONField)
    for model in apps.get_models():
        if model._meta.proxy or model.__module__.split(".")[0] not in OURS:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, kinds) and not field.choices:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_about_people_has_its_time_to_go():
    policy = yaml.safe_load((ROOT / "docs/data_retention.yaml").read_text())
    tables = tuple(f"{table}." for table in policy["impersonal_tables"])
    about_people = {column for column in columns_for_words() if not column.startswith(tables)}

    assert about_people == set(policy["fields"]) | set(policy["impersonal"])
    assert [
        name for name, rule in policy["fields"].items() if not {"holds", "kept", "applied_by", "ground"} <= set(rule)
    ] == []
