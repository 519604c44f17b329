"""The verbs of a kind as the text of its file declares them: completion imports no kind."""

import re
from collections.abc import Iterator

import pm.model
from pm.i18n import Message
from pm.model.labels import summary
from pm.model.pattern import pattern
from pm.office import registry

_CLASS = pattern(r"^class (\w+)\((\w+)[^)]*\):\n((?:(?: .*)?\n)*)", re.MULTILINE)
_VERB = pattern(
    r"^    @(verb|creates)\((.*?)^    def (\w+)\(.*?"
    r'^        """(.+?)(?:"""|\n\n)|^    (\w+) = None$',
    re.MULTILINE | re.DOTALL,
)
_SINGLE = "= Layout.SINGLE\n"


def typed_verbs(noun: str) -> dict[str, Message]:
    """Give the verbs that people may type and what each does, in the order of the class."""
    found: dict[str, Message | None] = {}
    bodies = list(_bodies(noun))
    single = any(_SINGLE in body for body in bodies)
    for body in bodies:
        for declares, arguments, name, doc, left_out in _VERB.findall(body):
            typed = name and "hidden=True" not in arguments
            creates_one = single and declares == "creates"
            about = summary(doc) if typed and not creates_one else None
            found.setdefault((name or left_out).strip("_").replace("_", "-"), about)
    return {name: about for name, about in found.items() if about is not None}


def _bodies(noun: str) -> Iterator[str]:
    """Give the text of the class of a kind, then that of each class on which it is built."""
    shapes = registry.read_text(f"{pm.model.__path__[0]}/record.py")
    classes = {
        name: (base, body)
        for text in (shapes, *registry.texts(noun))
        for name, base, body in _CLASS.findall(text)
    }
    name = "".join(part.capitalize() for part in noun.split("_"))
    while name in classes:
        name, body = classes[name]
        yield body
