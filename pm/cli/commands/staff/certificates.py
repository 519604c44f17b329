"""List the certificates that are about to end, or are over."""

from collections.abc import Mapping
from typing import Any

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.model.labels import label
from pm.office import registry
from pm.office.certificates import expiring
from pm.office.listing import names_of_kind
from pm.render.ink import Tone
from pm.render.value import Column, Table

SOON = 30
"""A certificate that ends within so many days is to be seen to now."""


def certificates(
    ctx: click.Context, *, days: int | None, form: str | None, as_json: bool, output: str | None
) -> None:
    """Show a line for each certificate, the first to end first."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    found = expiring(office, days)
    if not found and name == "table" and output is None:
        run.tell(mark("no certificate ends so soon"))
        return
    rows = [{**one._asdict(), "expires_on": one.expires_on.isoformat()} for one in found]
    names = names_of_kind(office, registry.kind("qualification"), run.language.code)
    answer(run, Table("certificate", _columns(names), rows), name, output)
    if name == "table" and output is None:
        one = found[0]
        command = f"pm staff renew-certificate {one.staff} --certificate {one.certificate}"
        run.tell(mark("next: {command}", command=f"{command} --expires-on DAY"))


def _tone(row: Mapping[str, Any]) -> Tone | None:
    if row["days_left"] < 0:
        return Tone.LATE
    return Tone.SOON if row["days_left"] <= SOON else None


def _columns(names: dict[str, str]) -> list[Column]:
    return [
        Column("staff", label("kind", "staff")),
        Column("name", label("field", "name")),
        Column("qualification", mark("certificate"), show=lambda slug: names.get(slug, slug)),
        Column("expires_on", label("field", "expires_on")),
        Column("days_left", mark("days left"), "right", tone=_tone),
    ]


COMMAND = Command(
    "certificates",
    Message(__doc__ or ""),
    certificates,
    [
        Option(
            "--days",
            metavar="NUMBER",
            type=click.IntRange(0, 36_500),
            about=mark("those that end within so many days, if not as the office's settings say"),
        ),
        *reader_options(),
    ],
    examples=["pm staff certificates", "pm staff certificates --days 365 --json"],
    notes=[
        mark(
            "The office's settings say how long before: pm office edit --certificate-warnings 60 "
            "--certificate-warnings 30 --certificate-warnings 7"
        )
    ],
)
