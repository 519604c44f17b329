"""The keyring and its other copies: brought together, whoever was forgotten staying forgotten."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pm.errors import Busy, NotFound, Refused
from pm.i18n import mark
from pm.office.desk import at_desk
from pm.office.keys.desk import sealed_office
from pm.office.keys.tombstones import bury_again
from pm.office.office import Office
from pm.office.vaulting import FOLDER, key_files
from pm.store.lone_files import Fetched, LoneFiles
from pm.store.repository import Repository, refuse_foreign, set_options
from pm.vault.key_files import FilesInMemory
from pm.vault.keyring import Keyring
from pm.vault.merging import merge

KEYS_OPTION = "pm.keys"
_TRIES = 3


class Shared(NamedTuple):
    """With which copy the keyring was brought together, and what of older ones is left."""

    address: str
    came: bool
    went: bool
    left: tuple[str, ...]


def sync(office: Office, address: str | None) -> Shared:
    """Bring the keyring together with another copy of it; without an address, with the last one."""
    place = _address(office, address)
    for _ in range(_TRIES):
        try:
            came, went = _once(office, place)
        except Busy:  # somebody else was faster: once more, with what he wrote
            continue
        set_options(office.repository, {KEYS_OPTION: place})
        return Shared(place, came, went, (*office.key_files.purge(), *_purged_there(place)))
    raise Busy(
        mark("somebody else has just changed the keyring"), hint=mark("type the command again")
    )


def bring(repository: Repository, address: str) -> bool:
    """Bring the keyring of an office that lies in a folder into a copy of it; tells if it did."""
    place = keyring_at(address)
    if not (Path(place) / "HEAD").is_file() or Path(place).name != FOLDER:
        return False
    with closing(key_files(repository)) as files:
        files.create()
        fetched = files.fetch(place)
        if fetched is None:
            return False
        files.replace(None, dict(fetched.files))
        files.purge()
    set_options(repository, {KEYS_OPTION: place})
    return True


def _address(office: Office, given: str | None) -> str:
    address = given or office.options.get(KEYS_OPTION)
    if address is None:
        raise NotFound(
            mark("no other copy of the keyring is known here"),
            hint=mark("name it: pm vault sync ADDRESS"),
        )
    refuse_foreign(address)
    place = keyring_at(address)
    _refuse_records(place)
    return place


def _refuse_records(place: str) -> None:
    """Refuse a folder with records: who may read those must not have the keys beside them."""
    if not _is_folder(place):
        return
    with closing(LoneFiles(Path(place))) as there:
        if there.has_history:
            raise Refused(
                mark("{folder} holds records or another history, and no keyring", folder=place),
                hint=mark("keep it in a repository of its own: git init --bare DIR"),
            )


def keyring_at(address: str) -> str:
    """Give where the keyring lies for the address of an office or of a keyring."""
    inside = f"{address}/.git/pm/{FOLDER}"
    place = next((one for one in (inside, address) if _is_folder(one)), None)
    return address if place is None else str(Path(place).resolve())


def _is_folder(address: str) -> bool:
    """Tell whether an address is a folder; what is no name of one is none."""
    try:
        return Path(address).is_dir()
    except (OSError, ValueError):
        return False


def _once(office: Office, place: str) -> tuple[bool, bool]:
    """Fetch, merge and push once; tells whether something came in and whether something went."""
    vault = sealed_office(office)
    files = office.key_files
    with at_desk(office) as desk:
        if not files.exists:
            files.create()
        fetched = files.fetch(place)
        keyring = vault.keyring
        before = keyring.commit
        day = desk.entering().today.isoformat()
        if fetched is not None and fetched.commit != before:
            _bring_together(keyring, fetched)
        bury_again(office, keyring, day)
        if keyring.is_changed:
            keyring.save()
        vault.seen.note(max(vault.seen.number, keyring.version))
    goes = fetched is None or fetched.commit != keyring.commit
    if goes:
        files.push(place, None if fetched is None else fetched.commit)
    return keyring.commit != before, goes


def _bring_together(keyring: Keyring, fetched: Fetched) -> None:
    """Make one keyring of two: the other one as it is, where this one has nothing besides."""
    place = FilesInMemory(fetched.commit, fetched.files)
    theirs, trial = (Keyring(place, keyring.identities) for _ in range(2))
    if keyring.commit is not None:
        merge(trial, keyring)
    if keyring.commit is None or not trial.is_changed:
        number = keyring.version
        keyring.take_over(fetched.files)
        if number > keyring.version:
            keyring.raise_version(number)
    else:
        merge(keyring, theirs)
        keyring.raise_version(theirs.version)


def _purged_there(place: str) -> list[str]:
    """Purge the other copy too where it lies in a folder; a server does it by its own hook."""
    if not _is_folder(place):
        return []
    with closing(LoneFiles(Path(place))) as there:
        return there.purge()
