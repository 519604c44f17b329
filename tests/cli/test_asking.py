"""At a terminal what is missing is asked for; a script is told what is missing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import PropertyMock, patch

import pytest

from pm.cli.run import Run
from tests.cli.running import Shell


@pytest.fixture
def terminal() -> Iterator[None]:
    """Let pm believe that a person sits there."""
    with patch.object(Run, "interactive", PropertyMock(return_value=True)):
        yield


@pytest.mark.usefixtures("terminal")
def test_an_office_is_made_by_a_few_questions(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_LANG="")
    with patch("getpass.getpass", lambda *_words, **_more: input()):
        answer = shell.done("init", "office", typed="九鹭花园\n\n\n陈立\n\n")
    assert "Asia/Shanghai" in answer.err
    assert answer.out.startswith("客服中心已就绪")
    told = Shell(tmp_path / "office").done("office", "show", "office", "--json").records[0]
    assert (told["name_zh"], told["timezone"], told["language"]) == (
        *("九鹭花园", "Asia/Shanghai"),
        "zh",
    )


@pytest.mark.usefixtures("terminal")
def test_nothing_is_asked_where_input_is_not_wanted(tmp_path: Path) -> None:
    answer = Shell(tmp_path).pm("init", "office", "--no-input", typed="x\nx\nx\nx\n")
    assert answer.code == 2


@pytest.mark.usefixtures("terminal")
def test_only_what_is_missing_is_asked_for(office: Shell) -> None:
    answer = office.done("ticket", "new", "--channel", "phone", typed="repair\nno water\n")
    assert "complaint" in answer.err
    assert "how it came in" not in answer.err
    (ticket,) = office.done("ticket", "list", "--json").records
    assert (ticket["type"], ticket["title"]) == ("repair", "no water")


@pytest.mark.usefixtures("terminal")
def test_who_gives_up_at_a_question_changes_nothing(office: Shell) -> None:
    before = office.head
    assert office.pm("ticket", "new", typed="").code == 130
    assert office.head == before


def test_a_script_is_told_all_that_is_missing(office: Shell) -> None:
    answer = office.pm("ticket", "new", typed="repair\nphone\nno water\n")
    assert (answer.code, answer.out) == (2, "")
    assert "--type, --channel, --title" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_a_real_terminal_is_recognized(office: Shell) -> None:
    source = (
        "import pty, sys, os\n"
        "code = pty.spawn([sys.executable, '-c', 'from pm.cli.main import main;"
        'main(["ticket", "new", "--type", "repair", "--channel", "phone"])\'])\n'
        "sys.exit(os.waitstatus_to_exitcode(code))"
    )
    answer = office.python(source, typed="no water\n")
    assert "the matter in a few words: " in answer.out
    assert office.done("ticket", "list", "--json").records[0]["title"] == "no water"
