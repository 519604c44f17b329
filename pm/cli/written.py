"""What an act wrote, told: record, state and commit, and what comes next."""

from collections.abc import Iterator

from pm.cli.answers import SHORT_COMMIT, answer, data_table
from pm.cli.run import Run
from pm.i18n import Message, mark
from pm.model.act import Deed
from pm.model.ids import Layout
from pm.model.kind import Kind
from pm.office import registry
from pm.office.desk import Written
from pm.office.households import following as household_following
from pm.office.keys.standing import next_for_keys
from pm.office.office import Office
from pm.office.showing import as_data
from pm.office.sight import Sight

MOST = 4
"""Of so many other records of a kind each is told by itself."""


def tell_written(
    run: Run, written: Written, office: Office, *, as_json: bool, dry_run: bool
) -> None:
    """Tell what an act wrote: record, state and commit, and what comes next."""
    for warning in written.warnings:
        run.warn(warning)
    if as_json:
        rows = [as_data(written.kind, stored.record, Sight(office)) for stored in written.stored]
        answer(run, data_table(written.kind, rows), "json")
        return
    for stored in written.stored:
        run.tell(_sentence(written, stored.record.id, stored.record.state, dry_run=dry_run))
    if not dry_run:
        for message in _of_others(written):
            run.tell(message)
        for message in written.told:
            run.tell(message)
    following = _following(written) or _of_keys(written, office)
    if following is not None and not dry_run:
        run.tell(mark("next: {command}", command=following))
    if not dry_run:
        _tell_of_household(run, written, office)


def _tell_of_household(run: Run, written: Written, office: Office) -> None:
    """Say who is to be told of a household's change, and how its unit is brought up."""
    found = household_following(office, written, run.language.code)
    if found is None:
        return
    for other in found.others:
        run.warn(mark("{id} is the file of an owner of the same flat too", id=other))
        run.tell(mark("next: {command}", command=f"pm resident show {other}"))
    if found.steward is not None:
        run.tell(
            mark("tell {steward}, who answers for {grid}", steward=found.steward, grid=found.grid)
        )
    if found.command is not None:
        run.tell(mark("next: {command}", command=found.command))


def _of_others(written: Written) -> Iterator[Message]:
    """Tell what the act did to other records: of each by itself, of many how many they are."""
    told = {stored.record.id for stored in written.stored}
    last = {deed.record: deed for deed in written.deeds if deed.record not in told}
    alike: dict[tuple[str, str, bool], list[Deed]] = {}
    for deed in last.values():
        alike.setdefault((deed.kind, deed.target, deed.source == deed.target), []).append(deed)
    for (name, state, stays), deeds in alike.items():
        kind = registry.kind(name)
        if len(deeds) > MOST:
            yield _told_of_many(kind, len(deeds), state, stays=stays)
        else:
            yield from (_told(kind, deed.record, state, stays=stays) for deed in deeds)


def _told_of_many(kind: Kind, count: int, state: str, *, stays: bool) -> Message:
    if stays:
        return mark("{kinds}: {count} go with it", kinds=kind.label_of_many, count=count)
    return mark(
        "{kinds}: {count} are {state} by it",
        kinds=kind.label_of_many,
        count=count,
        state=kind.label_of_state(state),
    )


def _told(kind: Kind, record_id: str, state: str, *, stays: bool) -> Message:
    if stays:
        return mark("{kind} {id} goes with it", kind=kind.label, id=record_id)
    return mark(
        "{kind} {id} is {state} by it",
        kind=kind.label,
        id=record_id,
        state=kind.label_of_state(state),
    )


def _of_keys(written: Written, office: Office) -> str | None:
    """Give the next command where somebody came, left or got another post, and keys do not fit."""
    if written.kind.name != "staff":
        return None
    if not any(deed.source != deed.target or deed.verb == "edit" for deed in written.deeds):
        return None
    return next_for_keys(office, written.stored[-1].record.id)


def _sentence(written: Written, record_id: str, state: str, *, dry_run: bool) -> Message:
    if dry_run:
        return mark(
            "{kind} {id} would be {state}; nothing was recorded",
            kind=written.kind.label,
            id=record_id,
            state=written.kind.label_of_state(state),
        )
    if not written.deeds:
        return mark("{kind} {id} is as it was", kind=written.kind.label, id=record_id)
    return mark(
        "{kind} {id} is {state} (commit {commit})",
        kind=written.kind.label,
        id=record_id,
        state=written.kind.label_of_state(state),
        commit=written.commit[:SHORT_COMMIT],
    )


def _following(written: Written) -> str | None:
    """Give the command that usually comes next, for work in hand: a verb that leads on."""
    kind, record = written.kind, written.stored[-1].record
    if record.next_words is not None:
        return f"pm {record.next_words}"
    verb = kind.following(record) if kind.layout is Layout.DATED else None
    return None if verb is None else f"pm {kind.noun} {verb.name} {record.id}"
