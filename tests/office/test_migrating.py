"""Migration: older records stay readable, and one commit brings them up."""

import pytest

from pm.model.node import Tree
from pm.office.environment import Environment
from pm.office.migrating import Migration, migrate
from pm.office.office import Office
from tests.cli.running import Shell


def colour_to_snow(tree: Tree) -> Tree:
    """Say of every category that it has no winter name yet."""
    return tree | {"department": "engineering"} if "department" not in tree else tree


MIGRATIONS = (Migration(3, "category", colour_to_snow),)


@pytest.fixture
def shell(office: Shell) -> Shell:
    office.done("category", "new", "snow", "--name-en", "Snow")
    return office


def opened(shell: Shell) -> Office:
    return Office.open(shell.folder, Environment())


def test_an_office_of_the_present_form_has_nothing_to_bring_up(shell: Shell) -> None:
    head = shell.head
    assert "present form" in shell.done("migrate").out
    assert shell.head == head


def test_a_migration_changes_what_needs_it_and_the_office_says_its_form(shell: Shell) -> None:
    head = shell.head
    office = opened(shell)
    try:
        done = migrate(office, migrations=MIGRATIONS)
    finally:
        office.close()
    assert done.records == 1
    assert shell.git("rev-list", "--count", f"{head}..HEAD").strip() == "1"
    changed = shell.git("show", "--name-only", "--format=", "HEAD").split()
    assert changed == ["records/categories/snow.yaml", "records/office.yaml"]
    assert "disk_format: '3'" in (shell.folder / "records/office.yaml").read_text(encoding="utf-8")
    assert shell.git("status", "--porcelain") == ""


def test_a_migration_that_is_only_tried_records_nothing(shell: Shell) -> None:
    head = shell.head
    office = opened(shell)
    try:
        done = migrate(office, dry_run=True, migrations=MIGRATIONS)
    finally:
        office.close()
    assert done.records == 1
    assert shell.head == head


def test_an_office_of_a_newer_pm_is_not_touched(shell: Shell) -> None:
    path = shell.folder / "records/office.yaml"
    text = path.read_text(encoding="utf-8").replace("disk_format: '2'", "disk_format: '9'")
    path.write_text(text, encoding="utf-8", newline="")
    shell.git("add", "records/office.yaml")
    shell.git("-c", "user.name=Hand", "-c", "user.email=hand@example.org", "commit", "-qnm", "hand")
    answer = shell.pm("migrate")
    assert answer.code == 13
    assert "newer pm" in answer.err
