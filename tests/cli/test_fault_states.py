"""Every state in which a repository can be: pm works in it, or says what is in the way."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.killing import KINDS, NEW, new_ticket
from tests.cli.running import Answer, Shell
from tests.cli.truth import assert_truthful, recorded
from tests.faults import git, left_over, status

WRITE = (*NEW, "no water")
EDITED = "records/channels/letter.yaml"
AS_SOMEBODY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def assert_refused(office: Shell, code: int, words: str, hint: str) -> None:
    """Try every way to write; nothing is recorded, and the same is said of each."""
    head = office.head
    for command in (WRITE, ("undo",), ("commit",)):
        answer = office.pm(*command)
        assert (answer.code, answer.err) == (code, f"pm: error: {words}\npm: hint: {hint}\n")
    assert office.head == head


def assert_works(office: Shell) -> None:
    """Read and write, and leave nothing behind."""
    before = status(office.folder)
    assert_truthful(office, *KINDS)
    new_ticket(office, "the lift stands")
    assert_truthful(office, *KINDS)
    assert status(office.folder) == before
    assert left_over(office.folder) == []


def edit_by_hand(office: Shell) -> bytes:
    file = office.folder / EDITED
    file.write_bytes(file.read_bytes() + b"# mine\n")
    return file.read_bytes()


@pytest.fixture
def parted(office: Shell) -> Shell:
    """Give an office with a branch ``side`` on which the same category was edited otherwise."""
    new_ticket(office, "dark stairs")
    office.git("branch", "side")
    office.done("category", "edit", "water", "--name-en", "Water")
    office.git("checkout", "-q", "side")
    office.done("category", "edit", "water", "--name-en", "Pipes")
    office.git("checkout", "-q", "main")
    return office


def test_a_detached_head_reads_and_does_not_write(office: Shell) -> None:
    new_ticket(office, "dark stairs")
    office.git("checkout", "-q", "--detach")
    mine = edit_by_hand(office)
    assert_refused(
        office,
        13,
        "HEAD is detached: a commit would belong to no branch",
        "type: pm git switch main",
    )
    assert_truthful(office, *KINDS)
    assert (office.folder / EDITED).read_bytes() == mine
    office.done("git", "switch", "--quiet", "main")
    assert_works(office)


@pytest.mark.parametrize(
    ("begin", "words"),
    [
        (("merge", "side"), "a merge is under way"),
        (("rebase", "side"), "a rebase is under way"),
        (("cherry-pick", "side"), "a cherry-pick is under way"),
        (("revert", "HEAD~1"), "a revert is under way"),
    ],
)
def test_what_is_half_done_is_named_and_left_alone(
    parted: Shell, begin: tuple[str, str], words: str
) -> None:
    if begin[0] == "revert":
        parted.done("category", "edit", "water", "--name-en", "Drains")
    assert parted.command("git", *AS_SOMEBODY, *begin).code == 1
    mine = edit_by_hand(parted)
    before = status(parted.folder)
    assert_refused(parted, 13, words, "finish it or give it up, then type: pm status")
    assert_truthful(parted, *KINDS)
    assert "git left two versions here" in parted.done("status").out
    assert status(parted.folder) == before
    parted.done("git", begin[0], "--abort")
    assert status(parted.folder) in {"", f" M {EDITED}"}
    (parted.folder / EDITED).write_bytes(mine)
    assert_works(parted)


def test_a_busy_index_is_waited_for_and_then_told_of(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pm.store.recovery._PATIENCE", 0.1)
    mine = edit_by_hand(office)
    lock = office.folder / ".git" / "index.lock"
    lock.write_bytes(b"")
    answer = office.done(*WRITE)
    assert answer.err == (
        "pm: warning: it is recorded, but git was busy:"
        " the next command of pm brings the files up\n"
    )
    assert "is received (commit " in answer.out
    assert_truthful(office, *KINDS)
    refused = office.pm(*WRITE)
    assert (refused.code, refused.err) == (
        14,
        (
            "pm: error: another git command holds the index of this office\n"
            f"pm: hint: wait until it has ended; if none is running, remove {lock}\n"
        ),
    )
    lock.unlink()
    assert_truthful(office)
    assert status(office.folder) == f" M {EDITED}"
    assert_works(office)
    assert len(recorded(office.folder, "tickets")) == 2
    assert (office.folder / EDITED).read_bytes() == mine


def test_a_busy_configuration_is_waited_for_and_then_told_of(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pm.store.options._PATIENCE", 0.1)
    lock = office.folder / ".git" / "config.lock"
    lock.write_bytes(b"[core]\n")
    before = (office.folder / ".git" / "config").read_bytes()
    answer = office.pm("as", "Chen Li")
    assert (answer.code, answer.err) == (
        14,
        (
            "pm: error: another git command is at work in this office\n"
            f"pm: hint: wait until it has ended; if none is running, remove {lock}\n"
        ),
    )
    assert lock.read_bytes() == b"[core]\n"
    assert (office.folder / ".git" / "config").read_bytes() == before
    lock.write_bytes(b"pm 4711\n")  # as a killed pm leaves it
    assert_works(office)
    office.done("as", "Chen Li")


def test_a_linked_work_tree_is_an_office_too(office: Shell, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    office.git("worktree", "add", "-q", "-b", "second", str(linked))
    for number in range(2):
        new_ticket(Shell(linked), f"lamp {number}")
    new_ticket(office, "dark stairs")
    for folder, tickets in ((linked, 2), (office.folder, 1)):
        assert_truthful(Shell(folder), *KINDS)
        assert len(recorded(folder, "tickets")) == tickets
        assert status(folder) == ""
    assert git(office.folder, "fsck", "--strict", "--no-dangling") == ""
    assert left_over(office.folder) == []


def test_a_checkout_that_is_no_office_is_read_only(tmp_path: Path, checkout: Path) -> None:
    folder = tmp_path / "clone"
    Shell(tmp_path).git("clone", "--quiet", str(checkout), str(folder))
    clone = Shell(folder, PM_STAFF="Chen Li")
    assert clone.done("category", "list", "--json").records
    checked = clone.pm("check", "--json").records
    assert {Path(one["file"]).parts[1] for one in checked} <= {"scenario.yml", "scenario", "lists"}
    head = clone.head
    for command in (WRITE, ("undo",), ("commit",)):
        answer = clone.pm(*command)
        assert (answer.code, answer.err) == (
            13,
            (
                "pm: error: this repository is not an office: reading works, writing does not\n"
                "pm: hint: make one with: pm init DIR\n"
            ),
        )
    assert clone.head == head
    assert status(folder) == ""


@pytest.mark.parametrize("command", [("ticket", "list"), WRITE, ("status",), ("undo",)])
def test_names_by_sha256_are_refused_by_name(tmp_path: Path, command: tuple[str, ...]) -> None:
    shell = Shell(tmp_path)
    shell.git("init", "-q", "--object-format=sha256")
    answer = shell.pm(*command)
    assert (answer.code, answer.err) == (
        13,
        (
            "pm: error: this repository names its objects by SHA256\n"
            "pm: hint: make an office with SHA-1 object names: pm init DIR\n"
        ),
    )


def test_a_folder_without_an_office_says_how_to_make_one(tmp_path: Path) -> None:
    for command in (("ticket", "list"), WRITE, ("status",), ("undo",), ("log",)):
        answer = Shell(tmp_path).pm(*command)
        assert (answer.code, answer.err) == (
            10,
            "pm: error: there is no office here\npm: hint: type: pm init DIR\n",
        )


def test_a_broken_record_is_named_and_the_others_work(office: Shell) -> None:
    good, bad = new_ticket(office, "dark stairs"), new_ticket(office, "no water")
    (name,) = office.git("diff", "--name-only", "HEAD~1", "HEAD").split()
    file = office.folder / name
    file.write_bytes(file.read_bytes() + b"state: again\n")
    office.git(*AS_SOMEBODY, "commit", "-qn", "-a", "-m", "by hand")
    listed = office.done("ticket", "list", "--json")
    assert [record["id"] for record in listed.records] == [good]
    assert "records of this kind that cannot be read: 1" in listed.err
    checked = office.pm("check")
    assert checked.code == 3
    assert name in checked.out
    shown = office.pm("ticket", "show", bad)
    assert shown.code == 12
    assert f"{name}, line " in shown.err
    office.done("ticket", "triage", good, "--validity", "valid")
    assert office.pm("ticket", "triage", bad, "--validity", "valid").code == 12
    new_ticket(office, "the lift stands")
    assert status(office.folder) == ""


def test_the_environment_leads_git_nowhere_else(office: Shell, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    Shell(tmp_path).git("init", "-q", str(elsewhere))
    astray = {
        "GIT_DIR": str(elsewhere / ".git"),
        "GIT_WORK_TREE": str(elsewhere),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "objects"),
        "GIT_NAMESPACE": "astray",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "pm.office",
        "GIT_CONFIG_VALUE_0": "false",
    }
    office.done(*WRITE, **astray)
    assert len(office.done("ticket", "list", "--json", **astray).records) == 1
    office.done("undo", **astray)
    assert_works(office)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "office"]
    assert git(office.folder, "rev-list", "--count", "HEAD") == "4"


@pytest.mark.parametrize("home", ["", "/nonexistent/home"])
def test_neither_a_home_nor_a_name_for_git_is_needed(home: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path, HOME=home, USERPROFILE=home, XDG_CONFIG_HOME="")
    made = shell.process(
        *("init", "office", "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", "Chen Li", "--no-input"),
    )
    assert made.code == 0, made.told
    office = Shell(tmp_path / "office", HOME=home, USERPROFILE=home, XDG_CONFIG_HOME="")
    answer = office.process(*WRITE)
    assert answer.code == 0, answer.told
    assert office.git("log", "-1", "--format=%an, %cn").strip() == "Chen Li, Chen Li"


def test_git_itself_can_be_typed(office: Shell) -> None:
    new_ticket(office, "dark stairs")
    assert office.process("git", "rev-list", "--count", "HEAD").out == "2\n"
    assert office.process("git", "log", "-1", "--format=%s").out.startswith("ticket T-")
    assert office.process("git", "rev-parse", "--verify", "nowhere").code == 128
    assert office.process("git", "--version").out.startswith("git version")


WITHOUT_PRIVILEGE = """
import ctypes, os, sys
for privilege in (1, 2):  # to override permissions, to write and to read
    ctypes.CDLL(None).prctl(24, privilege, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""The superuser may write everywhere; this takes that from the command."""


def ordinarily(office: Shell, *words: str) -> Answer:
    """Run pm as somebody to whom permissions apply."""
    alone = (sys.executable, "-c", "from pm.cli.main import main; main()", *words)
    if os.geteuid() != 0:
        return office.command(*alone)
    return office.command(sys.executable, "-c", WITHOUT_PRIVILEGE, *alone)


@pytest.fixture
def read_only(office: Shell) -> Shell:
    if sys.platform == "win32" or (os.geteuid() == 0 and sys.platform != "linux"):
        pytest.skip("needs permissions of POSIX")
    new_ticket(office, "dark stairs")
    assert_truthful(office)
    return office


@pytest.mark.parametrize("indexed", [True, False], ids=["with an index", "without one"])
def test_what_may_not_be_written_can_be_read(read_only: Shell, *, indexed: bool) -> None:
    git_dir = read_only.folder / ".git"
    if not indexed:
        (git_dir / "pm" / "index.sqlite").unlink()
    folders = [git_dir, *(path for path in git_dir.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        listed = ordinarily(read_only, "ticket", "list", "--json")
        assert listed.code == 0, listed.told
        assert len(listed.records) == 1
        assert ordinarily(read_only, "log").code == 0
        assert ordinarily(read_only, "status").code == 0
        answer = ordinarily(read_only, *WRITE)
        assert (answer.code, answer.err) == (
            13,
            (
                "pm: error: nothing was recorded: the permission is missing\n"
                "pm: hint: mend that and type the command again\n"
            ),
        )
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert_works(read_only)
