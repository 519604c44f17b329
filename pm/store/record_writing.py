"""Records as files, written so that one field is one line."""

from pm.model.codec import encode
from pm.model.kind import Kind
from pm.model.record import Record
from pm.model.values import Vault
from pm.store.records import Stored
from pm.store.yaml_splicing import splice_tree
from pm.store.yaml_writing import write_tree


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
