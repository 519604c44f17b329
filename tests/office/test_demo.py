"""The sample office plays without a refusal, and its week is what its scenario says."""

import re
from pathlib import Path

import pytest

from tests.cli.running import Shell

NOW = "2026-11-22T09:15:00+08:00"


def test_the_sample_office_plays_and_prints_its_last_full_week(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_NOW=NOW, PM_LANG="en")
    answer = shell.done("demo", "--small", "office")
    assert "week 2026-W46" in answer.out
    assert answer.out.endswith("pm -C office report weekly --week 2026-W46\n")
    figures = {
        figure["key"]: figure
        for figure in shell.done(
            *("-C", "office", "report", "weekly", "--week", "2026-W46", "--json")
        ).json["figures"]
    }
    assert figures["received"]["value"] == 20
    assert figures["closed"]["value"] == 17
    assert figures["open_at_end"]["value"] == 6
    assert figures["overdue_at_end"]["value"] == 1
    assert (figures["solved_on_time"]["k"], figures["solved_on_time"]["n"]) == (11, 12)


@pytest.mark.long
def test_the_whole_estate_plays_without_a_refusal(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_NOW=NOW, PM_LANG="en")
    answer = shell.done("demo", "office")
    assert answer.err == ""
    assert "week 2026-W46" in answer.out
    assert answer.out.count("fitting: ") == 3
    played = re.search(r"acts played: (\d+)", answer.out)
    assert played is not None
    assert int(played[1]) > 3500
    office = Shell(tmp_path / "office", PM_NOW=NOW, PM_LANG="en")
    assert len(office.done("unit", "list", "--limit", "2000", "--json").records) == 1104
    page = office.done("today").out
    for waiting in ("replies promised", "return visits", "overdue", "put right and to be seen"):
        assert waiting in page


def test_its_history_is_that_of_its_staff_and_says_nothing_of_a_clock(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_NOW=NOW)
    shell.done("demo", "--small", "office")
    office = Shell(tmp_path / "office", PM_NOW=NOW)
    authors = set(office.git("log", "--format=%an").split("\n")) - {""}
    assert len(authors) > 3
    assert "Clock:" not in office.git("log", "--format=%B")
    assert office.git("status", "--porcelain") == ""
    assert office.git("fsck", "--strict") == ""
    assert office.done("check").out == "every record is right\n"


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(("--small",), id="small"),
        pytest.param((), id="whole", marks=pytest.mark.long),
    ],
)
def test_the_same_time_and_seed_give_the_same_office_but_for_what_is_sealed(
    tmp_path: Path, size: tuple[str, ...]
) -> None:
    told = []
    for name in ("one", "two"):
        Shell(tmp_path, PM_NOW=NOW, PM_SEED="7").done("demo", *size, name)
        office = Shell(tmp_path / name)
        tree = office.git("ls-tree", "-r", "--name-only", "HEAD")
        messages = office.git("log", "--format=%an %ae %at%n%B")
        told.append((tree, messages, without_keys(tmp_path / name)))
    assert told[0] == told[1]
    assert any(b"pm1." in text for text in told[0][2].values())


def without_keys(office: Path) -> dict[str, bytes]:
    """Give the records with their tokens cut down to the scope: keys are never drawn by a seed."""
    return {
        path.relative_to(office).as_posix(): re.sub(
            rb"(?m)(pm1\.[a-z]+\.)\S+$|(?<=^vault: V-)\w+$", rb"\1", path.read_bytes()
        )
        for path in (office / "records").rglob("*")
        if path.is_file()
    }
