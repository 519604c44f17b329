"""Do what time does: make what the plans say, let wait no longer what has waited, and remind."""

from datetime import date, datetime

import click

from pm.cli.answers import SHORT_COMMIT, answer
from pm.cli.dues import tone_at
from pm.cli.opened import office_of, run_of
from pm.cli.options import trial_options
from pm.cli.progress import working
from pm.cli.run import Run
from pm.cli.words import Command
from pm.errors import ProblemsFound
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.office import Office
from pm.office.ticking import Done, Ticked
from pm.office.ticking import tick as do_what_is_due
from pm.render.value import Column, Table


def tick(ctx: click.Context, *, dry_run: bool, as_json: bool) -> None:
    """Do it, and say what was done and what is to be done by today."""
    run, office = run_of(ctx), office_of(ctx)
    with working(run, mark("doing what is due")):
        ticked = do_what_is_due(office, dry_run=dry_run)
    for problem in (*ticked.warnings, *ticked.problems):
        run.warn(problem)
    if as_json:
        answer(run, _table(ticked), "json")
    else:
        _tell(run, office, ticked, dry_run=dry_run)
    if ticked.problems:
        raise ProblemsFound(
            mark("not all that is due could be done: {count}", count=len(ticked.problems)),
            hint=mark(
                "mend the plan (pm plan edit ID) or retire it; what the computer itself may do:"
                " pm post show system"
            ),
        )


def _table(ticked: Ticked) -> Table:
    reminders = [{**one._asdict(), "due": one.due.isoformat()} for one in ticked.reminders]
    rows = [
        {
            "kind": deed.kind,
            "id": deed.record,
            "verb": deed.verb,
            "state": deed.target,
            "at": deed.at.isoformat(),
            "about": about,
        }
        for deed, about in ticked.done
    ]
    head = {"schema": 1, "kind": "tick", "commit": ticked.commit or None, "reminders": reminders}
    return Table("tick", [], rows, head)


def _tell(run: Run, office: Office, ticked: Ticked, *, dry_run: bool) -> None:
    language = run.language.code
    names = names_of_kind(office, registry.kind("plan"), language) if _speaks(ticked) else {}
    for one in ticked.done:
        if one.deed.source != one.deed.target:
            run.tell(_sentence(one, names))
    for message in ticked.told:
        run.tell(message)
    if ticked.done and dry_run:
        run.tell(mark("nothing was recorded"))
    elif ticked.done:
        run.tell(mark("recorded in commit {commit}", commit=ticked.commit[:SHORT_COMMIT]))
    if not ticked.done and not ticked.reminders:
        run.tell(mark("nothing is due"))
    if ticked.reminders:
        staff = names_of_kind(office, registry.kind("staff"), language)
        posts = names_of_kind(office, registry.kind("post"), language)
        departments = names_of_kind(office, registry.kind("department"), language)
        run.tell(mark("to be done by today:"))
        rows = [
            {
                **one._asdict(),
                "due": one.due.isoformat(),
                "about": names.get(one.about or "", registry.kind(one.kind).label),
            }
            for one in ticked.reminders
        ]
        columns = _columns({**departments, **posts, **staff}, office.now)
        answer(run, Table("tick", columns, rows), "table")


def _speaks(ticked: Ticked) -> bool:
    return bool(ticked.done or ticked.reminders)


def _sentence(one: Done, names: dict[str, str]) -> Message:
    kind = registry.kind(one.deed.kind)
    state = kind.label_of_state(one.deed.target)
    if one.about is None:
        return mark("{kind} {id} is {state}", kind=kind.label, id=one.deed.record, state=state)
    return mark(
        "{kind} {id} is {state}: {about}",
        kind=kind.label,
        id=one.deed.record,
        state=state,
        about=names.get(one.about, one.about),
    )


def _columns(owners: dict[str, str], now: datetime) -> list[Column]:
    return [
        Column(
            "due",
            label("field", "due"),
            tone=lambda row: tone_at(date.fromisoformat(row["due"]), now),
        ),
        Column("id", label("field", "id")),
        Column("about", mark("what")),
        Column("who", mark("whose"), show=lambda value: owners.get(value, value)),
        Column("state", label("field", "state"), show=lambda value: label("state", value)),
    ]


COMMAND = Command(
    "tick",
    Message(__doc__ or ""),
    tick,
    trial_options(),
    examples=["pm tick", "pm tick --dry-run"],
    notes=[
        mark(
            "Let the computer type it, say every quarter of an hour; it needs no key. What is done "
            "already is not done again, at this desk or at another."
        )
    ],
)
