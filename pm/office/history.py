"""History: who typed, who did, when, which verb, and every field from old to new."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pm.errors import NotFound, PmError
from pm.i18n import mark
from pm.index.acts import LoggedAct
from pm.model.codec import Change, differences
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.office.office import Office
from pm.store.yaml_reading import read_tree


class LogEntry(NamedTuple):
    """One act on one record: what the commit says, and the fields that it changed."""

    act: LoggedAct
    doer: str
    happened: datetime
    typed: datetime
    changes: tuple[Change, ...] = ()


def log_of_record(office: Office, kind: Kind, record_id: str) -> Iterator[LogEntry]:
    """Give the acts on a record, newest first, with the fields that each changed."""
    path = kind.path(record_id)
    for act in office.index.acts(record_id, kind.name):
        yield _entry(office, act)._replace(changes=tuple(changes_of(office, act, path)))


def log_of_office(office: Office, limit: int) -> Iterator[LogEntry]:
    """Give the latest acts of the whole office, newest first: of each its last record."""
    return (_entry(office, act) for act in office.index.latest_acts(limit))


def _entry(office: Office, act: LoggedAct) -> LogEntry:
    zone = office.zone
    happened, typed = (datetime.fromtimestamp(when, zone) for when in (act.at, act.typed_at))
    return LogEntry(act, doer_of(office, act), happened, typed)


def changes_of(office: Office, act: LoggedAct, path: str) -> Iterator[Change]:
    """Give the fields of a file that a commit changed."""
    repository = office.repository
    after = repository.read(act.commit_id, path)
    before = repository.read(f"{act.commit_id}^", path)
    return differences(_tree(before, path), _tree(after, path))


def changes_of_commit(office: Office, revision: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Give every record that a commit changed, with its fields."""
    repository = office.repository
    commit = _commit_named(office, revision)
    if commit is None:
        raise NotFound(
            mark("there is no commit '{name}'", name=revision), hint=mark("see them with: pm log")
        )
    parent = _commit_named(office, f"{commit}^")
    for difference in repository.difference(parent, commit):
        before, after = (
            None if name is None else repository.read(name, difference.path)
            for name in (parent, commit)
        )
        changes = differences(_tree(before, difference.path), _tree(after, difference.path))
        yield difference.path, tuple(changes)


def _commit_named(office: Office, revision: str) -> str | None:
    answer = office.repository.git.read(
        *("rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"),
        allowed=(0, 1, 128),
    )
    return answer.output.decode("ascii", "replace").strip() or None


def _tree(data: bytes | None, path: str) -> Tree:
    """Read an old version; one that cannot be read shows as empty, it was told when it came."""
    if data is None:
        return {}
    try:
        return read_tree(data, path)
    except PmError:
        return {}


def doer_of(office: Office, act: LoggedAct) -> str:
    """Give the name of who did it, the id where the record is gone."""
    return office.rules.name_of(act.by) if act.by else act.author_name
