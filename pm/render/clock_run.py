"""One run of a clock in one plain paragraph: by what it counts, what counted, and the verdict."""

from collections.abc import Iterator

from pm.i18n import Message, mark
from pm.model.clock_runs import ClockRun
from pm.model.clock_types import clock_name
from pm.model.clocks import AgreedTime, Reading
from pm.render.clock import Names, by_which, counted, length, moment
from pm.render.value import Page


def run_paragraph(run: ClockRun, record_id: str, names: Names, page: Page) -> str:
    """Explain a run in one paragraph."""
    gap = "" if page.language.code == "zh" else " "
    said = gap.join(page.say(sentence) for sentence in _explained(run, record_id, names))
    return page.fitted(said)


def _explained(run: ClockRun, record_id: str, names: Names) -> Iterator[Message]:
    reading = run.reading
    if reading is None:
        yield from _without_due(run)
        return
    yield by_which(reading, names)
    yield from _beside(run, reading)
    if run.is_again:
        yield mark("The ticket was reopened: a new clock began.")
    yield from counted(reading, names)
    if run.is_cut:
        yield mark("Nothing is noted that ended it: it was read up to the end of the matter.")
    if run.because is not None:
        yield mark("Why it was late: {reason}.", reason=names("reason", run.because))
    yield from _from_dispatch(run)
    yield from _on_record(run, reading, record_id)


def _without_due(run: ClockRun) -> Iterator[Message]:
    clock = clock_name(run.clock)
    if run.is_as_imported:
        yield mark("{clock}: the old system named no due time, so none is judged.", clock=clock)
    else:
        yield mark("{clock}: no policy sets a limit, and no due time was named.", clock=clock)
    if run.is_again:
        yield mark("The ticket was reopened: a new clock began.")
    if run.end is None:
        yield mark("It began on {start} and still runs.", start=run.start)
        return
    yield mark(
        "It began on {start} and ended on {end}: {gross} passed.",
        start=run.start,
        end=run.end,
        gross=length(run.end - run.start),
    )


def _beside(run: ClockRun, reading: Reading) -> Iterator[Message]:
    """Say what a time that was named takes the place of."""
    if run.slot_from is not None and isinstance(reading.limit, AgreedTime):
        yield mark(
            "The slot: {start} to {end}.", start=run.slot_from, end=moment(reading.limit.named)
        )
    if run.limit is not None and isinstance(reading.limit, AgreedTime):
        yield mark(
            "It takes the place of the limit of policy {version}: {span}.",
            version=run.limit.version,
            span=run.limit.text,
        )


def _from_dispatch(run: ClockRun) -> Iterator[Message]:
    """Give the time from dispatch beside: neither a late desk nor a late technician hides."""
    if run.dispatched_at is None:
        return
    if run.is_cut or run.end is None or run.end < run.dispatched_at:
        yield mark("Somebody was sent on {time}.", time=run.dispatched_at)
        return
    yield mark(
        "Somebody was sent on {time}: {length} from there.",
        time=run.dispatched_at,
        length=length(run.end - run.dispatched_at),
    )


def _on_record(run: ClockRun, reading: Reading, record_id: str) -> Iterator[Message]:
    """Say where the due time on record is another one: what was judged stays as it was."""
    if run.recorded is None:
        return
    if run.expected_at is not None:
        yield mark(
            "It is expected to go on {time}; then it is due on {due}.",
            time=run.expected_at,
            due=moment(run.recorded),
        )
    elif run.is_stale and run.end is None:
        yield mark(
            "On record it is due on {due}; this brings it up to date: {command}",
            due=moment(run.recorded),
            command=f"pm ticket reclock {record_id}",
        )
    elif run.is_stale and reading.until > run.recorded:
        yield mark(
            "It is judged by the due time that was on record then, {due}: late by {late}.",
            due=moment(run.recorded),
            late=length(reading.until - run.recorded),
        )
    elif run.is_stale:
        yield mark(
            "It is judged by the due time that was on record then, {due}: in time.",
            due=moment(run.recorded),
        )
