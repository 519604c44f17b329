"""Finding: a word in any field of any record, and a record by any id."""

from typing import NamedTuple

from pm.errors import Usage
from pm.i18n import mark
from pm.model.field_types import LINE_LENGTH
from pm.office import registry
from pm.office.office import Office
from pm.office.sight import make_ready, masked, opener


class Hit(NamedTuple):
    """Where a text stands: the record, the field, and what is around it."""

    kind: str
    record_id: str
    field: str
    around: str


def found(office: Office, text: str, noun: str | None = None) -> list[Hit]:
    """Search a text of one character up, in all fields that the reader may open.

    Around a hit in a personal field stands what is shown of it by default.
    """
    if not text.strip():
        raise Usage(mark("there is nothing to look for"), hint=mark("type: pm find TEXT"))
    if len(text) > LINE_LENGTH:
        raise Usage(mark("the text is longer than {length} characters", length=LINE_LENGTH))
    kinds = list(registry.kinds()) if noun is None else [registry.kind(noun.replace("-", "_"))]
    make_ready(office, kinds)
    return [
        Hit(hit.kind, hit.record_id, hit.field, hit.around)
        for hit in office.index.find(kinds, text.strip(), opener(office), masked)
    ]
