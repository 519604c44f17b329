"""Examples of commands, made of what the class of a kind says."""

import shlex
from collections.abc import Iterator

from pm.model.field_types import LineType, ProseType
from pm.model.fields import Field, Leaf
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.model.verbs import Verb
from pm.office import registry

ID = "id"
"""The name of the form that any slug has; some kinds have slugs of a form of their own."""
_DAY = "261122"
_RANDOM = "K7Q2XM"


def example_of_verb(kind: Kind, verb: Verb, typed: str = "") -> str:
    """Write a verb with everything that it must be told; ``typed`` is a shorter way to type it."""
    command = typed or f"pm {kind.noun} {verb.name}"
    return shlex.join([*command.split(), *_words(kind, verb)])


def _words(kind: Kind, verb: Verb) -> Iterator[str]:
    if kind.chosen or not (verb.creates or kind.is_single):
        yield sample_id(kind)
    for field in kind.offered(verb):
        for leaf in _needed(field):
            yield from (flag(leaf.name), _sample(leaf))
    if verb.reasons is not None:
        yield from ("--reason", "CODE")


def _needed(field: Field) -> list[Leaf]:
    """Give what must be typed of a field; of a group that may be any part of it, the first."""
    if not field.required or field.name == "id":
        return []
    inside = list(option_leaves([field]))
    return [leaf for leaf in inside if leaf.field.required] or inside[:1]


def sample_id(kind: Kind) -> str:
    """Give an id as those of a kind look; of what people name, the noun in capitals."""
    if kind.layout is Layout.DATED:
        return f"{kind.prefix}-{_DAY}-{_RANDOM}"
    if kind.layout is Layout.STANDING:
        return f"{kind.prefix}-{_RANDOM}"
    if kind.is_single:
        return kind.name
    form = kind.fields[0].form
    return kind.name.upper() if form is None or form.name == ID else form.sample


def _sample(leaf: Leaf) -> str:
    form = leaf.field.form
    assert form is not None  # noqa: S101  # a leaf has a form
    if form.links():
        return sample_id(registry.kind(form.links()[0]))
    free = form.name in {LineType.name, ProseType.name}
    return leaf.name.upper().replace("_", "-") if free else form.sample
