"""Rows of files of people."""

from config.staff_file import Row


def row(number=2, **changes):
    """A row that could be taken as it is, but for `changes`."""
    cells = {
        "first_name": "نسرین",
        "last_name": "کاظمی",
        "email": f"row-{number}@edu.example",
        "unit_code": "d_q1.nongov",
        "role": "officer",
    }
    return Row(number, **cells | changes)


def sheet(*rows, separator=","):
    """The bytes of a file with these rows."""
    lines = ["first_name,last_name,email,unit_code,role", *(",".join(row[1:6]) for row in rows)]
    return "\r\n".join(lines).replace(",", separator).encode()
