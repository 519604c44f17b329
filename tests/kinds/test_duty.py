"""The roster: lines, copying a week, publishing; what is called a week."""

from typing import Any

import pytest

from pm.errors import Refused
from pm.model.problem import BadValue
from pm.office import registry
from tests.kinds.judging import Place, link, missing


def line(place: Place, roster: Any, *weekdays: str, **values: Any) -> Any:
    given = {
        "weekdays": list(weekdays),
        "shift_time": link("day"),
        "department": link("engineering"),
        "staff": link("E-000001"),
    }
    return place.run(roster, "add-line", **(given | values))


def test_a_roster_is_published_with_lines_and_changed_line_by_line() -> None:
    place = Place()
    roster = place.new("duty")
    with pytest.raises(Refused) as refused:
        place.run(roster, "publish")
    assert missing(refused) == [f"a line (pm duty add-line {roster.id})"]
    roster = line(place, line(place, roster, "mon", "tue", "mon"), "wed")
    published = place.run(roster, "publish")
    first, second = published.lines
    assert first.weekdays == ["mon", "tue"]
    swapped = place.run(published, "change-line", line=second.id, staff=link("E-000002"))
    assert [one.staff for one in swapped.lines] == ["E-000001", "E-000002"]
    assert [one.weekdays for one in swapped.lines] == [["mon", "tue"], ["wed"]]
    fewer = place.run(swapped, "remove-line", line=first.id)
    assert [one.id for one in fewer.lines] == [second.id]
    assert place.run(fewer, "carry-out").state == "carried-out"
    assert place.run(fewer, "take-back").state == "draft"


@pytest.mark.parametrize("verb", ["change-line", "remove-line"])
def test_a_line_that_is_not_there_is_not_changed(verb: str) -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(line(place, place.new("duty"), "mon"), verb, line="K7Q2XM")
    assert "--line ID" in missing(refused)[0]


def test_the_lines_of_another_week_are_taken_over_with_ids_of_their_own() -> None:
    place = Place()
    last = line(place, place.new("duty"), "mon", stand_in=link("E-000002"))
    name = place.put("duty", "published", 1, lines=last.lines)
    roster = place.run(place.new("duty"), "copy-lines", like=link(name))
    (one,), (other,) = last.lines, roster.lines
    assert one.id != other.id
    assert (one.weekdays, one.staff, one.stand_in) == (other.weekdays, other.staff, other.stand_in)


@pytest.mark.parametrize("text", ["2026-48", "2026-w54", "w48", "2026-w00", "2026-W48"])
def test_a_roster_is_called_by_its_week(text: str) -> None:
    form = registry.kind("duty").fields[0].form
    assert form is not None
    with pytest.raises(BadValue):
        form.read(text)
    assert form.parse(" 2026-W48 ", Place()) == "2026-w48"  # type: ignore[arg-type]  # it asks for nothing
