"""The clocks of tickets: what each counted, read by the rules at HEAD without opening anything."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pm.errors import Invalid
from pm.i18n import Beside, mark
from pm.model.clock_runs import ClockRun
from pm.model.clock_types import CLOCKS, clock_name
from pm.model.policy import Policy
from pm.model.record import Record
from pm.office import registry
from pm.office.office import Office
from pm.office.reader import RecordReader

NOUN = "ticket"
TOLD = tuple(name for name in CLOCKS if name != "reply-cap")
"""The clocks that are told of: the longest promise bounds another one and runs for nobody."""


class AsRead:
    """The rules of one state of the office, for whoever only reads."""

    before: Record | None = None

    def __init__(self, policy: Policy, reader: RecordReader, at: datetime) -> None:
        """Take the rules, the records and the time."""
        self.policy = policy
        self.at = at
        self._reader = reader

    def get(self, kind: str, record_id: str) -> Record:
        """Give another record of the office."""
        return self._reader.get(registry.kind(kind), record_id).record


class Clocked(NamedTuple):
    """A ticket and what its clocks did; none of one that counts nowhere."""

    id: str
    state: str
    counts: bool
    runs: Sequence[ClockRun]


def clocks_of(office: Office, names: Sequence[str], clock: str | None = None) -> list[Clocked]:
    """Give what the clocks of some tickets did, or one clock of theirs; opens nothing."""
    if clock is not None and clock not in TOLD:
        raise Invalid(
            mark("there is no clock '{name}'", name=clock),
            hint=mark("there are: {names}", names=[Beside(one, clock_name(one)) for one in TOLD]),
        )
    kind, entering, found = registry.kind(NOUN), office.entering(), []
    ruled = AsRead(office.rules, office.reader, office.now)
    for record_id in dict.fromkeys(entering.find([NOUN], name) for name in names):
        ticket: Any = office.reader.get(kind, record_id).record
        runs = tuple(ticket.clock_runs(ruled, office.zone, clock))
        found.append(Clocked(record_id, ticket.state, ticket.counts, runs))
    return found
