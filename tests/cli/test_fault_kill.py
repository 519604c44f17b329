"""Whoever is killed, and whenever: the next command finds the office old or new.

A deed is killed before every change that it and its git processes make. Passed over are
flushes, most writes of SQLite, and ends that are the same for many calls; see
:func:`tests.cli.killing.interesting`. Every call of pm's own and of its git processes is
covered at least once.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.killing import Busy, deeds, interesting, make_busy, scenario
from tests.faults import sweep
from tests.tracing import Kill, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)

DEEDS = (
    *("make", "triage", "assign", "close two", "undo", "undo a making"),
    *("commit a hand edit", "import", "undo an import"),
)
Recorder = Callable[[str, object], None]
ONE_IN = {"triage": 3, "close two": 3, "assign": 5, "undo a making": 5, "undo an import": 9}
"""Deeds that differ little from others: one in so many; of the rest, every one."""
SAMPLED = {"make": 23, "undo": 131}
"""Of the short test: one in so many."""


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Busy:
    return make_busy(tmp_path_factory.mktemp("busy") / "office")


@pytest.mark.parametrize("name", SAMPLED)
def test_a_sample_of_kills_leaves_the_office_old_or_new(
    name: str, busy: Busy, tmp_path: Path, record_property: Recorder
) -> None:
    story = scenario(busy, deeds(busy)[name], alone=True)
    report = sweep(story, tmp_path, tuple(Kill), SAMPLED[name], interesting)
    record_property("counted", f"{name}, a sample: {report}")
    assert report.points


@pytest.mark.long
@pytest.mark.parametrize("kill", Kill, ids=lambda kill: kill.name.lower())
@pytest.mark.parametrize("name", DEEDS)
def test_every_kill_leaves_the_office_old_or_new(
    name: str,
    kill: Kill,
    busy: Busy,
    tmp_path: Path,
    record_property: Recorder,
) -> None:
    story = scenario(busy, deeds(busy)[name])
    report = sweep(story, tmp_path, (kill,), ONE_IN.get(name, 1), interesting)
    record_property("counted", f"{name}, {kill.value}: {report}")
    assert report.ends["old"] + report.ends["new"] == report.points
    assert name in ONE_IN or (report.ends["old"] and report.ends["new"])


def test_every_deed_is_killed(busy: Busy) -> None:
    assert tuple(deeds(busy)) == DEEDS
