"""Records as files: read with every problem named, written so that one field is one line."""

from typing import NamedTuple

from pm.model.codec import encode, read_record
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.record import Record
from pm.model.values import Vault
from pm.store.yaml_reading import read_tree
from pm.store.yaml_splicing import splice_tree
from pm.store.yaml_writing import write_tree


class Stored(NamedTuple):
    """A record as it lies in the office: its file, its tree and what they mean."""

    kind: Kind
    path: str
    data: bytes
    tree: Tree
    record: Record


def read_stored(kind: Kind, path: str, data: bytes) -> Stored:
    """Read the file of a record; raises Unreadable, or Invalid that names every bad field."""
    tree = read_tree(data, path)
    return Stored(kind, path, data, tree, read_record(kind, tree, path))


def write_stored(kind: Kind, record: Record, vault: Vault, before: Stored | None) -> Stored:
    """Write a record: canonical when it is new, else only the lines that differ.

    Keys of the file that the class does not know stay where they are.
    """
    path = kind.path(record.id)
    tree = encode(kind, record, vault)
    if before is None:
        return Stored(kind, path, write_tree(tree), tree, record)
    known = {field.name for field in kind.fields}
    tree |= {name: node for name, node in before.tree.items() if name not in known}
    return Stored(kind, path, splice_tree(before.data, tree, path), tree, record)
