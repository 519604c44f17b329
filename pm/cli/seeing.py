"""What one reader asks to see of one record: masked, or unmasked for a purpose."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import click

from pm.cli.completing import offering_records
from pm.cli.loading import load
from pm.cli.opened import office_of
from pm.cli.words import Option
from pm.errors import Usage
from pm.i18n import mark
from pm.model.kind import Kind
from pm.office.purposes import PURPOSE, active_purposes
from pm.office.sight import Sight


class Asked(NamedTuple):
    """What a reader asks for: masked, or unmasked for the purpose with a code."""

    purpose: str | None = None


def reveal_options() -> list[Option]:
    """Give the options that show one record unmasked."""
    return [
        Option(
            "--reveal",
            is_flag=True,
            about=mark("show what is personal unmasked; who, what and why is recorded"),
        ),
        Option(
            "--purpose",
            metavar="CODE",
            default=None,
            about=mark("for what it is revealed, from the list"),
            shell_complete=offering_records(PURPOSE),
        ),
    ]


def asked_for(ctx: click.Context, values: Mapping[str, Any]) -> Asked:
    """Read the two options; each needs the other."""
    reveal, purpose = values["reveal"], values["purpose"]
    if reveal and not purpose:
        raise Usage(
            mark("missing: {options}", options="--purpose"),
            hint=mark("there are: {names}", names=", ".join(active_purposes(office_of(ctx)))),
        )
    if purpose and not reveal:
        raise Usage(
            mark("{option} needs {other}", option="--purpose", other="--reveal"),
            hint=mark("to see what is personal unmasked, type both"),
        )
    return Asked(purpose)


def sight_of(
    ctx: click.Context, kind: Kind, record_id: str, asked: Asked, *, strict: bool
) -> Sight:
    """Give what the reader sees of a record; what is revealed has been recorded before."""
    if asked.purpose is None:
        return Sight(office_of(ctx), strict=strict)
    sight: Sight = load("revealing").revealed(ctx, kind, record_id, asked.purpose, strict=strict)
    return sight
