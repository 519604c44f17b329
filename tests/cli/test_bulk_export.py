"""Many records leave the office only by two people, stamped, on record, in a file of one."""

import csv
import io
import json
import stat
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest

from pm.errors import Busy
from pm.i18n import mark
from tests.cli.canary import CANARIES
from tests.cli.vaults import MANAGER, SECOND, World, new_id, new_resident, new_ticket

C = CANARIES
STAMP = ["exported_by", "exported_at", "purpose", "approved_by", "export"]


def asked(world: World, *more: str, noun: str = "resident") -> str:
    words = ("export", "new", "--noun", noun, "--purpose", "audit", *more, "--json")
    return new_id(world.desk().done(*words))


def allowed(world: World, *more: str, noun: str = "resident") -> str:
    export = asked(world, *more, noun=noun)
    world.desk(SECOND).done("export", "approve", export)
    return export


@pytest.fixture
def resident(world: World) -> str:
    """Open the file of a resident, and of one beside him whose name is a formula."""
    desk = world.desk()
    desk.done("resident", "new", "--name", "=1+1", "--capacity", "tenant")
    return new_resident(desk, "--capacity", "owner")


def written(world: World, export: str, file: Path, *more: str) -> str:
    world.desk().done("export", "write", export, "-o", str(file), *more)
    return file.read_text("utf-8-sig")


def test_two_people_make_a_file_and_it_is_on_record(
    world: World, resident: str, tmp_path: Path
) -> None:
    file = tmp_path / "residents.csv"
    export = allowed(world)
    head, *rows = csv.reader(io.StringIO(written(world, export, file)))
    assert head[-len(STAMP) :] == STAMP
    shown = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(shown) == 2
    assert (shown[resident]["name"], shown[resident]["phone"]) == (C["name"], C["phone"])
    assert {row["name"] for row in shown.values()} == {C["name"], "'=1+1"}
    assert shown[resident]["exported_by"].startswith(f"{MANAGER} (E-")
    assert shown[resident]["approved_by"].startswith(f"{SECOND} (E-")
    stamp = [shown[resident][name] for name in ("exported_at", "purpose", "export")]
    assert stamp == ["2026-11-22T09:15:00+08:00", "audit", export]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    record = world.desk().done("export", "show", export, "--json").records[0]
    assert (record["state"], record["rows"]) == ("written", 2)
    assert record["checksum"] == sha256(file.read_bytes()).hexdigest()


def test_only_what_the_filters_say(world: World, resident: str, tmp_path: Path) -> None:
    filters = f"--state=registered phone={C['phone']} capacity=owner"
    export = allowed(world, f"--filters={filters}")
    told = json.loads(written(world, export, tmp_path / "x.json", "--format", "json"))
    assert [one["id"] for one in told["records"]] == [resident]
    assert told["kind"] == "resident"
    assert [name for name in told if name in STAMP] == STAMP


def test_a_line_of_its_own_is_stamped(world: World, resident: str, tmp_path: Path) -> None:
    member = ("--member-name", C["name in English"])
    world.desk().done("resident", "add-member", resident, *member)
    export = allowed(world, "--filters", "capacity=owner")
    (line,) = written(world, export, tmp_path / "x", "--format", "jsonl").splitlines()
    told = json.loads(line)
    assert told["members"][0]["name"] == C["name in English"]
    assert told["export"] == export


def test_a_table_to_print(world: World, resident: str, tmp_path: Path) -> None:
    assert resident
    text = written(world, allowed(world), tmp_path / "x", "--format", "markdown")
    assert C["phone"] in text


def test_nobody_allows_his_own(world: World) -> None:
    export = asked(world)
    assert world.desk().pm("export", "approve", export).code == 13
    assert world.desk(SECOND).done("export", "approve", export).code == 0


def test_nobody_else_writes_it_and_nobody_twice(
    world: World, resident: str, tmp_path: Path
) -> None:
    assert resident
    file = tmp_path / "x.csv"
    write = ("export", "write", allowed(world), "-o", str(file))
    other = world.desk(SECOND).pm(*write)
    assert other.code == 13
    assert f"{MANAGER}, who asked for it, must do it" in other.err
    assert list(tmp_path.glob("*.csv*")) == []
    world.desk().done(*write)
    first = file.read_bytes()
    again = world.desk().pm(*write)
    assert again.code == 13, again.told
    assert file.read_bytes() == first


def test_what_was_not_allowed_is_not_written(world: World, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    export = asked(world)
    answer = world.desk().pm("export", "write", export, "-o", str(file))
    assert answer.code == 13, answer.told
    assert not file.exists()


def test_a_file_is_gone_that_could_not_be_recorded(
    world: World, resident: str, tmp_path: Path
) -> None:
    assert resident
    export, folder = allowed(world), tmp_path / "folder"
    folder.mkdir()
    held: list[bytes] = []

    def refuse(*_: object) -> None:
        held.extend(path.read_bytes() for path in folder.iterdir())
        raise Busy(mark("somebody else is writing"))

    with patch("pm.cli.commands.export.write.note_written", refuse):
        answer = world.desk().pm("export", "write", export, "-o", str(folder / "x.csv"))
    assert answer.code == 14, answer.told
    assert len(held) == 1
    assert list(folder.iterdir()) == []
    assert world.desk().done("export", "show", export, "--json").records[0]["state"] == "approved"


@pytest.mark.parametrize("place", ["-", "/dev/stdout", ".", "no/such/folder/x.csv"])
def test_it_goes_to_a_plain_file_and_nowhere_else(world: World, resident: str, place: str) -> None:
    assert resident
    export = allowed(world)
    answer = world.desk().pm("export", "write", export, "-o", place)
    assert answer.code == 12, answer.told
    assert C["phone"] not in answer.told
    missing = world.desk().pm("export", "write", export)
    assert missing.code == 2
    assert "--output" in missing.err


def test_a_link_is_not_followed(world: World, resident: str, tmp_path: Path) -> None:
    assert resident
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("kept", encoding="utf-8")
    link.symlink_to(target)
    answer = world.desk().pm("export", "write", allowed(world), "-o", str(link))
    assert answer.code == 12
    assert target.read_text("utf-8") == "kept"


@pytest.mark.parametrize("filters", ["phone", "'name=x", "=x"])
def test_filters_that_cannot_be_read_are_refused(
    world: World, filters: str, tmp_path: Path
) -> None:
    export = allowed(world, f"--filters={filters}")
    answer = world.desk().pm("export", "write", export, "-o", str(tmp_path / "x"))
    assert answer.code == 12, answer.told
    assert "cannot be read" in answer.err


def test_a_field_that_there_is_not_is_refused(world: World, tmp_path: Path) -> None:
    export = allowed(world, "--filters=colour=red")
    assert world.desk().pm("export", "write", export, "-o", str(tmp_path / "x")).code == 2


def test_a_file_in_the_office_is_warned_of(world: World, resident: str) -> None:
    assert resident
    answer = world.desk().done("export", "write", allowed(world), "-o", "residents.csv")
    assert "see that git never takes it up" in answer.err


def test_what_is_kept_from_him_is_a_mark(world: World, tmp_path: Path) -> None:
    new_ticket(world.desk())
    about = ("--type", "complaint", "--about", MANAGER, "--title", C["opinion"])
    caller = ("--channel", "visit", "--caller-name", C["name"], "--caller-phone", C["phone"])
    world.desk(SECOND).done("ticket", "new", *about, *caller)
    export = allowed(world, noun="ticket")
    file = tmp_path / "x.csv"
    answer = world.desk().done("export", "write", export, "-o", str(file))
    assert C["opinion"] not in file.read_text("utf-8-sig")
    assert "values that you cannot read are marks in it" in answer.err


def test_a_list_has_no_way_to_reveal(world: World) -> None:
    assert world.desk().pm("resident", "list", "--reveal").code == 2
