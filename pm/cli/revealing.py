"""Revealing on the command line: apart from what reads, since it writes what was seen."""

import click

from pm.cli.opened import office_of
from pm.model.kind import Kind
from pm.office.revealing import reveal
from pm.office.sight import Sight


def revealed(
    ctx: click.Context, kind: Kind, record_id: str, purpose: str, *, strict: bool
) -> Sight:
    """Record that a record is looked at, then give what shows it unmasked."""
    return reveal(office_of(ctx), kind, record_id, purpose, strict=strict)
