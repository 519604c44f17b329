"""Staff: certificates, being off duty, and the gold steward."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.office import registry
from tests.contract.world import NOW, PermittingPolicy
from tests.kinds.judging import Place, link, missing, typed

DAY = date(2026, 12, 20)


def staff(place: Place) -> Any:
    return place.new("staff", name="李强", post=link("technician"))


def certified(place: Place) -> Any:
    number = typed("staff", "certificate_number", "T440106")
    return place.run(
        staff(place),
        "add-certificate",
        qualification=link("electrician"),
        certificate_number=number,
        expires_on=DAY,
    )


def test_a_certificate_is_renewed_by_its_own_id_and_ends() -> None:
    place = Place()
    one = place.run(certified(place), "add-certificate", qualification=link("welder"))
    first, second = one.certificates
    later = date(2032, 12, 20)
    one = place.run(one, "renew-certificate", certificate=first.id, expires_on=later)
    assert [held.expires_on for held in one.certificates] == [later, None]
    assert one.certificates[0].certificate_number.present
    one = place.run(one, "end-certificate", certificate=second.id)
    assert [held.ended_on for held in one.certificates] == [None, NOW.date()]
    again = place.run(one, "renew-certificate", certificate=second.id, expires_on=later)
    assert again.certificates[1].ended_on is None


@pytest.mark.parametrize("verb", ["renew-certificate", "end-certificate"])
def test_a_certificate_that_nobody_holds_is_not_changed(verb: str) -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.run(certified(place), verb, certificate="K7Q2XM")
    assert "--certificate ID" in missing(refused)[0]


@pytest.mark.parametrize("verb", ["add-certificate", "renew-certificate"])
def test_no_certificate_ends_before_it_is_issued(verb: str) -> None:
    place = Place()
    one = certified(place)
    which = {"qualification": link("welder")}
    if verb == "renew-certificate":
        which = {"certificate": one.certificates[0].id}
    with pytest.raises(Refused) as refused:
        place.run(one, verb, issued_on=DAY, expires_on=date(2026, 12, 19), **which)
    assert missing(refused) == ["a last day that is not before the first (--expires-on)"]


def test_the_number_of_a_certificate_is_personal_and_its_last_day_is_not() -> None:
    (field,) = (one for one in registry.kind("staff").entries if one.name == "certificates")
    scopes = {part.name: part.scope for part in field.fields}
    assert scopes["certificate_number"] is not None
    assert scopes["expires_on"] is None


def test_who_is_off_duty_stays_a_member_of_staff() -> None:
    place = Place()
    away = place.run(staff(place), "go-off-duty", away_until=DAY)
    assert (away.state, away.away_from, away.away_until) == ("active", NOW.date(), DAY)
    back = place.run(away, "come-on-duty")
    assert (back.away_from, back.away_until) == (None, None)
    with pytest.raises(Refused) as refused:
        place.run(away, "go-off-duty", away_from=DAY, away_until=NOW.date())
    assert "--away-until" in missing(refused)[0]


def test_a_steward_is_made_a_gold_one_on_his_application() -> None:
    place = Place()
    granted = place.run(staff(place), "grant-gold", gold_applied_on=DAY)
    assert (granted.gold_applied_on, granted.gold_granted_at) == (DAY, NOW)
    ended = place.run(granted, "end-gold")
    assert (ended.gold_applied_on, ended.gold_granted_at, ended.gold_granted_by) == (None,) * 3


class Manned(Place):
    """An office with a manager, a deputy and whoever is put there; only managers manage staff."""

    def __init__(self) -> None:
        super().__init__()
        self.put("post", "active", 1, capabilities=["*"])
        self.put("post", "active", 2, capabilities=["ticket.*"])
        self.manager, self.clerk = (post.id for post in self.every("post"))
        self.last = self.get("staff", self.put("staff", "active", 1, post=link(self.manager)))

    def doing(self, by: str | None = None, typist: str | None = None) -> Any:
        act = super().doing(by, typist)
        act.policy = Posts(self)
        return act


class Posts(PermittingPolicy):
    """Managers may do everything; whoever acts may do what is tried."""

    def __init__(self, place: Manned) -> None:
        self.place = place

    def may(self, staff: str, capability: str) -> bool:
        if capability != "staff.come-back":
            return True
        there: list[Any] = [one for one in self.place.every("staff") if one.id == staff]
        return any(one.post == self.place.manager and one.state == "active" for one in there)

    def is_below(self, staff: str, post: str) -> bool:
        del post
        return staff == "E-000003"


@pytest.mark.parametrize("verb", ["leave", "void", "edit"])
def test_the_last_one_who_manages_the_staff_stays(verb: str) -> None:
    place = Manned()
    values = {"post": link(place.clerk)} if verb == "edit" else {}
    for override in (None, "sample-override"):
        with pytest.raises(Refused) as refused:
            place.run(place.last, verb, override=override, **values)
        assert missing(refused) == [
            f"another one who manages the staff (pm staff new --post {place.manager})"
        ]
    for number in (2, 3):
        place.put("staff", "active", number, post=link(place.clerk))
    place.put("staff", "left", 4, post=link(place.manager))
    with pytest.raises(Refused) as refused:
        place.run(place.last, verb, **values)
    command = f"pm staff edit E-000003 --post {place.manager}"
    assert missing(refused) == [f"another one who manages the staff, say E-000003 ({command})"]
    place.put("staff", "active", 5, post=link(place.manager))
    place.run(place.last, verb, **values)


def test_whoever_else_goes_or_is_corrected_does_not_matter() -> None:
    place = Manned()
    other = place.get("staff", place.put("staff", "active", 2, post=link(place.clerk)))
    assert place.run(other, "leave").state == "left"
    assert place.run(place.last, "edit", name="李立").name == "李立"


@pytest.fixture
def place() -> Place:
    found = Place()
    found.put("staff", "active", 1)
    return found


def test_what_somebody_has_who_leaves_is_told_with_what_gives_it_to_another(
    place: Place,
) -> None:
    one: Any = place.get("staff", place.put("staff", "active", 2))
    his = link(one.id)
    grid = place.put("grid", "active", 1, steward=his)
    place.put("grid", "retired", 2, steward=his)
    loan = place.put("dossier_loan", "overdue", 1, borrower=his)
    place.put("dossier_loan", "returned", 2, borrower=his)
    tickets = [
        place.put("ticket", state, number, assignee=his)
        for number, state in enumerate(("assigned", "in-progress", "solved"), start=1)
    ]
    place.put("ticket", "accepted", 9, assignee=link("E-000003"))
    place.run(one, "leave")
    command = f"pm ticket hand-on {tickets[0]} --assignee NAME --reason CODE"
    name = one.name
    assert [str(message) for message in place.told] == [
        f"{name} still has grid {grid} (next: pm grid edit {grid} --steward NAME)",
        f"{name} still has dossier loan {loan} (next: pm dossier-loan return {loan})",
        f"{name} still has ticket {tickets[0]}, {tickets[1]} (next: {command})",
    ]


def test_who_has_nothing_leaves_without_a_word(place: Place) -> None:
    place.run(place.get("staff", place.put("staff", "active", 2)), "leave")
    assert place.told == []
