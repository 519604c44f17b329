"""Whoever is killed, and whenever: the next command finds the office old or new."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pm.store.recovery import recover_if_needed
from pm.store.repository import Repository
from tests.faults import Scenario, sweep
from tests.store import desk
from tests.tracing import Kill, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)


def read(office: Path) -> None:
    recover_if_needed(Repository.open(office))


def write(office: Path) -> None:
    desk.make(office, "records/tickets/2026/11/25/T-261125-DDDDDD.yaml", desk.ticket("received"))


def scenario(act: str) -> Scenario:
    return Scenario(desk.make_busy_office, desk.command(act), read, write, desk.environment())


def test_a_sample_of_kill_points_leaves_the_office_old_or_new(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    report = sweep(scenario("create"), tmp_path, every=9)
    record_property("counted", f"create, a sample: {report}")
    assert report.ends["old"]
    assert report.ends["new"]


@pytest.mark.long
@pytest.mark.parametrize("act", desk.ACTS)
def test_every_kill_point_leaves_the_office_old_or_new(
    act: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    for kill in Kill:
        report = sweep(scenario(act), tmp_path / kill.name, (kill,))
        record_property("counted", f"{act}, {kill.value}: {report}")
        assert report.ends["new"]
