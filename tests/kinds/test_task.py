"""Tasks: nothing is done without its evidence, and nobody signs off what he did himself."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

DOER, OTHER = link("E-000001"), link("E-000002")
DUE = date(2026, 11, 27)


def given(place: Place, **values: Any) -> Any:
    title = typed("task", "title", "Check the pool")
    return place.new("task", **{"title": title, "due": DUE, "post": link("technician"), **values})


def evidence() -> Any:
    return typed("task", "evidence", "pH 7.2")


def test_a_task_says_what_is_to_be_done_and_by_whom() -> None:
    with pytest.raises(Refused) as refused:
        Place().new("task", due=DUE)
    assert missing(refused) == [
        "what is to be done (--title)",
        "who is to do it (--assignee, --post or --department)",
    ]


def test_it_is_not_done_without_the_evidence_that_was_asked_for() -> None:
    place = Place()
    task = given(place, evidence_required=True)
    with pytest.raises(Refused) as refused:
        place.run(task, "finish")
    assert missing(refused) == ["what shows that it was done (--evidence)"]
    done = place.run(task, "finish", evidence=evidence())
    assert (done.state, done.done_at, done.done_by) == ("done", NOW, DOER)
    assert place.run(given(place), "finish").state == "done"


def test_what_is_taken_up_again_needs_evidence_of_its_own() -> None:
    place = Place()
    done = place.run(given(place, evidence_required=True), "finish", evidence=evidence())
    again = place.run(done, "reopen")
    assert again.evidence is None
    again.evidence = evidence()  # as it stayed there before
    with pytest.raises(Refused) as refused:
        place.run(again, "finish")
    assert missing(refused) == ["what shows that it was done (--evidence)"]


def test_nothing_is_given_for_a_day_that_has_passed() -> None:
    place = Place()
    yesterday = date(2026, 11, 22)
    late: dict[str, Any] = {"due": yesterday}
    with pytest.raises(Refused) as refused:
        given(place, **late)
    assert missing(refused) == ["a day that has not passed (--due)"]
    assert given(place, due=NOW.date()).due == NOW.date()
    with pytest.raises(Refused) as refused:
        place.run(given(place), "postpone", **late)
    assert missing(refused) == ["a day that has not passed (--due)"]


def test_what_must_be_signed_off_is_not_done_before_and_never_by_the_doer() -> None:
    place = Place()
    task = place.run(given(place, sign_off_required=True), "finish")
    assert task.state == "to-sign"
    for who in ({"by": DOER}, {"by": OTHER, "typist": DOER}):
        with pytest.raises(Refused) as refused:
            place.run(task, "sign", override="anything", **who)
        assert missing(refused) == ["a second person: E-000001 did it"]
    signed = place.run(task, "sign", by=OTHER)
    assert (signed.state, signed.signed_by, signed.done_by) == ("done", OTHER, DOER)


def test_what_lapsed_is_still_done_or_excused_and_says_when_it_lapsed() -> None:
    place = Place()
    late = place.run(given(place), "lapse")
    assert (late.state, late.lapsed_at) == ("overdue", NOW)
    assert place.run(late, "finish").lapsed_at == NOW
    assert place.run(late, "excuse").state == "excused"
    postponed = place.run(late, "postpone", due=date(2026, 12, 4))
    assert (postponed.state, postponed.due) == ("to-do", date(2026, 12, 4))


@pytest.mark.parametrize(("verb", "values"), [("finish", {"evidence": evidence()}), ("excuse", {})])
def test_what_is_taken_up_again_is_to_be_done_and_signed_again(
    verb: str, values: dict[str, Any]
) -> None:
    place = Place()
    task = given(place, sign_off_required=True)
    again = place.run(place.run(task, verb, **values), "reopen", due=date(2026, 12, 1))
    assert (again.state, again.due, again.reopened_at) == ("to-do", date(2026, 12, 1), NOW)
    assert (again.done_by, again.excused_by, again.signed_by) == (None, None, None)


def test_what_a_plan_asks_for_is_not_edited_away() -> None:
    kind = given(Place()).fixed
    assert kind == ("plan", "evidence_required", "sign_off_required")
