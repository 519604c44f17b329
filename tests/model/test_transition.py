"""The transition function: the one gate through which every record changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.model.act import Act
from pm.model.transition import Outcome, create, perform
from pm.model.values import Link, Personal, Words
from tests.contract.world import NOW, LockedVault, PermittingPolicy
from tests.model.case import CASE, MAKING, Case, case, world

ANNA, BEN = "E-00ANNA", "E-000BEN"
NEW = {"size": "small", "name": Words(en="Noise")}


class Posts(PermittingPolicy):
    """A policy that says exactly who may do what, and which codes are reasons."""

    def __init__(self, may: Mapping[str, set[str]], reasons: set[tuple[str, str]]) -> None:
        self._may = may
        self._reasons = reasons

    def may(self, staff: str, capability: str) -> bool:
        return capability in self._may.get(staff, set())

    def name_of(self, staff: str) -> str:
        return {ANNA: "Anna", BEN: "Ben"}[staff]

    def is_reason(self, code: str, use: str) -> bool:
        return (code, use) in self._reasons


def act(
    *,
    at: datetime = NOW,
    reason: str | None = None,
    override: str | None = None,
    policy: Any = None,
    typist: str = ANNA,
) -> Act:
    return Act(
        by=ANNA,
        typist=typist,
        now=NOW,
        at=at,
        policy=policy or PermittingPolicy(),
        world=world(),
        vault=LockedVault(),
        reason=reason,
        override=override,
    )


def run(verb: str, record: Case | None = None, doing: Act | None = None, **values: Any) -> Outcome:
    return perform(CASE, record or case(), CASE.verbs[verb], doing or act(), values)


def refused(*arguments: Any, **values: Any) -> tuple[str, list[str], str]:
    with pytest.raises(Refused) as caught:
        run(*arguments, **values)
    error = caught.value
    return str(error), [str(line) for line in error.details], str(error.hint)


def test_a_record_is_made_in_its_first_state_with_its_stamps() -> None:
    outcome = create(CASE, CASE.verbs["new"], act(), MAKING, {**NEW, "holder": Link(BEN)})
    record: Any = outcome.record
    assert (record.id, record.data_subject, record.state) == (*MAKING, "open")
    assert (record.opened_at, record.opened_by, record.holder) == (NOW, ANNA, BEN)
    assert outcome.deed.verb == "new"
    assert (outcome.deed.source, outcome.deed.target) == ("", "open")
    assert outcome.deed.subject == "new small"


def test_the_commit_of_a_new_record_tells_its_headline() -> None:
    values = {**NEW, "grid": Link("east")}
    assert create(CASE, CASE.verbs["new"], act(), MAKING, values).deed.subject == "new small east"
    imported = create(CASE, CASE.verbs["import"], act(), MAKING, {**NEW, "ended": True})
    assert (imported.record.state, imported.deed.subject) == ("ended", "import small")


@pytest.mark.parametrize("name", ["count_of", "state", "ended_at", "visits", "holder"])
def test_a_creating_verb_takes_nothing_that_it_does_not_offer(name: str) -> None:
    with pytest.raises(AssertionError, match=f"case import does not offer {name}"):
        create(CASE, CASE.verbs["import"], act(), MAKING, {**NEW, name: None})


def test_a_creating_verb_changes_nothing_that_it_does_not_declare(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def body(self: Case, doing: Act) -> None:
        del doing
        self.holder = Link(BEN)

    monkeypatch.setattr(CASE.verbs["import"], "body", body)
    with pytest.raises(AssertionError, match="case import changed holder"):
        create(CASE, CASE.verbs["import"], act(), MAKING, NEW)


def test_a_verb_changes_a_copy() -> None:
    record = case(tags=["a"])
    outcome = run("visit", record)
    after: Any = outcome.record
    assert record == case(tags=["a"])
    assert after is not record
    assert [(visit.made_at, visit.made_by) for visit in after.visits] == [(NOW, ANNA)]


def test_a_verb_that_fails_leaves_the_record_as_it_was() -> None:
    record = case(tags=["a"])
    for verb in ("slip", "stray"):
        with pytest.raises(AssertionError):
            run(verb, record)
    assert record == case(tags=["a"])


def test_an_undeclared_change_is_refused() -> None:
    with pytest.raises(AssertionError, match="case slip changed loud, which it does not declare"):
        run("slip")


def test_an_undeclared_state_is_refused() -> None:
    with pytest.raises(AssertionError, match="case stray led to ended, which it does not declare"):
        run("stray")


def test_an_edit_reaches_only_what_belongs_to_no_verb() -> None:
    assert run("edit", day=NOW.date()).record == case(day=NOW.date())
    owned: dict[str, Any] = {"holder": BEN, "count": 1, "visits": [1], "ended_at": NOW}
    for name, value in owned.items():
        with pytest.raises(AssertionError, match=f"case edit changed {name}"):
            run("edit", None, None, **{name: value})
    with pytest.raises(AssertionError, match="case edit led to ended"):
        run("edit", state="ended")
    with pytest.raises(TypeError):
        run("edit", end=None)
    with pytest.raises(AttributeError):
        run("edit", colour="red")


def test_all_that_guards_miss_is_named_at_once() -> None:
    assert refused("end") == (
        "case end is refused: something is missing",
        ["the count", "the day", "the title"],
        "add it, or a manager may use --override CODE",
    )


def test_guards_see_what_the_verb_has_brought() -> None:
    assert refused("end", count=1)[1] == ["the day", "the title"]


def test_an_override_needs_its_capability_and_a_reason_from_the_list() -> None:
    able = {ANNA: {"case.end", "override"}}
    listed = {("urgent", "override"), ("mistake", "void")}
    outcome = run("end", None, act(override="urgent", policy=Posts(able, listed)))
    assert outcome.record.state == "ended"
    assert outcome.deed.override == "urgent"
    message, details, _ = refused(
        "end", None, act(override="urgent", policy=Posts({ANNA: {"case.end"}}, listed))
    )
    assert message == "Anna may not do this: override is missing"
    assert details == ["the count", "the day", "the title"]
    for code in ("mistake", "because I say so"):
        message, _, hint = refused("end", None, act(override=code, policy=Posts(able, listed)))
        assert message == f"'{code}' is not a reason for this"
        assert hint == "see the list with: pm reason list --uses override"


def test_past_the_guards_of_a_firm_verb_goes_no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CASE.verbs["end"], "firm", True)
    assert refused("end", None, act(override="urgent")) == (
        "case end is refused: something is missing",
        ["the count", "the day", "the title"],
        "add it: nobody may go past this",
    )


def test_who_records_an_override_answers_for_it() -> None:
    listed = {("urgent", "override")}
    both = {ANNA: {"case.end"}, BEN: {"case.end", "override"}}
    doing = act(typist=BEN, override="urgent", policy=Posts(both, listed))
    assert run("end", None, doing).deed.override == "urgent"
    turned = {ANNA: both[BEN], BEN: both[ANNA]}
    doing = act(typist=BEN, override="urgent", policy=Posts(turned, listed))
    assert refused("end", None, doing)[0] == "Ben may not do this: override is missing"


def test_an_override_where_nothing_stands_in_the_way_is_none() -> None:
    outcome = run("give", None, act(override="urgent"), holder=Link(BEN))
    assert outcome.deed.override is None


def test_the_doer_needs_the_capability() -> None:
    message, _, hint = refused("give", None, act(policy=Posts({BEN: {"case.give"}}, set())))
    assert message == "Anna may not do this: case.give is missing"
    assert "pm staff show E-00ANNA" in hint
    with pytest.raises(Refused):
        create(CASE, CASE.verbs["new"], act(policy=Posts({}, set())), MAKING, NEW)


def test_who_types_for_others_may_do_it_or_record_it() -> None:
    doer = {"case.give"}
    for typist in ({"case.give"}, {"case.record"}):
        run("give", None, act(typist=BEN, policy=Posts({ANNA: doer, BEN: typist}, set())))
    message, _, _ = refused("give", None, act(typist=BEN, policy=Posts({ANNA: doer}, set())))
    assert message == "Ben may not do this: case.record is missing"


def test_a_capability_may_have_a_name_of_its_own() -> None:
    ended = case()
    ended.state = "ended"
    policy = Posts({ANNA: {"case.reopen"}}, {("wrong", "reopen")})
    assert (
        "case.again is missing" in refused("reopen", ended, act(reason="wrong", policy=policy))[0]
    )


def test_a_verb_starts_only_from_its_states_and_the_others_are_named() -> None:
    message, _, hint = refused("reopen")
    assert message == "case C-261122-K7Q2XM is open: reopen is not possible now"
    assert hint == "possible now: give, visit, end, slip, stray, edit, void"
    void = case()
    void.state = "void"
    assert (
        refused("edit", void)[2] == "nothing more is to be done; see: pm case show C-261122-K7Q2XM"
    )


def test_a_reason_comes_from_its_list_and_no_other_word_reaches_the_commit() -> None:
    ended = case()
    ended.state = "ended"
    policy = Posts({ANNA: {"case.again", "case.give"}}, {("wrong", "reopen"), ("late", "void")})
    assert "needs a reason code" in refused("reopen", ended, act(policy=policy))[0]
    for code in ("late", "Mr Wang rang again"):
        assert refused("reopen", ended, act(reason=code, policy=policy))[0] == (
            f"'{code}' is not a reason for this"
        )
    assert run("reopen", ended, act(reason="wrong", policy=policy)).deed.reason == "wrong"
    said = run("give", None, act(reason="Mr Wang rang again", policy=policy))
    assert said.deed.reason is None


def test_a_verb_with_several_targets_leads_where_its_body_says() -> None:
    ended = case()
    ended.state = "ended"
    assert run("reopen", ended, act(reason="wrong")).record.state == "open"
    assert run("reopen", ended, act(reason="wrong"), wide="no").record.state == "ended"


def test_nothing_happens_in_the_future() -> None:
    later = act(at=NOW + timedelta(seconds=1))
    assert "is still to come" in refused("give", None, later)[0]
    with pytest.raises(Refused, match="is still to come"):
        create(CASE, CASE.verbs["new"], later, MAKING, NEW)


def test_nothing_happens_before_what_it_builds_on_and_the_clash_is_named() -> None:
    hour = timedelta(hours=1)
    opened = case(opened_at=NOW - 3 * hour, opened_by=Link(ANNA))
    message, _, hint = refused("give", opened, act(at=NOW - 4 * hour))
    assert message == "2026-11-23 05:15 is before opened at (2026-11-23 06:15)"
    assert hint == "--at cannot be earlier than 2026-11-23 06:15"
    ended: Any = run("end", opened, act(at=NOW - hour, override="owner-absent")).record
    assert "is before ended at" in refused("reopen", ended, act(at=NOW - 2 * hour, reason="x"))[0]
    assert run("reopen", ended, act(at=NOW - hour, reason="x")).deed.at == NOW - hour


def test_what_is_noted_beside_the_way_orders_nothing() -> None:
    hour = timedelta(hours=1)
    opened = case(opened_at=NOW - 3 * hour, opened_by=Link(ANNA))
    visited: Any = run("visit", opened, act(at=NOW - hour)).record
    assert visited.visits[-1].made_at == NOW - hour
    assert (
        run("end", visited, act(at=NOW - 2 * hour, override="owner-absent")).deed.at
        == NOW - 2 * hour
    )
    assert "is before opened at" in refused("visit", opened, act(at=NOW - 4 * hour))[0]


def test_what_is_typed_long_after_needs_a_reason_or_a_slip() -> None:
    long_ago = NOW - timedelta(hours=PermittingPolicy().terms(NOW).reason_after_hours, seconds=1)
    opened = case(opened_at=long_ago, opened_by=Link(ANNA))
    message, missing, hint = refused("give", opened, act(at=long_ago))
    assert message == "what happened more than 72 hours ago needs a reason"
    assert missing == ["why it is typed so late (--late CODE), or the number of a slip (--slip)"]
    assert hint == "see the list with: pm reason list --uses late"
    for told in ({"late": "system-down"}, {"slip": "W-0417"}):
        doing = act(at=long_ago)
        doing.late, doing.slip = told.get("late"), told.get("slip")
        deed = run("give", opened, doing).deed
        assert (deed.late, deed.slip) == (told.get("late"), told.get("slip"))
    assert run("give", opened, act(at=long_ago + timedelta(seconds=1)))


def test_times_are_compared_as_instants_whatever_their_offset() -> None:
    opened = case(opened_at=datetime.fromisoformat("2026-11-23T01:00:00+00:00"))
    assert run("give", opened, act(at=datetime.fromisoformat("2026-11-23T09:05:00+08:00")))
    assert (
        "is before"
        in refused("give", opened, act(at=datetime.fromisoformat("2026-11-23T08:55:00+08:00")))[0]
    )


def test_the_subject_tells_clear_options_and_leaves_out_what_is_not_given() -> None:
    form = CASE.fields[5].form
    assert form is not None
    said: Any = Personal(form, plain="a cry in the night")
    deed = run("give", holder=Link(BEN), title=said).deed
    assert deed.subject == "give to E-000BEN"
    assert "cry" not in str(deed)
    assert run("give").deed.subject == "give"


def test_the_deed_says_who_did_what_when() -> None:
    deed = run("give", None, act(typist=BEN, at=NOW - timedelta(hours=1)), holder=Link(BEN)).deed
    assert (deed.kind, deed.record, deed.verb) == ("case", MAKING.id, "give")
    assert (deed.source, deed.target, deed.by) == ("open", "open", ANNA)
    assert deed.at == NOW - timedelta(hours=1)


def test_a_rule_sees_the_record_as_it_was() -> None:
    doing = act()
    record = case(count=1)
    run("give", record, doing)
    assert doing.before is record
    assert list(doing.linked("ticket", "grid")) != []
    assert list(act().linked("ticket", "grid")) == []
