"""Help fits the terminal, in Chinese as in English."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pm.cli.run import Run
from pm.cli.words import Command, Group, Option
from pm.i18n import Message
from pm.render.width import width
from pm.render.wrapping import wrapped
from tests.cli.running import Shell

SENTENCE = "列出记录。筛选条件可以是多个值（a,b）、区间（2026-11-01..2026-11-08，不含末日）。"
CLINGING = "，。、；：）”！？"


def helped(language: str, about: str, columns: int) -> list[str]:
    """Give the lines of the help of a group whose command and option say something."""
    command = Command("list", Message(about), lambda _ctx: None)
    group = Group("pm", Message(about), [Option("--name", about=Message(about))])
    group.add_command(command)
    answer = CliRunner().invoke(
        group, ["--help"], obj=Run(language=language), terminal_width=columns, prog_name="pm"
    )
    return answer.output.splitlines()


@pytest.mark.parametrize("columns", [44, 60, 79])
def test_every_line_fits(columns: int) -> None:
    assert max(map(width, helped("zh", SENTENCE, columns))) <= columns


def test_headings_have_the_colon_of_the_language() -> None:
    assert {"选项：", "命令："} <= set(helped("zh", SENTENCE, 79))
    assert {"Options:", "Commands:"} <= set(helped("en", "List.", 79))
    assert helped("zh", SENTENCE, 79)[0].startswith("用法：pm ")
    assert helped("en", "List.", 79)[0].startswith("Usage: pm ")


def test_no_line_begins_with_a_mark_that_ends_something() -> None:
    for columns in range(10, 80):
        assert not [line for line in wrapped(SENTENCE, columns) if line[0] in CLINGING]


def test_no_word_is_torn() -> None:
    words = set(" ".join(wrapped("运行 pm ticket list --state open 查看", 8)).split())
    assert {"pm", "ticket", "list", "--state", "open"} <= words


@given(st.text("ab 工单（），。“”…é-", max_size=60), st.integers(4, 40))
def test_nothing_is_lost_when_lines_are_broken(text: str, columns: int) -> None:
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_of_click_stands_in_one_line(language: str, tmp_path: Path) -> None:
    answer = Shell(tmp_path, PM_LANG=language).pm("completion")
    assert answer.code == 2
    assert answer.err.splitlines()[0].endswith("bash, zsh, fish, powershell")


def test_a_term_in_brackets_is_one_word_and_clings_to_its_mark() -> None:
    text = "Let a ticket wait; its clock stands still (挂起). Give it back (退单); go on"
    assert wrapped(text, 43) == [
        "Let a ticket wait; its clock stands still",
        "(挂起). Give it back (退单); go on",
    ]
