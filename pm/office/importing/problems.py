"""What is wrong with one row of a file, or worth telling about it."""

from typing import NamedTuple

from pm.i18n import Message, mark

SHOWN = 60


class RowProblem(NamedTuple):
    """One thing about one row: its line, the column and value meant, if any, and what it is."""

    line: int
    column: str
    value: str
    reason: Message

    def message(self, file: str) -> Message:
        """Give the sentence for people."""
        if not self.column:
            return mark(
                "{file}, line {line}: {reason}", file=file, line=self.line, reason=self.reason
            )
        if not self.value or self.value in map(str, self.reason.values.values()):
            return mark(
                "{file}, line {line}, {column}: {reason}",
                file=file,
                line=self.line,
                column=self.column,
                reason=self.reason,
            )
        return mark(
            "{file}, line {line}, {column} '{value}': {reason}",
            file=file,
            line=self.line,
            column=self.column,
            value=_short(self.value),
            reason=self.reason,
        )


def _short(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[: SHOWN - 1]}…"
