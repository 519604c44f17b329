"""The sample office: it plays without a refusal, and its week is what its scenario says."""

from pathlib import Path

from tests.cli.running import Shell

NOW = "2026-11-22T09:15:00+08:00"


def test_the_sample_office_plays_and_prints_its_last_full_week(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_NOW=NOW, PM_LANG="en")
    answer = shell.done("demo", "office")
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


def test_its_history_is_that_of_its_staff_and_says_nothing_of_a_clock(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PM_NOW=NOW)
    shell.done("demo", "office")
    office = Shell(tmp_path / "office", PM_NOW=NOW)
    authors = set(office.git("log", "--format=%an").split("\n")) - {""}
    assert len(authors) > 3
    assert "Clock:" not in office.git("log", "--format=%B")
    assert office.git("status", "--porcelain") == ""
    assert office.git("fsck", "--strict") == ""
    assert office.done("check").out == "every record is right\n"


def test_the_same_time_and_seed_give_the_same_office_to_the_byte(tmp_path: Path) -> None:
    heads = []
    for name in ("one", "two"):
        Shell(tmp_path, PM_NOW=NOW, PM_SEED="7").done("demo", name)
        heads.append(Shell(tmp_path / name).head)
    assert heads[0] == heads[1]
