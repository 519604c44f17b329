"""What a repository's configuration names is not run: hooks, monitors, filters, aliases."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.killing import KINDS, MAP, NEW, new_ticket
from tests.cli.running import Shell
from tests.cli.truth import assert_truthful
from tests.faults import git, left_over

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the canary is a shell script")

HOOKS = (
    *("applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout"),
    *("post-commit", "post-index-change", "post-merge", "post-rewrite", "pre-auto-gc"),
    *("pre-applypatch", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase"),
    *("prepare-commit-msg", "proc-receive", "push-to-checkout", "reference-transaction"),
    *("sendemail-validate", "update"),
)
NAMED = (
    *("core.fsmonitor", "core.pager", "core.editor", "sequence.editor", "core.sshCommand"),
    *("core.askPass", "core.alternateRefsCommand", "diff.external", "diff.evil.textconv"),
    *("diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process"),
    *("merge.evil.driver", "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand"),
    *("pager.log", "pager.diff", "interactive.diffFilter", "credential.helper"),
    *("uploadpack.packObjectsHook", "trailer.evil.command", "trailer.evil.cmd"),
)
"""Options whose value git runs."""
ALIASES = (
    *("log", "config", "update-ref", "unpack-objects", "cat-file", "ls-files", "rev-parse"),
    *("diff-tree", "update-index", "ls-tree", "diff-files"),
)


@pytest.fixture
def canary(office: Shell) -> Path:
    """Name a program wherever git may run one; give the file in which it notes that it ran."""
    new_ticket(office, "dark stairs")
    sung = office.folder.parent / "sung"
    program = office.folder.parent / "canary"
    program.write_text(f'#!/bin/sh\necho "$0" "$@" >> "{sung}"\nexit 1\n', encoding="utf-8")
    hooks = office.folder / ".git" / "hooks"
    for name in HOOKS:
        (hooks / name).write_bytes(program.read_bytes())
    for file in (program, *(hooks / name for name in HOOKS)):
        file.chmod(stat.S_IRWXU)
    other = office.folder.parent / "included"
    for name in NAMED:
        git(office.folder, "config", "--file", str(other), name, str(program))
    for name in ALIASES:
        git(office.folder, "config", "--file", str(other), f"alias.{name}", f"!{program}")
    for name in ("commit.gpgSign", "tag.gpgSign", "log.showSignature", "filter.evil.required"):
        git(office.folder, "config", "--file", str(other), name, "true")
    attributes = office.folder / ".git" / "info" / "attributes"
    attributes.write_text("* filter=evil diff=evil merge=evil\n", encoding="utf-8")
    git(office.folder, "config", "include.path", os.fspath(other))
    return sung


def test_no_program_of_the_configuration_runs(office: Shell, canary: Path) -> None:
    words = ("ticket", "list", "--json")
    (ticket,) = (record["id"] for record in office.done(*words).records)
    for command in (
        *(("ticket", "show", ticket), ("log",), ("log", ticket), ("status",), ("check",)),
        *(("find", "dark"), ("diff", "HEAD"), ("report", "weekly"), ("sql", "SELECT 1")),
    ):
        office.done(*command)
    office.done("ticket", "triage", ticket, "--validity", "valid")
    office.done("undo")
    file = office.folder / "records" / "channels" / "letter.yaml"
    file.write_bytes(file.read_bytes() + b"# mine\n")
    assert "letter.yaml" in office.done("status").out
    office.done("diff")
    office.done("commit")
    (office.folder.parent / "old.yaml").write_text(MAP, encoding="utf-8")
    (office.folder.parent / "old.csv").write_text(
        "Number,Channel,Title,Category,Received\n1,Pager,lamp,Lamps,2019-03-18 09:00\n",
        encoding="utf-8",
    )
    office.done("import", "../old.csv", "--map", "../old.yaml")
    office.done("as", "Chen Li")
    office.done(*NEW, "no water")
    assert_truthful(office, *KINDS)
    assert not canary.exists(), canary.read_text("utf-8")
    assert left_over(office.folder) == []


def test_the_canary_sings_where_git_is_not_told_otherwise(office: Shell, canary: Path) -> None:
    """The test itself: by plain git the same repository runs what it names."""
    office.command("git", "status")
    office.command("git", "add", "records")
    office.command("git", "commit", "--allow-empty", "-m", "by hand")
    assert str(canary.with_name("canary")) in canary.read_text("utf-8")


def test_a_record_cannot_lead_out_of_the_office(office: Shell, tmp_path: Path) -> None:
    """A link where a record belongs is refused; what it points to is untouched."""
    new_ticket(office, "dark stairs")
    target = tmp_path / "target"
    target.write_bytes(b"state: received\n")
    file = office.folder / "records" / "channels" / "letter.yaml"
    file.unlink()
    file.symlink_to(target)
    answer = office.pm("channel", "edit", "letter", "--name-en", "Letters")
    assert (answer.code, answer.err) == (
        13,
        (
            "pm: error: records/channels/letter.yaml is a link or not what it must be\n"
            "pm: hint: move it away and type: pm status\n"
        ),
    )
    assert "letter.yaml" in office.done("status").out
    assert office.pm("commit").code == 12
    assert target.read_bytes() == b"state: received\n"
    assert file.is_symlink()
    new_ticket(office, "no water")
    assert_truthful(office, *KINDS)


@pytest.mark.parametrize(
    "words",
    [
        ("ticket", "show", "--output=x"),
        ("ticket", "show", "../../etc/passwd"),
        ("ticket", "log", "--", "--output=x"),
        ("diff", "--", "--output=x"),
        ("commit", "--", "--output=x"),
        ("clone", "--", "--upload-pack=x", "copy"),
        ("clone", "ext::sh -c touch%20x", "copy"),
    ],
    ids=" ".join,
)
def test_a_value_never_becomes_an_option_of_git(office: Shell, words: tuple[str, ...]) -> None:
    answer = office.pm(*words)
    assert answer.code in {2, 10, 12}, answer.told
    assert not (office.folder / "x").exists()
    assert git(office.folder, "status", "--porcelain", "--untracked-files=all") == ""
