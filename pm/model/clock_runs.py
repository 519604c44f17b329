"""One run of a clock, with all that there is to tell of it."""

from datetime import datetime
from typing import NamedTuple

from pm.model.clocks import Reading
from pm.model.policy import Limit


class ClockRun(NamedTuple):
    """One run of a clock of one record, from its start to its end, or to now.

    Attributes:
        clock: the name of the clock: ``solve``.
        start: when it began.
        end: when it ended; none while it runs.
        reading: what it counted; none where nothing says by when it is due.
        recorded: the due time on record, as verbs stamped it or an old system said it.
        limit: what the policy sets; beside a due time that somebody named, it does not count.
        is_again: whether it began with a reopening.
        is_cut: whether it was not ended by what it waits for, but with the record.
        slot_from: the beginning of the slot whose end is the due time, if that was agreed.
        dispatched_at: when somebody was sent, where that is not the start.
        expected_at: when a pause that runs is expected to end.
        because: why it was late, as its doer said: a reason's code.
        is_as_imported: whether an old system alone knew of it.
    """

    clock: str
    start: datetime
    end: datetime | None = None
    reading: Reading | None = None
    recorded: datetime | None = None
    limit: Limit | None = None
    is_again: bool = False
    is_cut: bool = False
    slot_from: datetime | None = None
    dispatched_at: datetime | None = None
    expected_at: datetime | None = None
    because: str | None = None
    is_as_imported: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether the due time on record is another one than what is read now."""
        if self.reading is None or self.recorded is None or self.expected_at is not None:
            return False
        return self.recorded != self.reading.due
