"""Objects on their way to the disk: single files while they are few, else one pack."""

from pathlib import Path

from pm.store.disk import flush_folders
from pm.store.git import Git
from pm.store.objects import GitObject, pack

_LOOSE = 200
"""Objects up to which a write makes single files; more go into one pack."""


def write_objects(git: Git, store: Path, objects: list[GitObject]) -> None:
    """Write objects into a store, the folder ``objects`` of a repository, so that they last."""
    few = len(objects) <= _LOOSE
    command = ("unpack-objects", "-q") if few else ("index-pack", "--stdin")
    git.write(*command, "--strict", send=pack(objects))
    folders = {store / made.id[:2] for made in objects} if few else {store / "pack"}
    flush_folders({store, *folders})
