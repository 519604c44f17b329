"""List what plans make: when each is due, when it is made, and what became of it."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.completing import offering_records
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.model.rule_type import RuleType
from pm.office import registry
from pm.office.listing import names_of_kind
from pm.office.planning import MISSED, coming_as_typed
from pm.render.value import Column, Table


def due(
    ctx: click.Context,
    *,
    plan: str | None,
    first: str | None,
    day_after: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show a line for each record that a plan makes, the earliest due first."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found, problems = coming_as_typed(office, plan, first, day_after)
    for problem in problems:
        run.warn(problem)
    rows = [
        {
            **one._asdict(),
            **{day: getattr(one, day).isoformat() for day in ("due", "by_rule", "made_on")},
        }
        for one in found
    ]
    names = names_of_kind(office, registry.kind("plan"), run.language.code)
    answer(run, Table("due", _columns(names), rows), name, output)


def _columns(names: dict[str, str]) -> list[Column]:
    return [
        Column("due", label("field", "due")),
        Column("plan", label("kind", "plan"), show=lambda value: names.get(value, value)),
        Column("rule", label("field", "rule"), show=RuleType().show, spare=2),
        Column("by_rule", mark("by the rule"), spare=3),
        Column("made_on", mark("made on"), spare=1),
        Column("noun", mark("makes"), show=lambda value: label("kind", value)),
        Column("id", label("field", "id")),
        Column("state", label("field", "state"), show=_state),
    ]


def _state(value: str) -> Message:
    return mark("missed") if value == MISSED else label("state", value)


COMMAND = Command(
    "due",
    Message(__doc__ or ""),
    due,
    [
        Option(
            "--plan",
            metavar="PLAN",
            about=mark("only what this plan makes"),
            shell_complete=offering_records("plan"),
        ),
        Option(
            "--from", "first", metavar="DAY", about=mark("the first day on which it is due; today")
        ),
        Option(
            "--to", "day_after", metavar="DAY", about=mark("the day after the last; in 31 days")
        ),
        *reader_options(),
    ],
    examples=["pm plan due", "pm plan due --plan weekly-report --from 2026-12-01 --to 2027-02-01"],
    notes=[
        mark(
            "A line without a state is not made yet: pm tick makes it when its day comes. What is "
            "missed was not made when it was due, and that is so long ago that it never is."
        )
    ],
)
