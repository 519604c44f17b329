"""The making of an office, killed before its calls: the same command makes it, or it is there."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.killing import NEW, interesting, is_of_object
from tests.cli.threads import Desk, command
from tests.faults import (
    MISSED,
    Report,
    Scenario,
    Whole,
    git,
    kill_each,
    kill_points,
    left_over,
    look,
)
from tests.tracing import Call, Kill, Trace, run_traced, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)

INIT = (
    *("init", ".", "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
    *("--lang", "en", "--staff", "Chen Li", "--no-input"),
)
ONE_IN = 41
FEW = 6
"""Points at the end that a run may not come to: it flushes as many folders as objects fill."""
THERE_ALREADY = "there is an office in . already"


def prepare(folder: Path) -> None:
    """Make the folder of the office to be, with a file of one's own."""
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_bytes(b"my own\n")


def nothing(_office: Path) -> None:
    return None


STORY = Scenario(prepare, command(*INIT), nothing, nothing, varies=True)


def undisturbed(folder: Path) -> tuple[Sequence[Call], Whole]:
    prepare(folder)
    trace = run_traced(STORY.command, folder, {})
    assert trace.code == 0, trace.output
    return trace.calls, look(folder)


def chosen(calls: Sequence[Call], kill: Kill) -> Iterator[Call]:
    """Name the calls to kill before; of those that are alike one in so many."""
    for call in interesting(calls, kill):
        if not is_one_of_many(call) or call.number % ONE_IN == 0:
            yield call


def is_one_of_many(call: Call) -> bool:
    """Tell whether a call is one of the many for objects, for records or beside the place.

    Nothing names the objects yet, every record is written by the same calls, and what
    lies beside is thrown away by the next command.
    """
    path = call.paths[0] if call.paths else ""
    return is_of_object(call) or path.startswith(("records/", ".git.pm-new"))


def but_for_its_keys(whole: Whole) -> Whole:
    """Blank the name of the keyring, which no seed draws."""
    files = frozenset(
        (name, re.sub(rb"(?m)^vault: V-\w+$", b"vault: V-", data)) for name, data in whole.files
    )
    assert files != whole.files
    return whole._replace(tree="", files=files)


class Judgement:
    """What must be true of an office whose making was killed."""

    def __init__(self, whole: Whole) -> None:
        """Take the office as it is when nobody is killed."""
        self._whole = but_for_its_keys(whole)

    def __call__(self, office: Path, call: Call, kill: Kill, trace: Trace) -> str:
        """Say the same words again; then work in the office."""
        where = f"{kill.value}, before {call}\n{trace.output}"
        desk = Desk(office)
        answer = desk.process(*INIT)
        made = answer.code == 13 and THERE_ALREADY in answer.err
        assert made or answer.code == 0, f"{where}\n{answer.told}"
        desk.done(*NEW, "no water")
        assert not left_over(office), f"{where}\n{left_over(office)}"
        git(office, "reset", "-q", "--hard", "HEAD~1")
        assert but_for_its_keys(look(office)) == self._whole, where
        assert desk.done("ticket", "list", "--json").records == [], where
        return "new" if made else "old"


@pytest.mark.long
@pytest.mark.parametrize("kill", Kill, ids=lambda kill: kill.name.lower())
def test_an_office_whose_making_was_killed_is_made_by_the_same_command(
    kill: Kill, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    calls, whole = undisturbed(tmp_path / "undisturbed")
    points = kill_points(calls, (kill,), chosen)
    ends = kill_each(STORY, tmp_path, points, Judgement(whole))
    report = Report(len(calls), len(points), ends)
    record_property("counted", f"init, {kill.value}: {report}")
    assert ends["old"]
    assert ends["new"]
    assert ends[MISSED] <= FEW
