"""Giving and taking keys: who comes, and who leaves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pm.errors import Conflict, Invalid, NotFound, Refused
from pm.i18n import mark
from pm.office import registry
from pm.office.keys.desk import MANAGE, Keys, keys_at_desk
from pm.office.keys.making import Sealing, give_keys
from pm.office.office import Office
from pm.vault.age import is_recipient
from pm.vault.identities import Identities
from pm.vault.lines import Holder
from pm.vault.rotation import grant, refuse_not_held, revoke


class Added(NamedTuple):
    """Who got keys, for what, and where the identity is kept, if it is on this desk."""

    staff: str
    name: str
    scopes: Sequence[str]
    path: Path | None


def add(office: Office, name: str, how: Sealing, recipient: str | None = None) -> Added:
    """Give a member of staff the keys that his post lets him read.

    ``recipient`` is the public half of an identity that he made on his own desk; without one it
    is made here.
    """
    if recipient is not None and not is_recipient(recipient):
        raise Invalid(
            mark("'{text}' is not the public half of an identity", text=recipient),
            hint=mark("it begins with age1; your colleague prints it with: pm vault identity"),
        )
    with keys_at_desk(office) as keys:
        staff = keys.desk.entering().find(["staff"], name)
        scopes = _scopes(keys, staff)
        path = None
        if recipient is not None:
            grant(keys.keyring, Holder(recipient, staff, keys.today.isoformat()), scopes)
        elif here := _holders_here(keys, staff):
            for one in here:
                grant(keys.keyring, one, scopes)
            path = _path(keys.identities, staff)
        else:
            path = give_keys(keys.keyring, keys.identities, staff, scopes, how, keys.today)
        return Added(staff, keys.desk.policy.name_of(staff), scopes, path)


def _scopes(keys: Keys, staff: str) -> list[str]:
    record: Any = keys.desk.reader.get(registry.kind("staff"), staff).record
    if record.state != "active":
        raise Refused(mark("{who} has left and can act no more", who=record.name))
    scopes = keys.desk.rules.scopes_of(staff)
    if not scopes:
        raise Refused(
            mark("the post of {who} lets him read nothing that is sealed", who=record.name),
            hint=mark(
                "let the post read with: pm post edit {post} --capabilities …", post=record.post
            ),
        )
    refuse_not_held(keys.keyring, scopes)
    return scopes


def _holders_here(keys: Keys, staff: str) -> list[Holder]:
    """Give the holder whose identity is kept on this desk; all of somebody's where it is locked."""
    way = keys.identities.way(staff)
    if way is None:
        return []
    own = [one for one in keys.keyring.holders if one.staff == staff]
    if way != "file":
        return own
    here = {one.recipient for one in keys.identities.get(staff)}
    return [one for one in own if one.recipient in here]


def _path(identities: Identities, staff: str) -> Path | None:
    way = identities.way(staff)
    return None if way is None else identities.file(staff, way)


class Removed(NamedTuple):
    """Who lost the keys, which scopes were renewed, and what of older keyrings is left."""

    name: str
    scopes: Sequence[str]
    left: Sequence[str]


def remove(office: Office, name: str) -> Removed:
    """Take the keys from a member of staff; he reads nothing that is written from now on."""
    with keys_at_desk(office) as keys:
        staff = keys.desk.entering().find(["staff"], name)
        _refuse_last(keys, staff)
        scopes = revoke(keys.keyring, staff)
        keys.identities.drop(staff)
        called = keys.desk.policy.name_of(staff)
    return Removed(called, scopes, office.key_files.purge())


def _refuse_last(keys: Keys, staff: str) -> None:
    if staff not in {one.staff for one in keys.keyring.holders}:
        raise NotFound(
            mark("{who} holds no keys", who=keys.desk.policy.name_of(staff)),
            hint=mark("see who does with: pm vault status"),
        )
    others = [
        one.staff
        for one in keys.keyring.holders
        if one.staff != staff and keys.desk.policy.may(one.staff, MANAGE)
    ]
    if not others:
        raise Conflict(
            mark("nobody else could give keys any more"),
            hint=mark("first give them to another manager with: pm vault add STAFF"),
        )
