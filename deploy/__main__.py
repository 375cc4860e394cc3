"""python -m deploy COMMAND. `setup` needs nothing but Python's standard library; the others run inside .venv."""

import importlib
import signal
import sys

from . import Problem

COMMANDS = {
    "setup": "install packages, compile translations",
    "run": "migrate, then run web, worker and beat on our own servers",
    "test": "run the tests on servers of their own: test [pytest arguments]",
    "with": "run one command with servers and environment: with manage.py shell",
    "screenshots": "take the README's pictures from the development database",
    "servers": "run only PostgreSQL and Valkey, and print their addresses",
}
OLDEST_PYTHON = (3, 11)


def main():
    """Run the command named first on the command line and return its exit code."""
    command, *arguments = sys.argv[1:] or [""]
    if command not in COMMANDS:
        print("Usage: python -m deploy COMMAND", *(f"  {name:12} {text}" for name, text in COMMANDS.items()), sep="\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        return importlib.import_module(f"deploy.{command.replace('with', 'with_servers')}").main(arguments)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _leave(number, _frame):
    """Leave through every `finally`, so that the servers are stopped."""
    sys.exit(128 + number)


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or newer is needed: install it, and run `make run PYTHON=python3.11`.")
    sys.exit(main())
