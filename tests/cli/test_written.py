"""What comes next is said where work goes on, and not where a record would end at once."""

from tests.cli.vaults import SECOND, World, new_id, new_resident

ASKED = ("export", "new", "--noun", "resident", "--purpose", "audit")


def test_after_each_step_of_an_export_comes_the_next_one(world: World) -> None:
    asked = world.desk().done(*ASKED)
    export = new_id(world.desk().done(*ASKED, "--json"))
    allowed = world.desk(SECOND).done("export", "approve", export)
    assert "next: pm export approve EX-" in asked.told
    assert f"next: pm export write {export}" in allowed.told


def test_what_is_to_last_is_not_ended_at_once(world: World) -> None:
    resident = new_resident(world.desk())
    placed = world.desk().done("hold", "new", "--resident", resident, "--basis", "claim")
    assert "next:" not in placed.told
