"""What the files at HEAD say, read by ``git cat-file`` and ruamel's own reader.

Of pm come only the keys and the masks: what is personal is given as a reader sees it.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from ruamel.yaml import YAML

from pm.model.codec import changed
from pm.model.fields import Field
from pm.model.values import Place
from pm.office import registry
from pm.office.environment import Environment
from pm.office.office import Office
from pm.office.sight import Sight
from pm.store.repository import Repository
from tests.cli.running import Answer


class Reader(Protocol):
    """Whoever can run pm in an office."""

    @property
    def folder(self) -> Path:
        """The office."""

    def done(self, *words: str) -> Answer:
        """Run pm and see that it did what was asked."""


def recorded(office: Path, plural: str) -> dict[str, Any]:
    """Give the records of a folder at HEAD by their ids; every scalar is text."""
    listing = _git(office, "ls-tree", "-r", "--full-tree", "HEAD", "--", f"records/{plural}/")
    blobs = [line.split()[2].decode("ascii") for line in listing.splitlines()]
    unknown = [blob for blob in dict.fromkeys(blobs) if blob not in _KNOWN]
    if unknown:
        _KNOWN.update(zip(unknown, _seen(office, plural, unknown), strict=True))
    return {_KNOWN[blob]["id"]: _KNOWN[blob] for blob in blobs}


_KNOWN: dict[str, dict[str, Any]] = {}
"""What was read once: a blob's name says its content, and its tokens are those of one key."""


def _seen(folder: Path, plural: str, blobs: list[str]) -> Iterator[dict[str, Any]]:
    """Give records as who acts at this desk sees them."""
    (kind,) = (kind for kind in registry.kinds() if kind.plural == plural)
    office = Office(Repository.open(folder), Environment())
    sight = Sight(office)

    def text(field: Field, place: Place, disk: str) -> str:
        return str(sight.text(field, place, disk))

    for content in _contents(folder, blobs):
        tree = YAML(typ="base", pure=True).load(content)
        yield dict(_flat(changed(kind, tree, text)))
    office.close()


def _contents(office: Path, blobs: list[str]) -> Iterator[bytes]:
    output = _git(office, "cat-file", "--batch", send="".join(f"{blob}\n" for blob in blobs))
    for _ in blobs:
        head, _, rest = output.partition(b"\n")
        size = int(head.split()[2])
        yield rest[:size]
        output = rest[size + 1 :]


def _git(office: Path, *words: str, send: str = "") -> bytes:
    command = ("git", *words)
    return subprocess.run(
        command, cwd=office, input=send.encode("ascii"), check=True, capture_output=True
    ).stdout


def _flat(record: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Name what lies in a group as a list does: ``caller_phone``."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}_")
        else:
            yield f"{before}{key}", value


def listed(shell: Reader, kind: str) -> dict[str, Any]:
    """Give what ``pm KIND list`` says, in the same form."""
    return {record["id"]: as_text(record) for record in shell.done(kind, "list", "--json").records}


def as_text(value: Any) -> Any:
    """Give a value of JSON as it stands in YAML: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def assert_truthful(shell: Reader, *kinds: tuple[str, str]) -> None:
    """Compare lists with the files; a kind goes with the name of its folder."""
    for kind, plural in kinds or (("ticket", "tickets"),):
        said, true = listed(shell, kind), recorded(shell.folder, plural)
        differing = {name: (said.get(name), true.get(name)) for name in said.keys() | true.keys()}
        wrong = {name: both for name, both in differing.items() if both[0] != both[1]}
        assert not wrong, f"the list of {plural} and the files at HEAD differ: {wrong}"
