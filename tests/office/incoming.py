"""Offices and made-up files for the tests of an import."""

from pathlib import Path
from typing import Any

from pm.office.environment import Environment
from pm.office.importing.bringing import Imported, Incoming, bring_in
from pm.office.office import Office
from tests.cli.running import Shell

DATA = Path(__file__).parent.parent / "data"
REAL = DATA / "nyc311.csv"

MAP = """\
id: {slug}
state: active
data_subject: office
name:
  en: Old system
key: Number
timezone: {zone}
times:
  - '%Y-%m-%d %H:%M'
create:
  - category
fields:
  - field: type
    columns:
      - Type
    table:
      - text: Reparatur
        value: repair
      - text: Beschwerde
        value: complaint
  - field: channel
    value: phone
  - field: title
    columns:
      - Title
      - Detail
  - field: category
    columns:
      - Category
  - field: received_at
    columns:
      - Received
  - field: due
    columns:
      - Due
  - field: solved_at
    columns:
      - Done
    when:
      column: Status
      equals:
        - done
        - closed
kept:
  - Status
  - Note
"""
"""A map of a made-up system, with every device that a map has."""

COLUMNS = (
    *("Number", "Type", "Title", "Detail", "Category", "Received"),
    *("Due", "Done", "Status", "Note"),
)
ROW = {
    "Number": "1",
    "Type": "Reparatur",
    "Title": "no water",
    "Category": "Water / Heating",
    "Received": "2019-03-18 09:00",
}


def map_text(slug: str = "old", zone: str = "Asia/Shanghai") -> str:
    """Write the map."""
    return MAP.format(slug=slug, zone=zone)


def rows(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Make rows that are right but for what is changed; each has its own number."""
    return [
        {**dict.fromkeys(COLUMNS, ""), **ROW, "Number": str(number), **change}
        for number, change in enumerate(changes, start=1)
    ]


def csv(found: list[dict[str, str]], delimiter: str = ",") -> str:
    """Write rows as a table in which every cell is quoted."""
    lines = [delimiter.join(COLUMNS)]
    lines += [
        delimiter.join('"' + row[name].replace('"', '""') + '"' for name in COLUMNS)
        for row in found
    ]
    return "\n".join(lines) + "\n"


def open_office(shell: Shell) -> Office:
    """Open the office of a shell as a command does."""
    return Office.open(shell.folder, Environment())


def imported(shell: Shell, text: str | bytes, suffix: str = ".csv", **settings: Any) -> Imported:
    """Bring a file in by the map ``old.yaml`` beside the office."""
    office = open_office(shell)
    data = text if isinstance(text, bytes) else text.encode()
    path = shell.folder.parent / "old.yaml"
    if not path.exists():
        path.write_text(map_text(), encoding="utf-8")
    try:
        return bring_in(office, Incoming(f"old{suffix}", data, str(path), suffix, **settings))
    finally:
        office.close()


def told(found: Imported) -> list[str]:
    """Give the errors as people read them."""
    return [str(problem.message(found.file)) for problem in found.errors]


def warned(found: Imported) -> list[str]:
    """Give the warnings as people read them."""
    return [str(problem.message(found.file)) for problem in found.warnings]
