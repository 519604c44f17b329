"""A disk that takes no more: a plain refusal, nothing recorded, and all is well afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.killing import KINDS, NEW, new_ticket
from tests.cli.offices import copied
from tests.cli.running import ALONE, Answer, Shell
from tests.cli.truth import assert_truthful, recorded
from tests.faults import git, left_over, status

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
"""
PLAIN = "pm: hint: mend that and type the command again\n"


def limited(office: Shell, size: int, *words: str) -> Answer:
    """Run pm where no file may grow beyond a size."""
    return office.command(sys.executable, "-c", LIMITED + ALONE, str(size), *words)


def assert_whole(office: Shell) -> None:
    assert_truthful(office, *KINDS)
    assert status(office.folder) == ""
    assert git(office.folder, "fsck", "--strict", "--no-dangling") == ""
    assert left_over(office.folder) == []


@pytest.mark.parametrize("size", [0, 100, 150, 300, 600, 1500])
def test_a_size_limit_is_a_plain_refusal(office: Shell, size: int) -> None:
    head = office.head
    answer = limited(office, size, *NEW, "no water")
    assert (answer.code, answer.err) == (
        13,
        "pm: error: nothing was recorded: the file would exceed the size limit\n" + PLAIN,
    )
    assert office.head == head
    new_ticket(office, "dark stairs")
    assert len(recorded(office.folder, "tickets")) == 1
    assert_whole(office)


@pytest.mark.parametrize("size", range(0, 6000, 600))
def test_at_any_limit_an_act_is_recorded_or_refused(office: Shell, size: int) -> None:
    answer = limited(office, size, *NEW, "no water")
    assert answer.code in {0, 13}, answer.told
    assert "fault of pm" not in answer.err
    assert len(recorded(office.folder, "tickets")) == (answer.code == 0)
    new_ticket(office, "dark stairs")
    assert_whole(office)


def test_a_full_disk_lets_an_index_be_made_in_memory(office: Shell) -> None:
    new_ticket(office, "dark stairs")
    assert_truthful(office)
    (office.folder / ".git" / "pm" / "index.sqlite").unlink()
    answer = limited(office, 1000, "ticket", "list", "--json")
    assert answer.code == 0, answer.told
    assert len(answer.records) == 1
    assert_whole(office)


@pytest.fixture
def small(founded: Path, tmp_path: Path) -> Iterator[Shell]:
    """Give an office on a disk of four megabytes."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only the superuser can mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk))
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine forbids mounting")
    try:
        yield Shell(copied(founded, disk / "office"))
    finally:
        subprocess.run(("umount", "-l", str(disk)), check=True)


@pytest.mark.long
def test_a_full_disk_is_a_plain_refusal(small: Shell) -> None:
    disk = small.folder.parent
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
    (disk / "ballast").write_bytes(b"x" * (free - (300 << 10)))
    acknowledged = 0
    for _ in range(200):
        answer = small.process(*NEW, "no water")
        if answer.code:
            break
        acknowledged += 1
    assert answer.code == 13
    assert answer.err.startswith("pm: error: nothing was recorded: the disk")
    assert answer.err.endswith(PLAIN)
    assert len(small.process("ticket", "list", "--json").records) == acknowledged > 0
    (disk / "ballast").unlink()
    new_ticket(small, "dark stairs")
    assert len(recorded(small.folder, "tickets")) == acknowledged + 1
    assert_whole(small)
