"""What must be there before a policy changes or comes into force."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pm.i18n import mark
from pm.model.act import Act, Missing

if TYPE_CHECKING:
    from pm.kinds.policy import Policy


def never_in_force(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What has been in force is not edited: a new version replaces it (S-150)."""
    if policy.state != "adopted" or policy.valid_from > act.now.date():
        return []
    message = mark(
        "a new version: {id} has been in force since {day} and stays as it is "
        "(pm policy new NAME --like {id} --valid-from DAY, then pm policy adopt NAME)",
        id=policy.id,
        day=policy.valid_from.isoformat(),
    )
    return [Missing(message)]


def rules_are_clear(policy: "Policy", act: Act) -> Sequence[Missing]:
    """A policy has rules, and none stands behind one that leaves nothing for it."""
    del act
    if not policy.rules:
        return [
            Missing(
                mark(
                    "a rule (pm policy add-rule {id} --clock solve --span '1 working-day' "
                    "--calendar NAME)",
                    id=policy.id,
                )
            )
        ]
    hidden = [
        rule.id
        for number, rule in enumerate(policy.rules)
        if any(earlier.covers(rule) for earlier in policy.rules[:number])
    ]
    if not hidden:
        return []
    message = mark(
        "another order: {rules} come after a rule of the same clock that is for everything",
        rules=", ".join(hidden),
    )
    return [Missing(message)]


def begins_later(policy: "Policy", act: Act) -> Sequence[Missing]:
    """A version begins on a day to come, after the one that it replaces."""
    if policy.replaces in {None, policy.id}:
        return []
    replaced: Any = act.get("policy", policy.replaces)
    after = max(replaced.valid_from, act.now.date())
    if policy.valid_from > after:
        return []
    first = (after + timedelta(days=1)).isoformat()
    message = mark(
        "a first day that is {first} or later, for {replaced} is in force "
        "(pm policy edit {id} --valid-from {first})",
        first=first,
        replaced=policy.replaces,
        id=policy.id,
    )
    return [Missing(message)]


def names_a_rule(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What is changed of a rule names one of them and says something new."""
    before: Any = act.before
    if before is None or policy.rules != before.rules:
        return []
    message = mark("a rule and what is new (--rule ID; pm policy show {id})", id=policy.id)
    return [Missing(message)]


def names_a_rung(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What is dropped of the ladder is one of its rungs."""
    before: Any = act.before
    if before is None or policy.ladder != before.ladder:
        return []
    return [Missing(mark("a rung (--level; pm policy show {id})", id=policy.id))]
