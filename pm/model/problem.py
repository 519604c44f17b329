"""What is wrong with data: values that are collected, never raised."""

from typing import NamedTuple

from pm.i18n import Message, mark


class Problem(NamedTuple):
    """One thing that is wrong with one record.

    ``field`` is the path of the field (``caller.phone``, ``solutions[K7Q2XM].closed_at``), empty
    where the whole record is meant.
    """

    field: str
    reason: Message

    @property
    def message(self) -> Message:
        """The sentence for people: the field and what is wrong with it."""
        if not self.field:
            return self.reason
        return mark("{field}: {reason}", field=self.field, reason=self.reason)


class BadValue(ValueError):
    """A text that is not a value of its field; caught where the field's name is known."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason, in words for a person."""
        super().__init__(str(reason))
        self.reason = reason
