"""What must be there before something is given out to be put right, and before it is closed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.second_person import another_person

if TYPE_CHECKING:
    from pm.kinds.rectification import Rectification


def somebody_is_liable(rectification: "Rectification", act: Act) -> Sequence[Missing]:
    """A department or a member of staff answers for what is to be put right (S-143)."""
    del act
    if rectification.department is not None or rectification.liable is not None:
        return []
    return [Missing(mark("who is to put it right (--department or --liable)"))]


def due_is_to_come(rectification: "Rectification", act: Act) -> Sequence[Missing]:
    """What is to be put right can still be put right in time."""
    if rectification.due is None or rectification.due >= act.at:
        return []
    return [Missing(mark("a time that is still to come (--due)"))]


def doer_is_liable(rectification: "Rectification", act: Act) -> Sequence[Missing]:
    """Where one member of staff is to put it right, nobody else takes it on."""
    if rectification.liable in {None, act.by}:
        return []
    return [
        Missing(
            mark(
                "{who}, who is to put it right (--by, or pm rectification edit {id} --liable)",
                who=act.policy.name_of(str(rectification.liable)),
                id=rectification.id,
            )
        )
    ]


def evidence_is_named(rectification: "Rectification", act: Act) -> Sequence[Missing]:
    """What was put right is shown by a photo or a paper."""
    del act
    if rectification.evidence is not None:
        return []
    return [Missing(mark("where the photo or the paper is kept that shows it (--evidence)"))]


def another_verifier(rectification: "Rectification", act: Act) -> Sequence[Missing]:
    """Nobody verifies what he put right himself, unless only he can and a day has passed."""
    return another_person(
        act, (rectification.fixed_by,), rectification.fixed_at, "rectification.verify"
    )
