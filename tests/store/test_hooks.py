"""The hook before commits, with real git: plain commits of records are sent to pm commit."""

import os
import stat
import sys
from pathlib import Path

import pytest

from pm.office.environment import Environment
from pm.office.office import Office
from pm.store.hooks import NAME, install_hook
from tests.cli.offices import founded
from tests.cli.running import Answer, Shell

__all__ = ["founded"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")

WHO = ("-c", "user.name=Hand", "-c", "user.email=hand@example.org")
RECORD = "records/channels/letter.yaml"


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Shell:
    """Copy an office as it is shared: by pm's own clone."""
    Shell(tmp_path).done("clone", str(founded), "office")
    return Shell(tmp_path / "office", PM_STAFF="Chen Li")


def change(office: Shell, path: str = RECORD) -> None:
    with (office.folder / path).open("a", encoding="utf-8") as file:
        file.write("# mine\n")


def commit(office: Shell, *words: str) -> Answer:
    return office.command("git", *WHO, "commit", "-qm", "by hand", *words)


@pytest.mark.parametrize("words", [("-a",), ("--", RECORD)], ids=" ".join)
def test_a_plain_commit_of_records_is_refused_and_told_the_way(
    office: Shell, words: tuple[str, ...]
) -> None:
    change(office)
    before = office.head
    answer = commit(office, *words)
    assert answer.code == 1
    assert "pm: what was changed by hand in records/" in answer.err
    assert "pm commit" in answer.err
    assert office.head == before
    office.done("commit")
    assert office.head != before


def test_a_commit_of_other_files_is_left_alone(office: Shell) -> None:
    (office.folder / "notes.txt").write_text("mine\n", encoding="utf-8")
    change(office)
    office.git("add", "notes.txt")
    assert commit(office).code == 0
    assert RECORD in office.git("diff", "--name-only")


def test_what_concludes_a_merge_is_let_pass(office: Shell) -> None:
    office.git("switch", "-qc", "other")
    change(office)
    office.done("commit")
    office.git("switch", "-q", "main")
    with (office.folder / RECORD).open("a", encoding="utf-8") as file:
        file.write("# theirs\n")
    office.done("commit")
    assert office.command("git", *WHO, "merge", "other").code == 1
    office.git("checkout", "-q", "--theirs", RECORD)
    office.git("add", RECORD)
    assert commit(office).code == 0


def test_it_works_from_a_linked_work_tree(office: Shell) -> None:
    office.git("worktree", "add", "-q", "-b", "other", "../other")
    other = Shell(office.folder.parent / "other")
    change(other)
    assert commit(other, "-a").code == 1


def test_a_new_office_has_it_and_everybody_may_run_it(founded: Path) -> None:
    hook = founded / ".git" / "hooks" / NAME
    assert hook.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP) == stat.S_IXUSR | stat.S_IXGRP
    assert not list(hook.parent.glob("*.pm-new"))


def test_another_hook_stays_and_that_is_said(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.git("init", "-q", "-b", "main", "office")
    hook = tmp_path / "office" / ".git" / "hooks" / NAME
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    answer = shell.done(
        *("init", "office", "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", "Chen Li", "--no-input"),
    )
    assert "pm: warning: this repository has a hook" in answer.err
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


def test_a_link_to_nowhere_is_another_hook(office: Shell) -> None:
    hook = office.folder / ".git" / "hooks" / NAME
    hook.unlink()
    hook.symlink_to(office.folder.parent / "nowhere")
    assert not install_hook(office.folder / ".git", ["x"])
    assert not os.path.lexists(office.folder.parent / "nowhere")


def test_an_older_one_of_our_own_is_replaced(office: Shell) -> None:
    hook = office.folder / ".git" / "hooks" / NAME
    assert install_hook(office.folder / ".git", ["pm: other words", "END_OF_WORDS", "a\nb"])
    assert "\npm: other words\nEND_OF_WORDS\nexit 1\n" in hook.read_text("utf-8")


def test_commits_of_pm_itself_run_no_hook(office: Shell) -> None:
    with Office.open(office.folder, Environment()).repository as repository:
        hook = repository.common_dir / "hooks" / NAME
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    office.done("channel", "edit", "letter", "--name-en", "Letters")
