"""Whatever a record holds, in the clear or sealed: it is text, or it is refused in words."""

import csv
import io
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from pm.model.values import Place
from pm.office.environment import Environment
from pm.office.office import Office
from tests.cli.offices import copied
from tests.cli.running import Shell
from tests.contract.hostile import CONTROLS, FILES, IDS, LINES, TOKENS
from tests.contract.test_command_hostile import problems_of_answer

NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--json")
SECONDS = 2.0
"""The time of the processor that no command may take for it."""
FORMATS = ("table", "markdown", "json", "jsonl", "csv")
BY_HAND = ("-c", "user.name=Hand", "-c", "user.email=hand@example.org")
FORMULA = tuple("=+-@＝＋－＠\t\r")


def some_of(cases: Mapping[str, str], *often: str) -> list[ParameterSet]:
    """Give all cases, those that are seldom seen for the second step: each goes by every reader."""
    return [
        pytest.param(text, id=name, marks=() if name in often else pytest.mark.long)
        for name, text in cases.items()
    ]


@pytest.fixture(scope="module")
def shell(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give an office in which a ticket lies for each hostile line, and one that is sound."""
    shell = Shell(copied(founded, tmp_path_factory.mktemp("hostile") / "office"))
    for text in (*LINES.values(), "sound"):
        (shell.folder.parent / "text").write_text(text, encoding="utf-8")
        shell.done(*NEW, "--title", "@../text", "--request", "@../text")
    return shell


@pytest.fixture
def own(shell: Shell, tmp_path: Path) -> Shell:
    """Give a copy of it."""
    return Shell(copied(shell.folder, tmp_path / "office"))


def readers(ticket: str, file: str) -> Iterator[tuple[str, ...]]:
    """Give the command lines that show a ticket, its file or its history."""
    for form in FORMATS:
        yield ("ticket", "list", "--format", form)
        yield ("check", "--format", form)
        yield ("find", "x", "--format", form)
        yield ("sql", "SELECT * FROM ticket", "--format", form)
    yield from (("show", ticket), ("log", ticket), ("ticket", "show", ticket, "--json"))
    yield from (("diff",), ("diff", "HEAD"), ("status",), ("log",), ("textconv", file))
    yield from (("check", "--history"), ("report", "weekly"), ("ticket", "list", "--title", "x"))


def problems(shell: Shell, lines: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Name what falls, takes long, or shows what a terminal would obey."""
    for words in lines:
        start = time.process_time()
        answer = shell.pm(*words)
        took = time.process_time() - start
        if took > SECONDS:
            yield f"{words} took {took:.1f} s"
        yield from (f"{words}: {one}\n{answer.told[:800]}" for one in problems_of_answer(answer))


def tickets(shell: Shell) -> list[str]:
    return [record["id"] for record in shell.done("ticket", "list", "--json").records]


def file_of(shell: Shell, record_id: str) -> str:
    return shell.git("ls-files", f"*{record_id}.yaml").strip()


def sound(shell: Shell) -> str:
    (found,) = shell.done("ticket", "list", "--title", "sound", "--json").records
    return str(found["id"])


def smuggled(shell: Shell, path: str, data: bytes) -> None:
    """Put a file into the history without pm."""
    (shell.folder / path).write_bytes(data)
    shell.git("add", path)
    shell.git(*BY_HAND, "commit", "-qnm", "hand")


def test_hostile_lines_are_text_in_every_reader(shell: Shell) -> None:
    first, *others = ((ticket, file_of(shell, ticket)) for ticket in tickets(shell))
    assert list(problems(shell, readers(*first))) == []
    for ticket, file in others:
        each = (("show", ticket), ("ticket", "log", ticket), ("textconv", file))
        assert list(problems(shell, iter(each))) == []


def test_hostile_lines_come_back_as_they_were_said(shell: Shell) -> None:
    shown = {record["title"] for record in shell.done("ticket", "list", "--json").records}
    assert {text.strip() for text in LINES.values()} <= shown


def test_no_cell_of_a_table_for_spreadsheets_is_a_formula(shell: Shell) -> None:
    for words in (("ticket", "list"), ("find", "1"), ("check",), ("ticket", "log", sound(shell))):
        out = shell.pm(*words, "--format", "csv").out
        rows: list[Sequence[str]] = list(csv.reader(io.StringIO(out.lstrip("\ufeff"), newline="")))
        cells = [cell for row in rows[1:] for cell in row]
        assert not [cell for cell in cells if cell.lstrip(" \u3000").startswith(FORMULA)]


@pytest.mark.parametrize("text", CONTROLS.values(), ids=CONTROLS)
def test_a_line_with_controls_is_not_recorded(shell: Shell, text: str) -> None:
    head = shell.head
    (shell.folder.parent / "bad").write_bytes(f"x{text}".encode())
    answer = shell.pm(*NEW, "--title", "@../bad")
    assert answer.code == 12, answer.told
    assert list(problems_of_answer(answer)) == []
    assert shell.head == head


@pytest.mark.parametrize("text", some_of(CONTROLS, "clear", "lines"))
def test_what_somebody_else_sealed_is_shown_in_safety(own: Shell, text: str) -> None:
    ticket = sound(own)
    path = file_of(own, ticket)
    office = Office.open(own.folder, Environment())
    lines = (own.folder / path).read_text("utf-8").splitlines()
    subject = next(line for line in lines if line.startswith("data_subject: ")).split()[1]
    token = office.vault.seal(Place("ticket", ticket, "title", "voice", subject), f"x{text}")
    office.close()
    lines = [f"title: {token}" if line.startswith("title: ") else line for line in lines]
    smuggled(own, path, ("\n".join(lines) + "\n").encode())
    assert list(problems(own, readers(ticket, path))) == []


@pytest.mark.parametrize("text", some_of(TOKENS, "other scope", "cut"))
def test_what_stands_where_a_token_belongs_is_damaged(own: Shell, text: str) -> None:
    ticket = sound(own)
    path = file_of(own, ticket)
    lines = (own.folder / path).read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("title: "))
    body = lines[at].rpartition(".")[2]
    value = text.replace("{body}", body).replace("{cut}", body[:-4])
    lines = [line for line in lines if not line.startswith("request: ")]
    lines[at] = f"title: {json.dumps(value)}"
    smuggled(own, path, ("\n".join(lines) + "\n").encode())
    assert list(problems(own, readers(ticket, path))) == []
    assert "sound" not in own.pm("ticket", "list").out
    assert "sound" not in own.pm("show", ticket).told


@pytest.mark.long
@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
@pytest.mark.parametrize("path", ["records/categories/water.yaml", ""], ids=["clear", "sealed"])
def test_a_file_that_is_no_record_stops_nothing_else(own: Shell, data: bytes, path: str) -> None:
    ticket = sound(own)
    broken = path or file_of(own, tickets(own)[0])
    place = own.folder / broken
    place.write_bytes(data)
    assert (
        list(problems(own, iter([("status",), ("diff",), ("commit",), ("commit", broken)]))) == []
    )
    smuggled(own, broken, data)
    assert list(problems(own, readers(ticket, broken))) == []
    assert own.pm("check").code == 3
    assert not (own.folder / "x").exists()


def test_what_is_no_id_is_refused_wherever_one_is_typed(shell: Shell) -> None:
    before = shell.git("status", "--porcelain") + shell.head
    lines = [
        words
        for record_id in IDS
        for words in (
            ("show", "--", record_id),
            ("ticket", "show", "--", record_id),
            ("ticket", "log", "--", record_id),
            ("ticket", "triage", "--", record_id),
            ("ticket", "edit", "--title", "y", "--", record_id),
            ("category", "new", "--name-en", "x", "--", record_id),
            ("diff", "--", record_id),
            ("textconv", "--", record_id),
            ("as", "--", record_id),
            ("ticket", "new", "--type", "repair", "--channel", record_id, "--title", "x"),
        )
    ]
    assert list(problems(shell, iter(lines))) == []
    assert shell.git("status", "--porcelain") + shell.head == before
