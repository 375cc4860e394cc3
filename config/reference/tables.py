"""The CSV files of this folder."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent


def rows(name):
    """The lines of table `name` ("topics") as dicts, in order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missing(name, model):
    """The lines of table `name` whose `code` no row of `model` has yet."""
    known = set(model.objects.values_list("code", flat=True))
    return [row for row in rows(name) if row["code"] not in known]
