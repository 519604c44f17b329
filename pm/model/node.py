"""The disk shape of a record: text, lists and mappings, and nothing else.

Records are read with YAML's failsafe schema (YAML 1.2, section 10.1): every scalar is text.
"""

from typing import TypeAlias

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Tree: TypeAlias = dict[str, Node]
