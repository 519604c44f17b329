"""What must be there before an inspection begins, is scored, handed in and reviewed."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from pm.errors import Refused
from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.second_person import another_person

if TYPE_CHECKING:
    from pm.kinds.inspection import Inspection


def checklist_of(inspection: "Inspection", act: Act) -> Any:  # noqa: ANN401  # another kind's record
    """Give the checklist of an inspection."""
    return act.get("checklist", inspection.checklist)


def bars_of(inspection: "Inspection", checklist: Any) -> Any:  # noqa: ANN401  # one of the two
    """Give what keeps the pass bars: the inspection those with which it began."""
    kept = (inspection.pass_score, inspection.item_pass_score)
    return checklist if None in kept else inspection


def checklist_is_ready(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """An inspection needs a checklist that is in use and has items."""
    checklist = checklist_of(inspection, act)
    missing = []
    if checklist.state != "active":
        missing.append(mark("a checklist that is in use: {id} is not", id=checklist.id))
    if not checklist.in_force(inspection.version):
        missing.append(mark("items on the checklist (pm checklist add-item {id})", id=checklist.id))
    return [Missing(message) for message in missing]


def department_is_known(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Somebody answers for what is found: the department of the checklist, or another."""
    del act
    if inspection.department is not None:
        return []
    return [Missing(mark("the department that answers for what is found (--department)"))]


def item_is_on_the_list(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """What is scored is an item of the version with which the inspection began."""
    checklist = checklist_of(inspection, act)
    known = {item.id for item in checklist.in_force(inspection.version)}
    if all(score.id in known for score in inspection.scores):
        return []
    return [
        Missing(
            mark("an item of the checklist (--item ID; pm checklist show {id})", id=checklist.id)
        )
    ]


def finding_is_told(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Of an item that fails it is told what was found (S-143)."""
    bar = bars_of(inspection, checklist_of(inspection, act)).item_pass_score
    if all(one.score is None or one.score >= bar or one.note for one in inspection.scores):
        return []
    return [Missing(mark("what was found: the item is below {bar} (--note)", bar=bar))]


def nothing_rests_on_it(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """A score on which a rectification rests stands until that one is struck out."""
    resting = [
        found.id
        for found in act.linked("rectification", "inspection")
        for one in inspection.scores
        if getattr(found, "item", None) == one.id
        and found.state != "void"
        and found.id != one.rectification
    ]
    if not resting:
        return []
    return [
        Missing(
            mark(
                "the end of {ids}, which rests on the score (pm rectification void)",
                ids=", ".join(sorted(resting)),
            )
        )
    ]


def refuse_odd_findings(inspection: "Inspection", act: Act, twice: Collection[str]) -> None:
    """Refuse what no override goes past: a score of no item, a failure of which nothing is told.

    ``twice`` are items that failed and have their scores already.
    """
    guards = (item_is_on_the_list, finding_is_told)
    missing = [point.message for guard in guards for point in guard(inspection, act)]
    missing += [
        mark(
            "only items without a score: {item} has one (pm inspection score {id} --item {item})",
            item=item,
            id=inspection.id,
        )
        for item in twice
    ]
    if missing:
        raise Refused(
            mark("what was found is not told in full"),
            details=missing,
            hint=mark("add it: nobody may go past this"),
        )


def every_item_is_scored(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Nothing on the list is skipped; every item that lacks its score is named."""
    checklist = checklist_of(inspection, act)
    scored = {score.id for score in inspection.scores}
    items = [item for item in checklist.in_force(inspection.version) if item.id not in scored]
    if not items:
        return []
    return [
        Missing(
            mark(
                "the scores of {items} (pm inspection score {id} --item {item} --score)",
                items=[mark("{item} {name}", item=item.id, name=item.name) for item in items],
                id=inspection.id,
                item=items[0].id,
            )
        )
    ]


def evidence_is_named(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Where an item asks for a photo or a paper, its score says where that is kept."""
    checklist = checklist_of(inspection, act)
    shown = {score.id for score in inspection.scores if score.evidence is not None}
    scored = {score.id for score in inspection.scores} - shown
    items = [
        item
        for item in checklist.in_force(inspection.version)
        if item.needs_evidence and item.id in scored
    ]
    if not items:
        return []
    return [
        Missing(
            mark(
                "the evidence of {items} (pm inspection score {id} --item {item} --evidence)",
                items=[mark("{item} {name}", item=item.id, name=item.name) for item in items],
                id=inspection.id,
                item=items[0].id,
            )
        )
    ]


def sample_is_large_enough(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Where the checklist asks for a share, so much was looked at."""
    least = checklist_of(inspection, act).least_sample
    if least is None or (inspection.sample or 0) >= least:
        return []
    return [
        Missing(
            mark(
                "what share was looked at, at least {least} % (pm inspection edit {id} --sample)",
                least=least,
                id=inspection.id,
            )
        )
    ]


def another_reviewer(inspection: "Inspection", act: Act) -> Sequence[Missing]:
    """Nobody reviews what he inspected or handed in himself."""
    return another_person(
        act,
        (inspection.inspected_by, inspection.submitted_by),
        inspection.submitted_at,
        "inspection.review",
    )
