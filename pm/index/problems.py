"""Problems as they lie in the index: text that any language can be made of later."""

from typing import Any

import msgspec

from pm.i18n import Message
from pm.model.problem import Problem


def pack(problems: list[Problem]) -> str:
    """Write problems as JSON: field, English sentence and what fills its holes."""
    rows = [[problem.field, *_packed(problem.reason)] for problem in problems]
    return msgspec.json.encode(rows).decode("utf-8")


def unpack(text: str) -> list[Problem]:
    """Read problems that :func:`pack` wrote."""
    rows: list[Any] = msgspec.json.decode(text)
    return [Problem(field, _message(sentence, values)) for field, sentence, values in rows]


def _packed(message: Message) -> tuple[str, dict[str, object]]:
    return message.text, {
        name: list(_packed(value)) if isinstance(value, Message) else _plain(value)
        for name, value in message.values.items()
    }


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def _message(sentence: str, values: dict[str, Any]) -> Message:
    return Message(
        sentence,
        {
            name: _message(*value) if isinstance(value, list) else value
            for name, value in values.items()
        },
    )
