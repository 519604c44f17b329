"""The parts of a staff record: the certificates that somebody holds."""

from datetime import date
from typing import Annotated, Literal

from pm.i18n import mark
from pm.model.groups import CalledEntry
from pm.model.values import Contact, Link, Personal


class Certificate(CalledEntry, kw_only=True):
    """A certificate that a member of staff holds (资格证, S-168)."""

    qualification: Annotated[Link[Literal["qualification"]], mark("what it proves")]
    certificate_number: Personal[str, Contact] | None = None
    issued_on: date | None = None
    expires_on: Annotated[
        date | None, mark("the last day on which it is valid; none where it does not end")
    ] = None
    ended_on: Annotated[date | None, mark("the day from which it is not held any more")] = None
