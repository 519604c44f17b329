"""Cloning: an office copied to this desk, marked so that pm may write in it."""

from pathlib import Path

from pm.errors import Refused
from pm.i18n import Message, mark
from pm.office.guarding import guard
from pm.store.repository import clone


def copy_office(address: str, folder: Path) -> tuple[Message, ...]:
    """Copy an office and give what the person is to be told.

    Refuses a folder that holds something, and what holds no office.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(
            mark("{folder} is not empty", folder=str(folder)),
            hint=mark("name a new folder: pm clone ADDRESS DIR"),
        )
    with clone(address, folder) as repository:
        warnings = guard(repository)
    if not (folder / "records" / "office.yaml").exists():
        raise Refused(
            mark("what was copied to {folder} is no office", folder=str(folder)),
            hint=mark("make one with: pm init DIR"),
        )
    return warnings
