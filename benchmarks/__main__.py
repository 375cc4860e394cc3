"""python -m benchmarks build | measure | explain | race, on the development server, in a database of their own."""

import argparse
import os

import django

from deploy.environment import environment
from deploy.static import collect

from . import database


def arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make the database anew and fill it")
    build.add_argument("--tickets", type=int, default=1_000_000)
    build.add_argument("--seed", type=int, default=1405, help="the same number makes the same cases")
    measure = commands.add_parser("measure", help="ask for the pages of each role; JSON on the standard output")
    measure.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    explain = commands.add_parser("explain", help="print what PostgreSQL does for one page")
    explain.add_argument("role", help="officer, head, inspector or director")
    explain.add_argument("address", help="what follows the queue's address, as ?state=all")
    race = commands.add_parser("race", help="let officers answer the same cases at the same moment")
    race.add_argument("--threads", type=int, default=50)
    race.add_argument("--cases", type=int, default=200)
    return parser.parse_args()


def main():
    """Run the command with Django on the benchmark's own database."""
    asked = arguments()
    with environment() as variables:
        os.environ.update(variables, DJANGO_SETTINGS_MODULE="config.settings", LOG_LEVEL="WARNING")
        os.environ["DATABASE_URL"] = database.own_url(variables["DATABASE_URL"])
        if asked.command == "build":
            database.make_anew(variables["DATABASE_URL"])
        else:
            collect(variables)
        django.setup()
        run(asked)


def run(asked):
    """What the command does, once Django is there."""
    if asked.command == "build":
        from .build import build

        database.migrate()
        build(tickets=asked.tickets, seed=asked.seed)
    elif asked.command == "measure":
        from .measure import measure

        print(measure(times=asked.times))
    elif asked.command == "race":
        from .race import race

        print(race(threads=asked.threads, cases=asked.cases))
    else:
        from .measure import explain

        print(explain(asked.role, asked.address))


if __name__ == "__main__":
    main()
