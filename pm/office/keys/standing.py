"""How the staff stand with keys: who holds which, and what is to be done about it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.office import registry
from pm.office.keys.desk import sealed_office
from pm.office.office import Office
from pm.vault.lines import Holder
from pm.vault.rotation import scopes_of

RENEW_AFTER = 90
"""Days after which an identity should be renewed."""


class Standing(NamedTuple):
    """How one member of staff stands with keys."""

    staff: str
    name: str
    scopes: Sequence[str]
    since: str
    kept: str
    problem: Message | None


def status(office: Office) -> list[Standing]:
    """Tell who holds which keys, how they are kept here, and what is to be done about it."""
    vault = sealed_office(office)
    vault.refuse_older()
    today = office.now.date()
    return [_standing(office, one, today) for one in vault.keyring.holders]


def _standing(office: Office, holder: Holder, today: date) -> Standing:
    held = scopes_of(sealed_office(office).keyring, holder.recipient)
    return Standing(
        holder.staff,
        office.rules.name_of(holder.staff),
        held,
        holder.since,
        office.identities.way(holder.staff) or "",
        _problem(office, holder, held, today),
    )


def _has_left(office: Office, staff: str) -> bool:
    stored = office.reader.find(registry.kind("staff"), staff)
    return stored is None or stored.record.state != "active"


def _problem(office: Office, holder: Holder, held: Sequence[str], today: date) -> Message | None:
    if _has_left(office, holder.staff):
        return mark("has left and still holds keys: pm vault remove {who}", who=holder.staff)
    if holder in sealed_office(office).keyring.overdue:
        return mark("somebody was forgotten since; to be renewed: pm vault rotate")
    meant = office.rules.scopes_of(holder.staff)
    if set(held) - set(meant):
        return mark("holds more than the post allows: pm vault remove {who}", who=holder.staff)
    if set(meant) - set(held):
        return mark("the post allows more: pm vault add {who}", who=holder.staff)
    if (today - date.fromisoformat(holder.since)).days > RENEW_AFTER:
        return mark("older than {days} days: pm vault rotate", days=RENEW_AFTER)
    return None


def key_problems(office: Office) -> list[Message]:
    """Name those who left and still hold keys."""
    if office.vault_name is None:
        return []
    return [
        mark(
            "{who} has left and still holds keys: pm vault remove {id}",
            who=office.rules.name_of(one.staff),
            id=one.staff,
        )
        for one in sealed_office(office).keyring.holders
        if _has_left(office, one.staff)
    ]


def next_for_keys(office: Office, staff: str) -> str | None:
    """Give the command that gives or takes the keys of somebody who has just come or left."""
    if office.vault_name is None:
        return None
    holds = any(one.staff == staff for one in sealed_office(office).keyring.holders)
    reads = bool(office.rules.scopes_of(staff))
    if holds == reads:
        return None
    return f"pm vault {'remove' if holds else 'add'} {staff}"
