"""`manage.py import_schools FILE.csv`: the schools of the province."""

import csv

from django.core.management.base import BaseCommand, CommandError

from units.schools import COLUMNS, BadTable, import_schools


class Command(BaseCommand):
    help = (
        "Imports schools from a CSV file in UTF-8 with the columns code, name, district (its code), stage (primary,"
        " secondary, technical) and ownership (public, private). All lines or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        try:
            imported = import_schools(_lines(file))
        except BadTable as bad:
            raise CommandError("\n".join(["Nothing was imported.", *bad.problems])) from bad
        self.stdout.write(f"{imported.created} schools imported, {imported.updated} brought up to date.")


def _lines(path):
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = set(COLUMNS) - set(table.fieldnames or ())
            if missing:
                raise CommandError(f"{path} lacks the columns {', '.join(sorted(missing))}.")
            return [{key: (line[key] or "").strip() for key in COLUMNS} for line in table]
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: save it as CSV UTF-8.") from error
