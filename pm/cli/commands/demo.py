"""Make a sample office, play some weeks in it and print its last full week."""

from pathlib import Path

import click

from pm.cli.opened import run_of
from pm.cli.progress import progress
from pm.cli.reports import show_report
from pm.cli.words import Command
from pm.i18n import Message, mark
from pm.model.times import week_name
from pm.office.demo import play
from pm.office.environment import Environment
from pm.office.reporting import weekly


def demo(ctx: click.Context, *, folder: str) -> None:
    """Play, then print the week as a script would."""
    run = run_of(ctx)
    played = play(
        Path(folder), Environment(), lambda steps: progress(run, steps, mark("acts played"))
    )
    for warning in played.warnings:
        run.warn(warning)
    week = week_name(played.last_monday)
    run.tell(
        mark(
            "the sample office is in {folder}; acts played: {count}",
            folder=folder,
            count=played.acts,
        )
    )
    run.tell(
        mark(
            "it is sealed; the keys of its staff and the recovery key are kept in {folder}",
            folder=played.recovery.parent,
        )
    )
    run.put("\n")
    show_report(run, played.office, weekly(played.office, week), "table")
    run.put("\n")
    run.tell(
        mark(
            "print it again with: {command}", command=f"pm -C {folder} report weekly --week {week}"
        )
    )
    played.office.close()


COMMAND = Command(
    "demo",
    Message(__doc__ or ""),
    demo,
    [click.Argument(["folder"], metavar="DIR")],
    examples=["pm demo sample-office"],
)
