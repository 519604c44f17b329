"""Git shows records opened and masked, through the program that pm is."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.running import ALONE, Shell

PHONE = "13800000115"
NEW = ("ticket", "new", "--type", "repair", "--channel", "phone")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="git runs a shell script here")


@pytest.fixture
def ticket(office: Shell, tmp_path: Path) -> str:
    """Record a ticket, and put a program named pm where git looks for one; give its file."""
    program = tmp_path / "bin" / "pm"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{ALONE}" "$@"\n', encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    office.variables["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    office.variables["PYTHONPATH"] = os.fspath(Path(__file__).parents[2])
    words = (*NEW, "--title", "leak", "--caller-phone", PHONE, "--caller-name", "周建华")
    record_id = office.done(*words, "--json").records[0]["id"]
    return office.git("ls-files", f"*{record_id}.yaml").strip()


def id_of(ticket: str) -> str:
    return Path(ticket).stem


@pytest.mark.long
def test_git_shows_what_changed_opened_and_masked(office: Shell, ticket: str) -> None:
    office.done("textconv", "--install")
    office.done("ticket", "edit", id_of(ticket), "--caller-phone", "13900000116")
    shown = office.git("diff", "HEAD^", "HEAD")
    lines = [line for line in shown.splitlines() if line.startswith(("-  ", "+  "))]
    assert [line.partition(": ")[0] for line in lines] == ["-  phone", "+  phone"]
    assert " policy: '2026'" in shown
    assert not any(word in shown for word in (PHONE, "13900000116", "周建华", "pm1."))
    assert PHONE not in office.git("log", "-p")


@pytest.mark.long
def test_nothing_is_kept_of_what_was_shown(office: Shell, ticket: str) -> None:
    del ticket
    office.done("textconv", "--install")
    office.git("log", "-p")
    assert office.git("for-each-ref", "refs/notes") == ""
    assert office.git("status", "--porcelain") == ""


def test_it_is_taken_back(office: Shell, ticket: str) -> None:
    config = (office.folder / ".git" / "config").read_bytes()
    attributes = office.folder / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.txt -diff\n", encoding="utf-8")
    office.done("textconv", "--install")
    office.done("textconv", "--install")
    assert attributes.read_text("utf-8") == "*.txt -diff\nrecords/** diff=pm\n"
    office.done("textconv", "--remove")
    office.done("textconv", "--remove")
    assert attributes.read_text("utf-8") == "*.txt -diff\n"
    assert b"textconv" not in (office.folder / ".git" / "config").read_bytes()
    assert b"pm1" in office.git("show", "HEAD", "--", ticket).encode() or b"vault" not in config


def test_without_a_key_it_says_that_something_is_sealed(office: Shell, ticket: str) -> None:
    shown = office.done("textconv", ticket, PM_STAFF="E-AAAAAA").out
    assert "phone: '[sealed contact " in shown
    assert "type: repair" in shown
    assert "pm1." not in shown


def test_a_damaged_value_is_no_reason_to_fail(office: Shell, ticket: str) -> None:
    place = office.folder / ticket
    place.write_bytes(place.read_bytes().replace(b"title: pm1.voice.1.", b"title: pm1.voice.1.AA"))
    assert "title: '[damaged " in office.done("textconv", ticket).out


def test_plain_text_typed_by_hand_is_masked_too(office: Shell, ticket: str) -> None:
    place = office.folder / ticket
    place.write_bytes(place.read_bytes() + f"request: call {PHONE}\n# {PHONE}\n".encode())
    shown = office.done("textconv", ticket).out
    assert PHONE not in shown
    assert "# 138****0115" in shown


@pytest.mark.parametrize(
    "text", ["- [\n", "id: T-x\n  y\n", "", "\x1b]0;x\x07\u202e\n", "id: ../x\n"]
)
def test_what_is_no_record_is_shown_as_it_stands(office: Shell, text: str) -> None:
    file = office.folder / "strange.yaml"
    file.write_text(text, encoding="utf-8")
    out = office.done("textconv", "strange.yaml").out
    assert not any(sign in out for sign in "\x1b\x07\u202e")


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("x", "--install"), 2), (("--install", "--remove"), 2), (("no-such-file",), 10)],
)
def test_one_thing_is_asked_of_it(office: Shell, words: tuple[str, ...], code: int) -> None:
    assert office.pm("textconv", *words).code == code
