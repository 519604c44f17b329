"""Cloning: an office copied to this desk, marked so that pm may write in it."""

from contextlib import closing
from pathlib import Path

from pm.errors import Refused
from pm.i18n import Message, mark
from pm.office.environment import Environment
from pm.office.guarding import guard
from pm.office.keys.sharing import bring
from pm.office.office import Office
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
        came = bring(repository, address)
    if not (folder / "records" / "office.yaml").exists():
        raise Refused(
            mark("what was copied to {folder} is no office", folder=str(folder)),
            hint=mark("make one with: pm init DIR"),
        )
    if came or not _is_sealed(folder):
        return warnings
    words = mark("the keyring did not come along; bring it with: pm vault sync ADDRESS")
    return (*warnings, words)


def _is_sealed(folder: Path) -> bool:
    with closing(Office.open(folder, Environment())) as office:
        return office.vault_name is not None
