"""The JSON Schema of a kind takes what the codec takes."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from pm.model.codec import decode
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.schema import DIALECT, schema
from pm.office import registry
from tests.model.case import CASE
from tests.model.strategies import record_trees

KINDS = [*registry.kinds(), CASE]


def faults(described: Any, node: Any, path: str = "") -> list[str]:
    """Check the few words of JSON Schema that are used here."""
    if "enum" in described:
        return [] if node in described["enum"] else [path]
    if described["type"] == "array":
        inner = (faults(described["items"], item, f"{path}[]") for item in node)
        return [each for found in inner for each in found]
    if described["type"] == "object":
        missing = [f"{path}.{name}" for name in described["required"] if name not in node]
        unknown = [f"{path}.{name}" for name in node if name not in described["properties"]]
        known = [name for name in node if name in described["properties"]]
        inner = (
            faults(described["properties"][name], node[name], f"{path}.{name}") for name in known
        )
        return [*missing, *unknown, *(each for found in inner for each in found)]
    text = isinstance(node, str) and len(node) >= described.get("minLength", 0)
    fits = text and re.search(described.get("pattern", ""), node) is not None
    return [] if fits else [path]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_the_codec_takes_the_schema_takes(kind: Kind) -> None:
    described = schema(kind)
    assert (described["$schema"], described["title"]) == (DIALECT, kind.name)
    assert described["additionalProperties"] is False

    @given(record_trees(kind))
    @settings(max_examples=20)
    def agrees(tree: Tree) -> None:
        assert decode(kind, tree).problems == []
        assert faults(described, tree) == []

    agrees()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("count", text) for text in ("1_000", "1e3", "01", "+1", "-0", "1.0", "")),
        *(("sum", text) for text in ("1", "1.5", "01.00", "1e3", "NaN", "1.000")),
        *(("loud", text) for text in ("true", "1", "Yes")),
        *(("size", text) for text in ("huge", "Small")),
        ("state", "gone"),
    ],
)
def test_what_the_schema_refuses_the_codec_refuses(name: str, text: str) -> None:
    tree: Tree = {
        "id": "C-261122-K7Q2XM",
        "state": "open",
        "data_subject": "D-K7Q2XMK7Q2",
        "size": "small",
        "name": {"en": "Noise"},
        name: text,
    }
    assert faults(schema(CASE), tree) == [f".{name}"]
    assert [problem.field for problem in decode(CASE, tree).problems] == [name]


def test_personal_fields_links_and_meanings_are_told() -> None:
    properties: Any = schema(CASE)["properties"]
    assert properties["title"] == {
        "type": "string",
        "x-personal": "voice",
        "description": "the case in a few words",
    }
    assert properties["notes"]["items"] == {"type": "string", "x-personal": "voice"}
    assert properties["grid"] == {"type": "string", "x-links": ["grid"]}
    assert properties["visits"]["items"]["required"] == ["id"]
    assert properties["state"] == {"enum": ["open", "ended", "void"]}
