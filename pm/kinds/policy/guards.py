"""What must be there before a policy changes or comes into force."""

from collections.abc import Sequence
from datetime import timedelta
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pm.i18n import mark
from pm.model.act import Act, Guard, Missing
from pm.model.policy import Terms

if TYPE_CHECKING:
    from pm.kinds.policy import Policy


def never_in_force(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What has been in force is not edited: a new version replaces it (S-150)."""
    was = policy if act.before is None else act.before
    if was.state != "adopted" or policy.valid_from > act.now.date():
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
        "a place for {rules} before the rule of the same clock that is for everything "
        "(pm policy add-rule --position)",
        rules=", ".join(hidden),
    )
    return [Missing(message)]


def ladder_rises(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What is overdue gets to each level of the ladder later than to the one below it (S-022)."""
    del act
    rungs = sorted(policy.ladder, key=lambda rung: rung.level)
    return [
        Missing(
            mark(
                "more hours on level {level} than the {hours} of level {below} "
                "(pm policy set-rung {id} --level {level} --after-hours)",
                level=rung.level,
                hours=below.after_hours,
                below=below.level,
                id=policy.id,
            )
        )
        for below, rung in pairwise(rungs)
        if rung.after_hours <= below.after_hours
    ]


def households_agree(policy: "Policy", act: Act) -> Sequence[Missing]:
    """A steward's fewest households are not more than his most."""
    del act
    standard = Terms()
    least, most = policy.least_households, policy.most_households
    least = standard.least_households if least is None else least
    most = standard.most_households if most is None else most
    if least <= most:
        return []
    message = mark(
        "bounds that agree: at least {least} households of a steward and at most {most} "
        "(pm policy set-terms {id} --least-households --most-households)",
        least=least,
        most=most,
        id=policy.id,
    )
    return [Missing(message)]


SOUND: tuple[Guard, ...] = (rules_are_clear, ladder_rises, households_agree)
"""What is asked of a policy that is to count; a draft may still lack it."""


def once_adopted(guard: Guard) -> Guard:
    """Ask it of a policy that is adopted already, and not of a draft."""

    @wraps(guard)
    def asked(policy: "Policy", act: Act) -> Sequence[Missing]:
        return guard(policy, act) if policy.state == "adopted" else []

    return asked


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


def nothing_replaces_it(policy: "Policy", act: Act) -> Sequence[Missing]:
    """A policy is not taken back while a newer one takes its place."""
    newer = [
        one.id
        for one in act.linked("policy", "replaces")
        if one.state == "adopted" and one.id != policy.id
    ]
    return [
        Missing(
            mark(
                "the withdrawal of {newer}, which takes its place (pm policy withdraw {newer})",
                newer=one,
            )
        )
        for one in newer
    ]


def names_a_rule(policy: "Policy", act: Act) -> Sequence[Missing]:
    """What is dropped of the rules is one of them."""
    before: Any = act.before
    if before is None or policy.rules != before.rules:
        return []
    return [Missing(mark("a rule (--rule ID; pm policy show {id})", id=policy.id))]


def changes_a_rule(policy: "Policy", act: Act) -> Sequence[Missing]:
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
