"""A standard of quality: what an area, a thing in it, and the thing itself must be like."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.kind_types import Version
from pm.model.number_types import Percent
from pm.model.record import Configuration
from pm.model.values import Link, Prose, Words
from pm.model.verbs import creates, verb

Rank = Literal["area", "item", "criterion"]
ABOVE = {"item": "area", "criterion": "item"}
"""On what a standard of each rank stands; an area may stand on another or on nothing."""


def stands_in_the_tree(standard: "Standard", act: Act) -> Sequence[Missing]:
    """A criterion belongs to an item, an item to an area (S-134)."""
    above: Any = standard
    if standard.parent not in {None, standard.id}:
        above = act.get("standard", str(standard.parent))
    wanted = ABOVE.get(standard.rank)
    if wanted is None:
        if standard.parent is None or above.rank == "area":
            return []
        return [Missing(mark("another area above it, or none (--parent)"))]
    if standard.parent is not None and above.rank == wanted:
        return []
    if wanted == "area":
        return [Missing(mark("the area to which the item belongs (--parent)"))]
    return [Missing(mark("the item to which the criterion belongs (--parent)"))]


def stands_on_no_circle(standard: "Standard", act: Act) -> Sequence[Missing]:
    """No standard stands on itself, through others or not."""
    passed: set[str] = set()
    above = standard.parent
    while above not in {None, standard.id, *passed}:
        passed.add(str(above))
        found: Any = act.get("standard", str(above))
        above = found.parent
    if above != standard.id:
        return []
    return [Missing(mark("another standard above it: it would stand on itself (--parent)"))]


def target_is_realistic(standard: "Standard", act: Act) -> Sequence[Missing]:
    """A target is held against what was measured last; one above it says how to get there.

    (S-150: standards are realistic.)
    """
    del act
    if standard.target is None:
        return []
    if standard.measured is None:
        return [Missing(mark("what was measured last, to hold the target against (--measured)"))]
    if standard.target <= standard.measured or standard.plan is not None:
        return []
    return [
        Missing(
            mark(
                "how {target} is to be reached where {measured} was measured (--plan)",
                target=standard.target,
                measured=standard.measured,
            )
        )
    ]


GUARDS = (stands_in_the_tree, stands_on_no_circle, target_is_realistic)


class Standard(Configuration, kw_only=True):
    """A standard of quality in a tree: area, item, criterion, as in lobby, floor, no dust (S-134).

    Its target is held against what was measured (S-150); its number counts the versions (S-146).
    """

    columns: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "rank",
        "parent",
        "target",
        "measured",
        "version",
    )
    spare: ClassVar[tuple[str, ...]] = ("version", "measured", "parent")

    name: Words
    rank: Annotated[Rank, mark("where it stands in the tree")]
    parent: Annotated[Link[Literal["standard"]] | None, mark("the standard above it")] = None
    source: Annotated[str, mark("from where it comes: a manual and its chapter, a law")]
    version: Version
    target: Annotated[Percent | None, mark("the score that it aims at, in per cent")] = None
    measured: Annotated[Percent | None, mark("the score that was measured last")] = None
    measured_on: date | None = None
    plan: Annotated[Prose | None, mark("how a target above what was measured is to be reached")] = (
        None
    )
    work_instruction: Annotated[str | None, mark("the document that says how the work is done")] = (
        None
    )

    @creates(guards=GUARDS)
    def new(self, act: Act) -> None:
        """Adopt a standard."""

    @verb("active", guards=GUARDS)
    def edit(self, act: Act, **values: object) -> None:
        """Change a standard."""
        for name, value in values.items():
            setattr(self, name, value)
