"""Sample texts, trees and values of any field, made from its type alone."""

from collections.abc import Iterator
from typing import Any, Protocol

from pm.model.fields import Field
from pm.model.kind import IDENTITY, Kind
from pm.model.node import Node, Tree
from pm.model.values import Personal

OTHERS = {
    "households": ("350", "500"),
    "number": ("0", "1000"),
    "money": ("0.00", "100000.00", "-0.05"),
    "percent": ("0", "100"),
    "score": ("0.0", "100.0"),
    "time": ("2026-11-20T00:00:00+08:00", "2026-12-24T18:00:00+08:00"),
    "day": ("2026-11-20", "2026-12-24"),
}
"""Texts besides the sample, by the name of a type: a rule may compare with them."""


YEAR = 4
"""Slugs that have a form of their own begin with a year of so many digits."""


def sample_slug(kind: Kind, number: int) -> str:
    """Give a slug of a kind; where slugs have a form, the sample of it in a year of its own."""
    form = kind.fields[0].form
    assert form is not None
    return f"sample-{number}" if form.name == "id" else f"{2000 + number}{form.sample[YEAR:]}"


class Linkable(Protocol):
    """What knows the ids to which a link may point."""

    def ids(self, kinds: tuple[str, ...]) -> list[str]:
        """Give them all."""
        ...


def texts_of(field: Field, world: Linkable) -> list[str]:
    """Give texts of a field, the usual one first: every choice, every record to link to."""
    assert field.form is not None
    if field.form.links():
        found = world.ids(tuple(field.form.links()))
        return found[::-1] if field.scope is not None else found
    return list(
        dict.fromkeys([field.form.sample, *field.form.choices(), *OTHERS.get(field.form.name, ())])
    )


def sample_tree(kind: Kind, world: Linkable, record_id: str, state: str, *, full: bool) -> Tree:
    """Make the file of a record with every field, or with the required ones only."""
    tree: Tree = {"id": record_id, "state": state, "data_subject": "D-K7Q2XMK7Q2"}
    rest = tuple(field for field in kind.fields if field.name not in IDENTITY)
    return tree | _nodes(rest, world, full=full)


def _nodes(fields: tuple[Field, ...], world: Linkable, *, full: bool) -> Tree:
    return {
        field.name: sample_node(field, world, full=full)
        for field in fields
        if full or field.required
    }


def sample_node(field: Field, world: Linkable, *, full: bool = True) -> Node:
    """Make the node of a field: of a personal one a token that nothing here can open."""
    node: Node
    if field.group is not None:
        node = _nodes(field.fields, world, full=full) or _nodes(field.fields, world, full=True)
    elif field.scope is not None:
        node = f"pm1.{field.scope.name}.1.{field.name}"
    else:
        node = texts_of(field, world)[0]
    return [node] if field.many else node


def typed_value(field: Field, world: Linkable) -> Any:
    """Give the value of an option as if a person had just typed it."""
    if field.group is not None:
        inner = {part.name: typed_value(part, world) for part in field.fields}
        return [field.group(**inner)] if field.many else field.group(**inner)
    value = _typed(field, texts_of(field, world)[0])
    return [value] if field.many else value


def _typed(field: Field, text: str) -> Any:
    assert field.form is not None
    value = field.form.read(text)
    return value if field.scope is None else Personal(field.form, plain=value)


def private_texts(fields: tuple[Field, ...], world: Linkable) -> Iterator[str]:
    """Give what :func:`typed_value` puts into personal fields."""
    for field in fields:
        if field.group is not None:
            yield from private_texts(field.fields, world)
        elif field.scope is not None:
            yield texts_of(field, world)[0]


def option_sets(fields: tuple[Field, ...], world: Linkable) -> Iterator[dict[str, Any]]:
    """Give options as people may type them.

    All of them; the required ones; all but one; all with another word of one choice.
    """
    whole = {field.name: typed_value(field, world) for field in fields}
    yield dict(whole)
    yield {field.name: whole[field.name] for field in fields if field.required}
    for field in fields:
        if not field.required:
            yield {name: value for name, value in whole.items() if name != field.name}
        if field.form is not None and field.form.choices() and not field.many:
            for text in texts_of(field, world)[1:]:
                yield {**whole, field.name: _typed(field, text)}
