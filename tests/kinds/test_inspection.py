"""An inspection: scored item by item, nothing skipped, what fails is given out at once."""

from decimal import Decimal
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.checklist.parts import Item
from pm.kinds.inspection.marking import Marks, marks
from pm.model.values import Words
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

HUNDRED, NOTHING = Decimal("100.0"), Decimal("0.0")


def item(name: str, *, weight: int = 1, veto: bool = False, evidence: bool = False) -> Item:
    words = Words(en=f"Item {name}")
    return Item(id=name, name=words, weight=weight, veto=veto, needs_evidence=evidence)


ITEMS = [item("A1", weight=3), item("A2"), item("A3", veto=True)]


def begun(place: Place, *, items: list[Item] | None = None, **values: Any) -> Any:
    given = {"pass_score": 90, "item_pass_score": 60, "least_sample": None, **values}
    checklist = place.put(
        "checklist", "active", items=ITEMS if items is None else items, version=1, **given
    )
    return place.new("inspection", checklist=link(checklist))


def scored(place: Place, one: Any, **scores: str) -> Any:
    for name, score in scores.items():
        one = place.run(one, "score", item=name, score=Decimal(score), note=NOTE)
    return one


NOTE = typed("inspection", "note", "积水未清")


def test_it_begins_with_what_the_checklist_says_then() -> None:
    place = Place()
    one = begun(place, level="monthly", extent="full")
    assert (one.version, one.level, one.extent) == (1, "monthly", "full")
    assert (one.inspected_at, one.inspected_by) == (NOW, place.doer())
    assert one.department == "sample-1"


def test_what_a_plan_gives_out_is_inspected_by_whoever_scores_it_first() -> None:
    place = Place()
    given = {"checklist": link(begun(place).checklist), "plan": link("x"), "due_by": NOW.date()}
    one: Any = place.add("inspection", "generate", given)
    assert (one.state, one.version, one.inspected_at, one.inspected_by) == ("to-do", 1, None, None)
    with pytest.raises(Refused, match="submit is not possible now"):
        place.run(one, "submit")
    one = place.run(one, "score", item="A2", score=HUNDRED, by=link("E-000002"))
    assert (one.state, one.inspected_at, one.inspected_by) == ("in-progress", NOW, "E-000002")
    one = place.run(one, "score", item="A1", score=HUNDRED)
    assert one.inspected_by == "E-000002"


def test_it_needs_a_checklist_in_use_with_items_and_a_department() -> None:
    place = Place()
    retired = place.put("checklist", "retired", 2, items=[], department=None, version=1)
    with pytest.raises(Refused) as refused:
        place.new("inspection", checklist=link(retired))
    assert missing(refused) == [
        f"a checklist that is in use: {retired} is not",
        f"items on the checklist (pm checklist add-item {retired})",
        "the department that answers for what is found (--department)",
    ]


def test_every_item_that_lacks_its_score_is_named_at_once() -> None:
    place = Place()
    one = scored(place, begun(place), A2="80.0")
    with pytest.raises(Refused) as refused:
        place.run(one, "submit")
    assert missing(refused) == [
        f"the scores of A1 Item A1, A3 Item A3 (pm inspection score {one.id} --item A1 --score)"
    ]


def test_the_version_with_which_it_began_stays_in_force() -> None:
    place = Place()
    one = scored(place, begun(place), A1="100.0", A2="100.0", A3="100.0")
    checklist: Any = place.get("checklist", one.checklist)
    checklist.version = 2
    checklist.items = [*checklist.items, Item(id="A4", name=Words(en="New"), since_version=2)]
    with pytest.raises(Refused) as refused:
        scored(place, one, A4="100.0")
    assert missing(refused) == [
        f"an item of the checklist (--item ID; pm checklist show {one.checklist})"
    ]
    assert place.run(one, "submit").passed


def test_the_bars_with_which_it_began_stay_in_force() -> None:
    place = Place()
    one = begun(place, items=[item("A1"), item("A2")])
    checklist: Any = place.get("checklist", one.checklist)
    checklist.pass_score, checklist.item_pass_score = 50, 10
    one = scored(place, one, A1="40", A2="100")
    done = place.run(one, "submit")
    assert (done.total, done.failures, done.passed) == (Decimal("70.0"), 1, False)


def test_nothing_is_handed_in_before_something_is_scored() -> None:
    place = Place()
    one = begun(place)
    assert one.next_verb == "score"
    assert scored(place, one, A1="100").next_verb == "submit"


def test_what_fails_is_given_out_in_the_same_act() -> None:
    place = Place()
    one = scored(place, begun(place, department=link("sample-2")), A1="40.0", A3="0.0", A2="60.0")
    found: list[Any] = list(place.every("rectification"))
    assert [(each.item, each.grade, each.department) for each in found] == [
        ("A1", "ordinary", "sample-2"),
        ("A3", "serious", "sample-2"),
    ]
    assert {each.inspection for each in found} == {one.id}
    assert [each.rectification for each in one.scores] == [found[0].id, found[1].id, None]
    assert all(each.due > NOW and each.finding.present for each in found)


def test_of_what_fails_it_is_told_what_was_found_and_nobody_goes_past_that() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(begun(place), "score", item="A1", score=NOTHING, override="sample-override")
    assert missing(refused) == ["what was found: the item is below 60 (--note)"]
    assert place.run(begun(place), "score", item="A1", score=Decimal("60.0")).scores


def test_a_score_is_corrected_until_a_rectification_rests_on_it() -> None:
    place = Place()
    one = scored(place, begun(place), A1="90.0", A2="70.0")
    one = scored(place, one, A1="50.0")
    assert [(each.id, str(each.score)) for each in one.scores] == [("A2", "70.0"), ("A1", "50.0")]
    (found,) = place.every("rectification")
    with pytest.raises(Refused) as refused:
        scored(place, one, A1="95.0")
    assert missing(refused) == [
        f"the end of {found.id}, which rests on the score (pm rectification void)"
    ]
    found.state = "void"
    assert scored(place, one, A1="95.0").scores[-1].rectification is None


def test_what_asks_for_evidence_and_for_a_share_gets_them() -> None:
    place = Place()
    one = begun(place, items=[item("A1", evidence=True)], least_sample=20)
    one = scored(place, one, A1="100.0")
    with pytest.raises(Refused) as refused:
        place.run(one, "submit")
    assert [line.split(" (")[0][:40] for line in missing(refused)][-1] == (
        "what share was looked at, at least 20 %"
    )
    assert "--evidence" in missing(refused)[0]
    evidence = typed("inspection", "evidence", "相册/11-23/3.jpg")
    one = place.run(one, "score", item="A1", score=HUNDRED, evidence=evidence)
    assert place.run(place.run(one, "edit", sample=20), "submit").passed


def test_the_total_is_fixed_when_it_is_handed_in() -> None:
    place = Place()
    one = scored(place, begun(place), A1="90.0", A2="95.0", A3="100.0")
    done = place.run(one, "submit")
    assert (str(done.total), done.failures, done.passed) == ("93.0", 0, True)
    assert (done.submitted_at, done.submitted_by) == (NOW, place.doer())


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ({"A1": "100.0", "A2": "100.0", "A3": "100.0"}, Marks(HUNDRED, (), passed=True)),
        (
            {"A1": "100.0", "A2": "100.0", "A3": "59.9"},
            Marks(Decimal("91.9"), ("A3",), passed=False),
        ),
        ({"A1": "89.9", "A2": "89.9", "A3": "90.0"}, Marks(Decimal("89.9"), (), passed=False)),
        (
            {"A1": "90.0", "A2": "50.0", "A3": "100.0"},
            Marks(Decimal("84.0"), ("A2",), passed=False),
        ),
        ({}, Marks(None, (), passed=False)),
    ],
)
def test_marks_are_weighed_and_a_veto_fails_the_whole(scores: dict[str, str], told: Marks) -> None:
    class Bars:
        pass_score = 90
        item_pass_score = 60

    given = {name: Decimal(score) for name, score in scores.items()}
    assert marks(ITEMS, given, Bars()) == told


def test_nobody_reviews_his_own_inspection() -> None:
    place = Place()
    first, second = (place.put("staff", "active", number) for number in (1, 2))
    one = place.run(scored(place, begun(place), A1="90.0", A2="95.0", A3="100.0"), "submit")
    with pytest.raises(Refused) as refused:
        place.run(one, "review", by=first)
    assert missing(refused) == [f"another person than {first}: {second} may do it (--by NAME)"]
    assert place.run(one, "review", by=second).state == "reviewed"


# -- a whole round in one act ---------------------------------------------------------------------


def round_of(place: Place, **values: Any) -> Any:
    checklist = link(begun(place).checklist)
    return place.add("inspection", "round", {"checklist": checklist, **values})


def test_a_round_names_what_failed_and_the_rest_is_passed() -> None:
    place = Place()
    one = round_of(place, failed=["A2"], note=NOTE)
    assert (one.state, one.total, one.failures) == ("submitted", Decimal("80.0"), 1)
    assert {each.id: each.score for each in one.scores} == {
        "A1": HUNDRED,
        "A2": NOTHING,
        "A3": HUNDRED,
    }
    assert all((each.scored_at, each.scored_by) == (NOW, place.doer()) for each in one.scores)
    found: list[Any] = list(place.every("rectification"))
    assert [(each.item, each.inspection) for each in found] == [("A2", one.id)]
    assert (one.submitted_at, one.inspected_by) == (NOW, place.doer())


def test_a_round_without_a_failure_needs_no_words() -> None:
    one = round_of(Place())
    assert (one.passed, one.failures, one.total) == (True, 0, HUNDRED)


@pytest.mark.parametrize(
    ("failed", "note", "said"),
    [
        (["A2"], None, "what was found: the item is below 60 (--note)"),
        (["Z9"], NOTE, "an item of the checklist (--item ID; pm checklist show {checklist})"),
    ],
)
def test_a_failure_is_one_of_the_list_and_is_told_of(
    failed: list[str], note: Any, said: str
) -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        round_of(place, failed=failed, note=note)
    (point,) = missing(refused)
    assert point.partition(" (")[0] == said.partition(" (")[0]


def test_what_a_plan_gave_out_is_finished_and_keeps_the_scores_it_has() -> None:
    place = Place()
    one = scored(place, begun(place), A1="70.0")
    one = place.run(one, "finish", failed=["A3"], note=NOTE)
    assert one.state == "submitted"
    assert {each.id: each.score for each in one.scores} == {
        "A1": Decimal("70.0"),
        "A2": HUNDRED,
        "A3": NOTHING,
    }
    assert one.passed is False


def test_an_item_that_has_its_score_is_not_failed_once_more() -> None:
    place = Place()
    one = scored(place, begun(place), A1="70.0")
    with pytest.raises(Refused) as refused:
        place.run(one, "finish", failed=["A1"], note=NOTE)
    assert "only items without a score: A1" in missing(refused)[0]


def test_what_must_be_shown_is_not_passed_in_passing() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(begun(place, items=[item("A1", evidence=True)]), "finish")
    assert "the evidence of A1" in missing(refused)[0]
