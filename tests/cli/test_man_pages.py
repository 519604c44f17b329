"""Every command has a man page that says what its help says, and nothing in it misleads roff."""

import re
from pathlib import Path

import click
import pytest

from pm.cli.man_pages import contexts, name_of, page_of
from pm.cli.root import root
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.errors import Invalid, Usage
from pm.i18n import Message
from pm.render import roff
from tests.cli.running import Shell
from tests.contract.command_tree import tree

REQUESTS = {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".RS", ".RE", ".nh", ".ad"}
"""The commands of roff that pages are made of."""


def pages(language: str) -> dict[str, str]:
    """Make every page of a language."""
    run = Run(language=language)
    return {name_of(ctx): page_of(ctx, run) for ctx in contexts(root(), run)}


def plain(page: str) -> str:
    """Read a page as a person does, who sees no escapes."""
    for escape, sign in ((r"\:", ""), (r"\-", "-"), (r"\(aq", "'"), (r"\(ga", "`"), (r"\(dq", '"')):
        page = page.replace(escape, sign)
    return re.sub(r"\\f[BP]|\\&", "", page).replace(r"\e", "\\")


def misleading(page: str) -> list[str]:
    """Give the lines that roff would take for commands that nobody gave, and stray escapes."""
    return [
        line
        for line in page.splitlines()
        if (line.startswith((".", "'")) and line.split()[0] not in REQUESTS)
        or re.search(r"\\(?![-:e&]|\(aq|\(ga|\(dq|f[BP])", line)
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_a_page_with_its_name_and_its_options(language: str) -> None:
    made = pages(language)
    assert set(made) == {"-".join(("pm", *found.words)) for found in tree()}
    for found in tree():
        page = plain(made["-".join(("pm", *found.words))])
        assert page.count(f"\n{found.typed}") >= 1
        for flag in found.flags:
            assert re.search(rf"^(.*, )?{flag}\b", page, re.MULTILINE), (found.typed, flag)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_in_a_page_misleads_roff(language: str) -> None:
    wrong = {name: misleading(page) for name, page in pages(language).items()}
    assert {name: lines for name, lines in wrong.items() if lines} == {}


def test_pages_are_written_in_the_readers_language(tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG="zh").done("manual", "--man", "man")
    assert str(len(tree())) in answer.out
    page = (tmp_path / "man" / "pm-ticket-assign.1").read_text(encoding="utf-8")
    assert "将工单派给员工或部门" in plain(page)
    assert len(list((tmp_path / "man").iterdir())) == len(tree())


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = Shell(tmp_path, PM_LANG="en").pm("manual", "--man", "file/man")
    assert answer.code == Invalid.exit_code
    assert "file" in answer.err


def test_a_chapter_is_no_man_page(tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG="en").pm("manual", "privacy", "--man", "man")
    assert answer.code == Usage.exit_code
    assert not (tmp_path / "man").exists()


def test_a_text_that_looks_like_roff_stays_a_text() -> None:
    about = Message(".so secret \\fBbold\\fP 'quoted'")
    command = Command("x", about, lambda _ctx: None, [Option("--so", about=about)], ["'s.x \\n"])
    page = page_of(click.Context(command, info_name="pm", obj=Run()), Run(language="en"))
    assert misleading(page) == []
    assert ".so secret \\fBbold\\fP 'quoted'" in plain(page).replace("\\e", "\\")


def test_chinese_breaks_between_characters_but_not_before_a_mark() -> None:
    assert roff.paragraph("工单已受理。请派单") == [".PP", r"工\:单\:已\:受\:理。\:请\:派\:单"]
