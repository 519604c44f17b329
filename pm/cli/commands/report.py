"""Print the week, or the figures of any period."""

from collections.abc import Sequence

import click

from pm.cli.answers import chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.reports import show_report, show_why
from pm.cli.words import Command, Group, Option
from pm.i18n import Message, mark
from pm.office.reporting import Paper
from pm.office.reporting import summary as make_summary
from pm.office.reporting import weekly as make_weekly


def weekly(
    ctx: click.Context,
    *,
    week: str | None,
    ids: bool,
    key: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Print a week beside the week before and the mean of the last four."""
    paper = make_weekly(office_of(ctx), week, ids=ids)
    _show(ctx, paper, key, chosen_format(form, as_json=as_json), output)


def summary(
    ctx: click.Context,
    *,
    first: str,
    day_after: str,
    ids: bool,
    key: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Print the same figures of any period."""
    paper = make_summary(office_of(ctx), first, day_after, ids=ids)
    _show(ctx, paper, key, chosen_format(form, as_json=as_json), output)


def _show(ctx: click.Context, paper: Paper, key: str | None, form: str, output: str | None) -> None:
    run, office = run_of(ctx), office_of(ctx)
    if key is None:
        show_report(run, office, paper, form, output)
    else:
        show_why(run, office, paper, key, form, output)


def _options() -> Sequence[Option]:
    return [
        Option("--ids", is_flag=True, about=mark("name the records that make up each figure")),
        Option(
            "--why", "key", metavar="KEY", about=mark("show the records behind one figure instead")
        ),
        *reader_options(),
    ]


COMMAND = Group(
    "report",
    Message(__doc__ or ""),
    examples=["pm report weekly", "pm report weekly --why solved_on_time"],
)
COMMAND.add_command(
    Command(
        "weekly",
        mark("Print a week beside the week before and the mean of the last four."),
        weekly,
        [
            Option("--week", metavar="YYYY-Www", about=mark("the week; the last full one if none")),
            *_options(),
        ],
        examples=["pm report weekly --week 2026-W47 --json"],
    )
)
COMMAND.add_command(
    Command(
        "summary",
        mark("Print the figures of any period between two days."),
        summary,
        [
            Option("--from", "first", metavar="DAY", required=True, about=mark("its first day")),
            Option(
                "--to",
                "day_after",
                metavar="DAY",
                required=True,
                about=mark("the day after its last"),
            ),
            *_options(),
        ],
        examples=["pm report summary --from 2026-11-01 --to 2026-12-01 --json"],
    )
)
