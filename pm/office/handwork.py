"""What was changed by hand: told, checked, and recorded as an act of its own."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pm.errors import Invalid, NotFound, PmError, Sealed
from pm.i18n import Message, mark
from pm.model.capabilities import refuse_without
from pm.model.codec import Change as FieldChange
from pm.model.codec import decode, differences, personal_texts
from pm.model.ids import FOLDER
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.problem import BadValue, Problem
from pm.model.sensitive import HIDDEN
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.history import seen_changes
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.office.sight import Sight
from pm.store.hand_edits import HandEdit, hand_edits
from pm.store.record_writing import sealed_stored
from pm.store.records import read_stored
from pm.store.session import Change
from pm.store.yaml_reading import read_tree


class Handwork(NamedTuple):
    """One file that was changed by hand: whose it is, what is wrong with it, and what changed.

    The changes are as a reader sees them: what is personal in them is masked.
    """

    edit: HandEdit
    kind: Kind | None
    record_id: str
    changes: tuple[FieldChange, ...]
    problems: tuple[Message, ...]


def handwork(office: Office) -> list[Handwork]:
    """Give everything that was changed by hand and is not recorded."""
    head = office.repository.head()
    edits = hand_edits(office.repository)
    return [judge(office, edit, head) for edit in edits]


def judge(office: Office, edit: HandEdit, head: str | None) -> Handwork:
    """Read a file that was changed by hand, and say all that is wrong with it."""
    kind, record_id = kind_of_path(edit.path)
    if kind is None:
        return Handwork(edit, None, "", (), (mark("this is no place for a record"),))
    recorded = None if head is None else office.repository.read(head, edit.path)
    before = {} if recorded is None else _read(recorded, edit.path)
    if edit.content is None:
        return Handwork(edit, kind, record_id, (), (_removed(edit),))
    try:
        after = read_tree(edit.content, edit.path)
    except PmError as error:
        return Handwork(edit, kind, record_id, (), (error.message,))
    changes = tuple(differences(before, after))
    problems = (
        *_problems(kind, record_id, before, after, changes),
        *personal_problems(office, kind, before, after),
    )
    seen = tuple(seen_changes(Sight(office), kind, before, after))
    return Handwork(edit, kind, record_id, seen, problems)


def _read(data: bytes, path: str) -> Tree:
    try:
        return read_tree(data, path)
    except PmError:
        return {}


def _removed(edit: HandEdit) -> Message:
    return mark(
        "a record is never removed; bring it back with: pm git checkout -- {file}", file=edit.path
    )


def _problems(
    kind: Kind, record_id: str, before: Tree, after: Tree, changes: tuple[FieldChange, ...]
) -> Iterator[Message]:
    yield from (problem.message for problem in decode(kind, after).problems)
    if after.get("id") != record_id:
        yield Problem("id", mark("the id does not fit the file's name")).message
    if not before:
        yield from _problems_of_new(kind, after)
        return
    for change in changes:
        top = change.path.partition(".")[0].partition("[")[0]
        if top in kind.owned:
            yield mark(
                "{field} belongs to a verb; take it back and use: pm {kind} --help",
                field=change.path,
                kind=kind.name,
            )


def personal_problems(office: Office, kind: Kind, before: Tree, after: Tree) -> Iterator[Message]:
    """Say what is wrong with personal values: a sealed one must be that of its place."""
    known = {text.place: text.disk for text in personal_texts(kind, before)}
    for text in personal_texts(kind, after):
        if known.get(text.place) == text.disk:
            continue
        plain = text.disk
        try:
            if office.vault.is_sealed(text.disk):
                plain = office.vault.open(text.place, text.disk)
            if text.field.form is not None:
                text.field.form.read(plain)
                _refuse_dangling(office, text.field.form.links(), plain)
        except BadValue as bad:
            yield Problem(text.place.path, _masked(bad.reason, plain)).message
        except Sealed as error:
            yield Problem(text.place.path, error.message).message


def _refuse_dangling(office: Office, nouns: Sequence[str], record_id: str) -> None:
    """Refuse a link to nothing: ``pm check`` could not tell of a sealed one without a key."""
    kinds = [registry.kind(noun) for noun in nouns]
    if kinds and not any(office.reader.find(kind, record_id) for kind in kinds):
        raise BadValue(mark("there is no record '{text}'", text=record_id))


def _masked(reason: Message, plain: str) -> Message:
    """Say what is wrong with a personal value, and not the value."""
    values = {name: HIDDEN if value == plain else value for name, value in reason.values.items()}
    return reason._replace(values=values)


def _problems_of_new(kind: Kind, after: Tree) -> Iterator[Message]:
    if not (kind.chosen or kind.is_single):
        yield mark(
            "a {kind} is not made by hand; use: pm {noun} new", kind=kind.label, noun=kind.name
        )
    elif after.get("state", kind.record.initial) != kind.record.initial:
        yield mark("a new record is {state}", state=kind.record.initial)


def kind_of_path(path: str) -> tuple[Kind | None, str]:
    """Give the kind and the id that a path says; no kind where it is not a record's place."""
    parts = path.split("/")
    stem = parts[-1].removesuffix(".yaml")
    if parts[0] != FOLDER or not path.endswith(".yaml"):
        return None, ""
    for kind in registry.kinds():
        if kind.is_single:
            if path == kind.path(kind.name):
                return kind, kind.name
        elif len(parts) > 2 and parts[1] == kind.plural:  # noqa: PLR2004  # records/<plural>/<file>
            return (kind, stem) if _fits(kind, stem, path) else (None, "")
    return None, ""


def _fits(kind: Kind, record_id: str, path: str) -> bool:
    try:
        return kind.path(record_id) == path
    except Invalid:
        return False


def path_in(office: Office, file: str) -> str:
    """Give the path in the office of a file that a person names from where he is."""
    place = Path(os.path.abspath(file))  # noqa: PTH100  # a link is named, never what it points to
    for root in (office.repository.root, office.repository.root.resolve()):
        if place.is_relative_to(root):
            return place.relative_to(root).as_posix()
    return file


def record_handwork(
    office: Office, paths: tuple[str, ...], how: Circumstances, *, dry_run: bool = False
) -> list[Handwork]:
    """Check what was changed by hand and record it as one act; all of it, or the paths given."""
    with at_desk(office, dry_run=dry_run) as desk:
        found = [work for work in handwork(office) if not paths or work.edit.path in paths]
        _refuse_unchanged(paths, found)
        if not found:
            return []
        _refuse_problems(found)
        acting = desk.acting(office.acting_staff(desk.entering()), how)
        changes = [_take(desk, acting, work) for work in found]
        desk.record(acting, beside=changes)
    return found


def _refuse_unchanged(paths: tuple[str, ...], found: list[Handwork]) -> None:
    changed = {work.edit.path for work in found}
    for path in paths:
        if path not in changed:
            raise NotFound(
                mark("the file {file} was not changed by hand", file=path),
                hint=mark("see what was with: pm status"),
            )


def _refuse_problems(found: list[Handwork]) -> None:
    details = [
        mark("{file}: {reason}", file=work.edit.path, reason=problem)
        for work in found
        for problem in work.problems
    ]
    if details:
        raise Invalid(
            mark("nothing was recorded: what was changed by hand is not right"),
            details=details,
            hint=mark("mend the files, or name those to record: pm commit FILE"),
        )


def _take(desk: Desk, acting: Acting, work: Handwork) -> Change:
    assert work.kind is not None  # noqa: S101  # a file of no kind has a problem and is refused
    verb = "edit" if work.edit.state == "modified" else "new"
    capability = work.kind.capability(work.kind.verbs[verb])
    refuse_without(desk.policy, acting.typist, capability)
    stored = sealed_stored(
        read_stored(work.kind, work.edit.path, work.edit.content or b""), desk.vault
    )
    state = stored.record.state
    acting.note(
        work.kind,
        work.record_id,
        verb,
        source=state if verb == "edit" else "",
        target=state,
        subject=f"{verb} by hand",
    )
    return Change(work.edit.path, stored.data, work.edit)
