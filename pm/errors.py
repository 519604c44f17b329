"""Every refusal of pm, and the exit code of each.

::

    PmError                 1   a fault of pm itself
    ├── Usage               2   the command line asks for something that does not exist
    ├── ProblemsFound       3   the work is done, and some of what it met is wrong
    ├── NotFound           10   no such record, file, commit or person
    ├── Ambiguous          11   more than one record fits; the candidates are listed
    ├── Invalid            12   a value or a file is not what it must be
    │   └── Unreadable     12   a file cannot be read as a record: file, line and reason
    ├── Refused            13   the workflow or a missing capability forbids it
    ├── Busy               14   somebody else is writing
    ├── Conflict           15   two changes exclude each other
    └── Sealed             16   the value is sealed and the key is not here
        ├── Erased         16   the person was forgotten: the key is gone for good
        └── Damaged        16   the sealed value was changed, moved or cut

A refusal says what is wrong in ``message`` and what to type next in ``hint``; both are
marked English, in lower case and without a full stop. ``details`` holds one line for
each thing that is wrong where there are several. Bad *data* is collected as values,
bad *requests* are raised.
"""

from collections.abc import Iterable
from typing import ClassVar

from pm.i18n import Message, mark


class PmError(Exception):
    """A refusal that a person can read and act on."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self, message: Message, *, hint: Message | None = None, details: Iterable[Message] = ()
    ) -> None:
        """Keep the sentence, the next step and the single points."""
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.details = tuple(details)


class Usage(PmError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class ProblemsFound(PmError):
    """The work is done, and some of what it met is wrong."""

    exit_code = 3


class NotFound(PmError):
    """There is no such record, file, commit or person."""

    exit_code = 10


class Ambiguous(PmError):
    """More than one record fits; the details list the candidates."""

    exit_code = 11


class Invalid(PmError):
    """A value or a file is not what it must be; the details name every bad field."""

    exit_code = 12


class Unreadable(Invalid):
    """A file cannot be read as a record."""

    def __init__(self, where: str, line: int | None, reason: Message) -> None:
        """Keep file (``records/…``), line (from 1, none for the whole file) and reason."""
        self.where = where
        self.line = line
        self.reason = reason
        sentence = (
            mark("{file} cannot be read: {reason}", file=where, reason=reason)
            if line is None
            else mark("{file}, line {line}: {reason}", file=where, line=line, reason=reason)
        )
        super().__init__(sentence, hint=mark("mend the file and run: pm check"))


class Refused(PmError):
    """The workflow or a missing capability forbids it; the details name all that is missing."""

    exit_code = 13


class Busy(PmError):
    """Somebody else is writing to the office."""

    exit_code = 14


class Conflict(PmError):
    """Two changes exclude each other."""

    exit_code = 15


class Sealed(PmError):
    """The value is sealed and the key is not here."""

    exit_code = 16


class Erased(Sealed):
    """The person whom the value is about was forgotten: its key is gone for good."""


class Damaged(Sealed):
    """The sealed value was changed, moved from another place or cut; it is not shown."""
