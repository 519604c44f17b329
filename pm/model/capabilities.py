"""Capabilities: whoever lacks one is told which, and whom to ask."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from pm.errors import Refused
from pm.i18n import Message, mark
from pm.model.act import Act
from pm.model.policy import Policy
from pm.model.record import Record

MANAGES_STAFF = "staff.come-back"
"""The capability that somebody must always hold: by it the office gets its people back."""


def covers(patterns: Iterable[str], capability: str) -> bool:
    """Tell whether one of the patterns (``ticket.*``) covers a capability."""
    return any(fnmatchcase(capability, pattern) for pattern in patterns)


def at_work(act: Act) -> list[Record]:
    """Give the members of staff who have not left."""
    return [one for one in act.having("staff", "state", "active") if one.state == "active"]


OVERRIDE = "override"
"""To go past what a guard misses: what a manager may."""
READ = "read"
"""The capability ``read.<scope>``: to open the personal values of a scope."""


def refuse_without(policy: Policy, who: str, capability: str) -> None:
    """Refuse a member of staff whose post lacks a capability."""
    if not policy.may(who, capability):
        raise lacking(policy, who, capability)


def lacking(policy: Policy, who: str, capability: str, details: Sequence[Message] = ()) -> Refused:
    """Give the refusal for somebody whose post lacks a capability."""
    name = policy.name_of(who)
    return Refused(
        mark("{who} may not do this: {capability} is missing", who=name, capability=capability),
        details=details,
        hint=mark("ask a colleague whose post has it, or see: pm staff show {who}", who=who),
    )
