"""Print the week, or the figures of any period."""

from collections.abc import Mapping, Sequence

import click

from pm.cli.answers import chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import content, reader_options
from pm.cli.reports import show_report, show_why
from pm.cli.words import Command, Group, Option
from pm.cli.written import tell_written
from pm.i18n import Message, mark
from pm.model.times import week_name
from pm.office.desk import at_desk
from pm.office.handing_in import hand_in
from pm.office.reporting import Narrowing, Paper
from pm.office.reporting import summary as make_summary
from pm.office.reporting import weekly as make_weekly

_NARROWING = ("grid", "department", "staff")


def weekly(  # what is asked of a paper
    ctx: click.Context,
    *,
    week: str | None,
    ids: bool,
    key: str | None,
    handed_in: bool,
    text: str | None,
    form: str | None,
    as_json: bool,
    output: str | None,
    **names: str | None,
) -> None:
    """Print a week beside the week before and the mean of the last four."""
    office = office_of(ctx)
    if not handed_in:
        paper = make_weekly(office, week, ids=ids, narrowing=_narrowing(names))
        _show(ctx, paper, key, chosen_format(form, as_json=as_json), output)
        return
    with at_desk(office) as desk:
        names["staff"] = names["staff"] or office.acting_staff(desk.entering())
        week = week or week_name(office.now.date())
        paper = make_weekly(office, week, narrowing=Narrowing(staff=names["staff"]))
        told = None if text is None else content(text)
        written = hand_in(desk, office, paper, told)
    tell_written(run_of(ctx), written, office, as_json=as_json, dry_run=False)


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
    **names: str | None,
) -> None:
    """Print the same figures of any period."""
    narrowing = _narrowing(names)
    paper = make_summary(office_of(ctx), first, day_after, ids=ids, narrowing=narrowing)
    _show(ctx, paper, key, chosen_format(form, as_json=as_json), output)


def _narrowing(names: Mapping[str, str | None]) -> Narrowing:
    return Narrowing(*(names[name] for name in _NARROWING))


def _show(ctx: click.Context, paper: Paper, key: str | None, form: str, output: str | None) -> None:
    run, office = run_of(ctx), office_of(ctx)
    if key is None:
        show_report(run, office, paper, form, output)
    else:
        show_why(run, office, paper, key, form, output)


def _options() -> Sequence[Option]:
    return [
        Option("--grid", metavar="GRID", about=mark("only what belongs to a grid")),
        Option("--department", metavar="DEPARTMENT", about=mark("only what a department had")),
        Option("--staff", metavar="STAFF", about=mark("only what a member of staff did")),
        Option(
            "--ids",
            is_flag=True,
            about=mark("name in JSON the records that make up each figure; --why shows them"),
        ),
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
            Option(
                "--week",
                metavar="YYYY-Www",
                about=mark("the week; if none, the last full one, or the present one to hand in"),
            ),
            Option(
                "--hand-in",
                "handed_in",
                is_flag=True,
                about=mark("hand it in as one's own report, with the figures of the week so far"),
            ),
            Option(
                "--text", metavar="TEXT", about=mark("what there is to tell, in the handed-in one")
            ),
            *_options(),
        ],
        examples=[
            "pm report weekly --week 2026-W47 --json",
            "pm report weekly --grid grid-east",
            "pm report weekly --week 2026-W48 --hand-in --text @week.txt",
        ],
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
