"""What a shell offers while somebody types, in bash, zsh, fish and PowerShell."""

import shutil
from pathlib import Path

import pytest

from pm.cli.commands.completion import SHELLS
from tests.cli.running import Answer, Shell

TYPES = [
    *("repair", "complaint", "inquiry", "report", "special", "request"),
    *("suggestion", "praise"),
]


def complete(shell: Shell, words: str, **variables: str) -> list[str]:
    """Give what bash would offer for the last word."""
    answer = asked(shell, words, **variables)
    assert (answer.code, answer.err) == (0, "")
    return [line.partition(",")[2] for line in answer.out.splitlines() if line]


def asked(shell: Shell, words: str, **variables: str) -> Answer:
    return shell.pm(
        _PM_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
        **variables,
    )


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("pm tick", ["tick", "ticket"]),
        ("pm compl", ["completion", "complaint"]),
        ("pm ticket li", ["list"]),
        ("pm ticket hand", ["hand-back", "hand-on"]),
        ("pm report we", ["weekly"]),
        ("pm ticket new --type ", TYPES),
        ("pm ticket new --type re", ["repair", "report", "request"]),
        ("pm ticket new --caller-n", ["--caller-name", "--caller-name-absent"]),
        ("pm ticket new --channel p", ["phone"]),
        ("pm ticket list --state o", ["open"]),
        ("pm ticket list --format j", ["json", "jsonl"]),
        ("pm ticket void --reason ent", ["entered-by-mistake", "entered-twice"]),
        ("pm ticket triage T-1 --category li", ["lifts"]),
        ("pm staff new --post front", ["front-desk"]),
        ("pm category show li", ["lifts"]),
        ("pm --lang ", ["en", "zh"]),
        ("pm completion f", ["fish"]),
        ("pm ticket new --title ", []),
    ],
)
def test_what_fits_is_offered(words: str, offered: list[str], office: Shell) -> None:
    assert complete(office, words) == offered


def test_records_are_offered_by_what_people_call_them(office: Shell) -> None:
    made = office.done("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x")
    ticket = made.out.split()[1]
    for words in ("pm ticket show T", f"pm ticket log {ticket[9:12]}", "pm ticket triage T-26"):
        assert complete(office, words) == [ticket]
    hired = office.done("staff", "list", "--post", "centre-manager", "--json").records
    (manager,) = [one["id"] for one in hired]
    for words in ("pm ticket assign T --assignee ", "pm ticket new --by Chen"):
        assert complete(office, words) == [manager]


def test_only_reasons_that_fit_are_offered(office: Shell) -> None:
    for verb, use in (("void", "void"), ("hand-back", "hand-back"), ("reopen", "reopen")):
        listed = office.done("reason", "list", "--uses", use, "--json").records
        wanted = sorted(str(one["id"]) for one in listed)
        assert complete(office, f"pm ticket {verb} --reason ") == wanted


@pytest.mark.parametrize(
    "words", ["pm ticket show T", "pm ticket triage --category l", "pm tick", "pm ticket sh", "pm "]
)
def test_where_there_is_no_office_nothing_is_said(words: str, tmp_path: Path) -> None:
    answer = asked(Shell(tmp_path), words)
    assert (answer.code, answer.err) == (0, "")
    assert asked(Shell(tmp_path), words, PM_LANG="fr").err == ""


def test_each_offer_has_a_line_in_the_readers_language(office: Shell) -> None:
    english, chinese = (
        office.pm(
            _PM_COMPLETE="zsh_complete", COMP_WORDS="pm ticket li", COMP_CWORD="2", PM_LANG=language
        ).out.split("\n")
        for language in ("en", "zh")
    )
    assert english[:2] == chinese[:2] == ["plain", "list"]
    assert english[2].startswith("List records")
    assert english[2] != chinese[2]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(shell: str, office: Shell) -> None:
    printed = office.done("completion", shell)
    assert printed.out == office.pm(_PM_COMPLETE=f"{shell}_source").out
    assert f"{shell}_complete" in printed.out
    assert "_PM_COMPLETE" in printed.out


def test_another_shell_is_refused(office: Shell) -> None:
    answer = office.pm("completion", "tcsh")
    assert answer.code == 2
    for shell in SHELLS:
        assert shell in answer.err


def test_help_says_where_each_script_goes(office: Shell) -> None:
    text = office.done("completion", "--help").out
    for place in ("bash-completion", "_pm", "config.fish", "$PROFILE"):
        assert place in text.replace("~/.config/fish", "config.fish")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_the_script_is_one_that_the_shell_reads(shell: str, office: Shell, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "completion"
    name = "powershell" if shell == "pwsh" else shell
    script.write_text(office.done("completion", name).out, "utf-8", newline="")
    loaded = {
        "bash": ["bash", "--norc", "-c", f"source {script} && complete -p pm"],
        "zsh": ["zsh", "-f", "-c", f"autoload -U compinit; compinit -u; source {script}"],
        "fish": ["fish", "--no-config", "-c", f"source {script}"],
        "pwsh": ["pwsh", "-NoProfile", "-File", str(script)],
    }[shell]
    answer = office.command(*loaded)
    assert (answer.code, answer.err) == (0, "")
