"""From the tree on disk to the record and back; every bad field is named."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from pm.errors import Invalid
from pm.i18n import Beside, mark
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.node import Node, Tree
from pm.model.problem import BadValue, Problem
from pm.model.record import Record
from pm.model.values import Conduct, Personal, Place, Vault


class Decoded(NamedTuple):
    """A record, if it could be made, and all that is wrong with its tree."""

    record: Record | None
    problems: list[Problem]


class _Where(NamedTuple):
    """Where the reading stands: for personal places and for the names of problems.

    ``scope`` is that of the whole record, where it is kept from a member of staff.
    """

    kind: str
    record: str
    subject: str
    path: str
    scope: str | None = None

    def under(self, name: str) -> "_Where":
        return self._replace(path=f"{self.path}.{name}" if self.path else name)

    def entry(self, entry_id: str, subject: str | None) -> "_Where":
        return self._replace(path=f"{self.path}[{entry_id}]", subject=subject or self.subject)

    def place(self, scope: str) -> Place:
        return Place(self.kind, self.record, self.path, self.scope or scope, self.subject)


def decode(kind: Kind, tree: Tree) -> Decoded:
    """Make a record of a tree and collect everything that is wrong with it."""
    problems: list[Problem] = []
    where = _beginning(kind, tree)
    values = _read_fields(kind.fields, tree, where, problems)
    problems += _identity_problems(kind, values)
    if any(problem.reason.text != UNKNOWN for problem in problems):
        return Decoded(None, problems)
    return Decoded(kind.record(**values), problems)


def _beginning(kind: Kind, tree: Mapping[str, Node]) -> _Where:
    scope = Conduct.name if is_kept(kind, tree) else None
    return _Where(kind.name, _text(tree, "id"), _text(tree, "data_subject"), "", scope)


def is_kept(kind: Kind, tree: Mapping[str, Node]) -> bool:
    """Tell whether a record is kept from a member of staff."""
    return bool(kind.record.kept_from) and kind.record.kept_from in tree


def _identity_problems(kind: Kind, values: Mapping[str, Any]) -> Iterator[Problem]:
    if "id" in values and not kind.fits(values["id"]):
        yield Problem("id", mark("'{id}' is not an id of this kind", id=values["id"]))
    if "state" in values and values["state"] not in kind.states:
        yield Problem(
            "state",
            mark(
                "'{text}' is not one of: {choices}",
                text=values["state"],
                choices=[Beside(one, kind.label_of_state(one)) for one in kind.states],
            ),
        )


def read_record(kind: Kind, tree: Tree, where: str) -> Record:
    """Make a record of a tree, or raise :class:`Invalid` that names every bad field."""
    record, problems = decode(kind, tree)
    if record is None:
        raise Invalid(
            mark("{file} is not a valid record", file=where),
            details=[problem.message for problem in problems],
            hint=mark("mend the file and run: pm check"),
        )
    return record


UNKNOWN = "there is no such field"


def _text(tree: Mapping[str, Node], name: str) -> str:
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""


def _read_fields(
    fields: tuple[Field, ...], tree: Mapping[str, Node], where: _Where, problems: list[Problem]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        here = where.under(field.name)
        if field.name in tree and tree[field.name] != _nothing(field):
            try:
                values[field.name] = _read_field(field, tree[field.name], here, problems)
            except BadValue as bad:
                problems.append(Problem(here.path, bad.reason))
        elif field.required:
            problems.append(Problem(here.path, mark("the field is missing")))
    known = {field.name for field in fields}
    problems.extend(
        Problem(where.under(name).path, mark(UNKNOWN)) for name in tree if name not in known
    )
    return values


def _nothing(field: Field) -> "Node | None":
    """Give the node that means the same as no key: a list or a group with nothing in it."""
    if field.many:
        return []
    return None if field.group is None else {}


def _read_field(field: Field, node: Node, where: _Where, problems: list[Problem]) -> Any:  # noqa: ANN401  # a field holds any type
    if not field.many:
        return _read_one(field, node, where, problems)
    if not isinstance(node, list):
        raise BadValue(mark("this must be a list"))
    problems += _twice(field, node, where)
    return [
        _read_one(field, item, _entry_place(field, item, where, number), problems)
        for number, item in enumerate(node, start=1)
    ]


def _twice(field: Field, items: list[Node], where: _Where) -> Iterator[Problem]:
    """Report the ids that several entries have; what is sealed is bound to them."""
    ids = [_text(item, "id") for item in items if isinstance(item, dict)] if field.group else []
    for entry_id in dict.fromkeys(ids):
        if entry_id and ids.count(entry_id) > 1:
            yield Problem(where.entry(entry_id, None).path, mark("several entries have this id"))


def _entry_place(field: Field, item: Node, where: _Where, number: int) -> _Where:
    if field.group is None or not isinstance(item, dict):
        return where.entry(str(number), None)
    return where.entry(_text(item, "id") or str(number), _text(item, "data_subject") or None)


def _read_one(field: Field, node: Node, where: _Where, problems: list[Problem]) -> Any:  # noqa: ANN401  # as above
    if field.group is not None:
        if not isinstance(node, dict):
            raise BadValue(mark("this must hold fields of its own"))
        before = len(problems)
        values = _read_fields(field.fields, node, where, problems)
        if any(problem.reason.text != UNKNOWN for problem in problems[before:]):
            return None
        return field.group(**values)
    if not isinstance(node, str):
        raise BadValue(mark("this must be one value"))
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    if field.scope is not None:
        if not node:
            raise BadValue(mark("there is no text"))
        return Personal(field.form, disk=node, place=where.place(field.scope.name))
    return field.form.read(node)


def encode(kind: Kind, record: Record, vault: Vault) -> Tree:
    """Write a record as a tree in the key order of its class; what is empty has no key."""
    kept = getattr(record, kind.record.kept_from, None) if kind.record.kept_from else None
    scope = None if kept is None else Conduct.name
    where = _Where(kind.name, record.id, record.data_subject, "", scope)
    return _write_fields(kind.fields, record, where, vault.enclosing(kept))


class PersonalText(NamedTuple):
    """The disk text of a personal value: the record's field, the value's place, and the text."""

    field: Field
    place: Place
    disk: str


def personal_texts(kind: Kind, tree: Mapping[str, Node]) -> Iterator[PersonalText]:
    """Give every personal text of a record, those in groups, lists and entries too."""
    found: list[PersonalText] = []

    def note(field: Field, place: Place, disk: str) -> str:
        found.append(PersonalText(field, place, disk))
        return disk

    changed(kind, tree, note)
    yield from found


def sealed(kind: Kind, tree: Mapping[str, Node], vault: Vault) -> Tree:
    """Give the tree with every personal text sealed that stands there as it was typed.

    Raises BadValue where a record is kept from somebody and his name is none.
    """
    enclosing = vault.enclosing(_kept_from(kind, tree, vault))

    def seal(_: Field, place: Place, disk: str) -> str:
        return disk if vault.is_sealed(disk) else enclosing.seal(place, disk)

    return changed(kind, tree, seal)


def _kept_from(kind: Kind, tree: Mapping[str, Node], vault: Vault) -> Personal[Any, Any] | None:
    """Give the name of whoever a record is kept from, sealed or as it was typed."""
    name = kind.record.kept_from
    leaf = kind.leaf(name) if is_kept(kind, tree) else None
    if leaf is None or leaf.field.form is None:
        return None
    form, text = leaf.field.form, _text(tree, name)
    if not vault.is_sealed(text):
        return Personal(form, plain=form.read(text))
    where = _beginning(kind, tree).under(name)
    return Personal(form, disk=text, place=where.place(Conduct.name))


def changed(
    kind: Kind, tree: Mapping[str, Node], change: Callable[[Field, Place, str], str]
) -> Tree:
    """Give the tree with every personal text as ``change`` gives it; the rest stays as it is."""
    return _changed(kind.fields, tree, _beginning(kind, tree), change)


def _changed(
    fields: tuple[Field, ...],
    tree: Mapping[str, Node],
    where: _Where,
    change: Callable[[Field, Place, str], str],
) -> Tree:
    by_name = {field.name: field for field in fields}
    return {
        name: _changed_node(by_name[name], node, where.under(name), change)
        if name in by_name
        else node
        for name, node in tree.items()
    }


def _changed_node(
    field: Field, node: Node, where: _Where, change: Callable[[Field, Place, str], str]
) -> Node:
    if field.many and isinstance(node, list):
        return [
            _changed_node(
                field._replace(many=False), item, _entry_place(field, item, where, number), change
            )
            for number, item in enumerate(node, start=1)
        ]
    if field.group is not None and isinstance(node, dict):
        return _changed(field.fields, node, where, change)
    if field.scope is not None and isinstance(node, str) and node:
        return change(field, where.place(field.scope.name), node)
    return node


def _write_fields(
    fields: tuple[Field, ...], struct: msgspec.Struct, where: _Where, vault: Vault
) -> Tree:
    tree: Tree = {}
    for field in fields:
        value = getattr(struct, field.name)
        if value is None or value == []:
            continue
        node = _write_field(field, value, where.under(field.name), vault)
        if node not in ({}, []):
            tree[field.name] = node
    return tree


def _write_field(field: Field, value: Any, where: _Where, vault: Vault) -> Node:  # noqa: ANN401  # as above
    if not field.many:
        return _write_one(field, value, where, vault)
    return [
        _write_one(field, item, _written_place(item, where, number), vault)
        for number, item in enumerate(value, start=1)
    ]


def _written_place(item: object, where: _Where, number: int) -> _Where:
    return where.entry(getattr(item, "id", str(number)), getattr(item, "data_subject", None))


def _write_one(field: Field, value: Any, where: _Where, vault: Vault) -> Node:  # noqa: ANN401  # as above
    if field.group is not None:
        return _write_fields(field.fields, value, where, vault)
    if field.scope is not None:
        written: str = value.written(where.place(field.scope.name), vault)
        return written
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    return field.form.write(value)


class Change(NamedTuple):
    """One value that differs between two trees: its path and the disk text before and after."""

    path: str
    before: str | None
    after: str | None


def differences(before: Mapping[str, Node], after: Mapping[str, Node]) -> Iterator[Change]:
    """Give every value that differs, in the order of the newer tree."""
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    for path in dict.fromkeys([*new, *old]):
        if old.get(path) != new.get(path):
            yield Change(path, old.get(path), new.get(path))


def _flat(node: "Node | Mapping[str, Node]", path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list):
        for number, item in enumerate(node, start=1):
            name = item.get("id", str(number)) if isinstance(item, dict) else str(number)
            yield from _flat(item, f"{path}[{name}]")
    else:
        for key, value in node.items():
            yield from _flat(value, f"{path}.{key}" if path else key)
