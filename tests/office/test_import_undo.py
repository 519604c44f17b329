"""What came in can be taken back, and whoever is killed meanwhile: the office is old or new."""

import sys
from pathlib import Path

import pytest

from tests.cli.running import ALONE, Shell, found_office
from tests.faults import Scenario, sweep
from tests.office.incoming import REAL, csv, map_text, open_office, rows
from tests.tracing import why_not

REASON = why_not()


def test_the_undo_of_an_import_makes_all_of_it_void(tmp_path: Path) -> None:
    shell = found_office(tmp_path / "office")
    shell.done("import", str(REAL), "--map", "nyc311")
    shell.done("undo")
    office = open_office(shell)
    assert office.index.run("SELECT state, count(*) FROM ticket GROUP BY state") == [("void", 1000)]
    made = "SELECT count(*) FROM {} WHERE state = 'void'"
    assert office.index.run(made.format("category")) == [(100,)]
    assert office.index.run(made.format("channel")) == [(2,)]
    office.close()
    assert shell.git("status", "--porcelain") == ""
    assert shell.git("rev-list", "--count", "HEAD").strip() == "3"


def prepare(office: Path) -> None:
    """Make an office, and beside it a file of an old system with its map.

    It is made more than once and compared, so nothing in it is sealed: keys are never the same.
    """
    office.parent.mkdir(parents=True, exist_ok=True)
    found_office(office, "--no-vault")
    (office.parent / "old.yaml").write_text(map_text(), encoding="utf-8")
    found = csv(rows({}, {"Category": "Lift"}))
    (office.parent / "old.csv").write_text(found, encoding="utf-8")


def in_a_process(office: Path, *arguments: str) -> None:
    answer = Shell(office).process(*arguments)
    assert answer.code == 0, answer.told


@pytest.mark.skipif(bool(REASON), reason=REASON)
@pytest.mark.long
def test_a_killed_import_leaves_the_office_old_or_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = Scenario(
        prepare=prepare,
        command=(sys.executable, "-c", ALONE, "import", "../old.csv", "--map", "../old.yaml"),
        then=lambda office: in_a_process(office, "ticket", "list"),
        again=lambda office: in_a_process(
            office, *("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "dark")
        ),
    )
    report = sweep(scenario, tmp_path, every=15)
    with capsys.disabled():
        print(f"\nimport, a sample: {report}")  # noqa: T201  # the count is part of the result
    assert report.ends["old"]
    assert report.ends["new"]
