"""Who acts at a desk stands in git's configuration: killed there, it is the old or the new one."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.killing import NEW, interesting
from tests.cli.offices import copied
from tests.cli.running import Shell
from tests.cli.threads import Desk, command
from tests.faults import Report, Scenario, git, kill_each, kill_points, left_over, status
from tests.tracing import Call, Kill, Trace, run_traced, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)


def nothing(_office: Path) -> None:
    return None


def acting(office: Path) -> str:
    return git(office, "config", "pm.staff")


def judge(office: Path, call: Call, kill: Kill, trace: Trace) -> str:
    where = f"{kill.value}, before {call}\n{trace.output}"
    assert git(office, "config", "pm.office") == "true", where
    who = acting(office)
    Desk(office).done(*NEW, "no water")
    assert left_over(office) == [], where
    assert status(office) == "", where
    Desk(office).done_alone("as", "Li Na")
    assert left_over(office) == [], where
    return who


@pytest.mark.long
def test_who_acts_is_the_old_or_the_new_one(
    office: Shell, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    old = acting(office.folder)
    hiring = ("staff", "new", "--name", "Li Na", "--post", "centre-manager", "--json")
    made = office.done(*hiring).records
    office.done("vault", "add", "Li Na")
    story = Scenario(
        lambda folder: copied(office.folder, folder), command("as", "Li Na"), nothing, nothing
    )
    undisturbed = copied(office.folder, tmp_path / "undisturbed")
    calls = run_traced(story.command, undisturbed, {}).calls
    assert acting(undisturbed) == made[0]["id"]
    points = kill_points(calls, tuple(Kill), interesting)
    ends = kill_each(story, tmp_path, points, judge)
    assert ends.keys() == {old, made[0]["id"]}
    named = Counter({"old": ends[old], "new": ends[made[0]["id"]]})
    record_property("counted", f"say who acts: {Report(len(calls), len(points), named)}")
