"""JSON Schema of a kind's file, from its class (draft 2020-12)."""

from pm.model.fields import Field
from pm.model.kind import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, object]:
    """Describe the file of a kind; every scalar is text (failsafe reading)."""
    described = _object(kind.fields)
    properties = described["properties"]
    assert isinstance(properties, dict)  # noqa: S101  # made one line above
    properties["state"] = {"enum": list(kind.states)}
    return {"$schema": DIALECT, "title": kind.name, "description": kind.about.text, **described}


def _object(fields: tuple[Field, ...]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, object]:
    one = _one(field)
    if field.about is not None:
        one["description"] = field.about.text
    return {"type": "array", "items": one} if field.many else one


def _one(field: Field) -> dict[str, object]:
    if field.group is not None:
        return _object(field.fields)
    assert field.form is not None  # noqa: S101  # a field without a group has a form
    if field.scope is not None:
        return {"type": "string", "x-personal": field.scope.name}
    described = field.form.schema()
    if field.form.links():
        described["x-links"] = list(field.form.links())
    return described
