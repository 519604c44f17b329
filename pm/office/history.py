"""History: who typed, who did, when, which verb, and every field from old to new."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pm.errors import NotFound, PmError
from pm.i18n import mark
from pm.index.acts import LoggedAct
from pm.model.codec import Change, PersonalText, differences, personal_texts
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.paths import field_at
from pm.model.sensitive import HIDDEN, masked_text
from pm.office.office import Office
from pm.office.sight import Cover, Sight, sealed_text
from pm.store.yaml_reading import read_tree
from pm.vault.token import looks_sealed


class LogEntry(NamedTuple):
    """One act on one record: what the commit says, and the fields that it changed."""

    act: LoggedAct
    doer: str
    happened: datetime
    typed: datetime
    changes: tuple[Change, ...] = ()


class Versions(NamedTuple):
    """A file before and after a commit."""

    path: str
    before: Tree
    after: Tree


def log_of_record(
    office: Office, kind: Kind, record_id: str, sight: Sight | None = None
) -> Iterator[LogEntry]:
    """Give the acts on a record, newest first, with the fields that each changed, as seen."""
    path, sight = kind.path(record_id), sight or Sight(office)
    for act in office.index.acts(record_id, kind.name):
        before, after = versions(office, act, path)
        seen = tuple(seen_changes(sight, kind, before, after))
        yield _entry(office, act)._replace(changes=seen)


def log_of_office(office: Office, limit: int) -> Iterator[LogEntry]:
    """Give the latest acts of the whole office, newest first: of each its last record."""
    return (_entry(office, act) for act in office.index.latest_acts(limit))


def _entry(office: Office, act: LoggedAct) -> LogEntry:
    zone = office.zone
    happened, typed = (datetime.fromtimestamp(when, zone) for when in (act.at, act.typed_at))
    return LogEntry(act, doer_of(office, act), happened, typed)


def versions(office: Office, act: LoggedAct, path: str) -> tuple[Tree, Tree]:
    """Give a file before and after an act."""
    repository = office.repository
    after = repository.read(act.commit_id, path)
    before = repository.read(f"{act.commit_id}^", path)
    return _tree(before, path), _tree(after, path)


def seen_changes(sight: Sight, kind: Kind | None, before: Tree, after: Tree) -> Iterator[Change]:
    """Give every value that differs between two versions, as a reader sees it."""
    sides = [
        {} if kind is None else {one.place.path: one for one in personal_texts(kind, tree)}
        for tree in (before, after)
    ]
    for change in differences(before, after):
        old, new = (
            _seen(sight, kind, change.path, text, personal.get(change.path))
            for personal, text in zip(sides, (change.before, change.after), strict=True)
        )
        yield Change(change.path, old, new)


def _seen(
    sight: Sight, kind: Kind | None, path: str, text: str | None, personal: PersonalText | None
) -> str | None:
    """Give one side of a change; what stands where no value belongs may be anything."""
    if text is None:
        return None
    if personal is not None:
        return sight.past(personal.field, personal.place, text)
    if looks_sealed(text):
        return sealed_text(text)
    field = None if kind is None else field_at(kind, path)
    if field is None:
        return Cover(masked_text(text))
    return text if field.scope is None else Cover(HIDDEN)


def files_of_commit(office: Office, revision: str) -> Iterator[Versions]:
    """Give every file that a commit changed, before and after."""
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
        yield Versions(
            difference.path, _tree(before, difference.path), _tree(after, difference.path)
        )


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
