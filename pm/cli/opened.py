"""The office of a run, opened when a command first asks for it."""

import click

from pm.cli.run import Run
from pm.i18n import mark
from pm.office.environment import Environment
from pm.office.office import Office

_KEY = "pm.office"


def run_of(ctx: click.Context) -> Run:
    """Give the run of a command."""
    return ctx.ensure_object(Run)


def office_of(ctx: click.Context) -> Office:
    """Give the office in or around the run's folder; closed when the run ends."""
    root = ctx.find_root()
    office = root.meta.get(_KEY)
    if not isinstance(office, Office):
        office = Office.open(run_of(ctx).folder, Environment())
        root.meta[_KEY] = office
        root.call_on_close(lambda: _close(run_of(ctx), office))
    return office


def _close(run: Run, office: Office) -> None:
    """Close the office, and say if something of what was recorded is still to be done."""
    hindrance = office.hindrance()
    office.close()
    if hindrance is not None:
        run.warn(
            mark(
                "not everything was read: {reason}; {hint}",
                reason=hindrance.message,
                hint=hindrance.hint or "",
            )
        )
    if not office.is_complete:
        run.warn(
            mark("it is recorded, but git was busy: the next command of pm brings the files up")
        )
