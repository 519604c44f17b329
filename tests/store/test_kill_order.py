"""What must survive a power cut is flushed before what relies on it."""

from pathlib import Path

import pytest

from tests.faults import Scenario, calls_of, kill_at
from tests.store import desk
from tests.tracing import Call, Kill, run_traced, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)


def nothing(_office: Path) -> None:
    return None


def calls(tmp_path: Path, act: str) -> list[Call]:
    scenario = Scenario(
        desk.make_busy_office, desk.command(act), nothing, nothing, desk.environment()
    )
    return calls_of(scenario, tmp_path)[0]


def first(calls: list[Call], name: str, path: str) -> int:
    return next(
        place for place, call in enumerate(calls) if call.name == name and path in call.paths
    )


def last(calls: list[Call], name: str, path: str) -> int:
    return len(calls) - 1 - first(calls[::-1], name, path)


@pytest.mark.parametrize("act", ["create", "stream"])
def test_objects_and_journal_are_on_the_disk_before_the_branch_moves(
    act: str, tmp_path: Path
) -> None:
    trace = calls(tmp_path, act)
    move = last(trace, "rename", ".git/refs/heads/main.lock")
    written = {
        path
        for call in trace
        if call.name == "write" and call.process.startswith(("unpack", "index-pack"))
        for path in call.paths
    }
    assert written
    for path in written:
        assert first(trace, "fsync", path) < move, path
    named = {
        str(Path(call.paths[-1]).parent)
        for call in trace
        if call.name in ("link", "rename") and call.paths[-1].startswith(".git/objects/")
    }
    assert named
    for folder in named | {".git/objects", ".git/pm", ".git/pm/journal"}:
        assert first(trace, "fsync", folder) < move, folder


def test_the_branch_is_on_the_disk_before_files_change_and_the_journal_goes_last(
    tmp_path: Path,
) -> None:
    trace = calls(tmp_path, "change")
    move = last(trace, "rename", ".git/refs/heads/main.lock")
    file = first(trace, "rename", desk.FIRST)
    folder = str(Path(desk.FIRST).parent)
    index = last(trace, "rename", ".git/index")
    gone = last(trace, "unlink", ".git/pm/journal")
    assert first(trace, "fsync", ".git/refs/heads/main.lock") < move
    assert move < first(trace, "fsync", ".git/refs/heads") < file
    beside = f"{folder}/.{Path(desk.FIRST).name}.pm-new"
    assert first(trace, "fsync", beside) < file < last(trace, "fsync", folder) < index
    assert index < last(trace, "fsync", ".git") < gone == len(trace) - 1


def test_the_tracer_sees_and_kills(tmp_path: Path) -> None:
    """The harness itself: a call is seen with its paths, and does not happen when killed."""
    (tmp_path / "a").write_bytes(b"a")
    trace = run_traced(["mv", "a", "b"], tmp_path, {})
    assert trace.code == 0
    assert {path for call in trace.calls for path in call.paths} >= {"a", "b"}
    scenario = Scenario(nothing, ("mv", "b", "c"), nothing, nothing)
    killed = kill_at(scenario, tmp_path, Call("pm", 1, "rename", ()), Kill.EVERYONE)
    assert killed.killed
    assert killed.code == -9
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
