"""What somebody still has who leaves: told with the commands that give it to another one."""

from collections.abc import Iterator
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.model.act import Act
from pm.model.labels import label
from pm.model.verbs import Verb


class Held(NamedTuple):
    """What one may have of a kind: the field that names him, and what takes it from him."""

    kind: str
    field: str
    verb: str
    options: str = ""


HELD = (
    Held("grid", "steward", "edit", " --steward NAME"),
    Held("dossier_loan", "borrower", "return"),
    Held("ticket", "assignee", "hand-on", " --assignee NAME --reason CODE"),
    Held("order", "owner", "pass-on", " --owner NAME"),
    Held("task", "assignee", "edit", " --assignee NAME"),
    Held("plan", "assignee", "edit", " --assignee NAME"),
)


def still_held(act: Act, who: str) -> Iterator[Message]:
    """Say what the record of an act still has by others that are not ended, a line a kind."""
    for held in HELD:
        found = sorted(
            record.id
            for record in act.linked(held.kind, held.field)
            if _verb(type(record), held.verb).starts_from(record.state, record.final)
        )
        if found:
            noun = held.kind.replace("_", "-")
            yield mark(
                "{who} still has {kind} {ids} (next: {command})",
                who=who,
                kind=label("kind", held.kind),
                ids=", ".join(found),
                command=f"pm {noun} {held.verb} {found[0]}{held.options}",
            )


def _verb(record: type[object], name: str) -> Verb:
    names = (name.replace("-", "_"), f"{name}_")
    found: Verb = next(getattr(record, each) for each in names if hasattr(record, each))
    return found
