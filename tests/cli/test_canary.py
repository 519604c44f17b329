"""The scanner finds what is planted, in every form and every place."""

import base64
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.canary import CANARIES, Scanner, forms, objects, told
from tests.cli.running import Shell

NAME, PHONE = CANARIES["name"], CANARIES["phone"]
LATIN = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.invalid"}
WHO = {**LATIN, "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.invalid"}


@pytest.fixture
def repository(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "place", **WHO)
    shell.folder.mkdir()
    shell.git("init", "--quiet")
    return shell


@pytest.mark.parametrize("text", [NAME, PHONE, CANARIES["debt"]])
def test_every_form_is_found_in_a_file(text: str, tmp_path: Path) -> None:
    for number, (form, data) in enumerate(forms(text)):
        file = tmp_path / str(number) / "file"
        file.parent.mkdir()
        file.write_bytes(b"\x07 before " + data + b" after \xff")
        assert Scanner().leaks(file.parent), form


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, bytes.hex])
def test_what_lies_inside_of_an_encoded_text_is_found(
    before: int, encode: Callable[[bytes], str | bytes]
) -> None:
    for text in CANARIES.values():
        data = b"xyz"[:before] + text.encode() + b" and more"
        assert Scanner().in_text("here", encode(data)), text


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("王金 and 1380000011 6 and Zephyr", encoding="utf-8")
    scanner = Scanner()
    assert not scanner.leaks(tmp_path)
    assert scanner.looked_at


def test_names_and_links_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / f"of {NAME}").mkdir()
    (tmp_path / "link").symlink_to(f"/nowhere/{PHONE}")
    assert {leak.canary for leak in Scanner().leaks(tmp_path)} == {"name", "phone"}


def planted_loose(shell: Shell) -> None:
    shell.command("git", "hash-object", "-w", "--stdin", typed=f"about {NAME}")


def planted_packed(shell: Shell) -> None:
    (shell.folder / "file").write_text(f"about {NAME}\n" * 50, encoding="utf-8")
    shell.git("add", "file")
    shell.git("commit", "--quiet", "-m", "one")
    (shell.folder / "file").write_text("gone", encoding="utf-8")
    shell.git("commit", "--quiet", "-a", "-m", "two")
    shell.git("gc", "--quiet", "--prune=now")


def planted_in_message(shell: Shell) -> None:
    shell.git("commit", "--quiet", "--allow-empty", "-m", f"about {NAME}")
    shell.git("gc", "--quiet", "--prune=now")


def planted_in_reflog(shell: Shell) -> None:
    shell.git("commit", "--quiet", "--allow-empty", "-m", "one")
    shell.git("update-ref", "-m", f"of {NAME}", "refs/heads/other", "HEAD")


def planted_as_branch(shell: Shell) -> None:
    shell.git("commit", "--quiet", "--allow-empty", "-m", "one")
    shell.git("branch", f"for-{NAME}")
    shell.git("pack-refs", "--all")


def planted_in_table(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.folder / "base.sqlite")) as database:
        database.execute("CREATE TABLE t (a BLOB)")
        database.execute("INSERT INTO t VALUES (?)", [f"{'x' * 4000}{NAME}{'x' * 9000}"])
        database.commit()


def planted_half_written(shell: Shell) -> None:
    packed = zlib.compress(f"blob 30\0about {NAME}, cut".encode())
    (shell.folder / ".git/objects/tmp_obj_1").write_bytes(packed[:-5])


def planted_in_index(shell: Shell) -> None:
    (shell.folder / f"{NAME}.yaml").write_text("nothing", encoding="utf-8")
    shell.git("add", ".")
    (shell.folder / f"{NAME}.yaml").unlink()


@pytest.mark.parametrize(
    "plant",
    [
        planted_loose,
        planted_packed,
        planted_in_message,
        planted_in_reflog,
        planted_as_branch,
        planted_in_table,
        planted_half_written,
        planted_in_index,
    ],
)
def test_every_place_is_looked_at(plant: Callable[[Shell], None], repository: Shell) -> None:
    scanner = Scanner()
    assert not scanner.leaks(repository.folder)
    plant(repository)
    found = scanner.leaks(repository.folder)
    assert {leak.canary for leak in found} == {"name"}
    assert NAME not in told(found) or plant in {planted_as_branch, planted_in_index}


def test_a_log_of_a_database_is_looked_at(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "base.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (a TEXT)")
        database.execute("INSERT INTO t VALUES (?)", [NAME])
        database.commit()
        places = {leak.place for leak in Scanner().leaks(tmp_path)}
    assert any("-wal" in place for place in places)
    assert any("its tables" in place for place in places)


def test_what_is_not_changed_is_not_read_twice(repository: Shell) -> None:
    planted_packed(repository)
    scanner = Scanner()
    assert scanner.leaks(repository.folder)
    before = scanner.looked_at
    scanner.leaks(repository.folder)
    assert scanner.looked_at - before < 20_000  # names alone


def test_objects_that_nothing_names_are_unpacked(repository: Shell) -> None:
    planted_loose(repository)
    assert NAME.encode() in objects(repository.folder)
