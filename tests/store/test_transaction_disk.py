"""A disk that takes no more: a plain refusal, nothing recorded, and the next act works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pm.errors import Refused
from pm.store.repository import Repository
from tests.faults import git, left_over
from tests.store import desk
from tests.store.desk import FIRST, SECOND, make, ticket

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")

_LIMITED = """
import resource, sys
from pathlib import Path
from pm.errors import PmError
from tests.store.desk import FIRST, make
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    make(Path.cwd(), FIRST, b"state: solved\\n" + __import__("os").urandom(40000).hex().encode())
except PmError as refusal:
    print(type(refusal).__name__, refusal.message)
else:
    print("done")
"""


def limited(office: Path, size: int) -> str:
    return subprocess.run(
        [sys.executable, "-c", _LIMITED, str(size)],
        cwd=office,
        env={**os.environ, **desk.environment()},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.mark.parametrize("size", [0, 60, 150, 400, 1000, 20000])
def test_a_file_size_limit_is_a_plain_refusal(repository: Repository, size: int) -> None:
    head = repository.head()
    assert limited(repository.root, size) == (
        "Refused nothing was recorded: the file would exceed the size limit"
    )
    assert repository.head() == head
    make(repository.root, SECOND, ticket("received"))
    assert git(repository.root, "status", "--porcelain") == ""
    assert left_over(repository.root) == []


def test_a_limit_met_after_the_commit_point_is_finished_later(repository: Repository) -> None:
    assert limited(repository.root, 60000) == "done"
    make(repository.root, SECOND, ticket("received"))
    assert git(repository.root, "status", "--porcelain") == ""
    assert git(repository.root, "rev-list", "--count", "HEAD") == "3"


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
def test_a_full_disk_is_a_plain_refusal(tmp_path: Path) -> None:
    mount = ("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(tmp_path))
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine forbids mounting")
    try:
        office = desk.make_office(tmp_path / "office").root
        done = fill(office)
        assert int(git(office, "rev-list", "--count", "HEAD")) == done + 1
        (tmp_path / "ballast").unlink()
        make(office, SECOND, ticket("received"))
        assert git(office, "status", "--porcelain") == ""
        assert git(office, "fsck", "--strict", "--no-dangling") == ""
        assert left_over(office) == []
    finally:
        subprocess.run(("umount", "-l", str(tmp_path)), check=True)


def fill(office: Path) -> int:
    """Act until the disk is full; a file that is removed later makes room again."""
    (office.parent / "ballast").write_bytes(b"x" * (1 << 20))
    for number in range(2000):
        if (refusal := refused(office, number)) is not None:
            assert refusal.startswith("nothing was recorded: the disk")
            return number
    pytest.fail("the disk was never full")


def refused(office: Path, number: int) -> str | None:
    try:
        make(office, FIRST, ticket(f"attempt {number}"))
    except Refused as refusal:
        return str(refusal)
    return None
