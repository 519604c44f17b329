"""What a plan makes: the options of each record, and what stands in the way of making it."""

from collections.abc import Sequence
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.model.act import Texts
from pm.model.field_types import Entering
from pm.model.ids import SYSTEM, Layout
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves, problems_of_options
from pm.model.policy import Policy
from pm.model.verbs import Verb
from pm.office import registry

PLAN = "plan"
"""The option that names the plan itself, which may only be being set up."""
GENERATE = "generate"
"""The verb by which plans alone make one: where a kind has it, its other verbs are for people."""
SYSTEM_POST = "system"
"""The post of whoever makes what plans say."""


class Told(NamedTuple):
    """What a plan says of each record, and what it hands on besides where there is such an option.

    What it says itself comes first.
    """

    given: Texts
    besides: Texts

    def options(self, kind: Kind, verb: Verb) -> Texts:
        """Give the options of a verb, as a person would type them."""
        offered = {leaf.name for leaf in option_leaves(kind.offered(verb))}
        handed = {name: text for name, text in self.besides.items() if name in offered}
        return {**handed, **self.given}


def obstacles(
    noun: str, name: str, told: Told, entering: Entering, policy: Policy
) -> Sequence[Message]:
    """Name all that stands in the way of a plan's making a record."""
    if noun not in registry.names():
        return [mark("a kind of record that there is: {noun} is none (--noun)", noun=noun)]
    kind = registry.kind(noun)
    if kind.layout is not Layout.DATED:
        return [mark("a kind of record of which there are ever more: {noun} is none", noun=noun)]
    verb = kind.verbs.get(name)
    making = [one.name for one in kind.verbs.values() if one.creates]
    if GENERATE in making:
        making = [GENERATE]
    if verb is None or name not in making:
        return [mark("a verb that makes one: {verbs} (--by-verb)", verbs=", ".join(making))]
    found = _personal(kind, verb, told)
    options = told.options(kind, verb)
    found += problems_of_options(kind.offered(verb), options, entering, trusted=(PLAN,))
    if not policy.may(SYSTEM, kind.capability(verb)):
        found.append(
            mark(
                "the capability {capability} for {who}, who makes it "
                "(pm post edit {post} --capabilities, with all that it has)",
                capability=kind.capability(verb),
                who=SYSTEM,
                post=SYSTEM_POST,
            )
        )
    return found


def _personal(kind: Kind, verb: Verb, told: Told) -> list[Message]:
    """Name what cannot be said by a plan: it is made without a key, and plans are read by all."""
    return [
        mark("no {option}: it is personal, and a plan is not", option=flag(leaf.name))
        for leaf in option_leaves(kind.offered(verb))
        if leaf.field.scope is not None and leaf.name in told.given
    ]
