"""Labels that come from names: of fields, states, verbs, choices and kinds.

The context keeps apart what English writes alike and Chinese does not (the channel *visit* 来访
and the record *visit* 拜访). It is gettext's own: ``context``, an EOT character, the msgid.
"""

import re
from typing import Literal, TypeAlias

from pm.i18n import Message

Context: TypeAlias = Literal[
    "kind", "kinds", "field", "words", "state", "verb", "choice", "scope", "form"
]
"""What a name names; ``words`` is a field of words in two languages: the name of a thing (名称),
where a person's (姓名) is a plain field.
"""
SEPARATOR = "\x04"
APART: frozenset[tuple[Context, str, str]] = frozenset(
    {
        ("choice", "item", "rank"),
        ("choice", "office", "days_off"),
        ("field", "issued_by", "Rectification"),
        ("field", "items", "Checklist"),
        ("field", "key", "ContactPerson"),
        ("field", "level", "Checklist"),
        ("field", "level", "Inspection"),
        ("field", "like", "Policy"),
        ("field", "note", "Chase"),
        ("field", "note", "ItemScore"),
        ("field", "plan", "Standard"),
        ("field", "result", "Rectification"),
        ("field", "text", "Order"),
        ("field", "text", "WeeklyReport"),
        ("state", "active", "staff"),
        ("state", "closed", "shift"),
        ("verb", "finish", "Inspection"),
        ("verb", "finish", "Task"),
        ("verb", "pass_on", "Working"),
        ("verb", "reopen", "Resident"),
        ("verb", "write", "WeeklyReport"),
    }
)
"""What one name names here and another thing elsewhere: its context says where it stands."""

_SOURCE = re.compile(r" \(S-[0-9]{3}(?:, S-[0-9]{3})*\)")


def label(context: Context, name: str, of: str = "") -> Message:
    """Give the label of a name: ``received_at`` is «received at».

    ``of`` is where it stands: a field or a verb in its class, a state in its kind, a choice in its
    field.
    """
    where = f"{context} of {of}" if (context, name, of) in APART else context
    return Message(f"{where}{SEPARATOR}{name.replace('_', ' ')}")


def summary(doc: str) -> Message:
    """Give the first paragraph of a docstring as a line for people, without its S-numbers."""
    return Message(_SOURCE.sub("", " ".join(doc.strip().split("\n\n")[0].split())))
