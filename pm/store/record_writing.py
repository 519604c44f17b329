"""Records as files, written so that one field is one line."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from pm.model.codec import encode, sealed
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.node import Node, Tree
from pm.model.record import Record
from pm.model.values import Vault
from pm.store.records import Stored, read_stored
from pm.store.yaml_splicing import splice_tree
from pm.store.yaml_writing import write_tree


def write_stored(kind: Kind, record: Record, vault: Vault, before: Stored | None) -> Stored:
    """Write a record: canonical when it is new, else only the lines that differ.

    Keys of the file that the class does not know stay where they are, in groups and entries too.
    """
    path = kind.path(record.id)
    tree = encode(kind, record, vault)
    if before is None:
        return Stored(kind, path, write_tree(tree), tree, record)
    tree = _with_unknown(kind.fields, before.tree, tree)
    return Stored(kind, path, splice_tree(before.data, tree, path), tree, record)


def sealed_stored(stored: Stored, vault: Vault) -> Stored:
    """Give a record with every personal value sealed that stands there as it was typed."""
    tree = sealed(stored.kind, stored.tree, vault)
    if tree == stored.tree:
        return stored
    return read_stored(stored.kind, stored.path, splice_tree(stored.data, tree, stored.path))


def _with_unknown(fields: Sequence[Field], before: Mapping[str, Node], after: Tree) -> Tree:
    """Give the new tree with what the old one holds and the class does not know."""
    known = {field.name for field in fields}
    kept = {name: node for name, node in before.items() if name not in known}
    for field in fields:
        if field.group is not None and field.name in after and field.name in before:
            after[field.name] = _inside(field, before[field.name], after[field.name])
    return {**after, **kept}


def _inside(field: Field, before: Node, after: Node) -> Node:
    if isinstance(before, dict) and isinstance(after, dict):
        return _with_unknown(field.fields, before, after)
    if isinstance(before, list) and isinstance(after, list):
        old = {str(item["id"]): item for item in before if _has_id(item)}
        return [
            _with_unknown(field.fields, old[str(item["id"])], item)
            if _has_id(item) and str(item["id"]) in old
            else item
            for item in after
        ]
    return after


def _has_id(item: Node) -> TypeGuard[Tree]:
    """Tell whether an item of a list is an entry; others cannot be told apart from before."""
    return isinstance(item, dict) and "id" in item
