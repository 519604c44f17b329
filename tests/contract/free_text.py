"""Free text of a record is personal; what is left clear is named here, each with its reason."""

from collections.abc import Iterator

from pm.model.field_types import LineType, ProseType
from pm.model.fields import Field
from pm.model.kind import IDENTITY, Kind
from pm.model.record import Configuration

IMPORTED = ("answer", "duty", "resident", "staff", "unit")
"""The kinds that come in from old systems, besides tickets."""

CLEAR = {
    ("staff", "name"): "who did an act stands in every commit",
    ("unit", "code"): "the number on a door says nothing of who lives behind it",
    ("ticket", "source.system"): "the name of an import map",
    ("ticket", "source.key"): "the number of a ticket in an old system",
    **dict.fromkeys(
        [(kind, f"source.{name}") for kind in IMPORTED for name in ("system", "key")],
        "the name of an import map, and the number of a row in an old system",
    ),
    **dict.fromkeys(
        [("answer", path) for path in ("question.en", "question.zh", "answer.en", "answer.zh")],
        "what the desk tells everybody who asks",
    ),
    ("answer", "tags"): "words by which people look for what the desk tells everybody",
    ("erasure", "unpurged"): "places of a machine",
}
"""The free texts that are clear: the kind, the way to the field, and why."""


def problems_of_free_text(kind: Kind) -> list[str]:
    """What people write in their own words, in fields and options, is sealed."""
    if issubclass(kind.record, Configuration):
        return []
    fields = set(_clear_texts(kind.fields, ""))
    options = {
        path for verb in kind.verbs.values() for path in _clear_texts(kind.offered(verb), "")
    }
    return [
        f"{path} is free text that anybody can read"
        for path in sorted(fields | options)
        if (kind.name, path) not in CLEAR
    ]


def _clear_texts(fields: tuple[Field, ...], path: str) -> Iterator[str]:
    for field in fields:
        if field.group is not None:
            yield from _clear_texts(field.fields, f"{path}{field.name}.")
        elif (
            isinstance(field.form, LineType | ProseType)
            and field.scope is None
            and path + field.name not in IDENTITY
        ):
            yield f"{path}{field.name}"
