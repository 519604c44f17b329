"""What an act wrote, told: record, state and commit, and what comes next."""

from pm.cli.answers import SHORT_COMMIT, answer, data_table, noun
from pm.cli.run import Run
from pm.i18n import Message, mark
from pm.model.act import Deed
from pm.model.ids import Layout
from pm.model.labels import label
from pm.office import registry
from pm.office.desk import Written
from pm.office.households import following as household_following
from pm.office.keys.standing import next_for_keys
from pm.office.office import Office
from pm.office.showing import as_data
from pm.office.sight import Sight


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
        for message in (*map(_told, _besides(written)), *written.notes):
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
    if found.steward is not None:
        run.tell(
            mark("tell {steward}, who answers for {grid}", steward=found.steward, grid=found.grid)
        )
    if found.command is not None:
        run.tell(mark("next: {command}", command=found.command))


def _besides(written: Written) -> list[Deed]:
    """Give the last that the act did to each other record than those that it was about."""
    told = {stored.record.id for stored in written.stored}
    others = {deed.record: deed for deed in written.deeds if deed.record not in told}
    return list(others.values())


def _told(deed: Deed) -> Message:
    return mark(
        "{kind} {id} is {state} by it",
        kind=registry.kind(deed.kind).label,
        id=deed.record,
        state=label("state", deed.target),
    )


def _of_keys(written: Written, office: Office) -> str | None:
    """Give the next command where somebody has come or left who has no keys yet, or still has."""
    if written.kind.name != "staff" or not written.deeds:
        return None
    return next_for_keys(office, written.stored[-1].record.id)


def _sentence(written: Written, record_id: str, state: str, *, dry_run: bool) -> Message:
    if dry_run:
        return mark(
            "{kind} {id} would be {state}; nothing was recorded",
            kind=written.kind.label,
            id=record_id,
            state=label("state", state),
        )
    if not written.deeds:
        return mark("{kind} {id} is as it was", kind=written.kind.label, id=record_id)
    return mark(
        "{kind} {id} is {state} (commit {commit})",
        kind=written.kind.label,
        id=record_id,
        state=label("state", state),
        commit=written.commit[:SHORT_COMMIT],
    )


def _following(written: Written) -> str | None:
    """Give the command that usually comes next, for work in hand: a verb that leads on."""
    kind, record = written.kind, written.stored[-1].record
    verb = kind.leading(record.state) if kind.layout is Layout.DATED else None
    return None if verb is None else f"pm {noun(kind)} {verb.name} {record.id}"
