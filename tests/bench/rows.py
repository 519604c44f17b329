"""A file of an old system with so many rows, and the map by which it comes in."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.bench.tickets import CATEGORIES, PLACES, TROUBLES

COLUMNS = ("Number", "Opened", "Closed", "Subject", "What for", "Told", "Result")
MAP = """\
id: oldsystem
name:
  en: An old system
kind: ticket
verb: import
key: Number
happened: received_at
timezone: Asia/Shanghai
times:
  - '%Y-%m-%d %H:%M'
fields:
  - field: type
    value: repair
  - field: channel
    value: phone
  - field: title
    columns:
      - Subject
  - field: category
    columns:
      - What for
  - field: description
    columns:
      - Told
  - field: received_at
    columns:
      - Opened
  - field: solved_at
    columns:
      - Closed
  - field: closed_at
    columns:
      - Closed
  - field: measures
    columns:
      - Result
"""


def write_rows(folder: Path, count: int) -> tuple[Path, Path]:
    """Write file and map into a folder and give both."""
    random = Random(count)  # noqa: S311  # repeatable on purpose
    file, plan = folder / f"rows-{count}.csv", folder / "oldsystem.yaml"
    plan.write_text(MAP, encoding="utf-8", newline="")
    at = datetime(2020, 1, 1, 8)  # noqa: DTZ001  # the map names the zone
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(count):
            at += timedelta(minutes=30)
            closed = at + timedelta(minutes=random.randrange(10, 5000))
            subject = f"{random.choice(PLACES)}{random.choice(TROUBLES)}"
            told, category = f"{subject}, 请尽快派人处理", random.choice(CATEGORIES)
            times = (f"{at:%Y-%m-%d %H:%M}", f"{closed:%Y-%m-%d %H:%M}")
            writer.writerow((number + 1, *times, subject, category, told, "已更换并试运行"))
    return file, plan
