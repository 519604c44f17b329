"""Records as files, read with every problem named."""

from typing import NamedTuple

from pm.model.codec import read_record
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.record import Record
from pm.store.yaml_reading import read_tree


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
