"""Nobody checks his own work where somebody else could; where nobody could, a day passes."""

from datetime import datetime, timedelta

from pm.model.act import Act, Missing
from pm.model.second_person import ALONE_AFTER, another_person
from tests.contract.world import NOW, PermittingPolicy
from tests.kinds.judging import Place

CAPABILITY = "rectification.verify"


class Holders(PermittingPolicy):
    """Only some hold a capability."""

    def __init__(self, *holders: str) -> None:
        self.holders = holders

    def may(self, staff: str, capability: str) -> bool:
        return capability == CAPABILITY and staff in self.holders


def asked(act: Act, since: datetime | None = NOW) -> list[str]:
    found = another_person(act, (act.by, None), since, CAPABILITY)
    assert all(isinstance(point, Missing) for point in found)
    return [str(point.message) for point in found]


def acting(place: Place, *holders: str) -> Act:
    act = place.doing()
    act.policy = Holders(*holders)
    return act


def test_whoever_did_nothing_before_needs_nobody_else() -> None:
    place = Place()
    act = acting(place)
    assert another_person(act, ("E-000002", None), NOW, CAPABILITY) == []


def test_those_who_may_do_it_are_named_and_no_wait_helps() -> None:
    place = Place()
    first, second, third = (place.put("staff", "active", number) for number in (1, 2, 3))
    act = acting(place, first, second, third)
    told = [f"another person than {first}: {second}, {third} may do it (--by NAME)"]
    assert asked(act) == told
    assert asked(act, NOW - 2 * ALONE_AFTER) == told


def test_who_left_and_who_may_not_are_nobody() -> None:
    place = Place()
    first, second = place.put("staff", "active", 1), place.put("staff", "left", 2)
    place.put("staff", "active", 3)
    act = acting(place, first, second)
    assert asked(act) == [
        f"a day's wait: nobody but {first} may do it, and not before 2026-11-24 09:15"
    ]


def test_the_only_one_may_do_it_a_day_later_and_not_a_second_before() -> None:
    place = Place()
    act = acting(place, place.put("staff", "active", 1))
    assert asked(act, NOW - ALONE_AFTER) == []
    assert len(asked(act, NOW - ALONE_AFTER + timedelta(seconds=1))) == 1
    assert len(asked(act, None)) == 1
