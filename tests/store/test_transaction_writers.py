"""Several writers at once, some of them killed: every acknowledged act is there once."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from pm.store.recovery import recover_if_needed
from pm.store.repository import Repository
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import make, ticket

_SCRIPT = """
import sys
from pathlib import Path
from tests.store.desk import make, ticket
for number in range(int(sys.argv[2])):
    name = f"{sys.argv[1]}{number:04}"
    make(Path.cwd(), f"records/tickets/2026/11/25/T-261125-{name}.yaml", ticket("new"), name)
    print(name, flush=True)
"""


def start(office: Path, name: str, acts: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, name, str(acts)],
        cwd=office,
        env={**os.environ, **desk.environment()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def recorded(office: Path) -> Counter[str]:
    return Counter(git(office, "log", "--format=%s").split("\n"))


def assert_whole(office: Path) -> None:
    assert git(office, "status", "--porcelain") == ""
    assert git(office, "fsck", "--strict", "--no-dangling") == ""
    assert left_over(office) == []
    commits = int(git(office, "rev-list", "--count", "HEAD"))
    files = git(office, "ls-files", "records/tickets/2026/11/25").split()
    assert len(files) == commits - 1


def run_writers(office: Path, writers: int, acts: int) -> None:
    processes = [start(office, f"W{number}", acts) for number in range(writers)]
    for process in processes:
        output, error = process.communicate()
        assert process.returncode == 0, error
        assert all(recorded(office)[name] == 1 for name in output.split())
    assert_whole(office)
    assert sum(recorded(office).values()) == writers * acts + 1


def test_two_writers_at_once_are_both_recorded(repository: Repository) -> None:
    run_writers(repository.root, 2, 5)


@pytest.mark.long
def test_five_writers_of_twenty_acts_are_all_recorded(repository: Repository) -> None:
    run_writers(repository.root, 5, 20)


def test_threads_of_one_process_take_turns(repository: Repository) -> None:
    def write(name: str) -> None:
        for number in range(4):
            path = f"records/tickets/2026/11/25/T-261125-{name}{number}.yaml"
            make(repository.root, path, ticket("new"), f"{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("A", "B", "C")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert_whole(repository.root)
    assert sum(recorded(repository.root).values()) == 13


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_writers_killed_at_random_lose_nothing_that_they_acknowledged(
    repository: Repository,
) -> None:
    office, chance = repository.root, random.Random(1)  # noqa: S311  # chance, no secret
    acknowledged: list[str] = []
    for round_number in range(12):
        processes = [start(office, f"R{round_number:02}{name}", 6) for name in "ABC"]
        victim = processes[0]
        for _ in range(chance.randrange(4)):
            acknowledged += (victim.stdout.readline() if victim.stdout else "").split()
        threading.Event().wait(chance.random() / 20)  # chance, not a condition: any moment will do
        victim.send_signal(signal.SIGKILL)
        for process in processes:
            output, error = process.communicate()
            assert process is victim or process.returncode == 0, error
            acknowledged += output.split()
    recover_if_needed(Repository.open(office))
    assert len(acknowledged) == len(set(acknowledged))
    assert all(recorded(office)[name] == 1 for name in acknowledged)
    assert_whole(office)
