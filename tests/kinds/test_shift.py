"""A shift of the desk: nothing urgent is left behind, and nobody leaves until he is relieved."""

from typing import Any

import pytest

from pm.errors import Refused
from pm.model.problem import BadValue
from pm.office import registry
from tests.kinds.judging import Place, link, missing, typed

NEXT = {"received": "triage", "triaged": "assign", "assigned": "accept"}


def handed_over(place: Place, keys: int = 12) -> Any:
    return place.run(place.new("shift", keys_found=12), "hand-over", keys_left=keys)


@pytest.mark.parametrize(("state", "verb"), NEXT.items())
def test_a_shift_does_not_end_with_urgent_work_that_nobody_has_accepted(
    state: str, verb: str
) -> None:
    place = Place()
    shift = place.new("shift", keys_found=12)
    waiting = [place.put("ticket", state, number, urgency="urgent") for number in (7, 3)]
    place.put("ticket", state, 8, urgency="ordinary")
    place.put("ticket", "accepted", 9, urgency="urgent")
    with pytest.raises(Refused) as refused:
        place.run(shift, "hand-over", keys_left=12)
    first, second = sorted(waiting)
    assert missing(refused) == [
        f"somebody who takes on what is urgent: {first}, {second} (next: pm ticket {verb} {first})"
    ]


def test_what_is_not_urgent_or_was_accepted_does_not_keep_the_desk() -> None:
    place = Place()
    place.put("ticket", "received", 1, urgency="ordinary")
    place.put("ticket", "accepted", 2, urgency="urgent")
    shift = handed_over(place)
    assert (shift.state, shift.keys_left, shift.handed_over_by) == ("handed-over", 12, place.doer())


def test_who_hands_over_does_not_relieve_himself_whatever_the_reason() -> None:
    place = Place()
    for override in (None, "sample-override"):
        with pytest.raises(Refused) as refused:
            place.run(handed_over(place), "take-over", keys_taken=11, override=override)
        assert missing(refused) == [
            f"another one who takes over: {place.doer()} hands over",
            "what became of the keys: 12 were left, 11 are there (--difference)",
        ]


def test_the_one_who_takes_over_begins_a_shift_of_his_own() -> None:
    place = Place()
    said = typed("shift", "difference", "一把在李强处")
    shift = place.run(
        handed_over(place),
        "take-over",
        by="E-000002",
        keys_taken=11,
        difference=said,
        own_shift_time=link("night"),
    )
    assert (shift.state, shift.relieved_by, shift.keys_taken) == ("closed", "E-000002", 11)
    kind, new = place.made[0]
    assert (kind, new.state, new.previous_shift) == ("shift", "on-duty", shift.id)
    assert (new.keys_found, new.shift_time) == (11, "night")


def test_who_is_not_relieved_stays() -> None:
    place = Place()
    shift = place.run(handed_over(place), "stay")
    assert (shift.state, shift.handed_over_at, shift.handed_over_by) == ("on-duty", None, None)


def test_nobody_is_at_the_desk_twice_at_once() -> None:
    place = Place()
    doer = link(place.doer())
    place.put("shift", "closed", 1, opened_by=doer)
    place.put("shift", "on-duty", 2, opened_by=link("E-000002"))
    assert place.new("shift", keys_found=12).state == "on-duty"
    there = place.put("shift", "on-duty", 3, opened_by=doer)
    with pytest.raises(Refused) as refused:
        place.new("shift", keys_found=12)
    assert missing(refused) == [f"the end of {there} first (pm shift hand-over {there})"]


@pytest.mark.parametrize("option", ["keys_found", "keys_left", "keys_taken"])
def test_keys_are_counted_from_none(option: str) -> None:
    options = (one for verb in registry.kind("shift").verbs.values() for one in verb.options)
    form = next(one.form for one in options if one.name == option)
    assert form is not None
    assert form.read("0") == 0
    with pytest.raises(BadValue):
        form.read("-3")
