"""Rows by the hundred thousand: PostgreSQL's COPY, with the columns and defaults that the models declare."""

from io import StringIO

from django.db import connection

_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Table:
    """
    Rows of one model, written in one COPY at each `flush`.

    `given` names the fields of which `add` is told the values, in that order. A field that is not among them has the
    model's default, so a new column with one needs no word here; what the database fills in by itself is left to it.
    """

    def __init__(self, model, *given):
        fields = {field.attname: field for field in model._meta.local_concrete_fields}
        rest = [field for name, field in fields.items() if name not in given and not _filled_by_database(field)]
        columns = [fields[name].column for name in given] + [field.column for field in rest]
        self.name = model._meta.db_table
        self._statement = f"COPY {self.name} ({', '.join(map(connection.ops.quote_name, columns))}) FROM STDIN"
        self._tail = "".join(f"\t{_written(field.get_default())}" for field in rest) + "\n"
        self._buffer = StringIO()

    def add(self, *values):
        self._buffer.write("\t".join(map(_written, values)))
        self._buffer.write(self._tail)

    def flush(self):
        """Hand what was added to PostgreSQL."""
        self._buffer.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(self._statement, self._buffer)
        self._buffer = StringIO()


def continue_ids(*models):
    """Let the next row made in the ordinary way have the next id."""
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 # nosec B608


def _filled_by_database(field):
    return field.generated or field.has_db_default() or field.primary_key


def _written(value):
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, list | dict):  # only ever the empty ones, which are the defaults
        return "{}"
    return str(value)
