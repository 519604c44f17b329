"""Every verb runs with every personal field unopened; a planted defect of each sort is found."""
# ruff: noqa: ARG002  # a planted rule takes what every rule takes

import pytest

from pm.errors import Refused
from pm.i18n import mark
from pm.model.act import Act
from pm.model.record import Record
from pm.model.values import Personal, Prose, Voice
from pm.model.verbs import verb
from pm.office import registry
from tests.contract.planted import Step, Thing, any_of, kind_of
from tests.contract.verb_rules import problems_of_running, walk
from tests.contract.world import SampleWorld


@pytest.mark.parametrize("name", registry.names())
def test_every_verb_runs_with_every_personal_field_unopened(name: str) -> None:
    assert problems_of_running(registry.kind(name)) == []


@pytest.mark.parametrize("name", registry.names())
def test_the_walk_comes_to_every_state_with_every_verb(name: str) -> None:
    kind = registry.kind(name)
    runs = [run for run in walk(kind, SampleWorld.around(kind)) if run.outcome is not None]
    assert {run.verb.name for run in runs} == set(kind.verbs)
    assert {run.outcome.record.state for run in runs if run.outcome} == set(kind.states)


def test_a_kind_without_a_fault_passes() -> None:
    assert problems_of_running(kind_of(Thing)) == []


class Opens(Thing, kw_only=True):
    """A rule reads what is sealed."""

    @verb("open")
    def read(self, act: Act) -> None:
        """Read it."""
        if self.words is not None:
            self.words.open(act)


class Undeclared(Thing, kw_only=True):
    """A rule changes more than it says."""

    @verb("open")
    def count_up(self, act: Act) -> None:
        """Count."""
        self.count = (self.count or 0) + 1


class Astray(Thing, kw_only=True):
    """A rule leads where it does not say."""

    @verb("open")
    def stray(self, act: Act) -> None:
        """Go astray."""
        self.state = "ended"


class ChangesWhatWas(Thing, kw_only=True):
    """A rule changes the record that it was given."""

    @verb("open", changes=["code"])
    def rewrite(self, act: Act) -> None:
        """Rewrite what was."""
        any_of(act.before).code = "other"


class FailsOnOneChoice(Thing, kw_only=True):
    """A rule knows only one of two words."""

    @verb("open", changes=["count"])
    def measure(self, act: Act) -> None:
        """Measure it."""
        self.count = {"small": 1}[self.size]


class LeavesRubbish(Thing, kw_only=True):
    """A rule leaves what no file can hold."""

    @verb("open", changes=["code"])
    def name_it(self, act: Act) -> None:
        """Name it."""
        self.code = "one\ntwo"


class Tells(Thing, kw_only=True):
    """A commit says what somebody said."""

    @verb("open", subject="that {said}", changes=["remark"])
    def tell(self, act: Act, said: str, remark: Personal[Prose, Voice]) -> None:
        """Tell it."""
        any_of(act).by = any_of(remark)._plain
        self.remark = remark


class NeverRuns(Thing, kw_only=True):
    """A rule lets nobody through."""

    @verb("open")
    def try_it(self, act: Act) -> None:
        """Try."""
        raise Refused(mark("never"))


class NeverThere(Thing, kw_only=True):
    """Nothing leads to where a rule starts."""

    @verb("lost", changes=["steps"], stamps="steps.done")
    def step(self, act: Act) -> None:
        """Do a step."""
        self.steps.append(Step(id=act.new_entry_id()))


def said(what: str) -> str:
    """Write what the transition function says of a verb that does what it does not declare."""
    return repr(AssertionError(f"thing {what}, which it does not declare"))


PLANTED: list[tuple[type[Record], str]] = [
    (Opens, "verb read: a personal value is opened (words is sealed)"),
    (
        Undeclared,
        "verb count-up: from open it ends in: " + said("count-up changed count"),
    ),
    (
        Astray,
        "verb stray: from open it ends in: " + said("stray led to ended"),
    ),
    (ChangesWhatWas, "verb rewrite: the record that was given is changed"),
    (FailsOnOneChoice, "verb measure: from open it ends in: KeyError('large')"),
    (
        LeavesRubbish,
        "verb name-it: what it leaves is no valid record: code: the text has more than one line",
    ),
    (Tells, "verb tell: the deed tells something personal: 电梯运行时有异响。\n住户请求尽快检查。"),
    (NeverRuns, "verb try-it: never runs from open with sample options"),
]


@pytest.mark.parametrize(
    ("record", "problem"), PLANTED, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_planted_defect_is_found(record: type[Record], problem: str) -> None:
    found = problems_of_running(kind_of(record))
    assert problem in found
    assert all(each.startswith(problem.partition(":")[0]) for each in found)


def test_a_state_that_no_walk_comes_to_is_found() -> None:
    found = problems_of_running(kind_of(NeverThere))
    assert "verb step: the walk comes to no record that is lost" in found


def test_a_gate_that_lets_undeclared_changes_pass_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pm.model.transition._check_changes", lambda *_: None)
    assert problems_of_running(kind_of(Undeclared)) == [
        "verb count-up: it changes count undeclared"
    ]


def test_a_gate_that_forgets_to_stamp_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pm.model.transition._stamp", lambda *_: None)
    assert problems_of_running(kind_of(Thing)) == ["verb end: it does not stamp ended"]
