"""The records of privacy: consents, disclosures, holds, looks, exports, rules and purposes."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.ticket.closing_guards import REVIEW
from pm.model.kind import Kind
from pm.office import registry
from pm.office.founding import DEFAULTS, sample_records
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing, typed

DAY = date(2026, 11, 20)
SUM = "0123456789abcdef" * 4


def consent(place: Place, **values: Any) -> Any:
    given = {"allows": typed("consent", "allows", "A photo"), "given_on": DAY, "how": "written"}
    return place.new("consent", resident=link("R-000001"), **given, **values)


def test_for_a_child_its_guardian_consents() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        consent(place, minor=True)
    assert missing(refused) == ["the guardian who consents for the child (--guardian)"]
    guardian = typed("consent", "guardian", "陈美丽")
    assert consent(place, minor=True, guardian=guardian).state == "given"
    grown = consent(place)
    with pytest.raises(Refused):
        place.run(grown, "edit", minor=True)
    assert place.run(grown, "edit", how="oral").how == "oral"


def test_a_consent_is_taken_back() -> None:
    place = Place()
    withdrawn = place.run(consent(place), "withdraw")
    assert (withdrawn.state, withdrawn.withdrawn_at) == ("withdrawn", NOW)


def disclosure(place: Place, **values: Any) -> Any:
    words = {name: typed("disclosure", name, "A list") for name in ("recipient", "items")}
    return place.new("disclosure", given_on=DAY, **words, **values)


def test_what_rests_on_consent_needs_one_in_force() -> None:
    place = Place()
    given = place.put("consent", "given", 1, resident=link("R-000001"))
    withdrawn = place.put("consent", "withdrawn", 2, resident=link("R-000002"))
    assert disclosure(place, basis="law").state == "noted"
    with pytest.raises(Refused) as refused:
        disclosure(place, basis="consent")
    assert missing(refused) == ["the consent on which it rests (--consent)"]
    with pytest.raises(Refused) as refused:
        disclosure(place, basis="consent", consent=link(withdrawn), resident=link("R-000001"))
    assert missing(refused) == [
        f"a consent in force: {withdrawn} is not",
        f"a consent of the same resident: {withdrawn} is not",
    ]
    made = disclosure(place, basis="consent", consent=link(given))
    assert made.resident == "R-000001"
    assert disclosure(place, basis="consent", consent=link(given), resident=link("R-000001"))
    with pytest.raises(Refused):
        place.run(made, "edit", consent=link(withdrawn))
    assert place.run(made, "edit", given_on=date(2026, 11, 1)).given_on == date(2026, 11, 1)


def test_a_hold_is_placed_and_lifted() -> None:
    place = Place()
    placed = place.new("hold", resident=link("R-000001"), basis="lawsuit")
    assert (placed.state, placed.placed_at) == ("placed", NOW)
    assert place.run(placed, "lift").state == "lifted"


@pytest.mark.parametrize("name", ["access", "erasure"])
def test_proof_is_made_once_and_changed_by_nobody(name: str) -> None:
    kind = registry.kind(name)
    assert list(kind.verbs) == ["new"]
    assert kind.verbs["new"].hidden
    assert kind.owned == {field.name for field in kind.fields}
    assert kind.states == kind.final


def test_a_look_is_noted_with_whose_it_was_and_for_what() -> None:
    place = Place()
    seen = place.new(
        "access",
        noun="ticket",
        record="T-261122-K7Q2XM",
        subject="D-K7Q2XMK7Q2",
        purpose=link("service"),
    )
    assert (seen.read_at, seen.read_by) == (NOW, place.doer())
    kind = registry.kind("access")
    assert kind.capability(kind.verbs["new"]) == "reveal"
    assert registry.kind("erasure").capability(registry.kind("erasure").verbs["new"]) == "forget"


def export(place: Place, **values: Any) -> Any:
    return place.new("export", noun="resident", purpose=link("audit"), **values)


@pytest.mark.parametrize("override", [None, "sample-override"])
def test_an_export_needs_a_second_person_and_is_written_by_the_first(override: str | None) -> None:
    place = Place()
    first, second = place.ids(("staff",))[:2]
    asked = export(place, by=first)
    for by, typist in ((first, first), (second, first), (first, second)):
        with pytest.raises(Refused) as refused:
            place.run(asked, "approve", by=by, typist=typist, override=override)
        assert missing(refused) == [f"a second person: {first} asked for it"]
    approved = place.run(asked, "approve", by=second)
    for by, typist in ((second, second), (second, first), (first, second)):
        with pytest.raises(Refused) as refused:
            place.run(
                approved, "write", by=by, typist=typist, override=override, rows=3, checksum=SUM
            )
        assert missing(refused) == [f"{first}, who asked for it, must do it"]
    written = place.run(approved, "write", by=first, rows=3, checksum=SUM)
    assert (written.state, written.rows, written.checksum) == ("written", 3, SUM)
    with pytest.raises(Refused):
        place.run(written, "write", by=first, rows=3, checksum=SUM)


def test_an_export_that_nobody_allowed_is_not_written() -> None:
    place = Place()
    asked = export(place)
    with pytest.raises(Refused):
        place.run(asked, "write", rows=3, checksum=SUM)
    kind = registry.kind("export")
    assert kind.verbs["reject"].reasons == "export"
    assert kind.capability(kind.verbs["approve"]) == kind.capability(kind.verbs["reject"])
    assert "edit" not in kind.verbs


def rule(place: Place, **values: Any) -> Any:
    kind = registry.kind("retention")
    making = {"name": values.pop("name", None), "noun": "ticket", "count_from": "received_at"}
    given = {**making, "proposes": "redact", **values}
    sample: Any = place.record(kind, 1, "active", full=False)
    given["name"] = sample.name
    return place.new("retention", **given)


def test_a_rule_says_for_how_long() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        rule(place)
    assert missing(refused) == ["how long it is kept (--keep-years or --keep-days)"]
    made = rule(place, keep_years=3)
    assert rule(place, keep_days=90).keep_days == 90
    with pytest.raises(Refused):
        place.run(made, "edit", keep_years=None)


@pytest.mark.parametrize("stored", [*sample_records(registry.kind("retention"))])
def test_the_rules_of_the_sample_office_are_about_kinds_as_they_are(stored: Any) -> None:
    kind = registry.kind(stored.record.noun)
    leaf = kind.leaf(stored.record.count_from)
    assert leaf is not None
    assert leaf.field.scope is None
    assert leaf.field.form is not None
    assert leaf.field.form.name in {"time", "day"}
    assert set(stored.record.states) <= set(kind.states)


def test_every_office_begins_with_purposes_and_rules() -> None:
    assert {"purpose", "retention"} <= set(DEFAULTS)
    purposes = {stored.record.id for stored in sample_records(registry.kind("purpose"))}
    assert {"service", "repair", "emergency", "subject-request"} <= purposes


def test_the_capabilities_of_posts_are_of_verbs_that_there_are() -> None:
    known = {"*", "override", "reveal", "export", "export.approve", "forget", "vault"}
    known |= {REVIEW}
    known |= {f"read.{scope}" for scope in ("contact", "address", "voice", "*")}
    for kind in registry.kinds():
        known |= {f"{kind.name}.*", f"{kind.name}.record"}
        known |= {kind.capability(verb) for verb in kind.verbs.values()}
    for stored in sample_records(registry.kind("post")):
        post: Any = stored.record
        assert set(post.capabilities) <= known, post.id


def test_a_complaint_about_staff_is_kept_from_him_and_nothing_else_is() -> None:
    place = Place()
    about = typed("ticket", "about", "E-000001")
    title = typed("ticket", "title", "Rude at the gate")
    given: dict[str, Any] = {"channel": link("phone"), "title": title, "about": about}
    with pytest.raises(Refused) as refused:
        place.new("ticket", type="repair", **given)
    assert missing(refused) == [
        "a complaint: nothing else is about a member of staff (--type complaint)"
    ]
    assert place.new("ticket", type="complaint", **given).about == about
    ticket: Kind = registry.kind("ticket")
    assert "about" in ticket.owned
    assert [verb.name for verb in ticket.verbs.values() if "about" in _offered(ticket, verb)] == [
        "new"
    ]


def _offered(kind: Kind, verb: Any) -> set[str]:
    return {field.name for field in kind.offered(verb)}
