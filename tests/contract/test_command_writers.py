"""Every verb of every kind is run as people type it: tried without a trace, then done."""

import json

import pytest

from pm.model.kind import Kind
from pm.office import registry
from tests.cli.running import Shell
from tests.contract.clerk import Clerk, typed_verbs

OFTEN = ("incident", "category", "office")
"""The kinds that are run each time; the others go the same ways."""

SELDOM = [
    pytest.param(name, marks=() if name in OFTEN else pytest.mark.long) for name in registry.names()
]


def trace(shell: Shell) -> str:
    """Give everything that a writer may change: the history and the work tree."""
    return shell.git("rev-parse", "HEAD") + shell.git("status", "--porcelain")


def problems_of_running(clerk: Clerk, kind: Kind) -> list[str]:
    """A verb that is tried leaves no trace and says what it would do; done, it is in the log."""
    problems = []
    for verb, state in typed_verbs(kind):
        record = "" if verb.creates else clerk.in_state(kind, state)
        words = clerk.words(kind, verb, record)
        who = clerk.ready(verb, words)
        before = trace(clerk.shell)
        tried = clerk.shell.pm(*words, "--dry-run", **who)
        if tried.code != 0:
            problems.append(f"{verb.name} cannot be tried: {tried.told}")
        if "nothing was recorded" not in tried.out or trace(clerk.shell) != before:
            problems.append(f"{verb.name} was tried and left a trace")
        done = clerk.shell.pm(*words, "--json", **who)
        if done.code != 0:
            problems.append(f"{verb.name} cannot be done: {done.told}")
            continue
        made = json.loads(done.out)
        if (made["schema"], made["kind"], len(made["records"])) != (1, kind.name, 1):
            problems.append(f"{verb.name} tells no record: {done.out}")
        if clerk.shell.git("status", "--porcelain"):
            problems.append(f"{verb.name} left something behind")
        last = clerk.shell.done(kind.noun, "log", made["records"][0]["id"], "--json").records[0]
        if last["verb"] != verb.name and trace(clerk.shell) != before:
            problems.append(f"{verb.name} is not in the log, but {last['verb']}")
    return problems


@pytest.mark.parametrize("name", SELDOM)
def test_every_verb_is_tried_without_a_trace_and_done(name: str, office: Shell) -> None:
    assert problems_of_running(Clerk(office), registry.kind(name)) == []


@pytest.mark.parametrize("name", SELDOM)
def test_what_a_verb_must_be_told_is_named_at_once(name: str, office: Shell) -> None:
    clerk, kind = Clerk(office), registry.kind(name)
    record = kind.name if kind.is_single else clerk.record(name)
    for verb, _ in typed_verbs(kind):
        needed = clerk.required(kind, verb)
        if not needed:
            continue
        named = ["another"] if verb.creates and kind.chosen else [] if verb.creates else [record]
        refused = office.pm(kind.noun, verb.name, *named)
        assert refused.code == 2, refused.told
        assert [flag for flag in needed if flag not in refused.err] == []


@pytest.mark.parametrize("words", ["commit", "undo", "migrate", "check --fix"])
def test_what_is_no_verb_is_tried_without_a_trace_too(words: str, office: Shell) -> None:
    office.done("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x")
    by_hand = office.folder / "records" / "office.yaml"
    by_hand.write_text(by_hand.read_text("utf-8").replace("Heron", "Crane"), "utf-8", newline="")
    before = trace(office)
    answer = office.pm(*words.split(), "--dry-run", "--json")
    assert answer.code == 0, answer.told
    assert answer.json["schema"] == 1
    assert trace(office) == before


def test_a_verb_that_records_while_it_is_tried_is_found(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pm.office.desk._refuse_to_record", lambda **_: None)
    problems = problems_of_running(Clerk(office), registry.kind("channel"))
    assert "retire was tried and left a trace" in problems
