"""Ready texts of the demonstration, to show what a directorate would write for itself."""

import csv
from pathlib import Path

from tickets.models import CannedReply, Topic
from units.models import Unit

STEP = 10  # between two of them, so that people can put one in the middle


def create_replies():
    """Create the ready texts of replies.csv on a database without any."""
    if CannedReply.objects.exists():
        return
    with Path(__file__).with_name("replies.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    topics = {topic.code: topic for topic in Topic.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[line["unit"] for line in lines])}
    CannedReply.objects.bulk_create(
        CannedReply(
            unit=units.get(line["unit"]),
            topic=topics.get(line["topic"]),
            title=line["title"],
            text=line["text"],
            order=STEP * place,
        )
        for place, line in enumerate(lines, start=1)
    )
