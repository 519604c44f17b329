"""The resident: his household, and what must be settled before he is forgotten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.ticket.parts import Caller
from pm.model.values import Personal
from pm.office import registry
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

NAME = "member_name"


def resident(place: Place, **values: Any) -> Any:
    return place.new("resident", name=typed("resident", "name", "周建华"), **values)


def said(text: str, name: str = NAME) -> Any:
    return typed("resident", name, text)


def test_each_member_of_the_household_is_a_data_subject_of_his_own() -> None:
    place = Place()
    file = resident(place)
    file = place.run(file, "add-member", member_name=said("陈小明"), relation="child")
    file = place.run(file, "add-member", member_name=said("陈美丽"))
    subjects = {person.data_subject for person in file.members}
    assert len(subjects | {file.data_subject}) == 3
    assert [person.relation for person in file.members] == ["child", None]


@pytest.mark.parametrize(("noun", "field"), [("member", "members"), ("contact", "contacts")])
def test_a_person_is_corrected_and_ends_by_his_own_id(noun: str, field: str) -> None:
    place = Place()
    name, phone = f"{noun}_name", f"{noun}_phone"
    file = place.run(resident(place), f"add-{noun}", **{name: said("陈小明", name)})
    file = place.run(file, f"add-{noun}", **{name: said("陈美丽", name)})
    first, second = getattr(file, field)
    number = said("13800000115", phone)
    file = place.run(file, f"change-{noun}", **{noun: second.id, phone: number})
    assert [person.phone for person in getattr(file, field)] == [None, number]
    assert getattr(file, field)[1].name == second.name
    file = place.run(file, f"end-{noun}", **{noun: first.id})
    file = place.run(file, f"end-{noun}", **{noun: second.id, "until": date(2026, 11, 1)})
    assert [person.until for person in getattr(file, field)] == [NOW.date(), date(2026, 11, 1)]


@pytest.mark.parametrize("noun", ["member", "contact"])
@pytest.mark.parametrize("verb", ["change", "end"])
def test_who_is_not_there_is_not_changed(verb: str, noun: str) -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(resident(place), f"{verb}-{noun}", **{noun: "K7Q2XM"})
    (line,) = missing(refused)
    assert f"--{noun} ID" in line


def test_when_a_household_moved_out_is_known_until_it_is_back() -> None:
    place = Place()
    gone = place.run(resident(place), "move-out")
    assert (gone.moved_out_at, gone.moved_out_by) == (NOW, place.doer())
    back = place.run(gone, "move-back")
    assert (back.moved_out_at, back.moved_out_by) == (None, None)


def test_what_stands_in_the_way_of_forgetting_is_named_with_what_mends_it() -> None:
    place = Place()
    file = resident(place, debt=typed("resident", "debt", "120.50"))
    caller = Caller(resident=link(file.id))
    states = registry.kind("ticket").states
    tickets = {
        state: place.put("ticket", state, number, caller=caller)
        for number, state in enumerate(states, start=1)
    }
    holds = [
        place.put("hold", state, number, resident=link(file.id))
        for number, state in enumerate(("placed", "lifted"), start=1)
    ]
    place.put("ticket", "received", 90)
    place.put("hold", "placed", 90)
    final = registry.kind("ticket").final
    still_open = sorted(tickets[state] for state in states if state not in final)
    for override in (None, "sample-override"):
        with pytest.raises(Refused) as refused:
            place.run(file, "forget", override=override)
        assert missing(refused) == [
            f"the end of {', '.join(still_open)} (pm ticket close, or pm ticket withdraw)",
            f"the lifting of {holds[0]} (pm hold lift)",
            f'the settlement of what {file.id} owes (pm resident edit {file.id} --debt "")',
        ]


def test_forgetting_opens_nothing_and_leads_nowhere_else() -> None:
    place = Place()
    for file in (resident(place), place.run(resident(place), "move-out")):
        forgotten = place.run(file, "forget")
        assert (forgotten.state, forgotten.forgotten_at) == ("forgotten", NOW)
        for verb in ("forget", "edit", "move-out", "move-back", "void"):
            with pytest.raises(Refused):
                place.run(forgotten, verb)


def test_a_debt_is_money_that_few_may_read() -> None:
    leaf = registry.kind("resident").leaf("debt")
    assert leaf is not None
    assert leaf.field.scope is not None
    assert leaf.field.scope.name == "finance"
    owed: Personal[Decimal, Any] = typed("resident", "debt", "120.50")
    assert owed.open(Place().act()) == Decimal("120.50")


def paper(place: Place, file: Any, verb: str, name: str = "id-copy", **values: Any) -> Any:
    return place.run(file, verb, paper=link(name), **values)


def test_a_paper_stands_in_the_file_once_there_or_missing() -> None:
    place = Place()
    file = paper(place, resident(place), "miss-paper", wanted_by=date(2026, 12, 1))
    file = paper(place, file, "miss-paper", "lease")
    assert [one.status for one in file.papers] == ["missing", "missing"]
    cabinet = typed("resident", "kept_in", "1号柜")
    file = paper(place, file, "file-paper", kept_in=cabinet, checksum="0" * 64)
    first, second = file.papers
    assert (first.status, first.received_on, first.wanted_by) == ("present", NOW.date(), None)
    assert (first.kept_in, first.checksum, second.status) == (cabinet, "0" * 64, "missing")
    file = paper(place, file, "miss-paper")
    assert len(file.papers) == 2
    assert (file.papers[0].status, file.papers[0].kept_in) == ("missing", None)


def test_one_contact_person_is_called_first() -> None:
    place = Place()
    file = resident(place)
    for name in ("陈小明", "陈美丽"):
        file = place.run(file, "add-contact", contact_name=said(name, "contact_name"))
    first, second = file.contacts
    file = place.run(file, "prefer-contact", contact=first.id)
    file = place.run(file, "prefer-contact", contact=second.id)
    assert [person.key for person in file.contacts] == [False, True]
    with pytest.raises(Refused):
        place.run(file, "prefer-contact", contact="K7Q2XM")


@pytest.mark.parametrize(("noun", "field"), [("member", "members"), ("contact", "contacts")])
def test_who_has_ended_is_not_changed_but_for_the_day_of_it(noun: str, field: str) -> None:
    place = Place()
    name = f"{noun}_name"
    file = place.run(resident(place), f"add-{noun}", **{name: said("陈小明", name)})
    (one,) = getattr(file, field)
    file = place.run(file, f"end-{noun}", **{noun: one.id})
    with pytest.raises(Refused):
        place.run(file, f"change-{noun}", **{noun: one.id, name: said("陈美丽", name)})
    file = place.run(file, f"end-{noun}", **{noun: one.id, "until": date(2026, 11, 1)})
    assert getattr(file, field)[0].until == date(2026, 11, 1)


def test_a_contact_that_has_ended_is_not_called_first() -> None:
    place = Place()
    name = said("陈小明", "contact_name")
    file = place.run(resident(place), "add-contact", contact_name=name)
    file = place.run(file, "prefer-contact", contact=file.contacts[0].id)
    file = place.run(file, "end-contact", contact=file.contacts[0].id)
    assert not file.contacts[0].key
    with pytest.raises(Refused):
        place.run(file, "prefer-contact", contact=file.contacts[0].id)


def owner(place: Place, **values: Any) -> Any:
    given = {"unit": typed("resident", "unit", "U-000001"), "capacity": "owner"} | values
    return resident(place, building=link("b"), grid=link("g"), **given)


def test_a_new_owner_gets_a_file_of_his_own_and_the_old_one_is_closed() -> None:
    place = Place()
    day = date(2026, 11, 20)
    old = owner(place)
    closed = place.run(
        old, "change-owner", owner_name=said("陈梅", "owner_name"), transferred_on=day
    )
    ((kind, new),) = place.made
    assert kind == "resident"
    assert (closed.state, closed.until, closed.successor) == ("archived", day, new.id)
    assert (new.state, new.capacity, new.since) == ("registered", "owner", day)
    assert (new.unit, new.building, new.grid) == (old.unit, "b", "g")
    assert (closed.name, closed.unit) == (old.name, old.unit)
    assert new.members == new.papers == []


def test_only_the_file_of_an_owner_with_a_flat_changes_its_owner() -> None:
    place = Place()
    file = owner(place, unit=None, capacity="tenant")
    with pytest.raises(Refused) as refused:
        place.run(file, "change-owner", owner_name=said("陈梅", "owner_name"))
    assert [line.partition(" (")[0] for line in missing(refused)] == [
        "the file of an owner",
        "the flat",
    ]


TO_COME = date(2026, 11, 24)


def test_a_flat_passes_on_neither_on_a_day_to_come_nor_before_it_was_the_old_owners() -> None:
    place = Place()
    name = said("陈梅", "owner_name")
    for since, day, what in (
        (None, TO_COME, "a day that is not still to come"),
        (NOW.date(), date(2026, 11, 1), "a last day that is not before the first"),
    ):
        file = owner(place, since=since)
        with pytest.raises(Refused) as refused:
            place.run(file, "change-owner", owner_name=name, transferred_on=day)
        assert missing(refused) == [f"{what} (--transferred-on)"]


def test_a_household_is_announced_to_go_but_not_gone_before_it_came() -> None:
    place = Place()
    file = resident(place, since=NOW.date())
    assert place.run(file, "move-out", until=TO_COME).until == TO_COME
    with pytest.raises(Refused) as refused:
        place.run(file, "move-out", until=date(2026, 11, 1))
    assert missing(refused) == ["a last day that is not before the first (--until)"]


def test_no_paper_came_on_a_day_to_come() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        paper(place, resident(place), "file-paper", received_on=TO_COME)
    assert missing(refused) == ["a day that is not still to come (--received-on)"]


def test_a_file_that_was_put_away_by_mistake_is_opened_again() -> None:
    place = Place()
    closed = place.run(owner(place), "change-owner", owner_name=said("陈梅", "owner_name"))
    again = place.run(closed, "reopen")
    assert (again.state, again.archived_at, again.successor) == ("moved-out", None, None)
    assert place.run(again, "move-back").until is None
    assert place.get("resident", closed.successor).state == "void"


def test_a_file_stays_put_away_once_the_one_that_followed_has_gone_on() -> None:
    place = Place()
    closed = place.run(owner(place), "change-owner", owner_name=said("陈梅", "owner_name"))
    place.do(place.get("resident", closed.successor), "move-out", {})
    with pytest.raises(Refused) as refused:
        place.run(closed, "reopen")
    (line,) = missing(refused)
    assert line.startswith(f"the file that followed as it was opened: {closed.successor} is moved")


def test_a_file_is_put_away_after_the_household_is_gone_and_can_still_be_corrected() -> None:
    place = Place()
    gone = place.run(resident(place), "move-out", until=date(2026, 11, 1))
    archived = place.run(gone, "archive")
    assert (archived.state, archived.until) == ("archived", date(2026, 11, 1))
    assert place.run(archived, "edit", name=typed("resident", "name", "周建")).state == "archived"
    with pytest.raises(Refused):
        paper(place, archived, "file-paper")


@pytest.mark.parametrize("verb", ["archive", "change-owner"])
def test_no_file_is_put_away_while_its_paper_is_out(verb: str) -> None:
    place = Place()
    file, values = owner(place), {}
    if verb == "archive":
        file = place.run(file, "move-out")
    else:
        values = {"owner_name": said("陈梅", "owner_name")}
    loan = place.put("dossier_loan", "overdue", 1, resident=link(file.id))
    with pytest.raises(Refused) as refused:
        place.run(file, verb, **values)
    assert missing(refused) == [f"the paper file back: {loan} (pm dossier-loan return)"]


def test_the_flat_tells_building_and_grid_which_stay_clear_for_figures() -> None:
    place = Place()
    flat = place.put("unit", "occupied", 1, building=link("b3"), grid=link("east"))
    file = resident(place, unit=typed("resident", "unit", flat))
    assert (file.building, file.grid) == ("b3", "east")


def test_an_entry_gets_an_id_that_no_other_of_the_record_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Place()
    file = place.run(resident(place), "add-member", member_name=said("陈小明"))
    (taken,) = (member.id for member in file.members)
    drawn = iter([taken, taken, "K7Q2XM"])
    monkeypatch.setattr(place, "new_entry_id", lambda: next(drawn))
    act = place.doing()
    act.before = file
    assert act.new_entry_id() == "K7Q2XM"
